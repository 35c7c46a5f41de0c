"""Does every session lie near the other days of its event?"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

ACROSS = True

FEWEST = 4
"""How many sessions an event needs for the others to tell when it is."""

GAP = timedelta(days=7)


def check(event: Event) -> Iterator[Finding]:
    ordered = sorted(event.sessions, key=lambda one: (one.starts, one.file))
    if len(ordered) < FEWEST:
        return
    for alone, nearest in ((ordered[0], ordered[1]), (ordered[-1], ordered[-2])):
        gap = abs(alone.starts - nearest.starts)
        others = [
            later.starts - earlier.starts for earlier, later in pairwise(ordered) if alone not in (earlier, later)
        ]
        if gap > GAP and all(other <= GAP for other in others):
            yield Finding(
                Severity.INFO,
                Origin(alone.file or alone.id, "starts"),
                f"begins on {alone.starts:%Y-%m-%d}, {gap.days} days from all other sessions",
                "see the day, the month and the year",
            )
