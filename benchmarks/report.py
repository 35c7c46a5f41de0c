"""Results as tables, on a terminal and in docs/speed.md."""

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.clock import HOME
from benchmarks.plot import plot
from benchmarks.results import Figures, Results, Target

PAGE, PLOT = HOME / "docs/speed.md", HOME / "docs/speed.svg"
BEGIN, END = "<!-- what `make bench` found -->", "<!-- until here -->"
PACKAGES = ("reportkit", "weasyprint", "pydyf", "pikepdf", "python-docx", "typst", "docxtpl")
PICTURE = f"![Seconds of processor against number of sessions, a line for each way]({PLOT.name})"

Row = Sequence[str]


def tables(results: Results) -> Iterator[tuple[str, list[Row]]]:
    """Yield each table with its title; the first row has the heads."""
    yield "Targets", [("job", "figure", "target", ""), *map(target_row, results.targets)]
    for figures in results.figures:
        yield figures.job.capitalize(), [("way", "CPU ms", "wall ms", "MiB", "CPU ratio"), *figure_rows(figures)]


def target_row(it: Target) -> Row:
    bound = f"{'at least' if it.at_least else 'at most'} {it.form.format(it.bound)}"
    return it.job, it.form.format(it.figure), bound, "reached" if it.reached else "missed"


def figure_rows(figures: Figures) -> Iterator[Row]:
    base = figures.costs[figures.base].cpu
    for way, cost in figures.costs.items():
        seconds = (f"{cost.cpu * 1000:,.0f}", f"{cost.wall * 1000:,.0f}")
        yield way, *seconds, f"{cost.memory:.0f}", f"{cost.cpu / base:.2f}"
    for way in figures.missing:
        yield way, "not installed", "", "", ""


def machine(sessions: int) -> str:
    """Return what was measured on: the class of the machine, and the versions of all that took part."""
    versions = ", ".join(f"{name} {of(name)}" for name in PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    cores = f"{os.cpu_count()} cores, {processor()}, {platform.system()}"
    return f"{sessions:,} sessions; {cores}; {python}; {versions}"


def of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def processor() -> str:
    """Return what the processor calls itself."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def as_text(results: Results, sessions: int) -> str:
    parts = [machine(sessions)]
    for title, rows in tables(results):
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = (
            "  ".join(aligned(cell, width, at) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
            for row in rows
        )
        parts.append("\n".join([title, *(line.rstrip() for line in lines)]))
    return "\n\n".join(parts)


def aligned(cell: str, width: int, column: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def as_markdown(results: Results, sessions: int) -> str:
    parts = [PICTURE, f"Measured on: {machine(sessions)}."]
    for title, (heads, *rows) in tables(results):
        rule = ["---", *("--:" for _ in heads[1:])]
        parts.append("\n".join([f"### {title}", "", *("| " + " | ".join(row) + " |" for row in (heads, rule, *rows))]))
    return "\n\n".join(parts)


def write_docs(results: Results, sessions: int) -> None:
    """Put the tables and the plot into docs/."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{as_markdown(results, sessions)}\n\n{END}{after}", encoding="utf-8")
    PLOT.write_text(plot(results.points), encoding="utf-8")
