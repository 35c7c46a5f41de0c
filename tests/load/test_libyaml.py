"""Plain files are read by libyaml as they are by ruamel.yaml, place for place; all others are left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.load import _libyaml, yaml
from reportkit.load._places import Contents

HOME = Path(__file__).parent.parent.parent
RECORDS = sorted([*(HOME / "inputs").rglob("*.yaml"), *(HOME / "tests/bad").rglob("*.yaml")])
"""Real records, and those that each have a fault of their own."""

PLAIN = "schema: reportkit/1\nid: '3-1'\nspeakers: [{name: 이신화, room: }]\n"


def slowly(text: str) -> Contents:
    """Return `text` as ruamel.yaml reads it."""
    contents = Contents("a.yaml", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_libyaml, "read", lambda contents: False)
        yaml.read(contents)
    return contents


def fast(text: str) -> Contents | None:
    contents = Contents("a.yaml", text)
    return contents if _libyaml.read(contents) else None


def agree(text: str) -> bool:
    """Tell whether `text` was read fast, and fail where that is not how ruamel.yaml reads it."""
    one, other = fast(text), slowly(text)
    if one is None:
        return False
    assert (one.data, one.keys, one.values, one.findings) == (other.data, other.keys, other.values, other.findings)
    return True


def test_a_plain_file_is_read_fast_and_alike() -> None:
    assert agree(PLAIN)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records_are_read_alike(path: Path) -> None:
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        pytest.skip("no text")
    agree(text)


def test_all_records_of_the_inputs_are_read_fast() -> None:
    read = {path.name: fast(path.read_text(encoding="utf-8")) for path in (HOME / "inputs").rglob("*.yaml")}
    assert [name for name, contents in read.items() if contents is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "%YAML 1.2\n---\na: 1\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\na: 2\n",
        "? [a, b]\n: 1\n",
        "a: 1\u2028b: 2\n",
        "a: 'open\n",
        "[" * 50 + "]" * 50,
    ],
)
def test_what_is_not_plain_is_left_to_the_other_reader(text: str) -> None:
    assert fast(text) is None


PIECES = st.sampled_from(
    [
        *(
            "a",
            "b: ",
            "c:d",
            "- ",
            "-",
            ": ",
            ":",
            ", ",
            ",",
            "[",
            "]",
            "{",
            "}",
            "? ",
            "?",
            "#",
            " # x",
            "'",
            '"',
            "''",
        ),
        *("|", ">", ">-", "\n", "\n  ", "\n    ", "\n\n", " ", "  ", "\\", "\\n", "\\u00e9", "\\/", "~", "null"),
        *("Null", "NULL", "yes", "1.10", "0x1", "=", "<<: ", "@", "`", "%", "...", "---", "\n---\n", "\n...\n"),
        *("이신화", "é", "😀", "\u00a0", "*", "&", "!", "a: 1\n", "b:\n  - x\n", "http://x", "12:30"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_read_alike(text: str) -> None:
    agree(text)


@given(
    st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(["a: [{}]", "a: {{{}}}", "a: '{}'", 'a: "{}"', "- |\n {}"]),
)
def test_any_text_within_a_value_is_read_alike(text: str, around: str) -> None:
    agree(around.format(text))
