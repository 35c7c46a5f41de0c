"""One way of making documents in a process that stays warm: `python -m benchmarks.warm WAY FOLDER`.

Told a number on standard input, it makes so many documents, each time other ones, and prints the seconds of processor
and on the wall that they took, and its memory in MiB; then it waits for the next. With the number behind FOLDER, it
does so once and ends. FOLDER is what `pages.py` made. Who asks is in `clock.py`.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks import MIB

Press = Callable[[Path], object]
"""Makes the document of one session, named by its files without their endings."""


def tutorial(folder: Path, **options: Any) -> Press:
    """Make each page from its HTML, as the tutorial of WeasyPrint does."""
    from weasyprint import HTML

    def press(stem: Path) -> object:
        page = stem.with_suffix(".html").read_text(encoding="utf-8")
        return HTML(string=page, base_url=str(folder)).write_pdf(**options)

    return press


def typst(folder: Path, **options: Any) -> Press:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder / "fonts"])
    return lambda stem: typst.compile(stem.with_suffix(".typ"), root=folder, font_paths=fonts, **options)


def reportkit(folder: Path, format: str) -> Press:
    """Make finished files as every command does: with all promises, from records that were read before."""
    from reportkit.pipeline import publish
    from reportkit.settings import settle
    from reportkit.wishes import Wishes

    sessions = records(folder)
    return lambda stem: publish(sessions[stem.name], format, settle(sessions[stem.name], Wishes()))


def layout(folder: Path, **options: Any) -> Press:
    """Make PDFs as reportkit does, with no promise kept: no finisher, no proof."""
    from reportkit import compose
    from reportkit.render import pdf
    from reportkit.render.html import page
    from reportkit.settings import settle
    from reportkit.wishes import Wishes

    sessions = records(folder)

    def press(stem: Path) -> object:
        look = settle(sessions[stem.name], Wishes())
        document = compose.document(sessions[stem.name], look)
        markup = page(document, look.theme, paged=True)
        return pdf.laid_out_whole(markup, document, look).write_pdf(**options)

    return press


def unproven(folder: Path) -> Press:
    """Make PDFs as reportkit does, but believe that the disclaimer is on every page."""
    from reportkit import pipeline

    pipeline.prove = lambda data, document: None
    return reportkit(folder, "pdf")


def records(folder: Path) -> dict[str, Any]:
    from reportkit.pipeline import receive

    return {Path(session.file).stem: session for session in receive(folder / "event").event.sessions}


def docxtpl(folder: Path) -> Press:
    """Fill a Word template, as docxtpl is meant to be used."""
    from docxtpl import DocxTemplate

    def press(stem: Path) -> object:
        word = DocxTemplate(folder / "template.docx")
        word.render(facts(stem), autoescape=True)
        return word.save(BytesIO())

    return press


def python_docx(folder: Path) -> Press:
    """Write a Word file from nothing, as the tutorial of python-docx does."""
    from docx import Document
    from docx.shared import Mm, Pt

    def press(stem: Path) -> object:
        it, word = facts(stem), Document()
        section = word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Source Serif 4", Pt(10.5)
        section.header.paragraphs[0].text = f"{it['event']}\t\t{it['kicker']}"
        section.footer.paragraphs[0].text = it["disclaimer"]
        word.add_paragraph(it["host"])
        word.add_heading(it["title"])
        for label, value in it["facts"]:
            word.add_paragraph(f"{label}: {value}")
        table = word.add_table(rows=1, cols=3, style="Table Grid")
        for row in [it["heads"], *it["people"]]:
            cells = table.rows[0].cells if row is it["heads"] else table.add_row().cells
            for cell, words in zip(cells, row, strict=True):
                cell.text = words
        for kind, words in it["sketch"]:
            word.add_heading(words, 2) if kind == "heading" else word.add_paragraph(words)
        return word.save(BytesIO())

    return press


def facts(stem: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    return told


WAYS: dict[str, Callable[[Path], Press]] = {
    "tutorial": tutorial,
    "tutorial-tagged": partial(tutorial, pdf_variant="pdf/a-3a"),
    "typst": typst,
    "typst-tagged": partial(typst, pdf_standards="a-3a"),
    "layout": layout,
    "layout-tagged": partial(layout, pdf_variant="pdf/a-3a"),
    "unproven": unproven,
    "pdf": partial(reportkit, format="pdf"),
    "docx": partial(reportkit, format="docx"),
    "docxtpl": docxtpl,
    "python-docx": python_docx,
}


def main(way: str, folder: Path, orders: Iterable[str]) -> None:
    stems = cycle(sorted(path.with_suffix("") for path in folder.glob("*.html")))
    press = WAYS[way](folder)
    for order in orders:
        cpu, wall = process_time(), perf_counter()
        for _ in range(int(order)):
            press(next(stems))
        spent = process_time() - cpu, perf_counter() - wall
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
        print(json.dumps([*spent, memory]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:] or sys.stdin)
