"""Where is a printer to cut, and does colour go on beyond?"""

from collections.abc import Iterator

from pikepdf import Page

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._boxes import POINT, Box, box, inside, millimetres, paper_name, trim
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    wrong = [str(number) for number, page in enumerate(file.pdf.pages, 1) if not _nested(page)]
    if wrong:
        yield remark(
            f"page {', '.join(wrong)}: TrimBox, BleedBox and MediaBox do not lie in each other",
            "a printer cannot tell where to cut: make the file again",
        )
        return
    kinds = list(dict.fromkeys(_said(page) for page in file.pdf.pages))
    yield holds("; ".join(kinds))


def _nested(page: Page) -> bool:
    return inside(trim(page), _bleed(page)) and inside(_bleed(page), box(page.mediabox))


def _bleed(page: Page) -> Box:
    return box(page.bleedbox)


def _said(page: Page) -> str:
    """Say where to cut: `cut to A4, 3 mm of bleed`."""
    cut, bleed, media = trim(page), _bleed(page), box(page.mediabox)
    if cut == media:
        return "nothing to cut"
    beyond = min(abs(a - b) for a, b in zip(cut, bleed, strict=True)) / POINT
    return (
        f"cut to {paper_name(millimetres(cut))}, {beyond:.0f} mm of bleed"
        if beyond > 0.1
        else (f"cut to {paper_name(millimetres(cut))}, no bleed")
    )
