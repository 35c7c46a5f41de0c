"""The file that says which column of a programme is which field, where its heads are not known: `--mapping FILE`.

    [columns]
    Saal = "room"
    "Wer redet" = "speakers with affiliation"

The heads that are known without are in `_headers.py`.
"""

import tomllib
from difflib import get_close_matches
from pathlib import Path

from reportkit.errors import Misused
from reportkit.intake._headers import fields

LARGEST = 100_000
EXAMPLE = 'for example `[columns]` with `Saal = "room"` below it'


def columns(path: Path) -> dict[str, str]:
    """Return the field of each column that the TOML or YAML file at `path` names; raise Misused where it says else."""
    said = _read(path)
    table = said.get("columns") if isinstance(said, dict) and len(said) == 1 else None
    if not isinstance(table, dict):
        raise Misused(f"{path}: a mapping has one table, columns", EXAMPLE)
    for head, field in table.items():
        if field not in fields():
            close = get_close_matches(str(field), fields(), 1)
            hint = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(fields())}"
            raise Misused(f'{path}: "{field}" for the column "{head}" is no field', hint)
    return {str(head): str(field) for head, field in table.items()}


def _read(path: Path) -> object:
    if path.suffix.lower() not in (".toml", ".yaml", ".yml"):
        raise Misused(f"{path} is not a mapping", "mappings end in .toml, .yaml or .yml")
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise Misused(f"{path}: larger than a mapping is", EXAMPLE)
        words = data.decode("utf-8-sig")
    except OSError as error:
        raise Misused(f"{path}: cannot be read: {error.strerror}", "see whether the name is right") from None
    except UnicodeDecodeError:
        raise Misused(f"{path}: not text in UTF-8", "save the file with the encoding UTF-8") from None
    return _toml(words, path) if path.suffix.lower() == ".toml" else _yaml(words, path)


def _toml(words: str, path: Path) -> object:
    try:
        return tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise Misused(f"{path}: not TOML: {error}", EXAMPLE) from None


def _yaml(words: str, path: Path) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(words)
    except (YAMLError, ValueError, RecursionError) as error:
        raise Misused(f"{path}: not YAML: {' '.join(str(error).split())[:120]}", EXAMPLE) from None
