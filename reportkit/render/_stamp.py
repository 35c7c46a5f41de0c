"""What lies beneath the pages of a draft: the numbers of their lines, in the margin, and a watermark.

Both are artifacts of the page (ISO 32000-1, 14.8.2.2) and no part of its text: a screen reader passes them over. They
are laid out as a document of their own, with as many pages, by `templates/stamp.html.j2`; each of its pages is then
drawn first on the page that it belongs to. The line numbers of a Word file are Word's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any, Protocol

from pikepdf import Name, Pdf

from reportkit.document import Document
from reportkit.errors import MachineLacks
from reportkit.jinja import fill
from reportkit.render._watermark import extent
from reportkit.settings import Settings

PIXEL = 0.75
"""A pixel of style sheets in points."""

STRUT = 40.0
"""How far in points a line number's box reaches above its base line, as in `styles/print.css`."""

NUMBERED = "text"
"""The class of the paragraphs whose lines are numbered: prose, also that of lists and quotations."""


class Laid(Protocol):
    """A document as WeasyPrint has laid it out."""

    pages: list[Any]  # WeasyPrint has no types
    metadata: Any

    def copy(self, pages: list[Any]) -> "Laid": ...

    def write_pdf(self, **options: object) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a line, and how far in points its box lies below the edge of the paper."""

    number: int
    top: str


def stamps(laid: Laid, document: Document, settings: Settings) -> str:
    """Return the page, for WeasyPrint, of what lies beneath each page of `laid`; nothing where that is nothing."""
    every = settings.theme.tokens.line_numbers.every
    if not every and not document.watermark:
        return ""
    return fill(
        "stamp.html.j2",
        settings.theme.folders,
        document=document,
        size=f"{extent(document.watermark, settings)[0]:.1f}",
        pages=_marks(laid, every) if every else [()] * len(laid.pages),
    )


def _marks(laid: Laid, every: int) -> list[tuple[Mark, ...]]:
    """Return the marks of each page; lines count through the document."""
    numbers = count(1)
    return [
        tuple(
            Mark(number, f"{base * PIXEL - STRUT:.2f}")
            for base, number in zip(_base_lines(page), numbers, strict=False)
            if number % every == 0
        )
        for page in laid.pages
    ]


def _base_lines(page: Any) -> Iterator[float]:  # WeasyPrint has no types
    """Yield how far in pixels the base line of each line of prose lies below the edge of the paper."""
    try:
        for line in _lines([page._page_box]):
            yield line.position_y + line.baseline
    except AttributeError as error:
        # WeasyPrint promises nothing about its boxes.
        hint = "install WeasyPrint 70, or let the theme set line_numbers.every to 0"
        raise MachineLacks(f"this WeasyPrint does not tell where lines lie ({error})", hint) from error


def _lines(boxes: Iterable[Any]) -> Iterator[Any]:
    for box in boxes:
        if type(box).__name__ != "LineBox":
            yield from _lines(getattr(box, "children", ()))
        elif NUMBERED in (box.element.get("class") or "").split():
            yield box


def beneath(pdf: bytes, stamps: bytes) -> bytes:
    """Return `pdf` with each page of the document `stamps` drawn beneath the page of the same number."""
    out = BytesIO()
    with Pdf.open(BytesIO(pdf)) as body, Pdf.open(BytesIO(stamps)) as sheets:
        for number, (page, sheet) in enumerate(zip(body.pages, sheets.pages, strict=True), 1):
            form = body.copy_foreign(sheet.as_form_xobject())
            # Pages share their resources, so that each stamp needs a name of its own.
            name = page.add_resource(form, Name.XObject, Name(f"/Stamp{number}"))
            # In front of the page's own stream, which begins with a flip that it never takes back.
            page.contents_add(b"/Artifact <</Type /Pagination>> BDC q %s Do Q EMC" % bytes(name), prepend=True)
        body.save(out, deterministic_id=True)
    return out.getvalue()
