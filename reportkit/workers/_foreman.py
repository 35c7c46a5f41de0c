"""The process that starts workers and tells how they ended, and what a worker does.

It runs apart from the one who wants work done, who is in `_crew.py`: with one thread, no file of his, and no terminal.
So workers may be forked from it once it has loaded all they need; and when he is gone, however that came, it ends them.
"""

import gc
import logging
import os
import pickle
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import Any

from reportkit.workers._piece import Lost, broken, hungry

Work = Callable[[Any], object]  # what it takes, only the caller knows
Begin = Callable[[Connection], None]

FORKS = sys.platform == "linux"
"""Whether workers are forked; elsewhere, what Pango stands on does not survive it, and each is a fresh process."""

HIRE = "hire"

SELDOM = (50_000, 20, 50)
"""After how many new objects garbage is looked for while a piece is done: a page makes many, and few are garbage."""

LITTLE = 5_000
"""How many objects a piece may leave behind for the next one to clear away: a Word file leaves fewer, a PDF more."""


@dataclass(frozen=True, slots=True)
class Task:
    """All that workers have to know: the pickled work, modules to load first, limits, a folder for temporary files."""

    work: bytes
    warm: tuple[str, ...]
    timeout: float | None
    memory: int
    level: int
    forks: bool
    folder: str


@dataclass(frozen=True, slots=True)
class Fate:
    """How a worker ended: by a signal, or with an exit code; and the most memory it had."""

    signal: int = 0
    code: int | None = None
    memory: int = 0

    def __str__(self) -> str:
        if self.signal:
            return f" ({signal.Signals(self.signal).name})"
        return "" if self.code is None else f" (exit code {self.code})"


def command(part: str, handle: int) -> list[str]:
    """Return the command for a Python like this one that plays a part of this file, `main` or `fresh`."""
    play = f"import sys; sys.path[:] = sys.argv[2:]; from reportkit.workers import _foreman; _foreman.{part}()"
    return [sys.executable, "-c", play, str(handle), *sys.path]


def main() -> None:
    """Be the foreman, until there is nobody any more to work for."""
    channel = Connection(int(sys.argv[1]))
    _behave()
    task: Task = channel.recv()
    begin = _forked(task) if task.forks else _fresh(task)
    # A worker that is killed cannot clear up: the fonts of WeasyPrint, for one, would lie about for ever.
    os.environ["TMPDIR"] = tempfile.tempdir = task.folder
    workers: set[int] = set()
    with suppress(EOFError, OSError):
        _lead(workers, channel, begin)
    for pid in workers:
        _ended(pid)
    shutil.rmtree(task.folder, ignore_errors=True)


def _behave() -> None:
    """Leave interrupts to the one who gave the work, and let the alarm clock kill."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _lead(workers: set[int], channel: Connection, begin: Begin) -> None:
    """Start a worker whenever asked; end one when told, and say how it ended."""
    while True:
        request = channel.recv()
        if request == HIRE:
            pid = _started(channel, begin)
            if isinstance(pid, int):
                workers.add(pid)
            channel.send(pid)
        else:
            channel.send(_ended(request) if request in workers else Fate())
            workers.discard(request)


def _started(channel: Connection, begin: Begin) -> int | OSError:
    """Return the number of a new process that begins at the far end of a pipe, or why the system gives none."""
    with Connection(recv_handle(channel)) as pipe:
        try:
            pid = os.fork()
        except OSError as error:
            return error
        if pid:
            return pid
        try:
            channel.close()
            begin(pipe)
        finally:
            # At a proper exit, the worker would clear away what the foreman still has in use.
            os._exit(1)


def _ended(pid: int) -> Fate:
    """End a worker, unless it is dead already, and return how it ended."""
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    memory = usage.ru_maxrss * (1024 if sys.platform == "linux" else 1)
    if os.WIFSIGNALED(status):
        return Fate(os.WTERMSIG(status), memory=memory)
    return Fate(code=os.WEXITSTATUS(status), memory=memory)


def _forked(task: Task) -> Begin:
    """Load all that workers need, once for all of them."""
    # While modules are loaded nothing is garbage; and what is frozen is never looked at again, so that it stays shared.
    gc.disable()
    work = _prepared(task)
    gc.freeze()
    gc.enable()
    return lambda pipe: _toil(pipe, task, work)


def _fresh(task: Task) -> Begin:
    """Have each worker become a Python of its own, with a note of what there is to do."""

    def begin(pipe: Connection) -> None:
        _note().write_bytes(pickle.dumps(task))
        os.set_inheritable(pipe.fileno(), True)
        os.execv(sys.executable, command("fresh", pipe.fileno()))  # noqa: S606  # no shell is wanted

    return begin


def fresh() -> None:
    """Be a worker that has become a Python of its own."""
    task: Task = unpacked(_note().read_bytes())
    _toil(Connection(int(sys.argv[1])), task, _prepared(task))


def _note() -> Path:
    return Path(os.environ["TMPDIR"], f"task-{os.getpid()}")


def _prepared(task: Task) -> Work | Lost:
    """Return the work, with all loaded that it needs; where something is missing, the pieces will say what."""
    for module in task.warm:
        with suppress(Exception):
            import_module(module)
    work: Work | Lost = unpacked(task.work)
    return work


def _toil(pipe: Connection, task: Task, work: Work | Lost) -> None:
    """Do one piece after the other, for as long as there is somebody to take the answers."""
    _confine(task.memory)
    _speak(pipe, task.level)
    gc.set_threshold(*SELDOM)
    tidy = _Tidy()
    with suppress(EOFError, OSError):
        while True:
            piece = pipe.recv_bytes()
            # The system's own alarm clock: it kills even what never comes back to Python.
            signal.setitimer(signal.ITIMER_REAL, task.timeout or 0)
            item = unpacked(piece)
            answer = packed(_answer(work, item, task.memory))
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send_bytes(answer)
            tidy(type(item))


class _Tidy:
    """Gives back what a piece has left behind, ten MiB of pages that refer to each other, in a few milliseconds.

    What the first piece of a kind leaves, such as fonts, serves all others, and is not looked at again.
    """

    def __init__(self) -> None:
        self.settled: set[type] = set()

    def __call__(self, kind: type) -> None:
        if kind in self.settled and gc.get_count()[0] < LITTLE:
            return
        gc.collect()
        if kind not in self.settled:
            gc.freeze()
            self.settled.add(kind)


def _answer(work: Work | Lost, item: object, memory: int) -> object:
    if isinstance(work, Lost):
        return work
    if isinstance(item, Lost):
        return item
    try:
        return work(item)
    except MemoryError:
        return hungry(memory)
    except Exception as error:
        return broken(error)


def packed(it: object) -> bytes:
    """Return an item or an answer as bytes for a pipe; what cannot be packed is Lost, and the reason travels."""
    try:
        return pickle.dumps(it)
    except Exception as error:
        return pickle.dumps(broken(error))


def unpacked(data: bytes) -> Any:
    """Return what was packed, or why it cannot be unpacked."""
    try:
        return pickle.loads(data)  # noqa: S301  # it comes from a process of our own
    except Exception as error:
        return broken(error)


def _confine(memory: int) -> None:
    """Let this process take so many bytes more than it has, where the system can tell; no core files either."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    size = Path("/proc/self/statm")
    if not size.exists():
        return
    limit = int(size.read_text().split()[0]) * resource.getpagesize() + memory
    present = resource.getrlimit(resource.RLIMIT_AS)
    lowest = min([limit, *(one for one in present if one != resource.RLIM_INFINITY)])
    resource.setrlimit(resource.RLIMIT_AS, (lowest, present[1]))


def _speak(pipe: Connection, level: int) -> None:
    """Send what the package logs to where the answers go."""
    logger = logging.getLogger("reportkit")
    logger.handlers = [_Mouthpiece(pipe)]
    logger.propagate = False
    logger.setLevel(level)


class _Mouthpiece(logging.Handler):
    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self.pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        # Put into words here, since what a record speaks of does not always travel.
        words = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname}
        self.pipe.send(logging.makeLogRecord({**words, "msg": self.format(record)}))
