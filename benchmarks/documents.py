"""One session of three pages, by every program that is there: what its PDF costs, and what its Word file costs.

Warm ways are processes that stay, each in its own; cold ways begin one for each document.
"""

from collections.abc import Callable
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
    others = {name: way for name, way in cold(folder).items() if way}
    with ExitStack() as stack:
        ours = {name: stack.enter_context(warm(way, folder, BLOCK)) for name, way in WARM.items()}
        costs = medians(ours | others, scene.rounds(ROUNDS))
    pdf, word, tutorial = costs["PDF, reportkit"].cpu, costs["Word, reportkit"].cpu, costs[TUTORIAL].cpu
    missing = tuple(name for name, way in cold(folder).items() if not way)
    targets = (
        Target(
            "CPU of a warm PDF against the tutorial loop of its page, both without tags",
            costs[BARE].cpu / tutorial,
            0.85,
        ),
        Target("the same with tags, finisher and proof, against the loop without", pdf / tutorial, 1.0),
        Target("CPU of the Word file beside that of the PDF", word / pdf, 0.08, form="{:.0%}"),
    )
    return Results((Figures("one session", "PDF, reportkit", costs, missing),), targets)


def cold(folder: Path) -> dict[str, Way | None]:
    """Return the ways that begin a process for each document or for a block; None where a program is missing."""
    made = folder / "made"
    pages, words = cycle(sorted(folder.glob("*.html"))), cycle(sorted(folder.glob("*.docx")))
    chromium = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={made}.pdf")
    office = (
        "--headless",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        made,
    )

    def all_of_a_block() -> Cost:
        return run("soffice", *office, *(next(words) for _ in range(BLOCK))) / BLOCK

    return {
        "PDF, `weasyprint`, a process each": lambda: python("-m", "weasyprint", next(pages), f"{made}.pdf"),
        "PDF, Chromium, a process each": program(
            "chromium", "chromium-browser", "google-chrome", then=lambda it: run(it, *chromium, next(pages).as_uri())
        ),
        "PDF, LibreOffice from our Word file, a process each": program(
            "soffice", then=lambda it: run(it, *office, next(words))
        ),
        f"PDF, LibreOffice from our Word files, {BLOCK} at a time": program(
            "soffice", then=lambda it: all_of_a_block()
        ),
        "Word, pandoc from our page, a process each": program(
            "pandoc", then=lambda it: run(it, next(pages), "-o", f"{made}.docx")
        ),
    }


def program(*names: str, then: Callable[[str], Cost]) -> Way | None:
    """Return the way that calls the first of the programs `names` which is there."""
    found = next((name for name in names if which(name)), None)
    return partial(then, found) if found else None
