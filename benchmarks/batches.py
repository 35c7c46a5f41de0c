"""Many sessions at once: `reportkit export` with one worker and with two, against a `weasyprint` process for each page.

What a process for each page costs does not depend on how many there are: some are measured, one after the other, and
their mean is that of all. They make no Word files, which our exports do.
"""

from collections.abc import Iterator
from itertools import cycle
from statistics import mean

from benchmarks.clock import Cost, medians, python, reportkit
from benchmarks.results import Figures, Point, Results, Target
from benchmarks.scene import Scene

ROUNDS = 3
SAMPLE = 10
PLOTTED = (50, 400)
"""Sizes that are there for the plot, beside the one that is compared; that of all sessions is in `commands.py`."""

ONE, TWO = "export, PDF and Word, one worker", "export, PDF and Word, two workers"
EACH = "a `weasyprint` process for each page, PDF alone"


def measure(scene: Scene) -> Results:
    size = scene.size(200)
    pages = cycle(sorted(scene.pages(30).glob("*.html")))

    def process_each() -> Cost:
        spent = [python("-m", "weasyprint", next(pages), scene.folder / "one.pdf") for _ in range(SAMPLE)]
        return Cost(mean(it.cpu for it in spent), mean(it.wall for it in spent), max(it.memory for it in spent))

    ways = {ONE: lambda: export(scene, size, 1), TWO: lambda: export(scene, size, 2), EACH: process_each}
    costs = medians(ways, scene.rounds(ROUNDS))
    each = costs[EACH].wall / costs[TWO].wall
    targets = (
        Target(f"wall of a process for each page, against an export of {size} sessions", each, 10, True, "{:.1f}"),
        Target("wall of one worker, against two", costs[ONE].wall / costs[TWO].wall, 1.8, True),
    )
    return Results((Figures(f"a session of {size}", TWO, costs),), targets, tuple(points(scene, size, costs[TWO])))


def export(scene: Scene, size: int, workers: int) -> Cost:
    """Return what each session costs in an export of `size` into a new folder."""
    return reportkit("export", scene.event(size), "-o", scene.emptied("batch"), "-j", workers, "-q") / size


def points(scene: Scene, size: int, cost: Cost) -> Iterator[Point]:
    yield Point("export, PDF and Word", size, cost.cpu * size)
    for other in map(scene.size, PLOTTED):
        if other not in (size, scene.sessions):
            yield Point("export, PDF and Word", other, export(scene, other, 2).cpu * other)
