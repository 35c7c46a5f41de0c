"""What something costs: seconds of processor and of the clock on the wall, and memory.

Everything is measured in processes of its own, so that this one stays small: a process that begins counts the memory
of the one which began it.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import MIB

HOME = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of user and system time, seconds on the wall, and MiB of the largest process."""

    cpu: float
    wall: float
    memory: float = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.cpu + other.cpu, self.wall + other.wall, max(self.memory, other.memory))

    def __truediv__(self, many: float) -> "Cost":
        return Cost(self.cpu / many, self.wall / many, self.memory)


COMPILED = "PYTHONDONTWRITEBYTECODE"
"""What keeps Python from keeping modules compiled, which nobody has set who uses a program."""


def usual() -> dict[str, str]:
    """Return the environment of somebody at work."""
    return {name: value for name, value in os.environ.items() if name != COMPILED}


Way = Callable[[], Cost]
"""One way of doing a job, which costs the same whenever it is done."""


def medians(ways: Mapping[str, Way], rounds: int, *, warm_up: bool = True) -> dict[str, Cost]:
    """Have each way do its job in turn, round after round, the first not counted; return the medians."""
    told = [{name: way() for name, way in ways.items()} for _ in range(rounds + warm_up)][warm_up:]
    return {name: Cost(*map(median, zip(*(astuple(one[name]) for one in told), strict=True))) for name in ways}


def run(*command: object, **environment: str) -> Cost:
    """Return what `command` costs, with all the processes that it began; `environment` is beside the usual one."""
    words = [str(part) for part in command]
    with tempfile.TemporaryFile() as said:
        start = perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=said, cwd=HOME, env=usual() | environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failed(f"{' '.join(words)}: {said.read().decode(errors='replace')[-600:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MIB)


class Failed(Exception):
    """A command did not do what was asked, and so cannot be measured."""


def python(*arguments: object, **environment: str) -> Cost:
    return run(sys.executable, *arguments, **environment)


def reportkit(*arguments: object, **environment: str) -> Cost:
    return python("-m", "reportkit", *arguments, **environment)


@contextmanager
def warm(way: str, folder: Path, block: int) -> Iterator[Way]:
    """Yield a way that does `block` documents at a time in one process, which stays; see `warm.py`."""
    words = [sys.executable, "-m", "benchmarks.warm", way, str(folder)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HOME) as process:
        orders, answers = process.stdin, process.stdout
        assert orders
        assert answers

        def do() -> Cost:
            print(block, file=orders, flush=True)
            if answer := answers.readline():
                return Cost(*json.loads(answer)) / block
            raise Failed(f"{' '.join(words)}: gave no answer")

        yield do
