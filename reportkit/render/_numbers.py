"""The numbers of a book's pages, drawn when all pages are there, where the layout has left room for them.

They are put together of words and figures that were laid out once, in the same dress; that is done in `_rooms.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Object, Pdf

from reportkit.document import Document
from reportkit.render._parts import Chunk, Room

FIGURES = "0123456789"

PAGE, PAGES = "{page}", "{pages}"
"""The gaps in the label of a page."""


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
    """What the numbers of a book of `total` pages are put together of.

    A label is words and gaps from left to right, its figures those `below`; `elsewhere` figures have another dress.
    """

    label: tuple[str, ...]
    below: Mapping[str, Piece]
    elsewhere: Mapping[str, Piece]
    total: int

    def of_page(self, number: int) -> list[Piece]:
        """Return the label of the page `number`, from left to right."""
        filled = {PAGE: str(number), PAGES: str(self.total)}
        return [self.below[one] for part in self.label for one in filled.get(part, (part,))]

    def number(self, number: int) -> list[Piece]:
        return [self.elsewhere[figure] for figure in str(number)]


def words_of(label: str) -> list[str]:
    """Return what has to be laid out for the labels of pages: the words and the figures."""
    words = [part for part in _parts(label) if part not in (PAGE, PAGES)]
    return [*dict.fromkeys(words), *FIGURES] if label else []


def _parts(label: str) -> list[str]:
    return [part for part in re.split(r"(\{pages?\})", label) if part]


def numerals(book: Pdf, laid: Chunk, leaf: Document, total: int) -> Numerals:
    """Return what the numbers of pages such as `leaf` are made of, laid out before, as forms of `book`."""
    pieces = list(_pieces(book, laid))
    parts = _parts(leaf.page_label)
    return Numerals(
        tuple(reversed(parts) if leaf.direction == "rtl" else parts),
        dict(zip(words_of(leaf.page_label), pieces[len(FIGURES) :], strict=True)),
        dict(zip(FIGURES, pieces, strict=False)),
        total,
    )


def _pieces(book: Pdf, laid: Chunk) -> Iterator[Piece]:
    with Pdf.open(BytesIO(laid.pdf)) as sheets:
        for sheet, room in zip(sheets.pages, laid.parts[0].feet, strict=True):
            assert room
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
