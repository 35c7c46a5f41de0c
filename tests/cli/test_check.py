"""What `reportkit check` prints: each finding with its line, and the words underlined."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.cli import group

HEAD = 'schema: reportkit/1\nid: "1"\ntitle: Talk\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'


def shown(folder: Path, text: str, *options: str) -> list[str]:
    """Return the lines that are printed below the first finding, up to its hint."""
    path = folder / "a.yaml"
    path.write_text(HEAD + f"sketch:\n  - id: p01\n    text: {text}\n")
    lines = CliRunner().invoke(group, ["check", str(path), *options]).stdout.splitlines()
    return lines[1 : next(at for at, line in enumerate(lines) if line.startswith("  hint:"))]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("He saw the the lamp.", ["    text: He saw the the lamp.", "                 ^^^^^^^"]),
        ("등대 the the lamp.", ["    text: 등대 the the lamp.", "               ^^^^^^^"]),
        (">-\n      He saw the\n      the lamp.", ["    He saw the", "           ^^^"]),
        ("", []),
    ],
)
def test_the_words_are_underlined_in_their_line(text: str, lines: list[str], tmp_path: Path) -> None:
    assert shown(tmp_path, text) == lines


def test_of_a_long_line_what_is_around_the_words_is_shown(tmp_path: Path) -> None:
    line, marks = shown(tmp_path, "so " + "it went on, " * 40 + "and the the lamp" + ", and on" * 40)
    assert len(line) <= 124
    assert line[marks.index("^") : marks.rindex("^") + 1] == "the the"


def test_no_control_character_reaches_the_terminal(tmp_path: Path) -> None:
    assert all(line.isprintable() for line in shown(tmp_path, '"a \\e[31m lamp \u202e"'))
