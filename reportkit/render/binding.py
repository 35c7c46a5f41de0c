"""Chunks bound into one book: pages in their order and numbered, one tree of tags, bookmarks, names for links.

Nothing is laid out here; that is done in `volume.py`. The chunk of the book's own pages goes first: its properties are
those of the book.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf, Stream, String

from reportkit.document import Index, Initial, Volume
from reportkit.render._numbers import Numerals, Piece, drawn, numerals
from reportkit.render._parts import GAP, NUMBERS, POINT, Chunk, Part, unpacked

__all__ = ["Chunk", "bound", "surroundings", "unpacked"]

PEOPLE = 800
"""How many people of the index are laid out together at the least."""


@dataclass(slots=True)
class _Bound:
    """A part on its way into the book: its pages there, its tag, and the bookmark of its title, if it has one."""

    part: Part
    pages: list[Page]
    tag: Object
    bookmark: Object | None


@dataclass(slots=True)
class _Book:
    """The book as it grows, and what has to be put together of all its chunks."""

    pdf: Pdf
    parts: dict[str, _Bound] = field(default_factory=dict)
    parents: list[Object | int] = field(default_factory=list)
    names: dict[bytes, Object] = field(default_factory=dict)
    known: dict[bytes, Object] = field(default_factory=dict)


def surroundings(volume: Volume) -> Iterator[tuple[str, Volume]]:
    """Yield the chunks of pages beside the sessions: what they are, and `volume` with no more than they say."""
    contents, index = volume.contents, volume.index
    empty = replace(volume, contents=replace(contents, days=()), index=replace(index, initials=()))
    yield "front", replace(volume, index=replace(index, initials=index.initials[:1]))
    yield NUMBERS, empty
    for day in contents.days:
        yield "day", replace(empty, contents=replace(contents, days=(day,)))
    for part in _parts(index):
        yield "people", replace(empty, index=part)


def _parts(index: Index) -> Iterator[Index]:
    """Yield an index in parts of so many people as one worker has room for; each begins on a page of its own."""
    part: list[Initial] = []
    number = 1
    for initial in index.initials:
        part.append(initial)
        if sum(len(one.people) for one in part) >= PEOPLE or initial is index.initials[-1]:
            yield replace(index, anchor=index.anchor if number == 1 else f"{index.anchor}-{number}", initials=(*part,))
            part, number = [], number + 1


def bound(chunks: Iterable[Chunk], volume: Volume) -> bytes:
    """Return the book made of `chunks`, its front first, as a PDF."""
    by_name = {chunk.parts[0].anchor: chunk for chunk in chunks}
    numbers = by_name.pop(NUMBERS)
    first, *others = by_name.values()
    with Pdf.open(BytesIO(first.pdf)) as pdf:
        book = _Book(pdf)
        _take(book, first, pdf)
        for chunk in others:
            with Pdf.open(BytesIO(chunk.pdf)) as source:
                _take(book, chunk, source)
        parts = [[book.parts[anchor] for anchor in group] for group in _groups(volume)]
        _set_in_order(book, parts)
        _tag(book, parts)
        _bookmark(book, parts)
        _name(book, parts)
        _number(book, parts, numerals(pdf, numbers, volume.leaf(), len(pdf.pages)))
        out = BytesIO()
        pdf.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()


def _groups(volume: Volume) -> list[list[str]]:
    """Return the parts of a book in their order, by their anchors; those of a day belong together, its own first."""
    days = [[day.anchor, *(entry.anchor for entry in day.entries)] for day in volume.contents.days]
    index = [[part.anchor] for part in _parts(volume.index)]
    return [["cover"], ["imprint"], [volume.contents.anchor], *days, *index]


# --- chunk by chunk ---------------------------------------------------------------------------------------------------


def _take(book: _Book, chunk: Chunk, source: Pdf) -> None:
    """Copy a chunk into the book, its tags and bookmarks behind its pages, to which they lead."""
    if source is not book.pdf:
        start = len(book.pdf.pages)
        # pikepdf warns that names of places do not come along; the book has its own.
        with warnings.catch_warnings(action="ignore"):
            book.pdf.pages.extend(source.pages)
        pages = list(book.pdf.pages)[start:]
    else:
        pages = list(book.pdf.pages)

    def copied(one: Object) -> Object:
        return one if source is book.pdf else book.pdf.copy_foreign(one)

    root = source.Root.StructTreeRoot
    tags = list(copied(root.K[0]).K)
    bookmarks = list(_chain(copied(source.Root.Outlines))) if "/Outlines" in source.Root else []
    _shift(book, pages, list(copied(root.ParentTree).Nums))
    if "/IDTree" in root:
        names = list(root.IDTree.Names)
        book.names.update((bytes(name), copied(tag)) for name, tag in zip(names[::2], names[1::2], strict=True))
    _share(book, pages[0])
    _part(book, chunk, pages, tags, bookmarks)


def _chain(outlines: Object) -> Iterator[Object]:
    """Yield the bookmarks of the highest level."""
    one = outlines.get("/First")
    while one is not None:
        yield one
        one = one.get("/Next")


def _shift(book: _Book, pages: Sequence[Page], pairs: Sequence[Object]) -> None:
    """Add to the tree that leads from content to tags what `pairs` say of `pages`, by numbers that are still free."""
    start = len(book.parents) // 2
    for number, (_, tags) in enumerate(zip(pairs[::2], pairs[1::2], strict=True), start):
        book.parents += [number, tags]
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + start
        for annotation in page.obj.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + start


def _share(book: _Book, page: Page) -> None:
    """Let the pages of a chunk, which have their resources in common, show the pictures that the book has already."""
    resources = page.obj.Resources
    for kind in ("/XObject", "/ColorSpace"):
        for name, one in list(resources.get(kind, Dictionary()).items()):
            if isinstance(one, Stream) and one.get("/Subtype") == Name.Image:
                resources[kind][name] = book.known.setdefault(_digest(one), one)
            elif isinstance(one, Array) and one[0] == Name.ICCBased:
                one[1] = book.known.setdefault(_digest(one[1]), one[1])


def _digest(stream: Object) -> bytes:
    """Return what two streams have in common that show the same."""
    mask = _digest(stream.SMask) if "/SMask" in stream else b""
    told = {name: value for name, value in stream.items() if name not in ("/SMask", "/Length")}
    return sha256(mask + repr(sorted(map(repr, told.items()))).encode() + stream.read_raw_bytes()).digest()


def _part(book: _Book, chunk: Chunk, pages: Sequence[Page], tags: Sequence[Object], bookmarks: list[Object]) -> None:
    """Tell which pages, which tag and which bookmarks are those of each part of a chunk."""
    homes = {page.obj.objgen: number for number, page in enumerate(pages)}
    at = 0
    for part, tag in zip(chunk.parts, tags, strict=True):
        own = [one for one in bookmarks if at <= homes[one.Dest[0].objgen] < at + len(part.feet)]
        book.parts[part.anchor] = _Bound(part, list(pages[at : at + len(part.feet)]), tag, own[0] if own else None)
        at += len(part.feet)


# --- the book as a whole ----------------------------------------------------------------------------------------------


def _set_in_order(book: _Book, groups: Sequence[Sequence[_Bound]]) -> None:
    while len(book.pdf.pages):
        del book.pdf.pages[-1]
    for group in groups:
        for bound in group:
            book.pdf.pages.extend(bound.pages)


def _tag(book: _Book, groups: Sequence[Sequence[_Bound]]) -> None:
    """Hang the tags of all parts below that of the book, those of a day in one of their own."""
    root = book.pdf.Root.StructTreeRoot
    document = root.K[0]
    kids: list[Object] = []
    for group in groups:
        above = document
        if len(group) > 1:
            above = book.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=document, K=Array()))
            above.K = Array([bound.tag for bound in group])
            kids.append(above)
        else:
            kids.append(group[0].tag)
        for bound in group:
            bound.tag.P = above
    document.K = Array(kids)
    root.ParentTree = book.pdf.make_indirect(Dictionary(Nums=Array(book.parents)))
    if book.names:
        root.IDTree = Dictionary(Names=_sorted(book.names))


def _sorted(names: Mapping[bytes, Object]) -> Array:
    return Array([one for name, value in sorted(names.items()) for one in (String(name), value)])


def _bookmark(book: _Book, groups: Sequence[Sequence[_Bound]]) -> None:
    """Put the bookmarks of all parts in their order, those of a day below that of its first part."""
    outlines = book.pdf.make_indirect(Dictionary(Type=Name.Outlines))
    leaders = []
    for group in groups:
        marks = [bound.bookmark for bound in group if bound.bookmark is not None]
        if len(marks) > 1:
            _link(marks[0], marks[1:], closed=True)
        leaders += marks[:1]
    _link(outlines, leaders, closed=False)
    book.pdf.Root.Outlines = outlines


def _link(above: Object, marks: Sequence[Object], *, closed: bool) -> None:
    """Make `marks` the children of a bookmark, each of them closed and the bookmark itself, too, if asked."""
    for number, mark in enumerate(marks):
        mark.Parent = above
        for name, at in (("/Prev", number - 1), ("/Next", number + 1)):
            if 0 <= at < len(marks):
                mark[name] = marks[at]
            elif name in mark:
                del mark[name]
        if "/First" in mark:
            mark.Count = -abs(int(mark.Count))
    if marks:
        above.First, above.Last = marks[0], marks[-1]
        above.Count = -len(marks) if closed else len(marks)


def _name(book: _Book, groups: Sequence[Sequence[_Bound]]) -> None:
    """Let links find where they lead, wherever in the book that is."""
    names = {}
    for bound in (bound for group in groups for bound in group):
        for spot in bound.part.spots:
            page = bound.pages[spot.page].obj
            names[bytes(String(spot.anchor))] = Array([page, Name.XYZ, spot.left, spot.top, 0])
    names_of_book = book.pdf.Root.get("/Names", Dictionary())
    names_of_book.Dests = Dictionary(Names=_sorted(names))
    book.pdf.Root.Names = names_of_book


def _number(book: _Book, groups: Sequence[Sequence[_Bound]], numerals: Numerals) -> None:
    """Draw the label of each page that has a place for it, and the numbers that tell where something is."""
    parts = [bound for group in groups for bound in group]
    numbers = dict(_numbers(parts))
    last = 0
    for bound in parts:
        if bound.part.gaps:
            _fill(bound, numbers, numerals)
        for number, (page, foot) in enumerate(zip(bound.pages, bound.part.feet, strict=True), last + 1):
            if foot and numerals.label:
                label = drawn(_named(page, numerals.of_page(number)), foot)
                page.contents_add(f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n{label}\nEMC".encode())
        last += len(bound.pages)


def _numbers(parts: Iterable[_Bound]) -> Iterator[tuple[str, int]]:
    """Yield the number of the page on which each anchor is."""
    before = 0
    for bound in parts:
        yield from ((spot.anchor, before + spot.page + 1) for spot in bound.part.spots)
        before += len(bound.pages)


def _fill(bound: _Bound, numbers: Mapping[str, int], numerals: Numerals) -> None:
    """Draw the numbers of a part where its pages have remarks, amid what stands upside down and in pixels."""
    for at, page in enumerate(bound.pages):
        upright = f"q {1 / POINT:.6f} 0 0 {-1 / POINT:.6f} 0 {float(page.mediabox[3]) / POINT:.4f} cm"
        gaps = (gap for gap in bound.part.gaps if gap.page == at)
        for stream in page.obj.Contents if isinstance(page.obj.Contents, Array) else [page.obj.Contents]:
            pieces = stream.read_bytes().split(GAP)
            written = [pieces[0]]
            for piece, gap in zip(pieces[1:], gaps, strict=False):
                drawing = drawn(_named(page, numerals.number(numbers[gap.anchor])), gap.room)
                written += [f"{upright}\n{drawing}\nQ".encode(), piece]
            stream.write(b"".join(written))


def _named(page: Page, pieces: Iterable[Piece]) -> list[tuple[str, Piece]]:
    return [(str(_resource(page, piece.form)), piece) for piece in pieces]


def _resource(page: Page, form: Object) -> Name:
    """Return the name of `form` among the resources of `page`, which it shares with others."""
    name = Name(f"/Number{form.objgen[0]}")
    resources = page.obj.Resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    if name not in resources.XObject:
        resources.XObject[name] = form
    return name
