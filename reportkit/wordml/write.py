"""What python-docx has no words for: a clean document to begin with, styles, languages, lists, footnotes, packing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from babel.core import get_global
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

# --- a document to begin with -----------------------------------------------------------------------------------

STRAYS = (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)
"""What the template of python-docx says of the package, and what is not true of ours."""

STRAY_PARTS = (
    RT.CUSTOM_XML,
    RT.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
"""Parts of that template which overrule our styles or make Word repair the file."""

WORD_URI = "http://schemas.microsoft.com/office/word"

SETTINGS = f"""
<w:settings {nsdecls("w")}>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="{WORD_URI}" w:val="15"/>
    <w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{WORD_URI}" w:val="1"/>
    <w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{WORD_URI}" w:val="1"/>
    <w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{WORD_URI}" w:val="1"/>
  </w:compat>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>"""
"""Compatibility mode 15, so that Word of 2013 and later shows no such mode in its title bar."""

NUMBERING = f"""
<w:numbering {nsdecls("w")}>
  <w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{{bullets}}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{{numbers}}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""

LEVEL = """
<w:lvl w:ilvl="{level}">
<w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr></w:lvl>"""

LIST_LEVELS = 9
MARK_WIDTH = Mm(5)
"""The room for the mark of a list item, in front of its words."""

FOOTNOTES = f"""
<w:footnotes {nsdecls("w", "r")}>
  <w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
  <w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


def blank(language: str, list_indent: Length) -> Document:
    """Return an empty Word document in `language` (BCP 47): mode 15, Word's four default styles, no stray parts.

    Its lists are set in by `list_indent` a level.
    """
    document = docx.Document()
    _drop(document.part.package.rels, STRAYS)
    _drop(document.part.rels, STRAY_PARTS)
    _replace(document.settings.element, SETTINGS)
    _replace(document.part.numbering_part.element, _numbering(list_indent))
    _clear_styles(document, language)
    return document


def _drop(relationships: dict[str, object], kinds: Iterable[str]) -> None:
    for key in [key for key, found in relationships.items() if found.reltype in kinds]:  # type: ignore[attr-defined]
        del relationships[key]


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Give `element` the children that `xml` has."""
    element[:] = list(parse_xml(xml))


def _numbering(indent: Length) -> str:
    return NUMBERING.format(
        bullets="".join(_level(level, "bullet", "–" if level else "•", indent) for level in range(LIST_LEVELS)),
        numbers="".join(_level(level, "decimal", f"%{level + 1}.", indent) for level in range(LIST_LEVELS)),
    )


def _level(level: int, format: str, text: str, step: Length) -> str:
    indent, hanging = _twips(step * (level + 1)), _twips(min(step, MARK_WIDTH))
    return LEVEL.format(level=level, format=format, text=text, indent=indent, hanging=hanging)


def _twips(length: int) -> int:
    return round(length / Pt(1) * 20)


def _clear_styles(document: Document, language: str) -> None:
    styles = document.styles.element
    for style in [*styles.findall(qn("w:style")), *styles.findall(qn("w:latentStyles"))]:
        if style.get(qn("w:default")) != "1":
            styles.remove(style)
    normal = document.styles["Normal"].element
    for child in normal.xpath("w:rPr | w:pPr"):
        normal.remove(child)
    tongue = word_language(language)
    east = tongue if tongue[:2] in ("ko", "ja", "zh") else "ko-KR"
    # Latin words in other scripts are English to Word, which else breaks them as it breaks Han.
    latin = "en-US" if tongue[:2] in ("ko", "ja", "zh", "ar", "fa", "he", "ur") else tongue
    defaults = parse_xml(
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:lang w:val="{latin}" w:eastAsia="{east}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    styles.replace(styles.find(qn("w:docDefaults")), defaults)


def word_language(tag: str) -> str:
    """Return the language-REGION tag that Word knows for a BCP 47 `tag`: `ko` is `ko-KR`, `zh-Hant` is `zh-TW`."""
    parts = tag.replace("_", "-").split("-")
    if parts[0] == "und":
        return "x-none"
    if len(parts[-1]) == 2 and len(parts) > 1:
        return f"{parts[0]}-{parts[-1].upper()}"
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts)) or likely.get(parts[0], f"{parts[0]}_Latn_US")
    return f"{parts[0]}-{full.split('_')[-1]}"


# --- styles -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Faces:
    """The families of one style: Latin, East Asian, and complex scripts."""

    latin: str
    east_asia: str
    complex: str


def new_paragraph_style(document: Document, name: str, based_on: str) -> ParagraphStyle:
    """Add a paragraph style that takes what it does not say from the style `based_on`."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in BUILT_IN)
    style.base_style = document.styles[based_on]
    style.quick_style = True
    return cast("ParagraphStyle", style)


def new_character_style(document: Document, name: str) -> CharacterStyle:
    """Add a character style."""
    return cast("CharacterStyle", document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name in BUILT_IN))


BUILT_IN = frozenset(
    {
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Heading 4",
        "Subtitle",
        "List Bullet",
        "List Number",
        "List Continue",
        "Quote",
        "Caption",
        "header",
        "footer",
        "footnote text",
        "footnote reference",
        "Hyperlink",
        "line number",
        "Emphasis",
        "Strong",
    }
)
"""Styles that every Word knows by these names, so that its own functions find them."""


def set_faces(style: CharacterStyle, faces: Faces) -> None:
    """Give a style its families for every script, without the theme fonts that would win over them."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script, family in (
        ("ascii", faces.latin),
        ("hAnsi", faces.latin),
        ("eastAsia", faces.east_asia),
        ("cs", faces.complex),
    ):
        fonts.set(qn(f"w:{script}"), family)


def set_complex(style: CharacterStyle) -> None:
    """Repeat a style's size, weight and slant for complex scripts, which Word keeps apart."""
    properties = style.element.get_or_add_rPr()
    for plain, complex in (("w:b", "w:bCs"), ("w:i", "w:iCs"), ("w:sz", "w:szCs")):
        found = properties.find(qn(plain))
        if found is not None:
            twin = OxmlElement(complex)
            for name, value in found.attrib.items():
                twin.set(name, value)
            found.addnext(twin)


def set_border(style: BaseStyle, side: str, points: float, colour: str, space: int = 1) -> None:
    """Draw a rule at `side` (top, bottom, left) of a style's paragraphs; `space` is the gap to the text in points."""
    _add_borders(style, _rule(side, points, colour, space))


def set_fill(style: BaseStyle, colour: str, *, padding: float) -> None:
    """Lay a style's paragraphs on `colour`, which reaches `padding` points (at most 31) beyond the words."""
    edges = "".join(_rule(edge, 0.25, colour, round(padding)) for edge in ("top", "left", "bottom", "right"))
    shading = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour.lstrip("#")}"/>'
    _add_borders(style, edges).addnext(parse_xml(shading))


def _add_borders(style: BaseStyle, rules: str) -> BaseOxmlElement:
    properties = style.element.get_or_add_pPr()
    borders: BaseOxmlElement = parse_xml(f"<w:pBdr {nsdecls('w')}>{rules}</w:pBdr>")
    # The schema wants w:pBdr behind these and before all others.
    earlier = {qn(f"w:{name}") for name in ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")}
    properties.insert(sum(child.tag in earlier for child in properties), borders)
    return borders


def new_table_style(
    document: Document,
    name: str,
    borders: dict[str, tuple[float, str]],
    cell: tuple[float, float],
    head: tuple[float, str] | None = None,
) -> None:
    """Add a table style. A border is its weight in points and its colour as `#rrggbb`, by edge (top, bottom, insideH).

    `cell` is the space in a cell, in points: above and below its words, and behind them; `head` is the rule below the
    header row.
    """
    rules = "".join(_rule(edge, *rule) for edge, rule in borders.items())
    below = f"<w:tcPr><w:tcBorders>{_rule('bottom', *head)}</w:tcBorders></w:tcPr>" if head else ""
    first_row = f'<w:tblStylePr w:type="firstRow">{below}</w:tblStylePr>' if below else ""
    edges = {"top": cell[0], "left": 0, "bottom": cell[0], "right": cell[1]}
    margins = "".join(f'<w:{edge} w:w="{round(points * 20)}" w:type="dxa"/>' for edge, points in edges.items())
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name.replace(" ", "")}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>'
            f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first_row}</w:style>"
        )
    )


def _rule(edge: str, points: float, colour: str, space: int = 0) -> str:
    width, ink = round(points * 8), colour.lstrip("#")
    return f'<w:{edge} w:val="single" w:sz="{width}" w:space="{space}" w:color="{ink}"/>'


def name_fallbacks(document: Document, fallbacks: dict[str, str]) -> None:
    """Write the font table: what Word may take where a family is not installed."""
    part = next(found.target_part for found in document.part.rels.values() if found.reltype == RT.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{family}"><w:altName w:val="{other}"/></w:font>' for family, other in fallbacks.items()
    )
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


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


def add_link(paragraph: Paragraph, target: str) -> "LinkText":
    """Add a hyperlink to `paragraph`; runs are added to what is returned."""
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True))
    paragraph._p.append(element)
    return LinkText(element, paragraph)


class LinkText:
    """The words of a hyperlink, to which runs are added as to a paragraph."""

    def __init__(self, element: etree._Element, paragraph: Paragraph) -> None:
        self._element = element
        self._paragraph = paragraph

    def add_run(self, text: str = "", style: str | None = None) -> Run:
        run = self._paragraph.add_run(text, style)
        self._element.append(run._r)
        return run


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

    Word takes 40 letters, digits and underscores; an id of other characters gets a mark of its own at the end.
    """
    if re.fullmatch(r"[A-Za-z0-9_]{1,32}", passage):
        return f"_rk_{passage}"
    return f"_rk_{re.sub('[^A-Za-z0-9]', '_', passage)[:20]}_{sha256(passage.encode()).hexdigest()[:8]}"


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
    mark.set(qn("w:distance"), str(_twips(gap)))
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


def new_list(document: Document, start: int | None) -> int:
    """Return the number of a list that begins at `start`, or of the bullets where it is None."""
    if start is None:
        return 1
    numbering = document.part.numbering_part.element
    number = numbering.add_num(1)
    for level in range(LIST_LEVELS):
        number.add_lvlOverride(level).add_startOverride(start if level == 0 else 1)
    return int(number.numId)


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
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def make_header(row: _Row) -> None:
    """Repeat `row` on each page and tell screen readers that it is the header."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


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


def describe_picture(run: Run, alt: str, number: int) -> None:
    """Give the picture in `run` its alternative text, a name and id of its own, and no gap around it."""
    for inline in run._r.xpath(".//wp:inline"):
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
    for properties in run._r.xpath(".//wp:docPr"):
        properties.set("id", str(number))
        properties.set("name", f"Picture {number}")
        properties.set("descr", alt)
    for properties in run._r.xpath(".//pic:cNvPr"):
        properties.set("id", str(number))
        properties.set("name", f"Picture {number}")


def join_above(row: _Row) -> None:
    """Draw no rule between `row` and the one above it, as they belong together."""
    above = cast("CT_Row", row._tr.getprevious())
    for cells, edge in ((row._tr.tc_lst, "top"), (above.tc_lst, "bottom")):
        for cell in cells:
            properties = cell.get_or_add_tcPr()
            borders = properties.find(qn("w:tcBorders"))
            if borders is None:
                borders = OxmlElement("w:tcBorders")
                properties.append(borders)
            mark = OxmlElement(f"w:{edge}")
            mark.set(qn("w:val"), "nil")
            borders.insert(0 if edge == "top" else len(borders), mark)


# --- footnotes --------------------------------------------------------------------------------------------------


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
        paragraph.style = style
        return paragraph


def add_note_mark(run: Run, number: int | None) -> None:
    """Put into `run` the mark of the footnote `number`, or the note's own mark when None."""
    mark = OxmlElement("w:footnoteRef" if number is None else "w:footnoteReference")
    if number is not None:
        mark.set(qn("w:id"), str(number))
    run._r.append(mark)


# --- the finished file ------------------------------------------------------------------------------------------

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def packed(document: Document) -> bytes:
    """Return `document` as the bytes of a .docx, the same for the same document at any time and place."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for member in source.infolist():
            info = ZipInfo(member.filename, ZIP_TIME)
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, ZIP_DEFLATED
            target.writestr(info, source.read(member))
    return out.getvalue()
