"""`reportkit import`: what it prints, where, and how it ends."""

import shutil
from pathlib import Path

import pytest
from builders import INPUTS
from click.testing import CliRunner, Result

from reportkit.cli import group

RECEIVED = INPUTS / "asan-plenum-2026/received/3-1-an-asian-nato.txt"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "event").mkdir()
    shutil.copy(INPUTS / "asan-plenum-2026/event.yaml", tmp_path / "event")
    return tmp_path / "event"


def imported(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["import", *map(str, arguments)])


def test_the_record_is_named_and_what_is_to_be_said_goes_to_standard_error(home: Path) -> None:
    done = imported(RECEIVED, "--event", home)
    assert (done.exit_code, done.stdout) == (0, f"{home}/sessions/3-1-an-asian-nato.yaml\n")
    assert f"info: {RECEIVED}:3: which is the family name is not known: Yuichi Yoshida, " in done.stderr
    assert done.stderr.endswith("1 session: 1 written; 1 remark\n")


def test_a_dry_run_prints_the_record(home: Path) -> None:
    done = imported(RECEIVED, "--event", home, "--dry-run")
    assert (done.exit_code, (home / "sessions").exists()) == (0, False)
    assert done.stdout.startswith(
        f"# {home}/sessions/3-1-an-asian-nato.yaml: would be written\n# yaml-language-server:"
    )


def test_a_record_that_is_kept_is_1(home: Path) -> None:
    imported(RECEIVED, "--event", home)
    record = home / "sessions/3-1-an-asian-nato.yaml"
    record.write_text(record.read_text() + "room: Hall\n")
    done = imported(RECEIVED, "--event", home, "-q")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "is left as it is, since it is there already" in done.stderr


def test_a_refused_file_is_4(home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.7")
    done = imported(tmp_path / "x.txt", RECEIVED, "--event", home)
    assert done.exit_code == 4
    assert f"error: {tmp_path}/x.txt: a PDF\n  hint: " in done.stderr
    assert "1 session: 1 written" in done.stderr
