"""Several documents as one PDF that becomes a part of a book: pages without their numbers, and what is known of them.

Each document is laid out by itself, just as it is when it is a file of its own, and is one tag of the PDF. Nothing in
it depends on where in the book it will lie, so that it can be laid out beside others and used again. How the book is
bound of such parts is in `binding.py`.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

import pydyf

from reportkit.document import Document
from reportkit.errors import BadPage
from reportkit.render import _finish
from reportkit.render._parts import GAP, POINT, Chunk, Gap, Part, Spot
from reportkit.render._quicker.columns import fill_once
from reportkit.render._quicker.margins import share_margins
from reportkit.render._quicker.pages import know_pages
from reportkit.render._rooms import LABEL, NUMBER, RESERVED, rooms
from reportkit.render._stamp import Laid, beneath, stamps
from reportkit.render._tags import Kid, Mark, Tag, Tree, read, resolved
from reportkit.render.pdf import archived, laid_out, laid_out_whole, refusing
from reportkit.settings import Settings

LINK = "volume:"
"""What the address of a link begins with that leads to an anchor of the book."""

fill_once()
know_pages()
share_margins()

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True, slots=True)
class Page:
    """A document to be laid out, as HTML, and what it is called.

    Its headings lie `depth` levels below those of the book. Some pages are not `numbered`; some have `gaps` for the
    numbers of others; behind one of them the disclaimer is `told` to those who hear the book.
    """

    anchor: str
    document: Document
    markup: str
    depth: int = 0
    numbered: bool = True
    gaps: bool = False
    told: bool = False


def chunk(pages: Sequence[Page], settings: Settings, language: str) -> Chunk:
    """Return `pages` as one PDF; `language` is that of the book. Raises BadPage with all that is wrong with any."""
    sheets = [_laid_out(page, settings) for page in pages]
    if findings := [finding for sheet in sheets if isinstance(sheet, BadPage) for finding in sheet.findings]:
        raise BadPage(findings)
    laid = [sheet for sheet in sheets if not isinstance(sheet, BadPage)]
    parts = tuple(_told(page, sheet) for page, sheet in zip(pages, laid, strict=True))
    with refusing([page.document for page in pages]):
        together = laid[0].copy([one for sheet in laid for one in sheet.pages])
        finish = partial(_finished, pages=pages, parts=parts, language=language)
        return Chunk(parts, _stamped(archived(together, finish), pages, laid, settings))


def _laid_out(page: Page, settings: Settings) -> Laid | BadPage:
    """Return what was laid out, or why it cannot be, so that all that is wrong with a chunk is told at once."""
    try:
        with refusing([page.document]):
            laid = laid_out_whole(page.markup, page.document, settings, RESERVED)
    except BadPage as error:
        return error
    _name(laid, page.anchor)
    return laid


def _name(laid: Laid, anchor: str) -> None:
    """Let anchors that may be in other documents, too, bear the name of their own, and the links to them.

    Of a link that has other elements within, WeasyPrint makes several; the outer one remains.
    """

    def named(name: str) -> str:
        return name if name.partition(":")[0] == anchor else f"{anchor}/{name}"

    for page in laid.pages:
        page.anchors = {named(name): place for name, place in page.anchors.items()}
        page.links = [
            (kind, named(target) if kind == "internal" else target, place, box)
            for kind, target, place, box in page.links
            if box.element_tag.partition(":")[0] == "a"
        ]


def _told(page: Page, laid: Laid) -> Part:
    """Tell where in a document that was laid out its anchors are, and the places for numbers."""
    feet = tuple(next((room for _, room in rooms(one, LABEL)), None) if page.numbered else None for one in laid.pages)
    gaps = tuple(
        Gap(box.element.get("data-of"), number, room)
        for number, one in enumerate(laid.pages if page.gaps else ())
        for box, room in rooms(one, NUMBER)
    )
    return Part(page.anchor, feet, tuple(_spots(page.anchor, laid)), gaps)


def _spots(anchor: str, laid: Laid) -> Iterator[Spot]:
    """Yield where the anchors are, each where it comes first; that of the document is the head of its first page."""
    found: dict[str, Spot] = {}
    for number, page in enumerate(laid.pages):
        for name, (left, top, *_) in page.anchors.items():
            found.setdefault(name, Spot(name, number, _points(left), _points(page.height - top)))
    yield from ({**found, anchor: Spot(anchor, 0, 0.0, _points(laid.pages[0].height))}).values()


def _points(pixels: float) -> float:
    return round(pixels * POINT, 2)


def _stamped(pdf: bytes, pages: Sequence[Page], laid: Sequence[Laid], settings: Settings) -> bytes:
    """Return `pdf` with what lies beneath the pages of a draft."""
    markups = [stamps(sheet, page.document, settings) for page, sheet in zip(pages, laid, strict=True)]
    if not any(markups):
        return pdf
    under = [laid_out(markup, page.document, settings) for markup, page in zip(markups, pages, strict=True)]
    return beneath(pdf, under[0].copy([one for sheet in under for one in sheet.pages]).write_pdf())


# --- before the PDF is written --------------------------------------------------------------------------------------


def _finished(laid: Any, pdf: Any, pages: Sequence[Page], parts: Sequence[Part], language: str) -> None:
    """Mend `pdf`: what belongs to a document becomes one tag, whose headings lie below those of the book."""
    tree = read(pdf)
    tree.document.kids = [
        _tag(page, kids, tree, partial(_finish.mend, laid_out=laid, pdf=pdf, language=language))
        for page, kids in zip(pages, _by_part(tree, parts, pdf), strict=True)
    ]
    _lead_links(pdf)
    _leave_remarks(tree, pdf)
    _finish.complete(tree, pdf)
    _close_pages(pdf)
    # Where anchors are is told by the book, of all its chunks at once.
    pdf.catalog.pop("Names", None)
    _write_in_haste(pdf)


def _by_part(tree: Tree, parts: Sequence[Part], pdf: Any) -> list[list[Kid]]:
    """Return the tags of each part, by the pages on which they begin."""
    numbers = [number for number, part in enumerate(parts) for _ in part.feet]
    homes = dict(zip(pdf.page_references, numbers, strict=True))
    kids: list[list[Kid]] = [[] for _ in parts]
    for tag in tree.document.tags:
        kids[homes[tag.page]].append(tag)
    return kids


def _tag(page: Page, kids: list[Kid], tree: Tree, mend: Callable[..., None]) -> Tag:
    part = Tag("Art", b"", kids)
    first = next((tag.page for tag in part.tags), None)
    if page.depth:
        # Who invites is told on the cover; at the head of every session it is like a running header.
        part.leave_out("host")
    mend(Tree(part, tree.margins), first=first if page.told else None)
    # Names are unique in the book, and the tags that call each other by them have them in common.
    names = {id(tag.entries["ID"]): tag.entries["ID"] for tag in part.walk() if "ID" in tag.entries}
    for name in names.values():
        name.string = f"{page.anchor}/{name.string}"
    for tag in part.walk():
        if tag.role in HEADINGS:
            tag.role = HEADINGS[min(HEADINGS.index(tag.role) + page.depth, len(HEADINGS) - 1)]
    return part


def _lead_links(pdf: Any) -> None:
    """Let links to places in the book lead there, which WeasyPrint takes for addresses of others."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Dictionary) and one.get("Subtype") == "/Link" and "A" in one:
            address = one["A"]["URI"].string
            if address.startswith(LINK):
                del one["A"]
                one["Dest"] = pydyf.String(unquote(address.removeprefix(LINK)))


def _leave_remarks(tree: Tree, pdf: Any) -> None:
    """Leave a remark in the pages where numbers go, within their marks: `% gap`."""
    numbers = {mark for tag in tree.document.walk() if NUMBER in tag.get("class").split() for mark in tag.marks}
    for page in {mark.page for mark in numbers}:
        operators = resolved(pdf, resolved(pdf, page)["Contents"]).stream
        marks = [at for at, one in enumerate(operators) if isinstance(one, pydyf.Dictionary) and "MCID" in one]
        for at in reversed(marks):
            if Mark(page, operators[at]["MCID"]) in numbers:
                operators.insert(at + 2, GAP)


def _close_pages(pdf: Any) -> None:
    """Let each page end as it began, so that numbers can be drawn on it: WeasyPrint turns it over and never back."""
    for page in pdf.page_references:
        operators = resolved(pdf, resolved(pdf, page)["Contents"]).stream
        operators.insert(0, b"q")
        operators.append(b"Q")


def _write_in_haste(pdf: Any) -> None:
    """Have the chunk written without an identifier, for which all is written twice, and its tags packed quickly.

    The book has an identifier of its own, and packs the tags of all its chunks again.
    """
    write = pdf.write

    def written(output: Any, version: bytes = b"1.7", identifier: object = False, compress: bool = False) -> None:
        usual, pydyf.zlib = pydyf.zlib, _Haste
        try:
            write(output, version, compress=compress)
        finally:
            pydyf.zlib = usual

    pdf.write = written


class _Haste:
    """Stands for zlib where pydyf packs as well as can be, which takes four times as long."""

    @staticmethod
    def compressobj(level: int = 9) -> Any:
        return zlib.compressobj(level=1)
