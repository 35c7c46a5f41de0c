"""Many pieces of the same work, each by itself: one that hangs or dies costs one piece and nothing else.

What the work is, the caller says. Here it is done in this process; with several jobs, `_crew.py` hands the pieces to
worker processes. Other machines than this one are in `cluster.py`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from reportkit.workers._piece import Answer, Item, Lost, done

__all__ = ["Hands", "Lost", "cores", "crew", "each"]

Hands = Callable[[Sequence[Item]], Iterator[tuple[int, Answer | Lost]]]
"""What does all of the items: each answer comes with the number of its item, as soon as it is there."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def crew(
    work: Callable[[Item], Answer],
    *,
    jobs: int = 1,
    timeout: float | None = None,
    memory: int = 2 << 30,
    warm: Sequence[str] = (),
    least: int = 1,
) -> "Iterator[Hands[Item, Answer]]":
    """Give what does `work` on many items, and again on others, by the same workers.

    A piece is lost when it takes longer than `timeout` seconds; in this process that holds on the main thread only.
    With more `jobs` than one, `work`, items and answers have to pickle, and `work` has to be found by its name in a
    module; a worker may grow by `memory` bytes, and the modules `warm` are loaded once for all workers, which begins
    at once. There are no more workers than have `least` pieces each. Raises MachineLacks when none can be started.
    """
    if jobs > 1:
        # What processes take is loaded when there are some to start.
        from reportkit.workers._crew import apart

        with apart(work, jobs, timeout, memory, warm, least) as hands:
            yield hands
    else:
        yield lambda items: ((number, done(work, item, timeout)) for number, item in enumerate(items))


def each(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    *,
    jobs: int = 1,
    timeout: float | None = None,
    memory: int = 2 << 30,
    warm: Sequence[str] = (),
) -> Iterator[tuple[int, Answer | Lost]]:
    """Do `work` on every one of `items`, by a crew for these alone."""
    with crew(work, jobs=jobs, timeout=timeout, memory=memory, warm=warm) as hands:
        yield from hands(items)
