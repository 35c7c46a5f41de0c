"""Promise 5 for whole runs: what hangs, dies or finds no room costs one document, and is told."""

import sys
from pathlib import Path

import pytest
from events import new_event, run, tree, write_session


@pytest.fixture
def event(tmp_path: Path) -> Path:
    return new_event(tmp_path / "forum", 6)


def made(out: Path, ending: str) -> list[str]:
    return [name.removeprefix("forum/")[:2] for name in tree(out) if name.endswith(ending)]


def test_one_bad_record_among_200(tmp_path: Path) -> None:
    event = new_event(tmp_path / "forum", 200)
    write_session(event, "077", ends="09:00")
    (event / "sessions/77.yaml").unlink()
    result = run(event, tmp_path / "out", "-f", "html")
    assert result.returncode == 1
    assert len(made(tmp_path / "out", "l")) == 199 + len(["report.html"])
    assert "sessions/077.yaml:5:7: ends at 09:00, but starts at 09:30" in result.stderr
    assert result.stderr.count("error:") == 1


def test_a_file_that_finds_no_room_stops_only_itself(event: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk that is full when the large one comes."""
    write_session(event, "03", text="Long. " * 9000)
    result = run(event, tmp_path / "out", "-f", "html", largest_file=50_000)
    assert result.returncode == 1
    assert "03-talk-03.html: cannot be written: File too large" in result.stderr
    assert "see that the disk has room" in result.stderr
    assert sorted(made(tmp_path / "out", ".html")) == ["01", "02", "04", "05", "06", "re"]
    assert run(event, tmp_path / "out", "-f", "html").returncode == 0
    assert len(made(tmp_path / "out", ".html")) == 6 + len(["report.html"])
    assert [name for name in tree(tmp_path / "out") if "/." in name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="writes to /proc")
def test_a_folder_that_takes_nothing_is_told_before_anything_is_made(event: Path) -> None:
    """Nobody may make folders in /proc, whoever they are."""
    result = run(event, Path("/proc/outputs"), "-f", "pdf")
    assert result.returncode == 1
    assert result.stderr.splitlines()[0] == "reading 6 records"
    assert result.stderr.splitlines()[1].startswith("error: /proc/outputs/forum: cannot be written: ")
    assert len(result.stderr.splitlines()) == 3
    assert "Traceback" not in result.stderr


FAULT = """
import os, sys, time
def watch(frame, event, argument):
    if frame.f_code.co_name == "_filled" and frame.f_locals["document"].title == "Talk 03":
        {happens}
sys.setprofile(watch)
"""
"""What happens in a process when it fills the page of one of the sessions."""


def fault(folder: Path, happens: str) -> str:
    """Return a folder from which every process that starts takes the fault."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FAULT.format(happens=happens))
    return str(folder)


def test_a_record_that_takes_too_long_stops_only_itself(event: Path, tmp_path: Path) -> None:
    hangs = fault(tmp_path / "fault", "time.sleep(600)")
    result = run(event, tmp_path / "out", "-f", "html", "-j", "2", "--timeout", "3", PYTHONPATH=hangs)
    assert result.returncode == 1
    assert "sessions/03.yaml: took longer than 3 s" in result.stderr
    assert sorted(made(tmp_path / "out", ".html")) == ["01", "02", "04", "05", "06", "re"]


def test_a_record_that_crashes_its_worker_stops_only_itself(event: Path, tmp_path: Path) -> None:
    """As by a fault in C code."""
    crashes = fault(tmp_path / "fault", "os.abort()")
    result = run(event, tmp_path / "out", "-f", "html", "-j", "2", PYTHONPATH=crashes)
    assert result.returncode == 1
    assert "sessions/03.yaml: its worker died (SIGABRT" in result.stderr
    assert sorted(made(tmp_path / "out", ".html")) == ["01", "02", "04", "05", "06", "re"]
