"""Where the numbers of a book's pages go: the layout leaves room for them, with figures of the same size and no ink.

A part of a book is laid out before anybody knows its page numbers. What is drawn there instead is in `_numbers.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportkit.document import Document
from reportkit.jinja import fill
from reportkit.render._numbers import FIGURES, words_of
from reportkit.render._parts import NUMBERS, POINT, Chunk, Part, Room
from reportkit.render.pdf import laid_out, refusing
from reportkit.settings import Settings

LABEL, NUMBER, ENTRY = "page-number", "number", "entry"
"""The classes of the label at the foot of a page, of a number that tells a page, and of the line it ends."""

RESERVED = """
.page-number, .number { visibility: hidden }
.this-page::before, .all-pages::before { content: "8888" }
"""
"""The style sheet by which numbers take their room and leave no ink."""

BARE = """
@page { background: none; border: none }
.piece { break-after: page }
.running-footer { visibility: hidden }
.page-number, .number { visibility: visible; white-space: pre }
"""
"""The style sheet of pages of which nothing but a word or a figure is wanted."""


def rooms(page: Any, name: str) -> Iterator[tuple[Any, Room]]:  # WeasyPrint has no types
    """Yield the boxes of the class `name` on a page that was laid out, and the room of each."""
    for box, entry in _of_class([page._page_box], name, None):
        if texts := list(_texts([box])):
            yield box, _room(page, box, texts, entry)


def _room(page: Any, box: Any, texts: Sequence[Any], entry: Any) -> Room:
    """Return the room of a number on its line: all of the entry that it stands in, else that of its words."""
    base = page.height - texts[0].position_y - texts[0].baseline
    left = min(text.position_x for text in texts)
    right = max(text.position_x + text.width for text in texts)
    if entry is not None:
        left, right = entry.border_box_x(), entry.border_box_x() + entry.border_width()
    left, right, base = (round(length * POINT, 3) for length in (left, right, base))
    return Room(left, right, base, _side(box.style["text_align_all"], box.style["direction"]))


def _side(align: str, direction: str) -> str:
    """Return on which side words end: `left`, `right` or `center`."""
    sides = {"start": "left", "end": "right", "justify": "left"}
    if direction == "rtl":
        sides = {"start": "right", "end": "left", "justify": "right"}
    return sides.get(align, align)


def _of_class(boxes: Iterable[Any], name: str, entry: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the boxes of a class, each with that of the entry around it, if it is in one."""
    for box in boxes:
        classes = box.element.get("class", "").split() if box.element is not None else []
        if name in classes:
            yield box, entry
        else:
            yield from _of_class(getattr(box, "children", ()), name, entry or (box if ENTRY in classes else None))


def _texts(boxes: Iterable[Any]) -> Iterator[Any]:
    for box in boxes:
        if hasattr(box, "text"):
            yield box
        yield from _texts(getattr(box, "children", ()))


# --- what is drawn there ----------------------------------------------------------------------------------------------


def numbers(document: Document, settings: Settings) -> Chunk:
    """Return what the numbers in a book are put together of, whose pages are such as `document`; each on a page."""
    words = words_of(document.page_label)
    markup = fill("page-numbers.html.j2", settings.theme.folders, document=document, words=words, figures=FIGURES)
    with refusing([document]):
        laid = laid_out(markup, document, settings, BARE)
        pdf = laid.write_pdf()
    dresses = [NUMBER] * len(FIGURES) + [LABEL] * len(words)
    feet = tuple(next(rooms(*one))[1] for one in zip(laid.pages, dresses, strict=True))
    return Chunk((Part(NUMBERS, feet, (), ()),), pdf)
