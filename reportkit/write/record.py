"""A record as somebody would have typed it: YAML with each field on a line of its own and prose in paragraphs.

What is written is read back before it is given away. JSON for programs is made in `records.as_file`.
"""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

Plain = Mapping[str, Any]  # Whatever a record file may hold.

WIDTH = 110
"""How long the lines of a file become, where words let them."""

PROSE = "text"
"""The field whose words are set as a block below it."""


def typed(record: Plain, comments: tuple[str, ...] = (), notes: Mapping[int, str] | None = None) -> bytes:
    """Return `record` as a YAML file that begins with `comments`; `notes` stand before the passages they count."""
    head = "".join(f"# {comment}\n" for comment in comments)
    for prose in (_block, DoubleQuotedScalarString):
        body = _dumped(_laid_out(record, prose, notes or {}))
        if _read(body) == _plain(record):
            return (head + body).encode()
    raise AssertionError(record)


def _dumped(data: CommentedMap) -> str:
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _read(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def _laid_out(record: Plain, prose: Any, notes: Mapping[int, str]) -> CommentedMap:
    data = CommentedMap()
    for field, value in record.items():
        if field == "sketch":
            data[field] = _sketch(value, prose, notes)
        elif isinstance(value, list):
            data[field] = _sequence([_person(one) if isinstance(one, Mapping) else one for one in value])
        else:
            data[field] = DoubleQuotedScalarString(value) if field == "id" else value
    return data


def _sequence(values: list[Any]) -> CommentedSeq:
    sequence = CommentedSeq()
    sequence.extend(values)
    return sequence


def _person(person: Plain) -> CommentedMap:
    """Return a person on one line where there is room for it."""
    one = CommentedMap(person)
    if "affiliations" in one:
        one["affiliations"] = _sequence(list(one["affiliations"]))
        one["affiliations"].fa.set_flow_style()
    if len(str(dict(person))) <= WIDTH:
        one.fa.set_flow_style()
    return one


def _sketch(passages: list[Plain], prose: Any, notes: Mapping[int, str]) -> CommentedSeq:
    every = [CommentedMap({**passage, PROSE: prose(passage[PROSE])}) for passage in passages]
    sequence = _sequence(every)
    for at, note in notes.items():
        sequence.yaml_set_comment_before_after_key(at, before=note, indent=2)
    return sequence


def _block(words: str) -> str:
    """Return prose as a block: folded where it is one paragraph, as it stands where it is several."""
    block: str = LiteralScalarString(words) if "\n" in words else FoldedScalarString(words)
    return block


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
