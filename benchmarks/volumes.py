"""A whole event as one book: `reportkit volume` against one WeasyPrint document of the same sessions, both tagged.

That document has a list of contents and no index. Volumes of an event take long, so that the large ones are made once.
"""

from benchmarks.clock import Cost, medians, python, reportkit
from benchmarks.results import Figures, Point, Results, Target
from benchmarks.scene import Scene

SIZES = (50, 200, 400)
COMPARED = 400
ROUNDS = 3
OURS, THEIRS = "reportkit volume", "one WeasyPrint document"


def measure(scene: Scene) -> Results:
    costs = {size: both(scene, size) for size in dict.fromkeys(map(scene.size, SIZES))}
    costs[scene.sessions] = costs.get(scene.sessions, {}) | {OURS: volume(scene, scene.sessions)}
    small, compared, whole = scene.size(SIZES[0]), scene.size(COMPARED), scene.sessions
    ours, theirs = costs[compared][OURS], costs[compared][THEIRS]
    growth = (costs[whole][OURS].cpu / whole) / (costs[small][OURS].cpu / small)
    targets = (
        Target(f"CPU of a volume of {compared}, against one WeasyPrint document", ours.cpu / theirs.cpu, 0.65),
        Target(f"wall of a volume of {compared}, against the same", ours.wall / theirs.wall, 0.4),
        Target(f"CPU per session in a volume of {whole:,}, against one of {small}", growth, 1.15),
        Target(f"MiB of the largest process, a volume of {whole:,}", costs[whole][OURS].memory, 700, form="{:.0f}"),
    )
    figures = tuple(Figures(f"a volume of {size:,}", OURS, found) for size, found in costs.items())
    points = (Point(way, size, cost.cpu) for size, found in costs.items() for way, cost in found.items())
    return Results(figures, targets, tuple(points))


def both(scene: Scene, size: int) -> dict[str, Cost]:
    """Return what the volume of `size` sessions costs, by us and by WeasyPrint alone."""
    page, pdf = scene.volume(size), scene.folder / "volume.pdf"
    command = ("-m", "weasyprint", "--pdf-variant", "pdf/ua-1", page, pdf)
    small = size <= scene.size(SIZES[0])
    ways = {OURS: lambda: volume(scene, size), THEIRS: lambda: python(*command)}
    return medians(ways, scene.rounds(ROUNDS) if small else 1, warm_up=small)


def volume(scene: Scene, size: int) -> Cost:
    """Return what the volume of `size` sessions costs in a new folder, with no chunk kept from another time."""
    folder, cache = scene.emptied("book"), scene.emptied("cache")
    folder.mkdir()
    return reportkit("volume", scene.event(size), "-o", folder / "volume.pdf", XDG_CACHE_HOME=str(cache))
