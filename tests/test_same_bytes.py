"""Promise 4: the same input gives the same bytes, whatever the folder, time zone, locale, hash seed or workers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import INPUTS

EVERYTHING = INPUTS / "lantern-forum-2031"


def exported(event: Path, folder: Path, edition: str, jobs: int, **environment: str) -> dict[str, bytes]:
    """Export a copy of `event` within `folder` by a process of its own; return the bytes by file name."""
    shutil.copytree(event, folder / "here" / event.name)
    command = [sys.executable, "-m", "reportkit", "export", f"here/{event.name}", "-o", "out", "-q", "-j", str(jobs)]
    for form in ("pdf", "docx", "html"):
        command += ["-f", form]
    subprocess.run([*command, "--edition", edition], cwd=folder, env={**os.environ, **environment}, check=True)
    return {path.name: path.read_bytes() for path in sorted((folder / "out").rglob("*.*"))}


@pytest.fixture
def small_event(tmp_path: Path) -> Path:
    """The sample event without its longest session, which has nothing that the others have not."""
    event = tmp_path / EVERYTHING.name
    shutil.copytree(EVERYTHING, event)
    longest = max((event / "sessions").glob("*.yaml"), key=lambda path: path.stat().st_size)
    longest.unlink()
    return event


@pytest.mark.parametrize("edition", ["handout", "draft"])
def test_exports_far_apart_are_byte_identical(small_event: Path, tmp_path: Path, edition: str) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "another/far/away").mkdir(parents=True)
    here = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "USER": "ada"}
    there = {"TZ": "America/Lima", "PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8", "USER": "bo"}
    one = exported(small_event, tmp_path / "one", edition, 1, **here)
    two = exported(small_event, tmp_path / "another/far/away", edition, 2, **there)
    assert list(one) == list(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) == 3 * len(list((small_event / "sessions").glob("*.yaml"))) + len(["manifest.json", "report.html"])
