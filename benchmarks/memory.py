"""How much memory the workers of a command hold while it makes files."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from threading import Event, Thread

from benchmarks.clock import Cost


@dataclass(frozen=True, slots=True)
class Sample:
    """How many files were there at one moment, and the MiB that the largest worker held."""

    files: int
    memory: float


def watched(work: Callable[[], Cost], out: Path) -> tuple[Cost, list[Sample]]:
    """Have `work` make files below `out`; return its cost, and what was seen meanwhile, which is nothing without ps."""
    samples: list[Sample] = []
    done = Event()

    def watch() -> None:
        while not done.wait(0.5):
            files = sum(1 for path in out.glob("*/*") if path.suffix in {".pdf", ".docx"})
            samples.append(Sample(files, largest_worker()))

    watcher = Thread(target=watch)
    if which("ps"):
        watcher.start()
    try:
        return work(), samples
    finally:
        done.set()
        if watcher.is_alive():
            watcher.join()


def largest_worker() -> float:
    """Return the MiB of the largest process that was begun by one which this process began."""
    listing = subprocess.run(["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    processes = [tuple(map(int, line.split())) for line in listing.splitlines()]
    family, found = {os.getpid()}, 0
    for generation in range(5):
        held = {pid: rss for pid, parent, rss in processes if parent in family}
        family = set(held)
        if generation:
            found = max(found, *held.values(), 0)
    return found / 1024
