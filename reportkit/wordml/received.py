"""What somebody wrote in Word, paragraph by paragraph: tracked changes settled, comments beside, notes in their places.

Package and XML come through `gate.py`. What the paragraphs say of a session is read in the room `intake`; what is to be
seen of a finished file is in `read.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reportkit.wordml.gate import admit, parsed
from reportkit.wordml.package import COMPATIBLE, RELATED, WORD, Package, finder

FALLBACK = f"{COMPATIBLE}Fallback"

INSERTED, DELETED = ("ins", "moveTo"), ("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; `note` is the text of the footnote whose mark this is, `target` where a link leads."""

    words: str
    strong: bool = False
    emphasis: bool = False
    target: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, counted from 1. `level` is that of a heading, `item` the mark of one in a list: `-` or `1.`"""

    number: int
    runs: tuple[Run, ...]
    style: str = ""
    level: int = 0
    item: str = ""
    depth: int = 0

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody remarked in the margin, beside the paragraph `number`."""

    number: int
    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Received:
    """A Word file as its writer meant it: its blocks and comments, how many changes were settled, what is not words.

    `pictures` are the paragraphs that have some, `hidden` those with words that Word does not show.
    """

    blocks: tuple[Paragraph | Table, ...]
    comments: tuple[Comment, ...] = ()
    changes: int = 0
    pictures: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()


def received(data: bytes, *, accept: bool) -> Received:
    """Return what the Word file `data` says, its tracked changes settled; raise Refused when it is none."""
    return _Reader(admit(data), accept=accept).everything()


class _Reader:
    """Walks through a document once, counting its paragraphs."""

    def __init__(self, parts: dict[str, bytes], *, accept: bool) -> None:
        self.package = Package(finder(parts), parsed)
        self.gone = DELETED if accept else INSERTED
        self.merged = "del" if accept else "ins"
        self.number = 0
        self.comments: dict[str, int] = {}
        self.pictures: list[int] = []
        self.hidden: list[int] = []
        self.relations = self.package.relations(self.package.main)
        self.styles = {one.get(f"{WORD}styleId", ""): one for one in self._iter("styles", "style")}
        self.notes = {kind: {one.get(f"{WORD}id", ""): one for one in self._iter(kind, kind[:-1])} for kind in NOTES}
        self.numbering = next(self.package.related(self.package.main, "numbering"), None)

    def everything(self) -> Received:
        blocks = tuple(_joined(self.blocks(self.package.body)))
        return Received(
            tuple(block for block, _ in blocks),
            tuple(self.remarks()),
            sum(1 for _ in self.package.document.iter(*(f"{WORD}{kind}" for kind in (*INSERTED, *DELETED)))),
            tuple(dict.fromkeys(self.pictures)),
            tuple(dict.fromkeys(self.hidden)),
        )

    def blocks(self, holder: etree._Element) -> Iterator[tuple[Paragraph | Table, bool]]:
        """Yield paragraphs and tables, each with whether its end was taken back, so that the next one goes on."""
        for child in holder:
            if child.tag == f"{WORD}p":
                yield from self.paragraph(child)
            elif child.tag == f"{WORD}tbl":
                yield Table(tuple(self.rows(child))), False
            elif _kind(child) in ("sdt", "sdtContent", "customXml", "smartTag", *INSERTED, *DELETED):
                yield from self.blocks(child) if _kind(child) not in self.gone else ()

    def rows(self, table: etree._Element) -> Iterator[tuple[tuple[Paragraph, ...], ...]]:
        for row in table.iter(f"{WORD}tr"):
            if next(row.iterancestors(f"{WORD}tbl")) is not table:
                continue
            properties = row.find(f"{WORD}trPr")
            if properties is not None and any(properties.find(f"{WORD}{kind}") is not None for kind in self.gone):
                continue
            yield tuple(tuple(self.cell(cell)) for cell in row.iter(f"{WORD}tc") if _row_of(cell) is row)

    def cell(self, cell: etree._Element) -> Iterator[Paragraph]:
        for block, _ in _joined(self.blocks(cell)):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (one for row in block.rows for inner in row for one in inner)

    def paragraph(self, element: etree._Element) -> Iterator[tuple[Paragraph | Table, bool]]:
        self.number += 1
        number = self.number
        runs = tuple(self.runs(element))
        properties = element.find(f"{WORD}pPr")
        mark = properties.find(f"{WORD}rPr/{WORD}{self.merged}") if properties is not None else None
        style = self._style(properties)
        item, depth = self._item(properties, style)
        yield Paragraph(number, runs, self._name(style), self._level(properties, style), item, depth), mark is not None
        for box in element.iter(f"{WORD}txbxContent"):
            if not any(above.tag == FALLBACK for above in box.iterancestors()):
                yield from self.blocks(box)

    def runs(self, holder: etree._Element, target: str = "") -> Iterator[Run]:
        for child in holder:
            kind = _kind(child)
            if kind == "r":
                yield from self.run(child, target)
            elif kind == "hyperlink":
                relation = self.relations.get(child.get(f"{RELATED}id", ""))
                yield from self.runs(child, relation.target if relation is not None else target)
            elif kind in ("commentRangeStart", "commentReference"):
                self.comments.setdefault(child.get(f"{WORD}id", ""), self.number)
            elif kind not in (*self.gone, "pPr", "rPr", "txbxContent") and child.tag != FALLBACK:
                yield from self.runs(child, target)

    def run(self, run: etree._Element, target: str) -> Iterator[Run]:
        properties = run.find(f"{WORD}rPr")
        if _on(properties, "vanish"):
            self.hidden.append(self.number)
            return
        look = Run("", self._looks(properties, "b", "strong"), self._looks(properties, "i", "emphasis"), target)
        for child in run:
            kind = _kind(child)
            if kind in ("t", "delText"):
                yield replace(look, words=child.text or "")
            elif kind == "tab":
                yield replace(look, words="\t")
            elif kind in ("br", "cr") and child.get(f"{WORD}type") is None:
                yield replace(look, words="\n")
            elif kind == "noBreakHyphen":
                yield replace(look, words="‑")
            elif kind in ("footnoteReference", "endnoteReference"):
                yield Run("", note=self.note(f"{kind[:-9]}s", child.get(f"{WORD}id", "")))
            elif kind == "commentReference":
                self.comments.setdefault(child.get(f"{WORD}id", ""), self.number)
            elif kind in ("drawing", "pict", "object") and child.find(f".//{WORD}txbxContent") is None:
                self.pictures.append(self.number)

    def note(self, kind: str, id: str) -> str:
        element = self.notes[kind].get(id)
        return " ".join("".join(map(_words, self._texts(element))).split()) if element is not None else ""

    def remarks(self) -> Iterator[Comment]:
        for one in self._iter("comments", "comment"):
            words = " ".join("".join(_words(text) for text in self._texts(one)).split())
            number = self.comments.get(one.get(f"{WORD}id", ""), 0)
            yield Comment(number, one.get(f"{WORD}author", ""), words)

    def _texts(self, holder: etree._Element) -> Iterator[etree._Element]:
        """Yield what has words below `holder`, and the paragraphs, whose ends are blanks."""
        for one in holder.iter(f"{WORD}p", f"{WORD}t", f"{WORD}delText", f"{WORD}tab", f"{WORD}br"):
            if not any(_kind(above) in self.gone for above in one.iterancestors()):
                yield one

    def _looks(self, properties: etree._Element | None, name: str, style: str) -> bool:
        """Tell whether a run is bold or italic, by itself or by its style."""
        if properties is None:
            return False
        if properties.find(f"{WORD}{name}") is not None:
            return _on(properties, name)
        named = properties.find(f"{WORD}rStyle")
        return named is not None and self._name(named.get(f"{WORD}val", "")).casefold() == style

    def _style(self, properties: etree._Element | None) -> str:
        found = properties.find(f"{WORD}pStyle") if properties is not None else None
        return found.get(f"{WORD}val", "") if found is not None else ""

    def _name(self, style: str) -> str:
        found = self.styles.get(style)
        name = found.find(f"{WORD}name") if found is not None else None
        return name.get(f"{WORD}val", style) if name is not None else style

    def _level(self, properties: etree._Element | None, style: str) -> int:
        """Return the level of a heading, by the outline or by the name of its style."""
        for holder in (properties, *(one.find(f"{WORD}pPr") for one in self._chain(style))):
            found = holder.find(f"{WORD}outlineLvl") if holder is not None else None
            if found is not None and found.get(f"{WORD}val", "9") in "012345678":
                return int(found.get(f"{WORD}val", "0")) + 1
        word, _, level = self._name(style).casefold().rpartition(" ")
        return (
            int(level) if word == "heading" and level.isdigit() else 1 if self._name(style).casefold() == "title" else 0
        )

    def _chain(self, style: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            base = self.styles[style].find(f"{WORD}basedOn")
            style = base.get(f"{WORD}val", "") if base is not None else ""

    def _item(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        """Return the mark of an item of a list, and how deep it lies."""
        for holder in (properties, *(one.find(f"{WORD}pPr") for one in self._chain(style))):
            found = holder.find(f"{WORD}numPr") if holder is not None else None
            if found is None:
                continue
            depth = found.find(f"{WORD}ilvl")
            level = depth.get(f"{WORD}val", "0") if depth is not None else "0"
            number = found.find(f"{WORD}numId")
            kind = self._number_format(number.get(f"{WORD}val", "0") if number is not None else "0", level)
            return ("" if kind == "none" else "-" if kind == "bullet" else "1."), int(level) if level.isdigit() else 0
        return "", 0

    def _number_format(self, number: str, level: str) -> str:
        if self.numbering is None or number == "0":
            return "none"
        names = {"w": WORD[1:-1]}
        used = self.numbering.find(f"w:num[@w:numId='{number}']/w:abstractNumId", names) if number.isdigit() else None
        id = used.get(f"{WORD}val", "") if used is not None else ""
        for one in self.numbering.iterfind("w:abstractNum", names):
            for found in one.iterfind("w:lvl", names):
                if one.get(f"{WORD}abstractNumId") == id and found.get(f"{WORD}ilvl") == level:
                    kind = found.find(f"{WORD}numFmt")
                    return kind.get(f"{WORD}val", "") if kind is not None else ""
        return "bullet"

    def _iter(self, kind: str, name: str) -> Iterator[etree._Element]:
        for root in self.package.related(self.package.main, kind):
            yield from root.iter(f"{WORD}{name}")


NOTES = ("footnotes", "endnotes")


def _joined(blocks: Iterator[tuple[Paragraph | Table, bool]]) -> Iterator[tuple[Paragraph | Table, bool]]:
    """Yield the blocks, paragraphs whose end was taken back as one with what follows."""
    before: Paragraph | None = None
    for block, merged in blocks:
        whole = block
        if isinstance(block, Paragraph) and before:
            whole = replace(before, runs=(*before.runs, *block.runs))
        elif before:
            yield before, False
        before = whole if merged and isinstance(whole, Paragraph) else None
        if before is None:
            yield whole, False
    if before:
        yield before, False


def _kind(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag.removeprefix(WORD) if tag.startswith(WORD) else ""


def _row_of(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(f"{WORD}tr"))


def _words(element: etree._Element) -> str:
    return (element.text or "") if _kind(element) in ("t", "delText") else " "


def _on(properties: etree._Element | None, name: str) -> bool:
    """Tell whether a property is there and not switched off (ECMA-376 17.17.4)."""
    found = properties.find(f"{WORD}{name}") if properties is not None else None
    return found is not None and found.get(f"{WORD}val", "1") not in ("0", "false", "off")
