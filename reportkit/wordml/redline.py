"""Two Word files of ours as one: what the first said and the second does not is marked as deleted, the rest as new.

All marks are Word's own tracked changes (ECMA-376 part 1, 17.13.5), so that the first text is there when all are
rejected and the second when all are accepted. Whether words look otherwise than before is not marked. Which words were
changed is told by whoever calls; how marks are read is in `history.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from io import BytesIO
from itertools import count, groupby
from typing import Any, Literal, cast

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from lxml import etree

from reportkit.wordml.packed import packed
from reportkit.wordml.write import Footnotes

Changes = Callable[[str, str], Iterable[tuple[int, int, str]]]
"""Tells of two texts which characters of the first, from one place to another, became which of the second, in order."""

State = Literal["", "ins", "del"]

OBJECTS = 0x100000
"""The first of the characters (a private plane of Unicode) that stand for notes, tables and pictures when compared."""

BLANKS = {"tab": "\t", "br": "\v"}
"""What an element of a run is compared as."""


def redlined(now: bytes, before: bytes, changes: Changes, author: str, made: datetime) -> bytes:
    """Return the draft `now` with marks, by `author`, of all that its passages say otherwise than those of `before`."""
    new, old = _File(docx.Document(BytesIO(now))), _File(docx.Document(BytesIO(before)))
    _Redline(new, old, changes, author[:255], made.strftime("%Y-%m-%dT%H:%M:%SZ")).mark()
    return packed(new.word)


@dataclass(slots=True)
class _Region:
    """A label or heading with a bookmark of ours, and what follows up to the next one."""

    name: str
    head: etree._Element
    blocks: list[etree._Element] = field(default_factory=list)

    @property
    def elements(self) -> list[etree._Element]:
        return [self.head, *self.blocks]


class _File:
    """A draft of ours, by its passages."""

    def __init__(self, word: Document) -> None:
        self.word = word
        self.body = cast("etree._Element", word.element.body)
        self.regions: dict[str, _Region] = {}
        last: _Region | None = None
        for block in self.body.iterchildren(qn("w:p"), qn("w:tbl")):
            if name := _bookmark(block):
                last = self.regions.setdefault(name, _Region(name, block))
            elif last:
                last.blocks.append(block)
        self.notes = {one.get(qn("w:id"), ""): one for one in _notes(word)}
        self.lists = {one.get(qn("w:numId")) for one in word.part.numbering_part.element.findall(qn("w:num"))}

    def note(self, reference: etree._Element) -> etree._Element:
        return self.notes[reference.get(qn("w:id"), "")]


def _bookmark(block: etree._Element) -> str:
    names = (mark.get(qn("w:name"), "") for mark in block.iterchildren(qn("w:bookmarkStart")))
    return next((name for name in names if name.startswith("_rk_")), "")


def _notes_part(word: Document) -> Part | None:
    return next((one.target_part for one in word.part.rels.values() if one.reltype == RT.FOOTNOTES), None)


def _notes(word: Document) -> list[etree._Element]:
    part = _notes_part(word)
    return list(parse_xml(part.blob)) if part else []


# --- what is compared -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Atom:
    """A character, or what counts as one: a note, a picture, a table, the end of a paragraph.

    `holder` is what it is in: the run, or the paragraph of which it is the end, or the table itself. `link` is the
    hyperlink around the run, if any.
    """

    key: str
    kind: Literal["text", "element", "mark", "table"]
    holder: etree._Element
    element: etree._Element | None = None
    link: etree._Element | None = None


class _Keys(dict[tuple[str, ...], str]):
    """The characters by which objects are compared, the same for those that are alike."""

    def __missing__(self, thing: tuple[str, ...]) -> str:
        self[thing] = chr(OBJECTS + len(self))
        return self[thing]


def _text(element: etree._Element) -> str:
    return "".join(words.text or "" for words in element.iter(qn("w:t")))


@dataclass(slots=True)
class _Redline:
    """Writes the marks into `new`."""

    new: _File
    old: _File
    changes: Changes
    author: str
    date: str
    keys: _Keys = field(default_factory=_Keys)
    pairs: dict[etree._Element, etree._Element] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def mark(self) -> None:
        used = [int(one.get(qn("w:id"), "0")) for one in self.new.body.iter(qn("w:bookmarkStart"))]
        self.numbers = count(max(used, default=0) + 1)
        for name, region in self.new.regions.items():
            if name in self.old.regions:
                self.region(region, self.old.regions[name])
            else:
                self.announce(region)
        self.bring_back()

    def region(self, now: _Region, before: _Region) -> None:
        """Mark a passage that is in both files."""
        self.pair([one for one in before.blocks if _is_table(one)], [one for one in now.blocks if _is_table(one)])
        self.write(now, self.elements(self.atoms(self.old, before.blocks), self.atoms(self.new, now.blocks)))

    def announce(self, region: _Region) -> None:
        """Mark a passage, or a heading, that only the new file has."""
        for run in region.head.findall(qn("w:r")):
            if run.find(qn("w:commentReference")) is None:
                mark = self.change("ins")
                run.addprevious(mark)
                mark.append(run)
        self.mark_end(region.head, "ins")
        self.write(region, self.elements((), self.atoms(self.new, region.blocks)))

    def write(self, region: _Region, elements: Iterable[etree._Element]) -> None:
        """Put `elements` into the place of what follows the label of a region."""
        written, place = list(elements), region.head
        for element in region.blocks:
            self.new.body.remove(element)
        for element in written:
            place.addnext(element)
            place = element
        region.blocks = written

    def bring_back(self) -> None:
        """Put in what the old file has and the new one has not, each behind what it was behind, marked as deleted."""
        first = next(iter(self.new.regions.values()), None)
        place = first.head.getprevious() if first else self.new.body[-1].getprevious()
        for name, region in self.old.regions.items():
            if name in self.new.regions:
                place = self.new.regions[name].elements[-1]
                continue
            written = list(self.elements(self.atoms(self.old, region.elements), ()))
            _bookmark_all(written[0], name, next(self.numbers))
            for element in written:
                cast("etree._Element", place).addnext(element)
                place = element

    # --- from elements to atoms

    def atoms(self, file: _File, blocks: Iterable[etree._Element]) -> list[_Atom]:
        """Return all that `blocks` say, one atom behind the other."""
        return [atom for block in blocks for atom in self.of_block(file, block)]

    def of_block(self, file: _File, block: etree._Element) -> Iterator[_Atom]:
        if _is_table(block):
            partner = self.pairs.get(block)
            key = self.keys["table", str(id(block if partner is None else partner))]
            yield _Atom(key, "table", block)
            return
        for child in block:
            if child.tag == qn("w:r"):
                yield from self.of_run(file, child, None)
            elif child.tag == qn("w:hyperlink"):
                for run in child.iterchildren(qn("w:r")):
                    yield from self.of_run(file, run, child)
        yield _Atom("\n", "mark", block)

    def of_run(self, file: _File, run: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
        for child in run:
            kind = etree.QName(child).localname
            if kind == "t":
                yield from (_Atom(letter, "text", run, None, link) for letter in child.text or "")
            elif kind in BLANKS:
                yield _Atom(BLANKS[kind], "element", run, child, link)
            elif kind == "footnoteReference":
                yield _Atom(self.keys["note", _text(file.note(child))], "element", run, child, link)
            elif kind == "drawing" and file is self.new:
                # A picture that was there before is not brought back.
                yield _Atom(self.keys["picture", str(id(child))], "element", run, child, link)

    # --- from atoms to elements with marks

    def elements(self, before: Iterable[_Atom], now: Iterable[_Atom]) -> Iterator[etree._Element]:
        """Yield paragraphs and tables that say both, with marks of what is in one of the two only."""
        line: list[tuple[State, _Atom]] = []
        for state, atom in self.compared(list(before), list(now)):
            if atom.kind == "mark":
                yield self.paragraph(line, state, atom)
                line = []
            elif atom.kind == "table":
                yield self.table(state, atom)
            else:
                line.append((state, atom))
        assert not line, "a passage ends with a paragraph or a table"

    def compared(self, before: list[_Atom], now: list[_Atom]) -> Iterator[tuple[State, _Atom]]:
        """Yield all atoms, each with what became of it; the end of both is the same where both end with a paragraph."""
        last = now.pop() if before and now and before[-1].kind == now[-1].kind == "mark" else None
        if last:
            before.pop()
        to = 0
        for start, end, place, stop in self.pieces(before, now):
            yield from (("", atom) for atom in now[to:place])
            yield from (("del", atom) for atom in before[start:end])
            yield from (("ins", atom) for atom in now[place:stop])
            to = stop
        yield from (("", atom) for atom in now[to:])
        if last:
            yield "", last

    def pieces(self, before: list[_Atom], now: list[_Atom]) -> Iterator[tuple[int, int, int, int]]:
        """Yield from where to where the one side is changed, and from where to where the other."""
        texts = ("".join(atom.key for atom in side) for side in (before, now))
        at = to = 0
        for start, end, words in self.changes(*texts):
            place = to + start - at
            stop = place + len(words)
            yield start, end, place, stop
            at, to = end, stop

    def paragraph(self, line: list[tuple[State, _Atom]], state: State, end: _Atom) -> etree._Element:
        """Return a paragraph that looks as the one of `end` did."""
        paragraph = OxmlElement("w:p")
        properties = end.holder.find(qn("w:pPr"))
        properties = OxmlElement("w:pPr") if properties is None else deepcopy(properties)
        paragraph.append(properties)
        if state == "del":
            self.leave_lists(properties)
        if state:
            self.mark_end(paragraph, state)
        for (changed, link), atoms in groupby(line, key=lambda one: (one[0], one[1].link)):
            self.put_runs(paragraph, changed, link, [atom for _, atom in atoms])
        return paragraph

    def mark_end(self, paragraph: etree._Element, state: State) -> None:
        """Mark the end of a paragraph, which has its properties."""
        properties = cast("etree._Element", paragraph.find(qn("w:pPr")))
        looks = properties.find(qn("w:rPr"))
        if looks is None:
            looks = etree.SubElement(properties, qn("w:rPr"))
        looks.insert(0, self.change(state))

    def leave_lists(self, properties: etree._Element) -> None:
        """Take a paragraph out of a list that the new file does not have."""
        item = properties.find(qn("w:numPr"))
        number = item.find(qn("w:numId")) if item is not None else None
        if item is not None and (number is None or number.get(qn("w:val")) not in self.new.lists):
            properties.remove(item)

    def put_runs(
        self, paragraph: etree._Element, state: State, link: etree._Element | None, atoms: list[_Atom]
    ) -> None:
        """Add runs to `paragraph`; a link of the old file is not brought back, its words are."""
        into = paragraph
        if link is not None and state != "del":
            into = etree.SubElement(into, link.tag, {str(name): str(value) for name, value in link.attrib.items()})
        if state:
            into.append(self.change(state))
            into = into[-1]
        for holder, inner in groupby(atoms, key=lambda atom: atom.holder):
            into.append(self.run(holder, list(inner), deleted=state == "del"))

    def run(self, holder: etree._Element, atoms: list[_Atom], *, deleted: bool) -> etree._Element:
        run = OxmlElement("w:r")
        looks = holder.find(qn("w:rPr"))
        if looks is not None:
            run.append(deepcopy(looks))
        for kind, inner in groupby(atoms, key=lambda atom: atom.kind):
            if kind == "text":
                words = etree.SubElement(run, qn("w:delText" if deleted else "w:t"))
                words.text = "".join(atom.key for atom in inner)
                words.set(qn("xml:space"), "preserve")
                continue
            for atom in inner:
                element = deepcopy(cast("etree._Element", atom.element))
                if deleted and element.tag == qn("w:footnoteReference"):
                    element.set(qn("w:id"), self.note_again(atom))
                run.append(element)
        return run

    def change(self, state: State) -> etree._Element:
        mark = OxmlElement(f"w:{state}")
        for name, value in (("id", str(next(self.numbers))), ("author", self.author), ("date", self.date)):
            mark.set(qn(f"w:{name}"), value)
        return mark

    def note_again(self, atom: _Atom) -> str:
        """Put a footnote that is not in the new file any more back into it, its words deleted; return its number."""
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number := max(map(int, self.new.notes), default=0) + 1))
        for paragraph in self.old.note(cast("etree._Element", atom.element)).iterchildren(qn("w:p")):
            note.append(self.deleted_note(paragraph))
        Footnotes.of(self.new.word)
        part: Any = _notes_part(self.new.word)  # python-docx keeps its bytes, or its tree where we have made it
        if hasattr(part, "element"):
            part.element.append(note)
        else:
            notes = parse_xml(part.blob)
            notes.append(note)
            part._blob = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.new.notes[str(number)] = note
        return str(number)

    def deleted_note(self, paragraph: etree._Element) -> etree._Element:
        """Return a paragraph of a note, its own mark first, then its words in one run."""
        written = OxmlElement("w:p")
        if (properties := paragraph.find(qn("w:pPr"))) is not None:
            written.append(deepcopy(properties))
        own = next((run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:footnoteRef")) is not None), None)
        if own is not None:
            written.append(deepcopy(own))
        gone = self.change("del")
        words = etree.SubElement(etree.SubElement(gone, qn("w:r")), qn("w:delText"))
        words.text = _text(paragraph)
        words.set(qn("xml:space"), "preserve")
        written.append(gone)
        return written

    # --- tables

    def pair(self, before: list[etree._Element], now: list[etree._Element]) -> None:
        """Find tables that are the same but for their words: as many columns, in the same order."""
        old_widths, new_widths = ([len(_columns(table)) for table in side] for side in (before, now))
        matcher = SequenceMatcher(None, old_widths, new_widths, autojunk=False)
        for start, place, length in matcher.get_matching_blocks():
            for old, new in zip(before[start : start + length], now[place : place + length], strict=True):
                self.pairs[old] = new

    def table(self, state: State, atom: _Atom) -> etree._Element:
        if state:
            table = deepcopy(atom.holder)
            for row in table.iterchildren(qn("w:tr")):
                self.mark_row(row, state)
            return table
        old = next(one for one, new in self.pairs.items() if new is atom.holder)
        table = deepcopy(atom.holder)
        for row in table.findall(qn("w:tr")):
            table.remove(row)
        for row in self.rows(old.findall(qn("w:tr")), atom.holder.findall(qn("w:tr"))):
            table.append(row)
        return table

    def rows(self, before: list[etree._Element], now: list[etree._Element]) -> Iterator[etree._Element]:
        matcher = SequenceMatcher(None, list(map(_cells, before)), list(map(_cells, now)), autojunk=False)
        for kind, start, end, place, stop in matcher.get_opcodes():
            if kind == "equal":
                yield from map(deepcopy, now[place:stop])
                continue
            both = min(end - start, stop - place)
            yield from map(self.row, before[start : start + both], now[place : place + both])
            yield from (self.mark_row(deepcopy(row), "del") for row in before[start + both : end])
            yield from (self.mark_row(deepcopy(row), "ins") for row in now[place + both : stop])

    def row(self, before: etree._Element, now: etree._Element) -> etree._Element:
        """Return a row with marks in its cells."""
        row = deepcopy(now)
        cells = [side.findall(qn("w:tc")) for side in (row, before, now)]
        for cell, old, new in zip(*cells, strict=True):
            sides = [list(side.iterchildren(qn("w:p"))) for side in (old, new)]
            written = list(self.elements(self.atoms(self.old, sides[0]), self.atoms(self.new, sides[1])))
            for paragraph in cell.findall(qn("w:p")):
                cell.remove(paragraph)
            cell.extend(written)
        return row

    def mark_row(self, row: etree._Element, state: State) -> etree._Element:
        """Mark a row and all its words."""
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = OxmlElement("w:trPr")
            row.insert(0, properties)
        properties.append(self.change(state))
        file = self.old if state == "del" else self.new
        for cell in row.iterchildren(qn("w:tc")):
            for paragraph in cell.findall(qn("w:p")):
                atoms = self.atoms(file, [paragraph])
                cell.replace(paragraph, self.paragraph([(state, atom) for atom in atoms[:-1]], "", atoms[-1]))
        return row


def _columns(table: etree._Element) -> list[etree._Element]:
    return list(table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))


def _cells(row: etree._Element) -> tuple[str, ...]:
    return tuple(_text(cell) for cell in row.iterchildren(qn("w:tc")))


def _is_table(block: etree._Element) -> bool:
    return bool(block.tag == qn("w:tbl"))


def _bookmark_all(paragraph: etree._Element, name: str, number: int) -> None:
    """Put the bookmark `name` round all words of a paragraph, which has its properties."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.insert(1, start)
    paragraph.append(end)
