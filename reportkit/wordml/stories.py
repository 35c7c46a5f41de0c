"""The paragraphs of a story in WordprocessingML, each word with its history (ECMA-376 part 1, 17.13.5).

A story is the body, a note, a text box, the head or the foot of a page. Which parts a file has and how they belong
together is in `revisions.py`; the types are in `history.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import Literal

from lxml import etree

from reportkit.wordml.history import Mark, Paragraph, Span, Story
from reportkit.wordml.package import COMPATIBLE, WORD

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

WORDS = {f"{WORD}t", f"{WORD}delText", f"{MATH}t"}
SIGNS = {
    **dict.fromkeys((f"{WORD}tab", f"{WORD}ptab", f"{WORD}br", f"{WORD}cr"), " "),
    f"{WORD}noBreakHyphen": "\u2011",
}
ADDED, REMOVED = (f"{WORD}ins", f"{WORD}moveTo"), (f"{WORD}del", f"{WORD}moveFrom")
KINDS: dict[str, Literal["ins", "del", "moveFrom", "moveTo"]] = {
    f"{WORD}ins": "ins",
    f"{WORD}del": "del",
    f"{WORD}moveFrom": "moveFrom",
    f"{WORD}moveTo": "moveTo",
}
PROPERTIES = {
    f"{WORD}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "smartTagPr"),
        *("customXmlPr", "rubyPr", "fldData", "instrText", "delInstrText"),
    )
}
"""What has no words to be read: properties, and the instructions of fields."""

BODY = 0
"""The number of the first story that is told."""

LONGEST_QUOTE = 1_000
"""How many characters of the words beside a comment are kept."""

BREAKS = str.maketrans(dict.fromkeys("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029", " "))
"""White space within a text is no end of a line (17.3.3.31)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for everything inside an element: who added and removed it, and which cell of a table it is in."""

    added: Mark | None = None
    removed: Mark | None = None
    cell: int = 0
    row_added: bool = False
    row_removed: bool = False


NOWHERE = Surroundings()


@dataclass(slots=True)
class Quote:
    """Where the words beside a comment begin: in which paragraph of which story, and which of its `said` they are."""

    story: int
    paragraph: int
    said: list[Span]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words that stand, or those that were removed where none stand; no more than `LONGEST_QUOTE`."""
        return self._text(standing=True) or self._text(standing=False)

    def _text(self, *, standing: bool) -> str:
        words = ""
        for span in islice(self.said, self.start, self.end):
            words += span.text if span.removed is None or not standing else ""
            if len(words) > LONGEST_QUOTE:
                return f"{words[:LONGEST_QUOTE].strip()}…"
        return words.strip()


@dataclass(slots=True)
class _Opened:
    """A paragraph that is being read; a loose one has words that are in none."""

    loose: bool = False
    said: list[Span] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    @property
    def spans(self) -> tuple[Span, ...]:
        """What was said, in as few spans as its history allows."""
        return tuple(
            Span("".join(span.text for span in alike), added, removed)
            for (added, removed), alike in groupby(self.said, lambda span: (span.added, span.removed))
        )


class Reading:
    """Has stories told, and keeps what is come across in them.

    `boxes` are the text boxes, `quotes` the words beside each comment by its id, `notes` the history of the mark of
    each note by kind and id. The stories are counted from 0 in the order in which they were begun.
    """

    def __init__(self, style_names: Mapping[str, str]) -> None:
        self.style_names = style_names
        self.boxes: list[Story] = []
        self.quotes: dict[str, Quote] = {}
        self.notes: dict[tuple[str, str], Surroundings] = {}
        self.stories = 0

    def story(self, root: etree._Element, around: Surroundings = NOWHERE) -> tuple[Paragraph, ...]:
        """Return the paragraphs below `root`."""
        self.stories += 1
        return _Teller(self, self.stories - 1).paragraphs(root, around)


class _Teller:
    """Walks through one story, one word after the other."""

    def __init__(self, reading: Reading, number: int) -> None:
        self.reading, self.number = reading, number
        self._told: list[Paragraph] = []
        self._held: list[Surroundings] = []
        self._open: _Opened | None = None
        self._bookmarks: list[str] = []
        self._said: list[Span] = []
        self._cells = 0

    def paragraphs(self, root: etree._Element, around: Surroundings) -> tuple[Paragraph, ...]:
        self._children(root, around)
        self._close(around)
        if self._bookmarks and self._told:
            last = self._told[-1]
            self._told[-1] = replace(last, bookmarks=(*last.bookmarks, *self._bookmarks))
        return tuple(_bounded(self._told, self._held))

    def _children(self, holder: etree._Element, around: Surroundings) -> None:
        for child in holder:
            self._element(child, around)

    def _element(self, element: etree._Element, around: Surroundings) -> None:
        tag = element.tag
        if tag in WORDS:
            self._say((element.text or "").translate(BREAKS), around)
        elif tag in SIGNS:
            self._say(SIGNS[tag], around)
        elif tag in PROPERTIES:
            return
        elif tag == f"{WORD}p":
            self._paragraph(element, around)
        elif tag in ADDED or tag in REMOVED:
            self._children(element, _marked(around, element))
        elif tag == f"{WORD}tr":
            self._children(element, _row(around, element))
        elif tag == f"{WORD}tc":
            self._cells += 1
            self._children(element, replace(around, cell=self._cells))
        elif tag == f"{WORD}txbxContent":
            inside = replace(around, cell=0, row_added=False, row_removed=False)
            self.reading.boxes.append(Story("text box", self.reading.story(element, inside)))
        elif tag == f"{COMPATIBLE}AlternateContent":
            self._alternative(element, around)
        elif tag == f"{WORD}sym":
            self._say(_symbol(element), around)
        elif tag == f"{WORD}ruby":
            self._ruby(element, around)
        elif tag == f"{WORD}bookmarkStart":
            (self._open.bookmarks if self._open else self._bookmarks).append(element.get(f"{WORD}name", ""))
        elif tag == f"{WORD}commentRangeStart":
            self._quote(element)
        elif tag == f"{WORD}commentRangeEnd":
            self._quote_ends(element)
        elif tag == f"{WORD}commentReference":
            self._quote(element)
        elif tag in (f"{WORD}footnoteReference", f"{WORD}endnoteReference"):
            kind = tag.removeprefix(WORD).removesuffix("Reference")
            self.reading.notes.setdefault((kind, element.get(f"{WORD}id", "")), around)
        elif tag == f"{MATH}ctrlPr":
            return
        elif str(tag).startswith(MATH):
            self._children(element, _formula(around, element))
        else:
            self._children(element, around)

    def _paragraph(self, element: etree._Element, around: Surroundings) -> None:
        """Read a paragraph; one that is still open goes on behind it."""
        if self._open is not None and self._open.loose:
            self._close(around)
        outside, self._open = self._open, _Opened(bookmarks=self._bookmarks)
        self._bookmarks = []
        self._children(element, around)
        self._close(around, element.find(f"{WORD}pPr"))
        self._open = outside

    def _close(self, around: Surroundings, properties: etree._Element | None = None) -> None:
        if self._open is None:
            return
        for mark in properties.iterfind(f"{WORD}rPr/*") if properties is not None else ():
            if mark.tag in ADDED or mark.tag in REMOVED:
                around = _marked(around, mark)
        style = properties.find(f"{WORD}pStyle") if properties is not None else None
        id = style.get(f"{WORD}val", "") if style is not None else ""
        self._told.append(
            Paragraph(
                self._open.spans,
                Span("\n", around.added, around.removed),
                self.reading.style_names.get(id, id),
                tuple(self._open.bookmarks),
                around.cell > 0,
            )
        )
        self._held.append(around)
        self._said.append(self._told[-1].end)
        self._open = None

    def _say(self, text: str, around: Surroundings) -> None:
        if not text:
            return
        if self._open is None:
            self._open = _Opened(loose=True, bookmarks=self._bookmarks)
            self._bookmarks = []
        span = Span(text, around.added, around.removed)
        self._said.append(span)
        self._open.said.append(span)

    def _alternative(self, element: etree._Element, around: Surroundings) -> None:
        """Read the first choice; what is there for older programs says the same again."""
        chosen = element.find(f"{COMPATIBLE}Choice")
        chosen = element.find(f"{COMPATIBLE}Fallback") if chosen is None else chosen
        if chosen is not None:
            self._children(chosen, around)

    def _ruby(self, element: etree._Element, around: Surroundings) -> None:
        """Read the characters, and in parentheses how they are pronounced, as a page without ruby has them."""
        for base in element.iterfind(f"{WORD}rubyBase"):
            self._children(base, around)
        for reading in element.iterfind(f"{WORD}rt"):
            self._say("(", around)
            self._children(reading, around)
            self._say(")", around)

    def _quote(self, element: etree._Element) -> None:
        """Note where a comment is; until its range ends, it has no words beside it."""
        here = len(self._said)
        self.reading.quotes.setdefault(
            element.get(f"{WORD}id", ""), Quote(self.number, len(self._told), self._said, here, here)
        )

    def _quote_ends(self, element: etree._Element) -> None:
        quote = self.reading.quotes.get(element.get(f"{WORD}id", ""))
        if quote is not None and quote.story == self.number:
            quote.end = len(self._said)


def _mark(element: etree._Element) -> Mark:
    return Mark(KINDS[element.tag], element.get(f"{WORD}author", ""), element.get(f"{WORD}date", ""))


def _marked(around: Surroundings, element: etree._Element) -> Surroundings:
    """Return the surroundings with one change more; of two of a kind in each other, the inner one tells who."""
    if element.tag in ADDED:
        return replace(around, added=_mark(element))
    return replace(around, removed=_mark(element))


def _row(around: Surroundings, row: etree._Element) -> Surroundings:
    """Return the surroundings within a row, added or removed with everything in it (17.13.5.12, 17.13.5.16)."""
    for mark in row.iterfind(f"{WORD}trPr/*"):
        if mark.tag == f"{WORD}ins":
            around = replace(_marked(around, mark), row_added=True)
        elif mark.tag == f"{WORD}del":
            around = replace(_marked(around, mark), row_removed=True)
    return around


def _formula(around: Surroundings, element: etree._Element) -> Surroundings:
    """Return the surroundings within a fraction or root, which goes with its sign (17.13.5.13, 17.13.5.17)."""
    for holder in element:
        if str(holder.tag).endswith("Pr"):
            for mark in (*holder.iterfind(f"{MATH}ctrlPr/*"), *holder.iterfind(f"{MATH}ctrlPr/{WORD}rPr/*")):
                around = _marked(around, mark) if mark.tag in KINDS else around
    return around


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(f"{WORD}char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _bounded(paragraphs: list[Paragraph], held: list[Surroundings]) -> Iterator[Paragraph]:
    """Yield the paragraphs; the end of one that has nothing to go on in is kept, whatever its mark says.

    No paragraph goes on in another cell, or from a cell into what follows its table.
    """
    kept_after = _kept(paragraphs, held, lambda s: s.removed is None, lambda h: h.row_removed)
    kept_before = _kept(paragraphs, held, lambda s: s.added is None, lambda h: h.row_added)
    for number, paragraph in enumerate(paragraphs):
        end = paragraph.end
        if number in kept_after:
            end = replace(end, removed=None)
        if number in kept_before:
            end = replace(end, added=None)
        yield replace(paragraph, end=end) if end != paragraph.end else paragraph


def _kept(
    paragraphs: list[Paragraph],
    held: list[Surroundings],
    stands: Callable[[Span], bool],
    absent: Callable[[Surroundings], bool],
) -> set[int]:
    """Return the numbers of the paragraphs whose end cannot be taken away in one of the two texts."""
    there = [number for number in range(len(paragraphs)) if not absent(held[number])]
    kept, words = set(), False
    for number, following in zip(there, [*there[1:], None], strict=False):
        paragraph = paragraphs[number]
        words = words or any(span.text and stands(span) for span in paragraph.spans)
        if stands(paragraph.end):
            words = False
        elif words and (following is None or held[following].cell != held[number].cell):
            kept.add(number)
            words = False
    return kept
