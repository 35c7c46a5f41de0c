"""What python-docx has no words for in the text of a document: languages, links, fields, lists, tables, footnotes.

Styles are in `styles.py`; the document to begin with is in `parts.py`; packing it is in `packed.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast
from weakref import WeakKeyDictionary

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.numbering import CT_Num
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.section import Section
from docx.shared import Length
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from reportkit.wordml.pages import furniture
from reportkit.wordml.parts import LIST_LEVELS, LISTS, twips, word_language
from reportkit.wordml.styles import Faces

# --- text -------------------------------------------------------------------------------------------------------


def set_language(run: Run, language: str, faces: Faces, *, right_to_left: bool) -> None:
    """Tell Word the language of a run, so that it takes the right face, spelling and direction."""
    properties = run._r.get_or_add_rPr()
    tag = word_language(language)
    east = tag[:2] in ("ko", "ja", "zh")
    if east:
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:eastAsia"), faces.east_asia)
        fonts.set(qn("w:hint"), "eastAsia")
        style = properties.find(qn("w:rStyle"))
        properties.insert(0 if style is None else 1, fonts)
    if right_to_left:
        properties.append(OxmlElement("w:rtl"))
    mark = OxmlElement("w:lang")
    mark.set(qn("w:eastAsia" if east else "w:bidi" if right_to_left else "w:val"), tag)
    properties.append(mark)


def read_right_to_left(paragraph: Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()
    mark = OxmlElement("w:bidi")
    later = [properties.find(qn(name)) for name in ("w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")]
    first = next((child for child in later if child is not None), None)
    if first is None:
        properties.append(mark)
    else:
        first.addprevious(mark)


def set_style(paragraph: Paragraph, name: str) -> None:
    """Give a new paragraph its style.

    python-docx would ask at each step what is there already and where it belongs; so with the runs below.
    """
    properties = paragraph._p.makeelement(qn("w:pPr"))
    if key := paragraph.part.get_style_id(name, WD_STYLE_TYPE.PARAGRAPH):
        etree.SubElement(properties, qn("w:pStyle"), {qn("w:val"): key})
    paragraph._p.insert(0, properties)


class Runs:
    """What takes runs: a paragraph, or an element such as a link in it."""

    def __init__(self, paragraph: Paragraph, element: etree._Element | None = None) -> None:
        self._paragraph = paragraph
        self._element = paragraph._p if element is None else element

    def add_run(self, text: str = "", style: str | None = None) -> Run:
        run = Run(cast("CT_R", etree.SubElement(self._element, qn("w:r"))), self._paragraph)
        if style and (key := self._paragraph.part.get_style_id(style, WD_STYLE_TYPE.CHARACTER)):
            properties = etree.SubElement(run._r, qn("w:rPr"))
            etree.SubElement(properties, qn("w:rStyle"), {qn("w:val"): key})
        if TABS_AND_BREAKS.isdisjoint(text):
            _add_text(run._r, text)
        else:
            run.text = text
        return run


TABS_AND_BREAKS = frozenset("\t\r\n")
"""What is an element of its own in a run."""


def _add_text(run: etree._Element, text: str) -> None:
    if text:
        words = etree.SubElement(run, qn("w:t"))
        words.text = text
        if text.strip() != text:
            words.set(qn("xml:space"), "preserve")


def add_link(paragraph: Paragraph, target: str) -> Runs:
    """Add a hyperlink to `paragraph`; runs are added to what is returned."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True))
    paragraph._p.append(element)
    return Runs(paragraph, element)


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """Add a complex field, such as PAGE, with the result that is shown until Word computes it (ECMA-376 17.16.2)."""
    for kind in ("begin", None, "separate", "", "end"):
        run = paragraph.add_run(result if kind == "" else "")
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark round the words of `paragraph`; `number` tells it from the others of the file."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(0 if paragraph._p.pPr is None else 1, start)
    paragraph._p.append(end)


def bookmark_name(passage: str) -> str:
    """Return the hidden bookmark (its name begins with an underscore) by which the label of a passage is found again.

    Word takes 40 letters, digits and underscores; an id of other characters gets a mark of its own at the end, and so
    does one that reads like the bookmark of a heading.
    """
    if re.fullmatch(r"(?!h\d+$)[A-Za-z0-9_]{1,32}", passage):
        return f"_rk_{passage}"
    return f"_rk_{re.sub('[^A-Za-z0-9]', '_', passage)[:20]}_{sha256(passage.encode()).hexdigest()[:8]}"


def bookmark_between(number: int) -> str:
    """Return the hidden bookmark of the `number`-th heading that stands between two passages and belongs to neither."""
    return f"_rk_h{number}"


# --- drafts -----------------------------------------------------------------------------------------------------

VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'

WATERMARK = f"""
<w:r {nsdecls("w")} {VML}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas>
<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/>
</v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/>
</v:shapetype>
<v:shape alt="" type="#_x0000_t136" stroked="f" o:allowincell="f"><v:fill/><v:textpath/></v:shape>
</w:pict></w:r>"""
"""WordArt in VML, which every Word since 2000 draws; Word itself makes its watermarks of it."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """A word that lies across the page, behind its text; lengths are points, the colour is `#rrggbb`."""

    words: str
    family: str
    colour: str
    width: float
    height: float


def add_watermark(paragraph: Paragraph, mark: Watermark, number: int) -> None:
    """Lay `mark` across the pages that have `paragraph` in their header; `number` tells it from those of others."""
    run = parse_xml(WATERMARK)
    vml = "{urn:schemas-microsoft-com:vml}"
    shape = next(run.iter(f"{vml}shape"))
    # By this name Word finds it when somebody asks for the watermark to be removed.
    shape.set("id", f"PowerPlusWaterMarkObject{number}")
    shape.set("{urn:schemas-microsoft-com:office:office}spid", f"_x0000_s{2048 + number}")
    shape.set("fillcolor", mark.colour)
    shape.set(
        "style",
        f"position:absolute;margin-left:0;margin-top:0;width:{mark.width:.1f}pt;height:{mark.height:.1f}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page",
    )
    text = next(shape.iter(f"{vml}textpath"))
    text.set("style", f'font-family:"{mark.family}";font-size:1pt;font-weight:bold')
    text.set("string", mark.words)
    paragraph._p.append(run)


def number_lines(section: Section, every: int, gap: Length) -> None:
    """Have Word print the number of each line that is a multiple of `every`, counted through the document."""
    mark = OxmlElement("w:lnNumType")
    mark.set(qn("w:countBy"), str(every))
    mark.set(qn("w:distance"), str(twips(gap)))
    mark.set(qn("w:restart"), "continuous")
    # The schema wants it behind the margins.
    cast("BaseOxmlElement", section._sectPr.pgMar).addnext(mark)


def leave_out_of_line_numbers(style: BaseStyle) -> None:
    """Have Word pass over the paragraphs of `style` when it counts lines."""
    properties = style.element.get_or_add_pPr()
    later = [properties.find(qn(f"w:{name}")) for name in ("pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr")]
    mark = OxmlElement("w:suppressLineNumbers")
    first = next((child for child in later if child is not None), None)
    if first is None:
        properties.append(mark)
    else:
        first.addprevious(mark)


# --- lists ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Lists:
    """The lists of one file: which serves items of a kind and level, and its definition, as far as it was asked."""

    next: int
    serving: dict[tuple[bool, int], tuple[int, int]] = field(default_factory=dict)


_LISTS: "WeakKeyDictionary[Part, _Lists]" = WeakKeyDictionary()
"""By numbering part, as a book has too many lists to look through all of them for each new one."""


def new_list(document: Document, start: int | None, level: int) -> int:
    """Return the number of a list that begins at `start`, or of bullets where it is None, for items at `level`.

    It is that of the style of such items where that has the level, and else of ours.
    """
    part = document.part.numbering_part
    lists = _LISTS.get(part) or _LISTS.setdefault(part, _Lists(1 + max(int(one.numId) for one in part.element.num_lst)))
    bullets = start is None
    if (bullets, level) not in lists.serving:
        lists.serving[bullets, level] = _serving(document, level, bullets=bullets)
    number, definition = lists.serving[bullets, level]
    if start is None:
        return number
    new = CT_Num.new(lists.next, definition)  # type: ignore[no-untyped-call]  # python-docx has types for some things
    part.element._insert_num(new)
    lists.next += 1
    for deeper in range(LIST_LEVELS):
        new.add_lvlOverride(deeper).add_startOverride(start if deeper == 0 else 1)
    return int(new.numId)


def _serving(document: Document, level: int, *, bullets: bool) -> tuple[int, int]:
    """Return the number of the list whose items at `level` look right, and that of its definition."""
    numbering = document.part.numbering_part.element
    definitions = {one.get(qn("w:abstractNumId")): one for one in numbering.findall(qn("w:abstractNum"))}
    used = {
        int(one.numId): definitions[str(one.abstractNumId.val)]
        for one in numbering.findall(qn("w:num"))
        if str(one.abstractNumId.val) in definitions
    }
    number = _list_of(document.styles["List Bullet" if bullets else "List Number"])
    if number not in used or str(level) not in _values(used[number], "lvl", "ilvl"):
        ours = LISTS[not bullets]
        number = next(key for key, definition in used.items() if ours in _values(definition, "name", "val"))
    return number, int(used[number].get(qn("w:abstractNumId"), "0"))


def _values(element: etree._Element, name: str, attribute: str) -> list[str]:
    return [child.get(qn(f"w:{attribute}"), "") for child in element.findall(qn(f"w:{name}"))]


def _list_of(style: BaseStyle | None) -> int:
    """Return the number of the list whose items have `style`, or 0."""
    while isinstance(style, ParagraphStyle):
        found = style.element.xpath("w:pPr/w:numPr/w:numId/@w:val")
        if found:
            return int(found[0])
        style = style.base_style
    return 0


def number_paragraph(paragraph: Paragraph, list_number: int, level: int) -> None:
    """Make `paragraph` an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]  # python-docx makes it
    properties.get_or_add_ilvl().val = min(level, LIST_LEVELS - 1)
    properties.get_or_add_numId().val = list_number


# --- tables -----------------------------------------------------------------------------------------------------


def set_widths(table: Table, widths: Iterable[Length]) -> None:
    """Fix the widths of a table's columns, in the grid and in each cell: some readers obey one, some the other."""
    table.autofit = False
    widths = list(widths)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # python-docx has written a width into each cell, and would look for it with every step.
    every = [str(width.twips) for width in widths]
    for row in table._tbl.iterfind(qn("w:tr")):
        for cell, twentieths in zip(row.iterfind(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcW')}"), every, strict=True):
            cell.set(qn("w:w"), twentieths)


def plain_cells(row: _Row) -> list[_Cell]:
    """Return the cells of a row, none of which is joined with others: python-docx would ask each of them."""
    return [_Cell(cell, row.table) for cell in row._tr.tc_lst]


def make_header(table: Table) -> None:
    """Repeat the first row of `table` on each page, dress it as one, and tell screen readers that it is the header."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _look(table, head=True)


def be_plain(table: Table) -> None:
    """Dress no row or column of `table` as a head, as it is there for the layout only."""
    _look(table, head=False)


def _look(table: Table, *, head: bool) -> None:
    """Tell which parts of its style a table has (ECMA-376 17.4.55): of the rows and columns apart, the first row."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert look is not None, "python-docx writes one into every table"
    look.attrib.clear()
    look.set(qn("w:val"), "0420" if head else "0600")
    flags = {"firstRow": head, "lastRow": False, "firstColumn": False, "lastColumn": False, "noHBand": not head}
    for name, value in {**flags, "noVBand": True}.items():
        look.set(qn(f"w:{name}"), str(int(value)))


def keep_whole(table: Table) -> None:
    """Let no row of `table` break across pages."""
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def read_table_right_to_left(table: Table) -> None:
    properties = table._tbl.tblPr
    mark = OxmlElement("w:bidiVisual")
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, mark)


def describe_table(table: Table, title: str) -> None:
    """Give `table` the alternative text that Word reads out."""
    mark = OxmlElement("w:tblCaption")
    mark.set(qn("w:val"), title)
    table._tbl.tblPr.append(mark)


def describe_picture(run: Run, alt: str) -> None:
    """Give the picture in `run` its alternative text and no gap around it."""
    for inline in run._r.xpath(".//wp:inline"):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for properties in run._r.xpath(".//wp:docPr"):
        properties.set("descr", alt)


def number_drawings(document: Document, alt: str) -> None:
    """Give each drawing of `document`, in its headers and footers too, a number and a name of its own.

    Those that nobody described, which are a designer's, are described by `alt`.
    """
    stories = [document.element, *(part.element for part in furniture(document))]
    drawings = [drawing for story in stories for drawing in story.iter(qn("wp:docPr"))]
    for number, properties in enumerate(drawings, 1):
        properties.set("id", str(number))
        properties.set("name", f"Drawing {number}")
        properties.set("descr", properties.get("descr") or alt)
        for picture in properties.getparent().xpath(".//*[local-name() = 'cNvPr']"):
            picture.set("id", str(number))
            picture.set("name", f"Drawing {number}")


def join_above(row: _Row) -> None:
    """Draw no rule between `row` and the one above it, as they belong together."""
    above = cast("CT_Row", row._tr.getprevious())
    for cells, edge in ((row._tr.tc_lst, "top"), (above.tc_lst, "bottom")):
        for cell in cells:
            properties = cell.get_or_add_tcPr()
            borders = properties.find(qn("w:tcBorders"))
            if borders is None:
                borders = etree.SubElement(properties, qn("w:tcBorders"))
            mark = etree.SubElement(borders, qn(f"w:{edge}"), {qn("w:val"): "nil"})
            if edge == "top":
                borders.insert(0, mark)


# --- footnotes --------------------------------------------------------------------------------------------------


RULE = """<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:r><w:{}/></w:r></w:p>"""
"""The line above the footnotes, close to them whatever ordinary paragraphs keep."""

FOOTNOTES = f"""
<w:footnotes {nsdecls("w", "r")}>
  <w:footnote w:type="separator" w:id="-1">{RULE.format("separator")}</w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0">{RULE.format("continuationSeparator")}</w:footnote>
</w:footnotes>"""


class Footnotes(StoryPart):
    """The part that holds the footnotes (ECMA-376 17.11.15)."""

    @classmethod
    def of(cls, document: Document) -> "Footnotes":
        """Return the footnotes of `document`, made at the first call."""
        for found in document.part.rels.values():
            if found.reltype == RT.FOOTNOTES:
                return cast("Footnotes", found.target_part)
        part = cls(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, parse_xml(FOOTNOTES), document.part.package)
        document.part.relate_to(part, RT.FOOTNOTES)
        separators = f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        document.settings.element.find(qn("w:compat")).addprevious(parse_xml(separators))
        return part

    def add(self, number: int, style: str) -> Paragraph:
        """Add the footnote `number` and return its paragraph, which begins with its mark."""
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        self.element.append(note)
        paragraph = Paragraph(cast("CT_P", OxmlElement("w:p")), self)
        note.append(paragraph._p)
        set_style(paragraph, style)
        return paragraph


def add_note_mark(run: Run, number: int | None) -> None:
    """Put into `run` the mark of the footnote `number`, or the note's own mark when None."""
    mark = OxmlElement("w:footnoteRef" if number is None else "w:footnoteReference")
    if number is not None:
        mark.set(qn("w:id"), str(number))
    run._r.append(mark)
