"""`export --require-signoff`: what not everybody has signed off does not leave the house."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from events import tree
from rounds import an_event_of, closed, edit, returned, sent

import reportkit
from reportkit.cli import group


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event of two sessions, the first of them signed off; of the other, one change is undecided."""
    event = an_event_of(tmp_path / "forum", "1-1", "1-2")
    closed(event, "1-1.abe.1")
    closed(event, "1-1.yun.1", "silent")
    closed(event, "1-2.abe.1")
    returned(event, "1-2.yun.1", ("한 번", "두 번"))
    return event


def export(event: Path, *arguments: str) -> Result:
    options = ["-o", str(event.parent / "out"), "-j", "1", "-f", "html", "--require-signoff", *arguments]
    return CliRunner().invoke(group, ["export", str(event), *options])


def out(event: Path) -> dict[str, bytes]:
    return tree(event.parent / "out/forum")


def refusal(event: Path) -> str:
    record = event / "sessions/1-2.yaml"
    message = f"{record}: 1-2 is not signed off by 윤서하 (returned, 1 change undecided)"
    return f"error: {message}\n  hint: see `reportkit review status {record}`\n"


def test_what_is_signed_off_is_made_and_the_rest_is_refused_by_name(event: Path) -> None:
    done = export(event)
    assert (done.exit_code, done.stderr[-len(refusal(event)) :]) == (1, refusal(event))
    assert [name for name in out(event) if name[0] == "1"] == ["1-1-talk-1-1.html"]
    assert done.stdout.splitlines()[-1] == f"1 file in {event.parent}/out, 1 failed"


def test_without_the_option_nothing_is_refused(event: Path) -> None:
    assert reportkit.export(event, out=event.parent / "out", formats=["html"])[1].state == "made"
    states = [
        one.state for one in reportkit.export(event, out=event.parent / "out", formats=["html"], require_signoff=True)
    ]
    assert states == ["failed", "unchanged"]


def test_a_file_made_before_is_refused_too_and_stays(event: Path) -> None:
    reportkit.export(event, out=event.parent / "out", formats=["html"])
    before = out(event)
    edit(event, "1-2", "twice", "once")
    assert export(event).exit_code == 1
    assert export(event, "--force", "--prune").exit_code == 1
    assert {name: data for name, data in out(event).items() if name[0] == "1"} == {
        name: data for name, data in before.items() if name[0] == "1"
    }


def test_when_all_have_signed_off_everything_is_made(event: Path) -> None:
    closed(event, "1-2.yun.2")
    closed(event, "1-2.yun.1", "withdrawn")
    assert export(event).exit_code == 0
    assert len([name for name in out(event) if name[0] == "1"]) == 2


def test_an_edit_after_the_approval_is_refused(event: Path) -> None:
    export(event)
    edit(event, "1-1", "twice", "once")
    assert "by Abe Ren (closed (approved), the record was edited after the approval)" in export(event).stderr


def test_one_session_is_asked_for_its_own_sign_off(event: Path) -> None:
    done = CliRunner().invoke(
        group,
        [
            "export",
            str(event / "sessions/1-1.yaml"),
            "-f",
            "html",
            "--require-signoff",
            "-o",
            str(event.parent / "out"),
        ],
    )
    assert done.exit_code == 0


def test_a_session_without_speakers_waits_for_nobody(event: Path) -> None:
    for person in ("speaker: abe", "speaker: yun"):
        edit(event, "1-2", person, "discussion: true")
    edit(event, "1-2", "speakers:", "rapporteurs:")
    ledger = event / "sessions/1-2.review"
    ledger.rename(event.parent / "elsewhere")
    assert export(event).exit_code == 0


def test_of_many_some_are_named(event: Path) -> None:
    people = "\n".join(f"  - {{id: s{number}, name: Speaker {number}}}" for number in range(20))
    edit(event, "1-1", "speakers:", f"speakers:\n{people}")
    assert "Speaker 9 (no draft yet), and 10 more\n" in export(event).stderr


def test_check_json_and_explain_tell_it(event: Path) -> None:
    assert export(event, "--check").exit_code == 1
    assert not (event.parent / "out").exists()
    told = json.loads(export(event, "--json").stdout)
    assert [(one["session"], one["state"], one["reason"], one["failure"]) for one in told] == [
        ("1-2", "failed", "not everybody has signed it off", refusal(event).rstrip()),
        ("1-1", "made", "it is new", ""),
    ]
    assert "1-2.yaml: not everybody has signed it off" in export(event, "--explain").stderr


def test_the_report_tells_it_without_folders(event: Path) -> None:
    export(event)
    page = out(event)["report.html"].decode()
    assert "1 of 2 sessions failed." in page
    assert "1-2 is not signed off by 윤서하 (returned, 1 change undecided)" in page
    assert str(event.parent) not in page


def test_a_record_that_cannot_be_read_is_told_as_ever(event: Path) -> None:
    (event / "sessions/1-2.yaml").write_text("schema: [")
    done = export(event)
    assert (done.exit_code, "sessions/1-2.yaml:1" in done.stderr, "not signed off" in done.stderr) == (1, True, False)


def test_a_damaged_review_is_no_sign_off(event: Path) -> None:
    (event / "sessions/1-1.review/abe.1/review.json").write_text("{")
    assert "1-1 is not signed off by Abe Ren (cannot be read)\n" in export(event).stderr


def test_nothing_heavy_is_loaded_when_there_is_nothing_to_do(event: Path) -> None:
    record, options = str(event / "sessions/1-1.yaml"), ["-o", str(event.parent / "out"), "-f", "html"]
    CliRunner().invoke(group, ["export", record, *options])
    code = "import sys; from reportkit.cli import main\ntry: main()\nfinally: print(sorted(sys.modules))"
    loaded = {}
    for more in ([], ["--require-signoff"]):
        command = [sys.executable, "-c", code, "export", record, *options, *more]
        loaded[len(more)] = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    press = ("weasyprint", "docx", "lxml", "jinja2", "PIL", "pikepdf")
    assert [name for name in (*press, "pydantic") if f"'{name}'" in loaded[0]] == []
    assert [name for name in press if f"'{name}'" in loaded[1]] == []


def test_drafts_are_only_refused_where_that_is_asked_for(event: Path) -> None:
    sent(event, "1-1.abe.2")
    record = str(event / "sessions/1-1.yaml")
    options = ["-f", "html", "--edition", "draft", "-o", str(event.parent / "out")]
    assert CliRunner().invoke(group, ["export", record, *options]).exit_code == 0
