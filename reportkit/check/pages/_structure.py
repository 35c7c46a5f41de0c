"""The words of a tagged PDF in the order of its structure tree (ISO 32000-1, 14.7), whoever made it.

The tree is read by pikepdf, the words that its leaves stand for by PDFium. What is not in the tree, such as running
heads and page numbers, is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Object, Pdf
from pypdfium2 import PdfTextPage, raw

from reportkit.check.pages._leaf import plain
from reportkit.check.pages._pdf import opened
from reportkit.check.pages._words import Words

MOST_ELEMENTS = 300_000
"""How many elements of a structure tree are read."""

DEEPEST = 200
"""How far the tree is followed; one that is deeper runs in a circle."""

NOTES = {"/Note", "/FENote"}
"""What a footnote is, wherever it stands."""

APART = {"/NonStruct", "/Span", "/Div"}
"""What a footnote is where it stands beside the parts of a document."""

MARK = re.compile(r"\W*(\d+|[A-Za-z])?\W*")
"""What stands before the items of a list and is no word of it: `•`, `1.`, `a)`."""

NUMBER_OF_NOTE = re.compile(r"\s*(\d+\.|\.\d+)\s*")

Spot = tuple[int, int]
"""A page, counting from 0, and a piece of marked content on it."""


def words(data: bytes, pdf: Pdf, disclaimer: str) -> Words | None:
    """Return the words of a PDF; None where it has no structure tree with words in it.

    The disclaimer at the end, told once to those who hear the file, is the foot of its pages and not counted.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    reader = _Reader(_texts(data), {page.obj.objgen: number for number, page in enumerate(pdf.pages)})
    reader.read(root, None, notes=False, depth=0)
    body = _without(disclaimer, reader.body)
    return Words(tuple(body), tuple(reader.notes), drawn=True) if "".join(body).strip() else None


def _without(disclaimer: str, pieces: list[str]) -> list[str]:
    """Return `pieces` without the last of them that are the disclaimer, in whatever order it was drawn."""
    wanted = _letters(disclaimer)
    for start in range(len(pieces) - 1, -1, -1):
        ending = _letters("".join(pieces[start:]))
        if len(ending) >= len(wanted):
            return pieces[:start] if wanted and ending == wanted else pieces
    return pieces


def _letters(text: str) -> list[str]:
    return sorted(letter for letter in plain(text) if letter.isalnum())


@dataclass
class _Reader:
    """Follows the tree and gathers the words of body and notes; a header row that a page repeats counts once."""

    texts: dict[Spot, str]
    numbers: dict[tuple[int, int], int]
    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    page: int = -1
    read_so_far: int = 0
    header: list[str] = field(default_factory=list)

    def read(self, element: Object, page: Object | None, *, notes: bool, depth: int) -> None:
        kind = str(element.get("/S", ""))
        self.read_so_far += 1
        # A tree of another's making may lead back into itself.
        if depth > DEEPEST or self.read_so_far > MOST_ELEMENTS:
            return
        page = element.get("/Pg", page)
        notes = notes or kind in NOTES or (depth == 2 and kind in APART and _has_parts(element))
        if kind == "/Lbl":
            self.read_label(element, page, notes=notes, depth=depth)
        elif kind == "/THead" and not notes:
            self.read_header(element, page, depth)
        else:
            self.read_children(element, page, notes=notes, depth=depth)

    def read_children(self, element: Object, page: Object | None, *, notes: bool, depth: int) -> None:
        for child in _children(element):
            if isinstance(child, Dictionary) and child.get("/Type") not in ("/MCR", "/OBJR"):
                self.read(child, page, notes=notes, depth=depth + 1)
            elif (spot := self.spot(child, page)) in self.texts:
                self.put(self.texts[spot], spot[0], notes=notes)

    def read_label(self, element: Object, page: Object | None, *, notes: bool, depth: int) -> None:
        """Read what stands before an item, and forget it again where it is a mere mark."""
        into = self.notes if notes else self.body
        before = len(into)
        self.read_children(element, page, notes=notes, depth=depth)
        if MARK.fullmatch("".join(into[before:])):
            del into[before:]

    def read_header(self, element: Object, page: Object | None, depth: int) -> None:
        """Read a header row, and forget it again where it is that of the page before."""
        before, before_page = len(self.body), self.page
        self.read_children(element, page, notes=False, depth=depth)
        header = self.body[before:]
        if header == self.header and self.page != before_page:
            del self.body[before:]
        self.header = header

    def spot(self, child: Object | int, page: Object | None) -> Spot:
        if isinstance(child, Dictionary):
            page, child = child.get("/Pg", page), child.get("/MCID", -1)
        number = self.numbers.get(page.objgen, -1) if page is not None else -1
        return number, int(child)

    def put(self, text: str, page: int, *, notes: bool) -> None:
        if notes and NUMBER_OF_NOTE.fullmatch(text):
            return
        (self.notes if notes else self.body).append(text)
        if not notes:
            self.page = page


def _children(element: Object) -> Iterator[Object | int]:
    """Yield what stands under `element`: other elements, and leaves that are numbers or dictionaries."""
    below = element.get("/K")
    if isinstance(below, Array):
        yield from below
    elif below is not None:
        yield below


def _has_parts(element: Object) -> bool:
    """Tell whether there is a /Part or /Sect beside `element`."""
    above = element.get("/P")
    return above is not None and any(
        isinstance(one, Dictionary) and str(one.get("/S", "")) in ("/Part", "/Sect", "/Art") for one in _children(above)
    )


def _texts(data: bytes) -> dict[Spot, str]:
    """Return the words of each piece of marked content."""
    document = opened(data)
    texts: dict[Spot, list[str]] = {}
    try:
        for number in range(len(document)):
            text = document[number].get_textpage()
            for mark, letter in _marked(text):
                texts.setdefault((number, mark), []).append(letter)
            text.close()
    finally:
        document.close()
    return {spot: "".join(letters) for spot, letters in texts.items()}


def _marked(text: PdfTextPage) -> Iterator[tuple[int, str]]:
    """Yield the characters of a page with the number of their marked content; spaces that PDFium adds are as before."""
    mark = -1
    for index in range(text.count_chars()):
        drawn = raw.FPDFText_GetTextObject(text, index)
        if drawn:
            mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
        if mark >= 0:
            yield mark, chr(raw.FPDFText_GetUnicode(text, index))
