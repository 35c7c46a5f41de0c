"""Every fault of a record is told with its line, its column, its message and what to do next.

Each case in `bad/` is a file, or the folder of an event. What is expected stands on the faulty line, as a comment:
`# error:COLUMN: message -> hint`, several with ` | ` between them. Column 0 is the whole file. Where a line can take no
comment, `# error:LINE:COLUMN: …` stands at the end of the file, or in a file beside it that ends in `.expected`.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.check.records import questions
from reportkit.cli import group
from reportkit.errors import Finding
from reportkit.load import LARGEST, formats
from reportkit.load._places import MOST_VALUES
from reportkit.pipeline import receive

BAD = Path(__file__).parent / "bad"
CASES = sorted(path.name for path in BAD.iterdir() if path.is_dir() or path.suffix in formats())
HEAD = 'schema: reportkit/1\nid: "{id}"\ntitle: Talk\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'

Told = tuple[str, int, int, str, str, str]
"""File, line, column, severity, message, hint."""

COMMENT = re.compile(r"(?:^|\s)# ((?:error|warning|info):\d.*)$")
PIECE = re.compile(r"(error|warning|info):(?:(\d+):)?(\d+): (.+?)(?: -> (.+))?")


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name files from the folder of the cases, as messages quote them."""
    monkeypatch.chdir(BAD)


def records(case: Path) -> list[Path]:
    inside = sorted(case.rglob("*")) if case.is_dir() else [case]
    return [path for path in inside if path.suffix in formats()]


def expected(record: Path) -> list[Told]:
    beside = record.with_suffix(".expected")
    if beside.exists():
        return [told(record, 0, line) for line in beside.read_text(encoding="utf-8").splitlines()]
    lines = re.split(r"\r\n|\r|\n", record.read_bytes().decode("utf-8", errors="replace"))
    comments = [(number, COMMENT.search(line)) for number, line in enumerate(lines, 1)]
    return [told(record, number, piece) for number, match in comments if match for piece in match[1].split(" | ")]


def told(record: Path, number: int, piece: str) -> Told:
    match = PIECE.fullmatch(piece)
    assert match, piece
    severity, line, column, message, hint = match.groups()
    return str(record), int(line or number) * bool(int(column)), int(column), severity, message, hint or ""


def found(findings: tuple[Finding, ...]) -> list[Told]:
    assert all(one.place for one in findings)
    return sorted(
        (one.place.file, one.place.line, one.place.column, str(one.severity), one.message, one.hint)
        for one in findings
        if one.place
    )


@pytest.mark.parametrize("case", CASES)
def test_a_bad_record_is_told_as_is_written_in_it(case: str, bad: None) -> None:
    wanted = sorted(one for record in records(Path(case)) for one in expected(record))
    assert wanted
    assert found(receive(Path(case)).findings) == wanted


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 40


def test_every_rule_finds_something_in_them(bad: None) -> None:
    rules = {finding.rule for case in CASES for finding in receive(Path(case)).findings}
    assert rules == {"file", "field", *questions()}


def test_every_finding_says_what_to_do_next(bad: None) -> None:
    assert [one for case in CASES for one in receive(Path(case)).findings if not one.hint] == []


def test_a_folder_of_bad_records_stops_no_good_one(tmp_path: Path) -> None:
    home = tmp_path / "forum"
    (home / "sessions").mkdir(parents=True)
    (home / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\n")
    faulty = [
        record
        for case in CASES
        if (BAD / case).is_file()
        for record in [BAD / case]
        if any(one[3] == "error" for one in expected(record))
    ]
    for record in faulty:
        shutil.copy(record, home / "sessions")
    (home / "sessions/good.yaml").write_text(HEAD.format(id="good"))
    result = CliRunner().invoke(group, ["export", str(home), "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    assert sorted(path.name for path in (tmp_path / "out/forum").glob("*-*")) == ["good-talk.docx", "good-talk.pdf"]
    assert {record.name for record in faulty if f"sessions/{record.name}" not in result.output} == set()


# --- too large to lie about ------------------------------------------------------------------------------------------


def messages(path: Path) -> list[tuple[int, int, str]]:
    return [(line, column, message) for _, line, column, _, message, _ in found(receive(path).findings)]


def test_a_file_over_5_mb_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD.format(id="1") + "#" * LARGEST)
    assert messages(path) == [(0, 0, "larger than 5 MB")]


def test_a_passage_of_more_than_a_million_characters_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD.format(id="1") + 'sketch:\n  - {id: p01, text: "' + "word " * 200_001 + '"}\n')
    assert messages(path) == [(7, 21, '"text" is longer than 1000000 characters')]


def test_a_file_of_more_values_than_any_record_has_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"speakers": [\n' + "1,\n" * MOST_VALUES + "1]}")
    assert messages(path) == [(MOST_VALUES, 1, f"more than {MOST_VALUES} values")]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_told_and_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "sessions").mkdir()
    make(tmp_path / "sessions/a.yaml")
    (tmp_path / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\n")
    assert messages(tmp_path) == [(0, 0, "not a file")]


def test_a_picture_cut_short_is_told_after_a_page_was_laid_out(bad: None) -> None:
    """WeasyPrint switches the checks of Pillow off for the whole process."""
    from reportkit.render import pdf

    assert pdf
    assert found(receive(Path("picture-cut-short")).findings) != []
