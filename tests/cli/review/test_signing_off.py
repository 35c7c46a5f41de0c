"""`reportkit review status`, `close` and `purge`, as people and scripts see them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from processes import run
from rich.cells import cell_len
from rounds import an_event_of, closed, edit, returned, sent
from terminal import on_terminal

from reportkit.cli import group
from reportkit.errors import BadRecord, Misused
from reportkit.reviewing.finding import held

TABLE = """review      speaker  state              deadline          open  remark
1-1.abe.1   Abe Ren  returned           2031-05-20 18:00  2
1-1.yun     윤서하   –                                          no draft yet
1-10.abe.1  Abe Ren  closed (approved)                          the record was edited after the approval
1-10.yun.1  윤서하   closed (silent)
4 sign-offs of 2 sessions: 1 done, 1 returned, 1 without a draft, 1 reopened
"""


MAIN = "from reportkit.cli import main; main()"


@pytest.fixture
def event(tmp_path: Path) -> Path:
    event = an_event_of(tmp_path / "forum", "1-1", "1-10")
    returned(event, "1-1.abe.1", ("counted", "measured"), ("twice", "once"))
    closed(event, "1-10.abe.1")
    closed(event, "1-10.yun.1", "silent")
    edit(event, "1-10", "twice", "once")
    return event


def review(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["review", *map(str, arguments)])


def misused(*arguments: object) -> bool:
    done = review(*arguments)
    return (done.exit_code, isinstance(done.exception, Misused)) in ((1, True), (2, False))


# --- status ---


def test_a_table_tells_where_everybody_stands(event: Path) -> None:
    done = review("status", event)
    assert (done.stdout, done.stderr, done.exit_code) == (TABLE, "", 0)
    assert review("status", "--event", event).stdout == TABLE


def test_a_review_that_cannot_be_read_hides_no_other(event: Path) -> None:
    file = event / "sessions/1-10.review/yun.1/review.json"
    file.write_text("{")
    done = review("status", event)
    assert (done.exit_code, done.stderr.partition(": cannot")[0]) == (1, f"error: {file}")
    assert [line.split()[0] for line in done.stdout.splitlines()[1:5]] == [
        *("1-1.abe.1", "1-1.yun", "1-10.abe.1", "1-10.yun"),
    ]
    assert review("close", "1-10.abe.1", "--withdrawn", "--event", event).exit_code == 1
    with pytest.raises(BadRecord, match="cannot be used"):
        held("1-10.yun.1", event)


def test_the_event_is_found_from_within(event: Path) -> None:
    (event / "schemas").mkdir()
    (event / "schemas/event.json").write_text("{}")
    for folder in (event, event / "sessions", event.parent):
        done = run("review", "status", cwd=folder)
        assert (done.returncode, done.stdout) == (0, TABLE)


def test_check_fails_until_all_have_signed_off_and_says_who_has_not(event: Path) -> None:
    done = review("status", event, "--check", "-q")
    assert (done.exit_code, done.stdout) == (1, "")
    first, second = event / "sessions/1-1.yaml", event / "sessions/1-10.yaml"
    undecided, edited = "returned, 2 changes undecided", "closed (approved), the record was edited after the approval"
    assert done.stderr.splitlines() == [
        f"error: {first}: 1-1 is not signed off by Abe Ren ({undecided}), 윤서하 (no draft yet)",
        f"  hint: see `reportkit review status {first}`",
        f"error: {second}: 1-10 is not signed off by Abe Ren ({edited})",
        f"  hint: see `reportkit review status {second}`",
    ]
    edit(event, "1-10", "once", "twice")
    assert review("status", event / "sessions/1-10.yaml", "--check").exit_code == 0


def test_check_fails_for_a_record_that_cannot_be_read(event: Path) -> None:
    (event / "sessions/1-1.yaml").unlink()
    edit(event, "1-10", "once", "twice")
    (event / "sessions/1-2.yaml").write_text("schema: [")
    done = review("status", event / "sessions/1-2.yaml", "--check")
    assert done.exit_code == 1
    assert "sessions/1-2.yaml:1" in done.stderr


def test_json_is_one_document(event: Path) -> None:
    done = review("status", event, "--json", "--check")
    told = json.loads(done.stdout)
    assert (done.exit_code, done.stderr, told["signed_off"]) == (1, "", False)
    assert [(one["review"], one["state"], one["reason"], one["undecided"]) for one in told["reviews"]] == [
        ("1-1.abe.1", "returned", None, ["1.1", "1.2"]),
        (None, None, None, []),
        ("1-10.abe.1", "closed", "approved", []),
        ("1-10.yun.1", "closed", "silent", []),
    ]
    assert [one["reopened"] for one in told["reviews"]] == [False, False, True, False]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_its_terminal(event: Path, width: int) -> None:
    edit(event, "1-1", "윤서하, aff", "마루한윤서하 마루한윤서하 마루한윤서하 마루한윤서하, aff")
    seen = on_terminal(MAIN, "review", "status", str(event), width=width)
    assert seen.exit_code == 0
    assert "\x1b[31m" in seen.colours
    assert max(map(cell_len, seen.frames[:-1])) <= width
    assert "no draft yet" in " ".join(" ".join(seen.frames).split())


def test_what_a_name_hides_does_not_reach_a_terminal(event: Path) -> None:
    edit(event, "1-1", "name: 윤서하", 'name: "Yun\\u202eoh"')
    assert "Yun<U+202E>oh" in review("status", event).stdout
    assert "Yun<U+202E>oh" in review("status", event, "--check", "-q").stderr


def test_an_event_without_sessions_has_nobody(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    (event / "sessions/1-1.yaml").unlink()
    assert review("status", event, "--check").stdout.splitlines()[-1] == "0 sign-offs of 0 sessions"


def test_where_there_is_no_event_that_is_misuse(tmp_path: Path) -> None:
    assert misused("status", tmp_path / "nowhere")
    assert misused("status", tmp_path)


# --- close ---


def test_reviews_are_closed_and_those_that_cannot_be_are_told(event: Path) -> None:
    sent(event, "1-1.yun.1")
    done = review("close", "1-1.abe.1", "1-1.yun.1", "--approved", "--by", "Ren", "--event", event)
    assert (done.exit_code, done.stdout) == (1, "1-1.yun.1: closed (approved), 윤서하\n")
    assert done.stderr == (
        "error: 1-1.abe.1 has undecided changes: 1.1, 1.2\n  hint: decide them: reportkit review decide 1-1.abe.1\n"
    )


def test_how_a_review_ends_has_to_be_said(event: Path) -> None:
    assert misused("close", "1-1.abe.1", "--event", event)
    assert misused("close", "1-1.abe.7", "--approved", "--event", event)


# --- purge ---


def test_nothing_is_removed_unasked(event: Path) -> None:
    done = review("purge", "1-10.abe.1", "--event", event)
    assert (done.exit_code, "1 file would be removed for good; say --yes" in done.stderr) == (2, True)
    assert (event / "sessions/1-10.review/abe.1/sent.docx").exists()


def test_of_an_event_the_closed_reviews_are_purged(event: Path) -> None:
    done = review("purge", event, "--yes")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == "error: 1-1.abe.1 is returned; only closed reviews are purged"
    assert done.stderr.splitlines()[-1] == "2 files of 2 reviews removed"
    assert [path.parent.name for path in sorted(event.rglob("*.docx"))] == ["abe.1", "abe.1"]
    assert review("status", event).stdout == TABLE


@pytest.mark.parametrize(("answer", "left"), [("y", False), ("n", True)])
def test_on_a_terminal_it_is_asked(event: Path, answer: str, left: bool) -> None:
    answered = f"import click; click.termui.visible_prompt_func = lambda _: {answer!r}\n"
    seen = on_terminal(answered + MAIN, "review", "purge", "1-10.abe.1", "--event", str(event))
    assert seen.exit_code == (130 if left else 0)
    assert (event / "sessions/1-10.review/abe.1/sent.docx").exists() is left
