"""Promise 3 for whole runs: killed at any moment, all that is there is right, and the next run finishes the job."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from events import command, new_event, run, tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers of a run")

KILLS = 50


def workers_of(process: int) -> list[int]:
    """Return the processes below `process`, those of theirs included."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [*map(int, children), *(below for child in children for below in workers_of(int(child)))]


def kill_one_of(running: subprocess.Popen[bytes], chance: Random) -> None:
    """Kill the run, or one of its workers."""
    victims = [running.pid, *workers_of(running.pid)]
    # It may have come to its end meanwhile.
    with suppress(ProcessLookupError):
        os.kill(chance.choice(victims) if chance.random() < 0.5 else running.pid, signal.SIGKILL)


def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    event = new_event(tmp_path / "forum", 30)
    start = time.monotonic()
    assert run(event, tmp_path / "undisturbed", "-f", "html", "-f", "docx", "-j", "2").returncode == 0
    length = time.monotonic() - start
    right = tree(tmp_path / "undisturbed")
    out, chance, kills, halves = tmp_path / "out", Random(31), 0, 0
    while kills < KILLS:
        running = subprocess.Popen(
            command(event, out, "-f", "html", "-f", "docx", "-j", "2", "-q"), stderr=subprocess.DEVNULL
        )
        try:
            running.wait(chance.uniform(0.2, 1) * length / 2)
        except subprocess.TimeoutExpired:
            kill_one_of(running, chance)
            kills += 1
        running.wait(60)
        there = {name: data for name, data in tree(out).items() if name.endswith((".html", ".docx"))}
        assert {name for name, data in there.items() if data != right[name]} == set()
        halves += 0 < len(there) < len(right) - 2
        if len(there) == len(right) - 1:
            for name in there:
                (out / name).unlink()
    assert halves > 5, "hardly any run was killed while it was writing"
    assert run(event, out, "-f", "html", "-f", "docx", "-j", "2").returncode == 0
    assert tree(out) == right
