"""What a Word file says and what it said before its tracked changes: ECMA-376 part 1, 17.13, any namespace of the two.

Every word of the file is in what this returns, and nothing is settled here. The types are in `history.py`, the gate
that the file passes first is in `gate.py`; a reader that settles changes for the intake is `received.py`.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from reportkit.wordml.gate import admit, parsed
from reportkit.wordml.history import Mark, Paragraph, Remark, Revised, Span, Story, accepted, rejected
from reportkit.wordml.package import WORD, Package, finder
from reportkit.wordml.remarks import remarks
from reportkit.wordml.stories import Reading, Surroundings

__all__ = ["Mark", "Paragraph", "Remark", "Revised", "Span", "Story", "accepted", "rejected", "revised"]

LAYOUT = ("cellIns", "cellDel", "cellMerge", "tblGridChange")
FORMATTING = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
    *("numberingChange", "customXmlInsRangeStart", "customXmlDelRangeStart"),
    *("customXmlMoveFromRangeStart", "customXmlMoveToRangeStart"),
)
SIDES = ("footnotes", "endnotes", "header", "footer")
WEB = ("http://", "https://", "mailto:", "#")
FETCHING = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|IMPORT|RD|DATABASE)\b(.*)", re.IGNORECASE | re.DOTALL
)
"""The fields that bring in what is elsewhere (17.16.5)."""


def revised(data: bytes) -> Revised:
    """Return what the Word file `data` says, with its history; raise Refused when it is none, or not safe to open."""
    parts = admit(data)
    package = Package(finder(parts), parsed)
    reading = Reading(_style_names(package))
    body = reading.story(package.body)
    notes = _beside(package, reading)
    comments = tuple(remarks(package, reading))
    others = (*reading.boxes, *notes)
    read = [package.document, *package.related(package.main, *SIDES)]
    return Revised(
        body,
        tuple(story for story in others if any(paragraph.spans for paragraph in story.paragraphs)),
        comments,
        tuple(_properties(package)),
        sum(_count(root, FORMATTING) + _numbered(root) for root in read),
        sum(_count(root, LAYOUT) for root in read),
        tuple(dict.fromkeys(_reaching_out(package, sorted(parts)))),
        _tracking(package),
    )


def _count(root: etree._Element, names: Iterable[str]) -> int:
    return sum(1 for _ in root.iter(*(f"{WORD}{name}" for name in names)))


def _numbered(root: etree._Element) -> int:
    """Return how many paragraphs were given a number (17.13.5.19)."""
    return sum(1 for one in root.iter(f"{WORD}numPr") if one.find(f"{WORD}ins") is not None)


def _style_names(package: Package) -> dict[str, str]:
    return {
        style.get(f"{WORD}styleId", ""): name.get(f"{WORD}val", "")
        for root in package.related(package.main, "styles")
        for style in root.iterfind(f"{WORD}style")
        if (name := style.find(f"{WORD}name")) is not None
    }


def _beside(package: Package, reading: Reading) -> list[Story]:
    """Return the notes, and the heads and feet of pages; a note has the history of its mark in the text."""
    told = []
    for kind in ("footnote", "endnote"):
        for root in package.related(package.main, f"{kind}s"):
            for note in root.iterfind(f"{WORD}{kind}"):
                around = reading.notes.get((kind, note.get(f"{WORD}id", "")), Surroundings())
                told.append(Story(kind, reading.story(note, Surroundings(around.added, around.removed))))
    for kind in ("header", "footer"):
        told += [Story(kind, reading.story(root)) for root in package.related(package.main, kind)]
    return told


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for root in package.related("", "custom-properties", "customProperties"):
        for one in root:
            yield one.get("name", ""), "".join(map(str, one.itertext())).strip()


def _tracking(package: Package) -> bool:
    return any(
        found.get(f"{WORD}val", "1") not in ("0", "false", "off")
        for root in package.related(package.main, "settings")
        for found in root.iterfind(f"{WORD}trackRevisions")
    )


def _reaching_out(package: Package, names: list[str]) -> Iterator[str]:
    """Yield what the file has Word fetch from elsewhere, and what it takes in from files within itself.

    Links into the web lead there only when somebody clicks on them.
    """
    for name in (one for one in map(str.lower, names) if one.endswith(".rels")):
        folder, _, file = name.rpartition("_rels/")
        for one in package.relations(folder + file.removesuffix(".rels")).values():
            clicked = one.kind == "hyperlink" and one.target.lower().startswith(WEB)
            if (one.external and not clicked) or one.kind in ("aFChunk", "subDocument"):
                yield one.target
    for field in package.document.iter(f"{WORD}instrText", f"{WORD}fldSimple"):
        if found := FETCHING.match(field.get(f"{WORD}instr") or field.text or ""):
            yield " ".join(found[0].split())
