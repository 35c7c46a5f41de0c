"""The event that benchmarks work on is sound, and the same at every run. How fast anything is, no test says."""

import os
import subprocess
import sys
from pathlib import Path

from reportkit.errors import Severity
from reportkit.pipeline import receive

HOME = Path(__file__).parent.parent
SESSIONS = 40


def made(folder: Path, hash_seed: str = "0") -> dict[str, str]:
    """Return the files of an event, by their names."""
    command = [sys.executable, "-m", "benchmarks.events", str(folder), str(SESSIONS)]
    subprocess.run(command, cwd=HOME, env=os.environ | {"PYTHONHASHSEED": hash_seed}, check=True)
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}


def test_an_event_is_the_same_at_every_run(tmp_path: Path) -> None:
    assert made(tmp_path / "one", "1") == made(tmp_path / "two", "2")


def test_an_event_has_sessions_of_a_usual_length_and_no_fault(tmp_path: Path) -> None:
    files = made(tmp_path / "event")
    received = receive(tmp_path / "event")
    assert [one for one in received.findings if one.severity != Severity.INFO] == []
    assert len(set(files.values())) == SESSIONS + 1
    for session in received.event.sessions:
        assert 750 <= sum(len(passage.text.split()) for passage in session.sketch) <= 1000
        assert len({person.name for _, person in session.people}) == 8
