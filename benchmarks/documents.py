"""One session of three pages, by every program that is there: what its PDF costs, and what its Word file costs.

Warm ways are processes that stay, each in its own; cold ways begin one for each document.
"""

from contextlib import ExitStack
from functools import partial
from itertools import cycle
from pathlib import Path
from shutil import which

from benchmarks.clock import Cost, Way, medians, python, run, warm
from benchmarks.results import Figures, Results, Target
from benchmarks.scene import Scene

ROUNDS = 7
BLOCK = 5
"""How many documents a warm process makes before the next one has its turn."""

BARE = "PDF, reportkit, nothing promised, no tags"
TUTORIAL = "PDF, tutorial loop, no tags"

WARM = {
    "PDF, reportkit": "pdf",
    "PDF, reportkit, without proof": "unproven",
    "PDF, reportkit, without proof and finisher": "layout-tagged",
    BARE: "layout",
    "PDF, tutorial loop, tags and PDF/A-3a": "tutorial-tagged",
    TUTORIAL: "tutorial",
    "PDF, typst, tags and PDF/A-3a": "typst-tagged",
    "Word, reportkit": "docx",
    "Word, python-docx from nothing": "python-docx",
    "Word, docxtpl": "docxtpl",
}
"""Ways of `warm.py`."""


def measure(scene: Scene) -> Results:
    folder = scene.pages(30)
    others = cold(folder)
    installed = {name: way for name, way in others.items() if way}
    with ExitStack() as stack:
        ours = {name: stack.enter_context(warm(way, folder, BLOCK)) for name, way in WARM.items()}
        costs = medians(ours | installed, scene.rounds(ROUNDS))
    pdf, word, tutorial = costs["PDF, reportkit"].cpu, costs["Word, reportkit"].cpu, costs[TUTORIAL].cpu
    missing = tuple(name for name in others if name not in installed)
    targets = (
        Target("CPU of a PDF against the tutorial loop, both without tags", costs[BARE].cpu / tutorial, 0.85),
        Target("CPU of a PDF, all promises kept, against the same loop", pdf / tutorial, 1.0),
        Target("CPU of the Word file beside that of its PDF", word / pdf, 0.08, form="{:.0%}"),
    )
    return Results((Figures("one session", "PDF, reportkit", costs, missing),), targets)


def cold(folder: Path) -> dict[str, Way | None]:
    """Return the ways that begin a process for each document or for a block; None where a program is missing."""
    pages, words, made = cycle(sorted(folder.glob("*.html"))), cycle(sorted(folder.glob("*.docx"))), folder / "made"
    chromium, office, pandoc = there("chromium", "chromium-browser", "google-chrome"), there("soffice"), there("pandoc")

    def by_weasyprint() -> Cost:
        return python("-m", "weasyprint", next(pages), f"{made}.pdf")

    def by_chromium() -> Cost:
        quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        return run(chromium, *quiet, f"--print-to-pdf={made}.pdf", next(pages).as_uri())

    def by_office(many: int) -> Cost:
        alone = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        files = [next(words) for _ in range(many)]
        return run(office, "--headless", alone, "--convert-to", "pdf", "--outdir", made, *files) / many

    def by_pandoc() -> Cost:
        return run(pandoc, next(pages), "-o", f"{made}.docx")

    return {
        "PDF, `weasyprint`, a process each": by_weasyprint,
        "PDF, Chromium, a process each": by_chromium if chromium else None,
        "PDF, LibreOffice from our Word file, a process each": partial(by_office, 1) if office else None,
        f"PDF, LibreOffice from our Word files, {BLOCK} at a time": partial(by_office, BLOCK) if office else None,
        "Word, pandoc from our page, a process each": by_pandoc if pandoc else None,
    }


def there(*names: str) -> str | None:
    """Return the first of the programs `names` that is installed."""
    return next((name for name in names if which(name)), None)
