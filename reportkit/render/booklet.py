"""Finished pages on sheets for the printer: booklets, two pages side by side, sets for a room.

What goes in are PDF files that were proven; what comes out is for print only, since tags, page labels and links stay
behind. Whether every page on a sheet still bears its disclaimer is asked in `check/pages/`; the marks around a sheet
are drawn in `_marks.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Matrix, Name, Object, OutlineItem, Page, PasswordError, Pdf, PdfError

from reportkit.errors import Refused
from reportkit.render import _marks
from reportkit.render._marks import POINT, Box
from reportkit.render.press import Press, prepare
from reportkit.theme import PAPERS, direction

LAYOUTS = ("booklet", "two-up", "collated")

SMALL = (150 * POINT, 218 * POINT)
"""The largest page that is folded in its own size: A5, and half of Letter."""

BLEED = 5.0
"""How far colour goes on beyond pages that are made for sheets with marks, in millimetres; scaled, it is still 3."""

AS_LARGE = 0.995
"""A page that fits at more than this scale is not scaled."""

Size = tuple[float, float]
"""Width and height in points."""


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to be printed, what messages call it, and the disclaimer that each of its pages bears."""

    name: str
    data: bytes
    disclaimer: str


Blank = Callable[[Source, str, Size], bytes]
"""Makes a page that bears the disclaimer of a source and nothing else, in a language, for paper of about that size."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The file for the printer; `sides` has for each side of a sheet the disclaimers of the pages that stand on it."""

    data: bytes
    sides: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page to be put on a sheet: its form, the box it is trimmed to, and how far viewers turn it clockwise.

    `paper` is the size of the sheet it has for itself where it shares none.
    """

    form: Object
    trim: Box
    turned: int
    disclaimer: str
    paper: Size

    @property
    def size(self) -> Size:
        width, height = self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]
        return (height, width) if self.turned % 180 else (width, height)


@dataclass(frozen=True, slots=True)
class Stack:
    """A source, opened, and its leaves."""

    source: Source
    pdf: Pdf
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet and the leaves on it from left to right, which share its width evenly."""

    size: Size
    leaves: tuple[Leaf, ...]


def impose(
    sources: Sequence[Source],
    layout: str,
    blank: Blank,
    title: str = "",
    *,
    marks: bool = False,
    press: Press | None = None,
) -> Sheets:
    """Return the pages of `sources` on sheets; `blank` makes the pages by which they are filled up.

    The first source says on which side the sheets are bound. With a `press`, what comes out is PDF/X-4. Raises Refused
    when one of the sources is no PDF that can be printed.
    """
    with ExitStack() as files, Pdf.new() as book:
        stacks = [_stack(book, files.enter_context(open_source(source)), source) for source in sources]
        leftward = _leftward(stacks[0].pdf)
        sides = _sides(book, stacks, layout, blank, leftward)
        for side in sides:
            book.pages.append(Page(_sheet(book, side, marks)))
        if layout == "collated":
            _bookmark(book, stacks)
        _say(
            book, layout, leftward, title or " · ".join(dict.fromkeys(_title(stack.pdf) for stack in stacks)), stacks[0]
        )
        if press:
            prepare(book, press, _seed(sources, layout))
        return Sheets(
            _bytes(book, "1.6" if press else "1.7"),
            tuple(tuple(leaf.disclaimer for leaf in side.leaves) for side in sides),
        )


def open_source(source: Source) -> Pdf:
    """Open a source; raise Refused when it is no PDF, is damaged or locked, or has no pages."""
    if not source.data[:1024].lstrip().startswith(b"%PDF-"):
        raise Refused(f"{source.name}: not a PDF", "name finished PDF files, or one event folder")
    try:
        pdf = Pdf.open(BytesIO(source.data), attempt_recovery=False)
    except PasswordError:
        raise Refused(f"{source.name}: locked with a password", "save it without one") from None
    except PdfError as error:
        raise Refused(f"{source.name}: a damaged PDF: {error}", "make it again") from None
    if pdf.is_encrypted:
        raise Refused(
            f"{source.name}: encrypted, its owner restricts what may be done with it", "save it without"
        ) from None
    if not pdf.pages:
        raise Refused(f"{source.name}: a PDF without pages", "make it again")
    return pdf


# --- what goes on a sheet ---------------------------------------------------------------------------------------------


def _stack(book: Pdf, pdf: Pdf, source: Source) -> Stack:
    pdf.flatten_annotations("print")
    return Stack(source, pdf, tuple(_leaf(book, page, source.disclaimer) for page in pdf.pages))


def _leaf(book: Pdf, page: Page, disclaimer: str) -> Leaf:
    """Return `page` as a form of `book` that shows all there is of it, the bleed around its trim too."""
    seen = _common(_box(page.mediabox), _box(page.cropbox))
    form = page.as_form_xobject(handle_transformations=False)
    form.BBox = Array([*seen])
    leaf = Leaf(
        book.copy_foreign(form),
        _common(seen, _box(page.trimbox)),
        int(page.obj.get("/Rotate", 0)) % 360,
        disclaimer,
        (0, 0),
    )
    return replace(leaf, paper=leaf.size)


def _filled(book: Pdf, stack: Stack, multiple: int, blank: Blank) -> tuple[Leaf, ...]:
    """Return the leaves of `stack` and as many blank ones as they lack of a multiple."""
    missing = -len(stack.leaves) % multiple
    if not missing:
        return stack.leaves
    paper = stack.leaves[-1].paper
    with Pdf.open(BytesIO(blank(stack.source, _language(stack.pdf), paper))) as made:
        filler = replace(_leaf(book, made.pages[0], stack.source.disclaimer), paper=paper)
    return (*stack.leaves, *[filler] * missing)


def _bleed(leaf: Leaf) -> float:
    """Return how far `leaf` goes on beyond its trim, as it stands in its source."""
    seen = _box(leaf.form.BBox)
    return min(abs(a - b) for a, b in zip(seen, leaf.trim, strict=True))


def _box(numbers: Iterable[object]) -> Box:
    left, bottom, right, top = (float(str(number)) for number in numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _common(one: Box, other: Box) -> Box:
    """Return what two boxes have in common, the first where they have nothing."""
    box = (max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    return box if box[0] < box[2] and box[1] < box[3] else one


# --- in which order -------------------------------------------------------------------------------------------------


def _sides(book: Pdf, stacks: Sequence[Stack], layout: str, blank: Blank, leftward: bool) -> list[Side]:
    together = replace(stacks[-1], leaves=tuple(leaf for stack in stacks for leaf in stack.leaves))
    match layout:
        case "booklet":
            return _folded(_filled(book, together, 4, blank), leftward)
        case "two-up":
            return _paired(_filled(book, together, 2, blank), leftward)
    sets = [*(_filled(book, stack, 2, blank) for stack in stacks[:-1]), stacks[-1].leaves]
    return [Side(leaf.paper, (leaf,)) for leaves in sets for leaf in leaves]


def _folded(leaves: Sequence[Leaf], leftward: bool) -> list[Side]:
    """Return the sides of a booklet stitched through its fold: of 4 leaves (4, 1) and (2, 3)."""
    size = _sheet_for(leaves[0].size)
    last = len(leaves) - 1
    pairs = [(last - at, at) if at % 2 == 0 else (at, last - at) for at in range(len(leaves) // 2)]
    return [Side(size, _pair(leaves[left], leaves[right], leftward)) for left, right in pairs]


def _paired(leaves: Sequence[Leaf], leftward: bool) -> list[Side]:
    """Return sides with two leaves each, in reading order, on the paper of the first lying on its side."""
    size = max(leaves[0].size), min(leaves[0].size)
    return [Side(size, _pair(left, right, leftward)) for left, right in zip(leaves[::2], leaves[1::2], strict=True)]


def _pair(left: Leaf, right: Leaf, leftward: bool) -> tuple[Leaf, Leaf]:
    return (right, left) if leftward else (left, right)


def _sheet_for(page: Size) -> Size:
    """Return the sheet that is folded for pages of this size: twice as large for small ones, else as large."""
    width, height = sorted(page)
    if width > SMALL[0] or height > SMALL[1]:
        return height, width
    return next(
        (size for size in map(_lying, PAPERS.values()) if _alike(size, (2 * width, height))), (2 * width, height)
    )


def nearest_paper(page: Size) -> str:
    """Return the name of the paper that is most like `page`."""
    width, height = sorted(page)
    return min(PAPERS, key=lambda name: abs(PAPERS[name][0] * POINT - width) + abs(PAPERS[name][1] * POINT - height))


def _lying(paper: Size) -> Size:
    return max(paper) * POINT, min(paper) * POINT


def _alike(one: Size, other: Size) -> bool:
    return all(abs(a - b) < 2 * POINT for a, b in zip(one, other, strict=True))


# --- the sheet --------------------------------------------------------------------------------------------------------


def _sheet(book: Pdf, side: Side, marks: bool) -> Object:
    """Return one side as a page: each leaf fitted into its share of the width and cut off at the fold."""
    margin = _marks.MARGIN if marks else 0.0
    width, height = side.size
    trim = (margin, margin, margin + width, margin + height)
    places = [_place(leaf, cell) for leaf, cell in zip(side.leaves, _cells(trim, len(side.leaves)), strict=True)]
    bleed = min(_marks.BLEED, *(place.bleed for place in places)) if marks else 0.0
    drawn = [place.drawn(number, trim, bleed) for number, place in enumerate(places, 1)]
    if marks:
        drawn.append(_marks.around(trim, fold=len(side.leaves) > 1))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, _rounded(width + 2 * margin), _rounded(height + 2 * margin)]),
        TrimBox=Array([*map(_rounded, trim)]),
        BleedBox=Array([*map(_rounded, _marks.grown(trim, bleed))]),
        Resources=Dictionary(XObject=Dictionary({f"/Leaf{at}": leaf.form for at, leaf in enumerate(side.leaves, 1)})),
        Contents=book.make_stream(b"".join(drawn)),
    )
    return book.make_indirect(page)


def _cells(trim: Box, number: int) -> Iterator[Box]:
    """Yield `number` parts of a box, side by side."""
    left, bottom, right, top = trim
    share = (right - left) / number
    for at in range(number):
        yield left + at * share, bottom, left + (at + 1) * share, top


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf stands on its sheet: how it is set there, what it covers, and how far its colour goes beyond."""

    matrix: Matrix
    covered: Box
    bleed: float

    def drawn(self, number: int, trim: Box, bleed: float) -> bytes:
        """Return the operators that draw the leaf `number`, with a bleed only where the sheet is cut."""
        left, bottom, right, top = (
            edge + outward * bleed if abs(edge - end) < POINT else edge
            for edge, end, outward in zip(self.covered, trim, (-1, -1, 1, 1), strict=True)
        )
        clip = b"%.4f %.4f %.4f %.4f" % (left, bottom, right - left, top - bottom)
        return b"q %s re W n %s cm /Leaf%d Do Q\n" % (clip, self.matrix.encode(), number)


def _place(leaf: Leaf, cell: Box) -> Place:
    """Return the place of `leaf` in the middle of `cell`, turned if it lies across, and never enlarged."""
    width, height = leaf.size
    across = (width > height) != (cell[2] - cell[0] > cell[3] - cell[1])
    matrix = _turned(Matrix(1, 0, 0, 1, -leaf.trim[0], -leaf.trim[1]), leaf.trim, leaf.turned)
    if across:
        matrix = matrix @ Matrix(0, 1, -1, 0, height, 0)
        width, height = height, width
    fitting = min((cell[2] - cell[0]) / width, (cell[3] - cell[1]) / height)
    scale = fitting if fitting < AS_LARGE else 1.0
    left = (cell[0] + cell[2] - width * scale) / 2
    bottom = (cell[1] + cell[3] - height * scale) / 2
    covered = (left, bottom, left + width * scale, bottom + height * scale)
    return Place(matrix @ Matrix(scale, 0, 0, scale, left, bottom), covered, _bleed(leaf) * scale)


def _turned(matrix: Matrix, trim: Box, degrees: int) -> Matrix:
    """Return `matrix` with the page turned clockwise as its viewers do."""
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    turns = {
        90: Matrix(0, -1, 1, 0, 0, width),
        180: Matrix(-1, 0, 0, -1, width, height),
        270: Matrix(0, 1, -1, 0, height, 0),
    }
    return matrix @ turns[degrees] if degrees in turns else matrix


def _rounded(length: float) -> float:
    return round(length, 4)


# --- what the file says of itself -------------------------------------------------------------------------------------


def _leftward(pdf: Pdf) -> bool:
    """Tell whether a document is read from right to left, and so bound on the right."""
    preferences = pdf.Root.get("/ViewerPreferences", Dictionary())
    return preferences.get("/Direction") == Name.R2L or direction(_language(pdf)) == "rtl"


def _language(pdf: Pdf) -> str:
    return str(pdf.Root.get("/Lang", "")) or "en"


def _title(pdf: Pdf) -> str:
    return str(pdf.docinfo.get("/Title", "")).strip() or "Untitled"


def _bookmark(book: Pdf, stacks: Sequence[Stack]) -> None:
    """Give `book`, in which every stack begins on an odd page, the bookmarks of each below one of its own."""
    start = 0
    with book.open_outline() as outline:
        for stack in stacks:
            marks = _marks_of(stack.source.data, start)
            if len(marks) == 1:
                outline.root.append(marks[0])
            else:
                top = OutlineItem(_title(stack.pdf), start, "Fit")
                top.children.extend(marks)
                outline.root.append(top)
            start += len(stack.leaves) + len(stack.leaves) % 2


def _marks_of(data: bytes, start: int) -> list[OutlineItem]:
    """Return the bookmarks of a PDF whose first page has become the page `start`, counting from 0."""
    document = pdfium.PdfDocument(data)
    roots: list[OutlineItem] = []
    above: list[OutlineItem] = []
    try:
        for mark in document.get_toc():
            target = mark.get_dest()
            index = target.get_index() if target else None
            item = OutlineItem(mark.get_title(), None if index is None else start + index, "Fit")
            del above[mark.level :]
            (above[-1].children if above else roots).append(item)
            above.append(item)
    finally:
        document.close()
    return roots


def _say(book: Pdf, layout: str, leftward: bool, title: str, first: Stack) -> None:
    """Give `book` a title, the disclaimer and date of the first source, and say how it wants to be printed."""
    book.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        Direction=Name.R2L if leftward else Name.L2R,
        PrintScaling=Name("/None"),
        Duplex=Name.DuplexFlipLongEdge if layout == "collated" else Name.DuplexFlipShortEdge,
    )
    book.Root.Lang = _language(first.pdf)
    book.docinfo["/Title"] = title
    book.docinfo["/Subject"] = first.source.disclaimer
    for key in ("/Author", "/CreationDate", "/ModDate"):
        if key in first.pdf.docinfo:
            book.docinfo[key] = str(first.pdf.docinfo[key])
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(book.docinfo)


def _seed(sources: Sequence[Source], layout: str) -> bytes:
    """Return what one file for a press is told from another by."""
    return b"\0".join([layout.encode(), *(source.data for source in sources)])


def _bytes(book: Pdf, version: str) -> bytes:
    file = BytesIO()
    book.remove_unreferenced_resources()
    book.save(file, deterministic_id=True, min_version=version)
    return file.getvalue()
