"""The numbers of a book's pages, drawn when all pages are there, where the layout has left room for them.

A part of a book is laid out before anybody knows its page numbers: with figures of the same size that leave no ink.
What is drawn instead is put together of words and figures that were laid out once, in the same dress.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Object, Pdf

from reportkit.document import Document
from reportkit.jinja import fill
from reportkit.render._mend import POINT
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

FIGURES = "0123456789"


@dataclass(frozen=True, slots=True)
class Room:
    """Where a number goes, in points from the lower left of its page: edges, base line, and the side it is set to."""

    left: float
    right: float
    base: float
    align: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a figure as a form, and where it stands there."""

    form: Object
    room: Room

    @property
    def width(self) -> float:
        return self.room.right - self.room.left


@dataclass(frozen=True, slots=True)
class Numerals:
    """What the numbers of a book are put together of.

    A label is `before`, its figures, and `behind`, the other way round where it is read from the right; elsewhere a
    number has figures of its own.
    """

    before: Piece | None
    figures: Mapping[str, Piece]
    behind: Piece | None
    leftward: bool
    elsewhere: Mapping[str, Piece]

    def label(self, number: int) -> list[Piece]:
        """Return the label of the page `number`, from left to right."""
        first, last = (self.behind, self.before) if self.leftward else (self.before, self.behind)
        return [*([first] if first else []), *self._of(number, self.figures), *([last] if last else [])]

    def number(self, number: int) -> list[Piece]:
        return self._of(number, self.elsewhere)

    def _of(self, number: int, figures: Mapping[str, Piece]) -> list[Piece]:
        return [figures[figure] for figure in str(number)]


# --- where numbers go -------------------------------------------------------------------------------------------------


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


def numerals(book: Pdf, document: Document, settings: Settings, total: int) -> Numerals:
    """Return what the numbers of `document` are made of, as forms of `book`, which has `total` pages."""
    before, _, rest = document.page_label.partition("{page}")
    ends = before, rest.replace("{pages}", str(total))
    words = [*filter(None, ends), *FIGURES] if document.page_label else []
    pieces = list(_pieces(book, words, document, settings))
    elsewhere, labels = pieces[: len(FIGURES)], dict(zip(words, pieces[len(FIGURES) :], strict=True))
    return Numerals(
        labels.get(ends[0]),
        {figure: labels[figure] for figure in FIGURES if figure in labels},
        labels.get(ends[1]),
        document.direction == "rtl",
        dict(zip(FIGURES, elsewhere, strict=True)),
    )


def _pieces(book: Pdf, words: Sequence[str], document: Document, settings: Settings) -> Iterator[Piece]:
    """Yield the figures as they stand elsewhere, then `words` as they stand at the foot of a page."""
    folders = settings.theme.folders
    markup = fill("page-numbers.html.j2", folders, document=document, words=words, figures=FIGURES)
    with refusing([document]):
        laid = laid_out(markup, document, settings, BARE)
        data = laid.write_pdf()
    with Pdf.open(BytesIO(data)) as sheets:
        for number, (page, sheet) in enumerate(zip(laid.pages, sheets.pages, strict=True)):
            _, room = next(rooms(page, NUMBER if number < len(FIGURES) else LABEL))
            yield Piece(book.copy_foreign(sheet.as_form_xobject()), room)


def drawn(pieces: Sequence[tuple[str, Piece]], room: Room) -> str:
    """Return the operators that draw pieces, whose forms have these names, side by side in `room`."""
    width = sum(piece.width for _, piece in pieces)
    left = {"left": room.left, "right": room.right - width}.get(room.align, (room.left + room.right - width) / 2)
    operators = []
    for name, piece in pieces:
        operators.append(f"q 1 0 0 1 {left - piece.room.left:.3f} {room.base - piece.room.base:.3f} cm {name} Do Q")
        left += piece.width
    return "\n".join(operators)
