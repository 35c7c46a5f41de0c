"""What became of everything, at the end of an export."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminal import on_terminal

from reportkit.cli._summary import as_data, sum_up
from reportkit.outcomes import Outcome

OUT = Path("out")
FAILURE = """error: sessions/1-2.yaml:7:1: unknown field "titel"
  hint: did you mean "title"?"""


def an_outcome(
    state: str = "made",
    format: str = "pdf",
    pages: int | None = 4,
    path: Path | None = OUT / "forum/1-2-harbours.pdf",
    failure: str = "",
) -> Outcome:
    why = "its record has changed"
    return Outcome("sessions/1-2.yaml", format, str(path or ""), state, why, failure, "1-2", "handout", pages)


MANY = [
    *[an_outcome(), an_outcome(format="docx", pages=None)] * 600,
    *[an_outcome("unchanged", pages=7)] * 3,
    an_outcome("edited", "docx", None, OUT / "forum/2-1-light.docx"),
    an_outcome("stale", path=OUT / "forum/old.pdf"),
    an_outcome("removed", path=OUT / "forum/older.pdf"),
    *[
        an_outcome("failed", format, None, failure="error: sessions/9.yaml: took longer than 60 s")
        for format in ("pdf", "docx")
    ],
    an_outcome("failed", "", None, None, FAILURE),
]

TABLE = """            pdf  docx  record
made        600   600
unchanged     3
edited              1
stale         1
removed       1
failed        1     1       1
pages      2,421
"""


def told(capsys: pytest.CaptureFixture[str], outcomes: list[Outcome], **options: bool) -> tuple[str, str]:
    sum_up(outcomes, OUT, **options)
    return capsys.readouterr()


def test_a_log_has_the_counts_in_columns(capsys: pytest.CaptureFixture[str]) -> None:
    table, _, sentence = told(capsys, MANY)[0].rstrip().rpartition("\n")
    assert [line.split() for line in table.splitlines()] == [line.split() for line in TABLE.splitlines()]
    assert {len(line) for line in table.splitlines() if line.split()[0] in ("failed", "pdf")} == {
        len(table.split("\n")[0])
    }
    assert sentence == "1,204 files in out, 3 failed"


def test_each_failure_is_told_once_and_each_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, MANY)[1].splitlines() == [
        "error: sessions/9.yaml: took longer than 60 s",
        *FAILURE.splitlines(),
        "out/forum/2-1-light.docx: changed by hand since it was made, and kept; --force makes it anew",
        "out/forum/old.pdf: left by a session that is gone or has another name now; --prune removes it",
    ]


def test_many_files_for_one_remedy_are_not_all_named(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, [an_outcome("stale", path=OUT / f"{number}.pdf") for number in range(1007)])[1].splitlines()
    assert (len(lines), lines[-1]) == (6, "and 1,002 more")
    assert len(told(capsys, [an_outcome("stale")] * 5)[1].splitlines()) == 5


def test_quiet_tells_only_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    edited = "out/forum/2-1-light.docx: changed by hand since it was made, and kept; --force makes it anew\n"
    errors = f"error: sessions/9.yaml: took longer than 60 s\n{FAILURE}\n"
    assert told(capsys, MANY, quiet=True) == ("", errors + edited)
    assert told(capsys, [an_outcome(), an_outcome("stale")], quiet=True) == ("", "")


def test_no_files_are_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, []) == ("0 files in out: there are no sessions\n", "")


def test_one_file_is_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, [an_outcome(format="html", pages=None)])[0] == "      html\nmade     1\n1 file in out\n"


PROGRAM = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from cli.test_summary import MANY, OUT
from reportkit.cli._summary import sum_up
sum_up([one for one in MANY if not one.failure or "failures" in sys.argv], OUT)
"""


@pytest.mark.parametrize("width", [12, 20, 80])
def test_a_terminal_shows_a_table_that_fits(width: int) -> None:
    seen = on_terminal(PROGRAM, "failures", width=width)
    head, *lines = seen.frames
    table = lines[:8]
    assert seen.exit_code == 0
    assert max(map(cell_len, [head, *table])) <= width
    assert set(table[0].strip()) == {"─"}
    if width == 80:
        assert [" ".join(line.split()) for line in [head, *table[1:]]] == [
            " ".join(line.split()) for line in TABLE.splitlines()
        ]
    assert seen.frames[-1] == "1,204 files in out, 3 failed"


def test_colour_is_for_those_who_want_it() -> None:
    assert on_terminal(PROGRAM).colours
    assert on_terminal(PROGRAM, NO_COLOR="1").colours == set()
    assert on_terminal(PROGRAM, TERM="dumb").colours == set()


def test_json_has_all_that_is_known() -> None:
    assert json.loads(json.dumps(as_data(an_outcome()))) == {
        "record": "sessions/1-2.yaml",
        "session": "1-2",
        "format": "pdf",
        "edition": "handout",
        "file": "out/forum/1-2-harbours.pdf",
        "state": "made",
        "reason": "its record has changed",
        "failure": "",
        "pages": 4,
    }
    assert as_data(an_outcome("failed", path=None))["file"] is None
