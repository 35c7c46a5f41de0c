"""Promise 3 for whole runs: killed at any moment, all that is there is right, and the next run finishes the job."""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

import pytest
from events import new_event, tree
from processes import run, started

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers of a run")

KILLS = 50


def workers_of(process: int) -> list[int]:
    """Return the processes below `process`, those of theirs included."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [*map(int, children), *(below for child in children for below in workers_of(int(child)))]


def kill_one_of(running: BaseProcess, chance: Random) -> None:
    """Kill the run, or one of its workers."""
    assert running.pid
    victims = [running.pid, *workers_of(running.pid)]
    # It may have come to its end meanwhile.
    with suppress(ProcessLookupError):
        os.kill(chance.choice(victims) if chance.random() < 0.5 else running.pid, signal.SIGKILL)


def wait_for(out: Path, files: int, running: BaseProcess) -> None:
    """Wait until so many files are there, or the run is over."""
    while len(list(out.glob("forum/[0-9]*"))) < files and running.is_alive():
        time.sleep(0.002)


def documents(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(out).items() if name.startswith("forum/") and name[6].isdigit()}


def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    """Killed now and then before the first file, mostly between two; the run itself or one of its workers."""
    event = new_event(tmp_path / "forum", 24)
    options = ("-f", "html", "-q", "-o")
    assert run("export", event, *options, tmp_path / "undisturbed").returncode == 0
    right = tree(tmp_path / "undisturbed")
    out, chance, halves = tmp_path / "out", Random(31), 0
    for number in range(KILLS):
        # One process is quicker to start and as good to kill; every fifth time there are workers, too.
        jobs = "1" if number % 5 else "2"
        if len(documents(out)) > 16:
            shutil.rmtree(out)
        enough = len(documents(out)) + chance.randint(0, 6)
        running = started("export", event, *options, out, "-j", jobs)
        wait_for(out, enough, running)
        time.sleep(chance.random() / 50)
        kill_one_of(running, chance)
        running.join(60)
        there = documents(out)
        assert {name for name, data in there.items() if data != right[name]} == set()
        halves += 0 < len(there) < 24
    assert halves > KILLS / 3, "hardly any run was killed while it was writing"
    assert run("export", event, *options, out).returncode == 0
    assert tree(out) == right
