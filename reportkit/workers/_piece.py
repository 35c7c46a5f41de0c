"""One piece of work: its answer, or the reason why there is none."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece of work that gave no answer; `reason` is what people are told: `took longer than 60 s`."""

    reason: str


def done(work: Callable[[Item], Answer], item: Item, timeout: float | None = None) -> Answer | Lost:
    """Return what `work` makes of `item`; whatever breaks in it stops this piece only."""
    try:
        return _in_time(work, item, timeout) if timeout and _can_ring() else work(item)
    except _Rung:
        return late(timeout)
    except Exception as error:
        return broken(error)


def late(timeout: float | None) -> Lost:
    return Lost(f"took longer than {timeout or 0:g} s")


def broken(error: Exception) -> Lost:
    return Lost(f"cannot be made: {type(error).__name__}: {error}")


def hungry(memory: int) -> Lost:
    amount = f"{memory / 2**30:.3g} GB" if memory >= 2**30 else f"{memory >> 20} MB"
    return Lost(f"needs more than {amount} of memory")


class _Rung(BaseException):  # Work that catches every Exception must not catch this one.
    """The time of a piece is over."""


def _can_ring() -> bool:
    """Tell whether a bell is heard: only the main thread can be interrupted, and not on every system."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _in_time(work: Callable[[Item], Answer], item: Item, seconds: float) -> Answer:
    """Do `work` on `item`; raise _Rung once so many `seconds` have passed."""
    former = signal.signal(signal.SIGALRM, _ring)
    try:
        try:
            # It rings again every second, since what is raised in a callback from C is printed and forgotten.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1)
            return work(item)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        # Here nothing interrupts: a bell that rang on the way out is silent for another second.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former or signal.SIG_DFL)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _Rung
