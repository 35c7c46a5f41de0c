"""`check --fix` changes the characters concerned and nothing else."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.cli import group
from reportkit.mending import mend
from reportkit.pipeline import receive

HEAD = 'schema: reportkit/1\nid: "1"\ntitle: Talk\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'
JSON = '{"schema": "reportkit/1", "id": "1", "title": "T", "starts": "2031-05-06T09:30", "ends": "2031-05-06T11:00", '

SCALARS = {
    "folded": (
        "    text: >-\n      He  stood.\n      It was 1931-1938,  and so.\n",
        "He stood. It was 1931–1938, and so.",
    ),
    "literal": ("    text: |\n      He  stood.\n\n      In 1931-1938.\n", "He stood.\n\nIn 1931–1938.\n"),
    "plain": ("    text: He  stood in\n      1931-1938.\n", "He stood in 1931–1938."),
    "single": ("    text: 'It''s  he,\n      who  stood'\n", "It's he, who stood"),
    "double": ('    text: "“A”  \\"b\\" c\\\n      d \\U0001F600  e"\n', "“A” “b” cd 😀 e"),
    "comment": ("    # Lee  said 1931-1938\n    text: He  stood. # he  did\n", "He stood."),
    "indented": ("    text: |2\n        He  stood.\n", "  He stood.\n"),
}


def a_record(folder: Path, sketch: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_bytes((HEAD + "sketch:\n  - id: p01\n" + sketch).encode())
    return path


def prose(path: Path) -> str:
    return receive(path).event.sessions[0].sketch[0].text


@pytest.mark.parametrize("kind", SCALARS)
def test_prose_is_mended_however_it_is_written(kind: str, tmp_path: Path) -> None:
    sketch, wanted = SCALARS[kind]
    path = a_record(tmp_path, sketch)
    lines = path.read_text().count("\n")
    assert [one.file for one in mend(path)] == [str(path)]
    assert prose(path) == wanted
    assert path.read_text().count("\n") == lines
    assert "# Lee  said 1931-1938" in path.read_text() or kind != "comment"
    assert mend(path) == ()


def test_a_json_file_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    before = JSON + '"sketch": [{"id": "p01",  "text": "“A”  \\"b\\" \\ud83d\\ude00\\n\\nHe  stood"}]}'
    path.write_text(before)
    mend(path)
    assert path.read_text() == before.replace('”  \\"b\\"', "” “b”").replace("He  stood", "He stood")


def test_a_toml_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    head = HEAD.replace(": ", ' = "').replace("\n", '"\n').replace('""', '"')
    path.write_text(head + '[[sketch]]\nid = "p01"\ntext = "He  stood."\n')
    before = path.read_bytes()
    assert [one.rule for one in receive(path).findings] == ["spaces"]
    assert mend(path) == ()
    assert path.read_bytes() == before


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
def test_line_ends_and_byte_order_mark_stay(end: bytes, mark: bytes, tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: >-\n      He  stood.\n")
    path.write_bytes(mark + path.read_bytes().replace(b"\n", end))
    before = path.read_bytes()
    mend(path)
    assert path.read_bytes() == before.replace(b"He  stood", b"He stood")


def test_what_is_written_once_for_two_passages_stays(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: &a He  stood.\n  - {id: p02, text: *a}\n")
    before = path.read_bytes()
    mend(path)
    assert path.read_bytes() == before


def test_who_may_read_a_file_stays(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: He  stood.\n")
    path.chmod(0o600)
    mend(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_to_a_record_stays_a_link(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: He  stood.\n")
    link = tmp_path / "b.yaml"
    link.symlink_to(path)
    mend(link)
    assert (link.is_symlink(), prose(path)) == (True, "He stood.")


def test_the_difference_is_shown_and_the_rest_is_told(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: He  stood with the the lamp.\n")
    result = CliRunner().invoke(group, ["check", str(path), "--fix"])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"--- {path}",
        f"+++ {path}",
        "@@ -8 +8 @@",
        "-    text: He  stood with the the lamp.",
        "+    text: He stood with the the lamp.",
        f'warning: {path}:8:25: the word "the" stands twice',
        "    text: He stood with the the lamp.",
        "                        ^^^^^^^",
        "  hint: take one of them out",
    ]


def test_only_the_rules_that_are_named_are_mended(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: He  stood in 1931-1938.\n")
    mend(path, ["ranges"])
    assert prose(path) == "He  stood in 1931–1938."


def test_what_is_waived_stays(tmp_path: Path) -> None:
    path = a_record(tmp_path, "    text: He  stood.\nwaivers: [{rule: spaces, reason: it is verse}]\n")
    assert mend(path) == ()


# --- whatever is written ---------------------------------------------------------------------------------------------

WORDS = (
    "He",
    "stood",
    "“so”",
    '"so"',
    "it's",
    "1931-1938",
    "*x*",
    "`a  b`",
    "한국",
    "قال",
    "China–Russia",
    "Korea-Japan",
)
SIGNS = (" ", " ", "  ", ",", ".", " - ", "--", "’", "“", "\n", "\n\n", "#", "- ", "| a  | b |", "[a](https://a.org/b)")
PIECES = st.sampled_from([*WORDS, *SIGNS])
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map("".join)


def folded(text: str) -> str:
    return "    text: >-\n" + "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))


def literal(text: str) -> str:
    return folded(text).replace(">-", "|")


def single(text: str) -> str:
    return "    text: '" + text.replace("'", "''").replace("\n", "\n      ") + "'\n"


def double(text: str) -> str:
    return '    text: "' + text.replace('"', '\\"').replace("\n", "\\n").replace("’", "\\u2019") + '"\n'


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, written=st.sampled_from([folded, literal, single, double]))
def test_apart_from_the_mended_characters_a_file_stays_as_it_was(text: str, written: object, tmp_path: Path) -> None:
    assert callable(written)
    path = a_record(tmp_path, written(text) + "    # kept  as it is\n# and 1931-1938\n")
    before = path.read_text()
    received = receive(path)
    mends = [mend for one in received.findings for mend in one.mends]
    mend(path)
    after = path.read_text()
    assert bare(after) == bare(before)
    assert (after == before) or mends
    assert after.endswith("    # kept  as it is\n# and 1931-1938\n")
    assert [len(line) - len(line.lstrip()) for line in after.split("\n")] == [
        len(line) - len(line.lstrip()) for line in before.split("\n")
    ]
    assert mend(path) == ()
    assert path.read_text() == after


def bare(text: str) -> str:
    """Return what no mending may change: everything but blanks, dashes and quotation marks."""
    return "".join(sign for sign in text if sign not in " -–—\"'“”‘’\\")
