"""Pieces of work done apart, in worker processes: the half that hands them out and takes the answers.

A worker has one piece at a time: none waits behind one that hangs, and nobody writes to a worker that does not listen.
Who starts the workers, and what they do, is in `_foreman.py`.
"""

import logging
import os
import pickle
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from logging import LogRecord
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.reduction import send_handle
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from reportkit.errors import MachineLacks
from reportkit.workers._foreman import FORKS, HIRE, Fate, Task, command, packed, unpacked
from reportkit.workers._piece import Answer, Item, Lost, hungry, late

LOG = logging.getLogger("reportkit")

ENOUGH = 100
"""How many pieces a worker does: what libraries leak goes with it, and another one is forked in milliseconds."""


@contextmanager
def apart(
    work: Callable[[Item], Answer], jobs: int, timeout: float | None, memory: int, warm: Sequence[str], least: int
) -> Iterator[Callable[[Sequence[Item]], Iterator[tuple[int, Answer | Lost]]]]:
    """Give what does `work` on items in up to `jobs` processes; however this ends, they end with it."""
    with ExitStack() as at_end:
        folder = mkdtemp(prefix="reportkit-")
        # The foreman clears it away, too: one of the two may be killed.
        at_end.callback(rmtree, folder, ignore_errors=True)
        crew = _Crew(Task(pickle.dumps(work), tuple(warm), timeout, memory, LOG.getEffectiveLevel(), FORKS, folder))
        at_end.callback(crew.go_home)
        yield lambda items: crew.done(items, min(jobs, max(len(items) // least, 1)))


class _Crew:
    """Workers with the numbers of their pieces, workers without one, and their foreman."""

    def __init__(self, task: Task) -> None:
        self.task = task
        # It loads what workers need while whoever hires them gets the pieces ready.
        self.foreman: _Foreman | None = _Foreman(task)
        self.busy: dict[_Worker, int] = {}
        self.idle: list[_Worker] = []

    def done(self, items: Sequence[object], jobs: int) -> Iterator[tuple[int, Any]]:
        """Yield the answer to each item with its number, as soon as it is there."""
        pieces = enumerate(items)
        try:
            for number, item in islice(pieces, jobs):
                self.begin(number, item)
            while self.busy:
                for number, answer in self.ended():
                    # The next piece first: whoever takes the answer may be slow.
                    for piece in islice(pieces, 1):
                        self.begin(*piece)
                    yield number, answer
        finally:
            while self.busy:
                self._dismiss(self.busy.popitem()[0])

    def begin(self, number: int, item: object) -> None:
        """Give a piece to a worker."""
        worker = self.idle.pop() if self.idle else self._hire()
        self.busy[worker] = number
        worker.take(item)

    def ended(self) -> Iterator[tuple[int, Any]]:
        """Wait until workers have something to say; yield the pieces that ended, each with its answer."""
        ready = wait(list(self.busy))  # type: ignore[arg-type]  # whatever has a fileno can be awaited
        for worker in ready:
            assert isinstance(worker, _Worker)
            answer = worker.answer()
            if isinstance(answer, LogRecord):
                logging.getLogger(answer.name).handle(answer)
                continue
            number = self.busy.pop(worker)
            if answer is GONE:
                answer = self._why(self._dismiss(worker))
            elif isinstance(answer, Lost) or worker.pieces == ENOUGH:
                # Whatever broke may have left things in disorder.
                self._dismiss(worker)
            else:
                self.idle.append(worker)
            yield number, answer

    def _hire(self) -> "_Worker":
        """Return a new worker; when the foreman was killed, another one takes over."""
        for _ in range(5):
            with suppress(EOFError, OSError):
                self.foreman = self.foreman or _Foreman(self.task)
                return self.foreman.hire()
            self._send_home()
        raise MachineLacks("no worker process can be started", "`-j 1` does without, and `-vv` shows more")

    def _dismiss(self, worker: "_Worker") -> Fate:
        worker.pipe.close()
        with suppress(EOFError, OSError):
            if self.foreman:
                return self.foreman.dismiss(worker)
        return Fate()

    def _why(self, fate: Fate) -> Lost:
        """Return what kept a worker from giving an answer."""
        if fate.signal == signal.SIGALRM:
            return late(self.task.timeout)
        if fate.memory > self.task.memory:
            return hungry(self.task.memory)
        return Lost(f"its worker died{fate}")

    def go_home(self) -> None:
        """End all processes at once."""
        for worker in self.busy:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        self._send_home()

    def _send_home(self) -> None:
        if self.foreman:
            self.foreman.go_home()
        self.foreman = None


@dataclass(eq=False, slots=True)
class _Worker:
    """A process that does one piece after the other, at the far end of a pipe."""

    pid: int
    pipe: Connection
    pieces: int = 0

    def fileno(self) -> int:
        return self.pipe.fileno()

    def take(self, item: object) -> None:
        self.pieces += 1
        # That it has died is noticed when its answer is awaited.
        with suppress(OSError):
            self.pipe.send_bytes(packed(item))

    def answer(self) -> Any:
        """Return its answer, a log record while it has none yet, or GONE."""
        try:
            return unpacked(self.pipe.recv_bytes())
        except (EOFError, OSError):
            return GONE


GONE = Lost("its worker is gone")


class _Foreman:
    """The process of `_foreman.py`, seen from here."""

    def __init__(self, task: Task) -> None:
        self.channel, there = Pipe()
        with there:
            self.process = subprocess.Popen(  # noqa: S603  # this Python, and a file of this package
                command("main", there.fileno()),
                pass_fds=[there.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if LOG.isEnabledFor(logging.DEBUG) else subprocess.DEVNULL,
                # Ctrl-C is for this process, which then ends the others.
                start_new_session=True,
            )
        self.channel.send(task)

    def hire(self) -> _Worker:
        here, there = Pipe()
        with there:
            self.channel.send(HIRE)
            send_handle(self.channel, there.fileno(), self.process.pid)
        pid = self.channel.recv()
        if isinstance(pid, OSError):
            raise MachineLacks(f"no other worker process can be started: {pid.strerror}", "ask for fewer with `-j`")
        return _Worker(pid, here)

    def dismiss(self, worker: _Worker) -> Fate:
        """End a worker that is not dead yet, and return how it ended."""
        self.channel.send(worker.pid)
        fate: Fate = self.channel.recv()
        return fate

    def go_home(self) -> None:
        """Have the foreman end whoever is left, and end itself."""
        self.channel.close()
        try:
            self.process.wait(0.5)
        except subprocess.TimeoutExpired:
            # It is still loading, and has no workers yet.
            self.process.kill()
            self.process.wait()
