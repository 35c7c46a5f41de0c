"""The file that names the columns of a programme."""

import re
from pathlib import Path

import pytest

from reportkit.errors import Misused
from reportkit.intake import formats
from reportkit.intake._headers import EITHER, LEFT, TAKEN, field_of, plain
from reportkit.intake._mapping import columns


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("m.toml", '[columns]\nSaal = "room"\n"Wer redet" = "speakers with affiliation"\n'),
        ("m.yaml", "columns:\n  Saal: room\n  Wer redet: speakers with affiliation\n"),
    ],
)
def test_a_mapping_is_toml_or_yaml(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_text(words)
    assert columns(tmp_path / name) == {"Saal": "room", "Wer redet": "speakers with affiliation"}


@pytest.mark.parametrize(
    ("name", "words", "message", "hint"),
    [
        ("m.toml", '[columns]\nSaal = "rooom"\n', '"rooom" for the column "Saal" is no field', 'did you mean "room"?'),
        ("m.toml", "Saal = room", "not TOML: ", "for example"),
        ("m.yaml", "columns: {", "not YAML: ", "for example"),
        ("m.yaml", "rooms: {Saal: room}", "a mapping has one table, columns", "for example"),
        ("m.yaml", "- columns", "a mapping has one table, columns", "for example"),
        ("m.json", "{}", "is not a mapping", "mappings end in"),
    ],
)
def test_a_mapping_that_says_else_is_misused(tmp_path: Path, name: str, words: str, message: str, hint: str) -> None:
    (tmp_path / name).write_text(words)
    with pytest.raises(Misused) as misuse:
        columns(tmp_path / name)
    assert message in misuse.value.message
    assert misuse.value.hint.startswith(hint)


def test_a_mapping_that_is_not_there_is_misused(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="cannot be read"):
        columns(tmp_path / "none.toml")


def test_no_head_means_two_things() -> None:
    said = [plain(word) for table in (TAKEN, LEFT) for words in table.values() for word in words.split(";")]
    assert {word for word in said if said.count(word) > 1} == set()
    assert EITHER.keys() & set(said) == set()


PAGE = (Path(__file__).parents[2] / "docs/programmes.md").read_text(encoding="utf-8")


def test_the_docs_tell_every_field_and_only_heads_that_are_known() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", PAGE, re.MULTILINE))
    assert rows.keys() == TAKEN.keys()
    wrong = [(field, head) for field, heads in rows.items() for head in heads.split(", ") if field_of(head) != field]
    assert wrong == []


def test_the_docs_tell_every_format_of_programmes() -> None:
    told = set(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE))
    assert told == formats().keys() - {"rapporteur", "word"}
