"""Commands that have little to do: how they start, and what they cost where nothing or one session of many has changed.

Beside them, the memory of the workers that made the many.
"""

from itertools import count
from pathlib import Path

from benchmarks.clock import Cost, Way, medians, python, reportkit
from benchmarks.memory import Sample, watched
from benchmarks.results import Figures, Point, Results, Target
from benchmarks.scene import Scene

ROUNDS = 9
EMPTY_CLICK = "import click; click.command()(lambda: None).main([], standalone_mode=False)"
WORKERS = 2
EARLY = 100
"""How many documents a worker may make until it holds no more than it ever will."""


def measure(scene: Scene) -> Results:
    event, out = scene.event(scene.sessions), scene.emptied("out")
    export = ("export", event, "-o", out, "-q")
    whole, samples = watched(lambda: reportkit(*export, "-j", WORKERS), out)
    costs = medians(ways(scene, event, export), scene.rounds(ROUNDS))
    click, cold = costs["an empty click command"].cpu, costs["`weasyprint`, one page"].cpu
    nothing, one = costs["export, nothing changed"].cpu, costs["export, one session edited"].cpu
    many = f"{scene.sessions:,} sessions"
    targets = (
        Target("CPU of `reportkit --help`, against an empty click command", costs["reportkit --help"].cpu / click, 1.6),
        Target(f"CPU of an export, nothing changed in {many}, against the same", nothing / click, 5),
        Target(f"CPU of an export, one edit in {many}, against a cold `weasyprint`", one / cold, 2),
        *memory(samples, many),
    )
    missing = () if samples else ("memory of workers, by ps",)
    return Results(
        (Figures(f"commands, {many} exported before", "an empty click command", costs, missing),),
        targets,
        (Point("export, PDF and Word", scene.sessions, whole.cpu),),
    )


def ways(scene: Scene, event: Path, export: tuple[object, ...]) -> dict[str, Way]:
    pages = scene.pages(30)
    records, pdf = sorted((event / "sessions").iterdir()), scene.folder / "one.pdf"
    turns = count()

    def one_edited() -> Cost:
        record = records[next(turns) % len(records)]
        text = record.read_text(encoding="utf-8")
        record.write_text(text.replace('"text": "', '"text": "Once more. ', 1), encoding="utf-8")
        return reportkit(*export)

    return {
        "python -c pass": lambda: python("-c", "pass"),
        "an empty click command": lambda: python("-c", EMPTY_CLICK),
        "reportkit --help": lambda: reportkit("--help"),
        "reportkit check, one session": lambda: reportkit("check", records[0]),
        "`weasyprint`, one page": lambda: python("-m", "weasyprint", pages / "0000.html", pdf),
        "reportkit render, one PDF": lambda: reportkit("render", records[0], "-o", pdf),
        "export, nothing changed": lambda: reportkit(*export),
        "export, one session edited": one_edited,
        "reportkit review status, nothing drafted": lambda: reportkit("review", "status", event, "-q"),
    }


def memory(samples: list[Sample], many: str) -> tuple[Target, ...]:
    """Return what the largest worker held, and how much that grew after its first documents."""
    made = max((sample.files for sample in samples), default=0)
    if made < 2 * EARLY * WORKERS:
        return ()
    early = max(sample.memory for sample in samples if sample.files <= EARLY * WORKERS)
    late = max(sample.memory for sample in samples if sample.files > EARLY * WORKERS)
    return (
        Target(f"MiB of the largest worker, {many} as PDF and Word", max(early, late), 120, form="{:.0f}"),
        Target(f"MiB that it grew after its first {EARLY} documents", max(late - early, 0), 2, form="{:.1f}"),
    )
