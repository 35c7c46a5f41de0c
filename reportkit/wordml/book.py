"""What a book has in Word beyond a document: sections with headers of their own, links within, a table of contents.

Sections are made here and not by python-docx, which reads the whole text again for each paragraph behind many others.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships, _Relationship
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.document import CT_Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.section import CT_SectPr
from docx.oxml.text.paragraph import CT_P
from docx.parts.hdrftr import HeaderPart
from docx.section import Section
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from reportkit.wordml.pages import read_right_to_left
from reportkit.wordml.parts import twips
from reportkit.wordml.write import Runs

DEEPEST = 9
"""The lowest level of headings that Word has."""

# --- headings ---------------------------------------------------------------------------------------------------


def deepen_headings(document: Document) -> None:
    """Make every heading style one of a level below, so that there is room for one above them all.

    Asks nothing of the styles by name, as whoever looks names up may keep them.
    """
    styles = cast("XmlPart", document.part.part_related_by(RT.STYLES)).element
    by_name = {_name(style).get(qn("w:val"), "").lower(): style for style in styles.findall(qn("w:style"))}
    changed = {}
    for level in range(DEEPEST, 0, -1):
        if (style := by_name.get(f"heading {level}")) is not None:
            changed[style.get(qn("w:styleId"))] = _deepen(style, level)
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            _name_anew(part.element, changed)


def _deepen(style: etree._Element, level: int) -> str:
    """Make `style` that of the next level, one of no level below the deepest; return its new id."""
    own = style.get(qn("w:styleId"), "")
    _name(style).set(qn("w:val"), f"heading {level + 1}")
    if level == DEEPEST:
        style.set(qn("w:customStyle"), "1")
    elif (outline := style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")) is not None:
        outline.set(qn("w:val"), str(level))
    return f"Heading{level + 1}" if own == f"Heading{level}" else own


def _name(style: etree._Element) -> etree._Element:
    found = style.find(qn("w:name"))
    assert found is not None, "the schema wants one"
    return found


def _name_anew(root: etree._Element, changed: dict[str, str]) -> None:
    """Give styles, and whatever refers to them, their new ids."""
    for style in root.iter(qn("w:style")):
        style.set(qn("w:styleId"), changed.get(own := style.get(qn("w:styleId"), ""), own))
    for reference in root.iter(*(qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle"))):
        reference.set(qn("w:val"), changed.get(own := reference.get(qn("w:val"), ""), own))


# --- sections ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Chapter:
    """A part of the book that ends with a section break, written like a document of its own.

    It has the parts of the whole, but only its own text: what python-docx asks of all text is asked of a chapter.
    """

    word: Document
    section: Section

    @property
    def written(self) -> list[etree._Element]:
        return list(self.word.element.body)[:-1]


@dataclass(slots=True)
class Binding:
    """Chapters become the body of one Word file, in the order in which they are begun."""

    word: Document
    elements: list[etree._Element]
    headers: int = 0

    @classmethod
    def of(cls, word: Document) -> "Binding":
        relations = _Relations(word.part.rels)
        # python-docx keeps what it computes once in the dictionary of its objects.
        word.part.__dict__["rels"] = word.part._rels = relations
        return cls(word, [])

    def begin(self) -> Chapter:
        """Return an empty chapter whose pages are those of the file; headers and footers are those before it."""
        whole = self.word.element.body.sectPr
        properties = deepcopy(whole)
        for reference in properties.xpath("w:headerReference | w:footerReference"):
            properties.remove(reference)
        return self._chapter(properties)

    def begin_first(self) -> Chapter:
        """Return the first chapter, which has the headers and footers of the file."""
        return self._chapter(deepcopy(self.word.element.body.sectPr))

    def _chapter(self, properties: CT_SectPr) -> Chapter:
        root = cast("CT_Document", parse_xml(f"<w:document {nsdecls('w', 'r')}><w:body/></w:document>"))
        root.body.append(properties)
        self.word.part._element = root
        return Chapter(Document(root, self.word.part), Section(properties, self.word.part))

    def end(self, chapter: Chapter, style: str) -> None:
        """Put `chapter` behind those that have ended; `style` is for the paragraph that a table has to end with."""
        last = chapter.written[-1] if chapter.written else None
        if last is None or last.tag != qn("w:p"):
            chapter.word.add_paragraph(style=style)
        self.elements += chapter.written
        cast("CT_P", self.elements[-1]).get_or_add_pPr().append(chapter.section._sectPr)

    def bind(self) -> None:
        """Put all chapters into the body of the file; the section of the last is that of the body."""
        body = self.word.element.body
        last = self.elements[-1].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        for child in list(body):
            body.remove(child)
        body.extend([*self.elements, last])
        self.word.part._element = self.word.element

    def header(self, chapter: Chapter) -> Paragraph:
        """Give `chapter` a running header of its own, and return its paragraph."""
        self.headers += 1
        name, key = PackURI(f"/word/running{self.headers}.xml"), f"rkRunning{self.headers}"
        root = parse_xml(f"<w:hdr {nsdecls('w', 'r')}><w:p/></w:hdr>")
        part = HeaderPart(name, CT.WML_HEADER, root, self.word.part.package)
        self.word.part.rels.add_relationship(RT.HEADER, part, key)
        reference = OxmlElement("w:headerReference")
        reference.set(qn("w:type"), "default")
        reference.set(qn("r:id"), key)
        chapter.section._sectPr.insert(0, reference)
        return Paragraph(cast("CT_P", root[0]), part)


class _Relations(Relationships):
    """The relations of a part that are found in tables, as python-docx looks through all of them for each style."""

    def __init__(self, known: Relationships) -> None:
        super().__init__(known._baseURI)
        self._kinds: dict[str, list[_Relationship]] = {}
        self._ids: dict[tuple[str, object, bool], _Relationship] = {}
        for one in known.values():
            target = one.target_ref if one.is_external else one.target_part
            self.add_relationship(one.reltype, target, one.rId, one.is_external)

    def add_relationship(
        self,
        reltype: str,
        target: Part | str,
        rId: str,  # noqa: N803 - as python-docx calls it
        is_external: bool = False,
    ) -> _Relationship:
        added = super().add_relationship(reltype, target, rId, is_external)
        self._kinds.setdefault(reltype, []).append(added)
        self._ids.setdefault((reltype, target, is_external), added)
        return added

    def _get_matching(self, reltype: str, target: Part | str, is_external: bool = False) -> _Relationship | None:
        return self._ids.get((reltype, target, is_external))

    def _get_rel_of_type(self, reltype: str) -> _Relationship:
        found = self._kinds.get(reltype, [])
        return found[0] if len(found) == 1 else super()._get_rel_of_type(reltype)

    @property
    def _next_rId(self) -> str:  # noqa: N802 - as above
        return next(key for number in count(len(self) + 1) if (key := f"rId{number}") not in self)


def number_notes_anew(document: Document) -> None:
    """Have the footnotes of `document`, if it has any, counted from 1 in each section.

    It is told of the whole file: where a section tells it, LibreOffice 7 counts from 0.
    """
    for notes in document.settings.element.findall(qn("w:footnotePr")):
        mark = OxmlElement("w:numRestart")
        mark.set(qn("w:val"), "eachSect")
        notes.insert(0, mark)


def number_lines_anew(section: Section) -> None:
    """Have the lines of `section` counted from 1, where lines are counted."""
    for mark in section._sectPr.findall(qn("w:lnNumType")):
        mark.set(qn("w:restart"), "newSection")


def set_direction(section: Section, *, right_to_left: bool) -> None:
    """Have the columns of `section` follow each other from the right, or from the left."""
    for mark in section._sectPr.findall(qn("w:bidi")):
        section._sectPr.remove(mark)
    if right_to_left:
        read_right_to_left(section)


def set_columns(section: Section, number: int, gap: Length) -> None:
    """Set the text of `section` in as many columns, below what stands on the page."""
    properties = section._sectPr
    columns = properties.find(qn("w:cols"))
    assert columns is not None, "sections of ours have them"
    columns.attrib.clear()
    for child in list(columns):
        columns.remove(child)
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(twips(gap)))


def restyle(chapter: Chapter, old: str, new: str) -> None:
    """Give the paragraphs of `chapter` that have the style `old` the style `new`."""
    key, other = (chapter.word.styles[name].style_id for name in (old, new))
    for mark in chapter.word.element.iter(qn("w:pStyle")):
        if mark.get(qn("w:val")) == key:
            mark.set(qn("w:val"), other)


# --- links within and contents ----------------------------------------------------------------------------------


def add_inner_link(paragraph: Paragraph, bookmark: str) -> Runs:
    """Add a link to `bookmark` to `paragraph`; runs are added to what is returned."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("w:anchor"), bookmark)
    element.set(qn("w:history"), "1")
    paragraph._p.append(element)
    return Runs(paragraph, element)


def add_page_of(link: Runs, bookmark: str) -> None:
    """Add the number of the page on which `bookmark` is, which nobody knows before Word has counted (PAGEREF)."""
    _mark(link.add_run(), "begin")
    _instruct(link.add_run(), f"PAGEREF {bookmark} \\h")
    _mark(link.add_run(), "separate")
    _mark(link.add_run(), "end")


def make_contents(paragraphs: Iterable[Paragraph], levels: int) -> None:
    """Make `paragraphs` the contents as they stand until Word makes them anew of headings of so many levels.

    The frame round them is that of Word's own gallery, which offers to update them.
    """
    written = list(paragraphs)
    first, last = written[0], written[-1]
    frame = parse_xml(FRAME)
    first._p.addprevious(frame)
    frame[-1].extend(paragraph._p for paragraph in written)
    opening = [first.add_run() for _ in range(3)]
    _mark(opening[0], "begin")
    _instruct(opening[1], f'TOC \\o "1-{levels}" \\h \\z \\u')
    _mark(opening[2], "separate")
    for run in reversed(opening):
        first._p.insert(0 if first._p.pPr is None else 1, run._r)
    _mark(last.add_run(), "end")


FRAME = f"""
<w:sdt {nsdecls("w")}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>
</w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"""


def _mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def _instruct(run: Run, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run._r.append(instruction)
