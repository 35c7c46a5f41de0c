"""Many sessions at once: `reportkit export` with one worker and with two, against a process for each document.

What these cost does not depend on how many there are: some are measured, one after the other, and their mean is that of
all. Once they do what an export does, a tagged PDF and a Word file, by `weasyprint` and python-docx; once a PDF alone.
"""

from collections.abc import Iterator
from itertools import cycle
from statistics import mean

from benchmarks.clock import Cost, Way, medians, python, reportkit
from benchmarks.results import Figures, Point, Results, Target
from benchmarks.scene import Scene

ROUNDS = 3
SAMPLE = 10
PLOTTED = (50, 400)
"""Sizes that are there for the plot, beside the one that is compared; that of all sessions is in `commands.py`."""

ONE, TWO = "export, PDF and Word, one worker", "export, PDF and Word, two workers"
PDFS = "a `weasyprint` process for each PDF, no tags, no Word file"
BOTH = "a process for each PDF, tagged, and one for each Word file"


def measure(scene: Scene) -> Results:
    size, many, folder = scene.size(200), scene.rounds(SAMPLE), scene.pages(30)
    pages, pdf = cycle(sorted(folder.glob("*.html"))), scene.folder / "one.pdf"

    def bare() -> Cost:
        return python("-m", "weasyprint", next(pages), pdf)

    def tagged() -> Cost:
        return python("-m", "weasyprint", "--pdf-variant", "pdf/a-3a", next(pages), pdf)

    def word() -> Cost:
        return python("-m", "benchmarks.warm", "python-docx", folder, 1)

    ways = {
        ONE: lambda: export(scene, size, 1),
        TWO: lambda: export(scene, size, 2),
        PDFS: lambda: mean_of(bare, many),
        BOTH: lambda: mean_of(tagged, many) + mean_of(word, many),
    }
    costs = medians(ways, scene.rounds(ROUNDS))
    faster = {way: cost.wall / costs[TWO].wall for way, cost in costs.items()}
    targets = (
        Target(f"wall of a process for each document, against an export of {size}", faster[BOTH], 10, True, "{:.1f}"),
        Target("the same for their PDFs alone, without tags", faster[PDFS], 10, True, "{:.1f}"),
        Target("wall of one worker, against two", faster[ONE], 1.8, True),
    )
    return Results((Figures(f"a session of {size}", TWO, costs),), targets, tuple(points(scene, size, costs[TWO])))


def mean_of(way: Way, many: int) -> Cost:
    """Return what one of so many processes costs, begun one after the other."""
    spent = [way() for _ in range(many)]
    return Cost(mean(it.cpu for it in spent), mean(it.wall for it in spent), max(it.memory for it in spent))


def export(scene: Scene, size: int, workers: int) -> Cost:
    """Return what each session costs in an export of `size` into a new folder."""
    return reportkit("export", scene.event(size), "-o", scene.emptied("batch"), "-j", workers, "-q") / size


def points(scene: Scene, size: int, cost: Cost) -> Iterator[Point]:
    yield Point("export, PDF and Word", size, cost.cpu * size)
    for other in map(scene.size, PLOTTED):
        if other not in (size, scene.sessions):
            yield Point("export, PDF and Word", other, export(scene, other, 2).cpu * other)
