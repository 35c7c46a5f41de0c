"""What `reportkit review draft` and `redline` print, write and end with."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from events import new_event, write_session

from reportkit.cli import group
from reportkit.wordml.revisions import revised
from reportkit.write.ledger import Ledger


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["review", *map(str, arguments)])


def test_a_line_for_each_draft_and_copies_to_look_at(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 2)
    result = run("draft", event, "-o", tmp_path / "copies")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["01.abe.1: drafted for Abe Ren (p01)", "02.abe.1: drafted for Abe Ren (p01)"],
    )
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == ["01.abe.1.docx", "02.abe.1.docx"]
    (review,) = (ledger := Ledger(event / "sessions/01.yaml")).reviews()
    assert (tmp_path / "copies/01.abe.1.docx").read_bytes() == ledger.sent_word(review)


def test_what_is_wrong_is_told_beside_what_was_drafted(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 2)
    write_session(event, "02", ends="08:00")
    result = run("draft", event)
    assert (result.exit_code, result.stdout) == (1, "01.abe.1: drafted for Abe Ren (p01)\n")
    assert result.stderr.startswith(f"error: {event}/sessions/02.yaml:5:")
    assert result.stderr.endswith("1 draft: 1 drafted\n")


def test_quiet_is_quiet(tmp_path: Path) -> None:
    result = run("draft", new_event(tmp_path / "event", 1), "-q", "--deadline", "2020-01-01")
    assert (result.exit_code, result.output) == (0, "")


def test_where_there_is_nothing_to_draft_the_command_fails(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    record = event / "sessions/01.yaml"
    record.write_text(record.read_text().partition("sketch:")[0])
    result = run("draft", event)
    assert result.exit_code == 1
    assert "there is no sketch to review yet" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--deadline", "soon"), ("--speaker", "nobody"), ("--protect", "all"), ("--protect",)],
)
def test_words_that_do_not_go_together_end_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    event = new_event(tmp_path / "event", 1)
    assert CliRunner().invoke(group, ["review", "draft", str(event), *arguments], standalone_mode=True).exit_code in (
        1,
        2,
    )
    assert not list(event.glob("sessions/*.review"))


def test_a_redline_is_written_and_what_has_changed_is_told(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    run("draft", event)
    assert run("redline", "01.abe.1", "--event", event, "-o", tmp_path / "it.docx").stderr == (
        "01.abe.1: no change since it was drafted\n"
    )
    write_session(event, "01", text="Other words.")
    result = run("redline", "01.abe.1", "--event", event, "-o", tmp_path / "it.docx")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path}/it.docx\n")
    assert result.stderr == "01.abe.1: 1 passage changed (p01) since it was drafted\n"
    spans = [span for one in revised((tmp_path / "it.docx").read_bytes()).body for span in one.spans]
    assert ["".join(span.text for span in spans if getattr(span, side)) for side in ("added", "removed")] == [
        "Other words",
        "Text",
    ]


def test_an_unknown_review_has_no_redline(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    result = run("redline", "01.abe.1", "--event", event, "-o", tmp_path / "it.docx")
    assert result.exception
    assert not (tmp_path / "it.docx").exists()


def test_of_what_may_have_left_somebody_is_told(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    run("draft", event)
    Ledger(event / "sessions/01.yaml").note("sending", "01.abe.1")
    told = "01.abe.1: left as it is, since nobody knows whether it was sent; `reportkit review sent` says it was\n"
    assert run("draft", event).stdout == told


@pytest.mark.parametrize("gone", [True, False])
def test_no_copy_is_made_of_what_is_over(tmp_path: Path, gone: bool) -> None:
    event = new_event(tmp_path / "event", 2)
    run("draft", event)
    run("close", "01.abe.1", "--withdrawn", "--event", event)
    if gone:
        run("purge", "01.abe.1", "--yes", "--event", event)
    result = run("draft", event, "-o", tmp_path / "copies")
    assert (result.exit_code, result.stdout) == (0, "01.abe.1: closed already\n02.abe.1: unchanged for Abe Ren (p01)\n")
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["02.abe.1.docx"]
