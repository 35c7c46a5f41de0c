"""Exit codes and messages of the commands, by real processes, as scripts see them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from builders import INPUTS
from processes import run as reportkit

SESSION = str(INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml")


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.yaml"
    path.write_text("schema: reportkit/1\nid: x\ntitel: Talk\nstarts: 2031-05-06T09:30\nends: 2031-05-06T09:00\n")
    return str(path)


def test_done_is_0(tmp_path: Path) -> None:
    done = reportkit("render", SESSION, "-o", str(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path}/3-1-an-asian-nato.pdf\n", "")


@pytest.mark.parametrize("command", ["check", "render"])
def test_a_bad_record_is_1_with_all_its_problems(bad: str, command: str) -> None:
    done = reportkit(command, bad)
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert f'error: {bad}:3:1: unknown field "titel"\n  hint: did you mean "title"?' in told
    assert 'missing field "title"' in told
    assert f"error: {bad}:5:7: ends at 09:00, but starts at 09:30" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["check"],
        ["check", "nothing.yaml"],
        ["render", SESSION, "--paper", "B7"],
        ["render", SESSION, "--edition", "folio"],
        ["export", SESSION, "-o", "out", "--edition", "folio"],
        ["render", SESSION, "--theme", "no-such-theme"],
        ["render", SESSION, "-f", "pdf", "-f", "docx", "-o", "-"],
        ["render", str(INPUTS / "lantern-forum-2031")],
        ["export", SESSION],
        ["export", SESSION, "-o", "-"],
        ["render", SESSION, "-f", "docx", "-o", "it.pdf"],
        ["check", "--rule", "no-such-rule", SESSION],
    ],
)
def test_misuse_is_2_and_says_what_next(arguments: list[str], tmp_path: Path) -> None:
    done = reportkit(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_what_it_says_is_4(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    (tmp_path / "b.docx").write_bytes(b"PK and then nothing")
    (tmp_path / "c.docx").write_text("a text file")
    for name in ("a.pdf", "b.docx", "c.docx"):
        done = reportkit("proof", str(tmp_path / name))
        assert (done.returncode, "Traceback" in done.stderr) == (4, False)
        assert f"error: {tmp_path / name}: " in done.stdout


def test_proof_of_a_good_file_says_how_much_was_read(tmp_path: Path) -> None:
    reportkit("render", SESSION, "-o", str(tmp_path), "-f", "pdf", "-f", "docx")
    done = reportkit("proof", str(tmp_path / "3-1-an-asian-nato.pdf"), str(tmp_path / "3-1-an-asian-nato.docx"))
    assert done.returncode == 0
    assert "ok   disclaimer 2 pages with the disclaimer “The views expressed" in done.stdout
    assert "ok   disclaimer 2 footers with the disclaimer" in done.stdout


def test_json_is_one_document_and_nothing_else(bad: str, tmp_path: Path) -> None:
    findings = json.loads(reportkit("check", bad, "--format", "json").stdout)
    assert {(one["line"], one["rule"]) for one in findings} == {(1, "field"), (3, "field"), (5, "times")}
    outcomes = json.loads(reportkit("export", SESSION, "-o", str(tmp_path), "-f", "pdf", "--json").stdout)
    assert [(one["format"], one["state"]) for one in outcomes] == [("pdf", "made")]
    proofs = json.loads(reportkit("proof", outcomes[0]["file"], "--format", "json").stdout)
    assert [(one["holds"], one["faults"]) for one in proofs] == [(True, [])]
    assert json.loads(reportkit("schema", "event").stdout)["title"] == "EventFile"
    assert {one["part"] for one in json.loads(reportkit("doctor", "--json").stdout)} >= {"Python", "WeasyPrint"}


def test_annotations_name_file_and_line(bad: str) -> None:
    lines = reportkit("check", bad, "--format", "github").stdout.splitlines()
    assert f'::error file={bad},line=3,col=1,title=field::unknown field "titel"%0Adid you mean "title"?' in lines


def test_a_file_goes_to_standard_output() -> None:
    command = [sys.executable, "-m", "reportkit", "render", SESSION, "-f", "pdf", "-o", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF-")
    assert done.stderr == b""


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    assert reportkit("init", str(tmp_path / "new")).returncode == 0
    assert reportkit("export", str(tmp_path / "new"), "-o", str(tmp_path / "out"), "-q").returncode == 0
    assert len(list((tmp_path / "out/new").glob("1-*"))) == 2
    (tmp_path / "new/event.yaml").write_text("mine")
    done = reportkit("init", str(tmp_path / "new"))
    assert (done.returncode, (tmp_path / "new/event.yaml").read_text()) == (2, "mine")


def test_no_colour_where_there_is_no_terminal(bad: str) -> None:
    assert "\x1b[" not in reportkit("check", bad).stdout


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    event = INPUTS / "lantern-forum-2031"
    command = [sys.executable, "-m", "reportkit", "export", str(event), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert running.stderr
    running.stderr.readline()
    running.send_signal(2)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in told
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix == ".part"] == []


def test_completion_knows_the_commands() -> None:
    done = reportkit(_REPORTKIT_COMPLETE="bash_complete", COMP_WORDS="reportkit ex", COMP_CWORD="1")
    assert "plain,export" in done.stdout


def test_two_events_that_would_share_a_folder_are_not_mixed(tmp_path: Path) -> None:
    for place in ("one", "two"):
        assert reportkit("init", f"{place}/forum", cwd=tmp_path).returncode == 0
    done = reportkit("export", "one/forum", "two/forum", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "two events would write into out/forum" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_takes_no_more_is_told_without_a_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "reportkit", "schema", "session"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "error: standard output: No space left on device\n")
