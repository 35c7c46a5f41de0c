"""What python-docx has no words for about styles: faces for every script, figures, rules, table styles, fonts.

Which styles a theme has is in `render/_styles.py`.
"""

from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from lxml import etree

from reportkit.wordml.parts import W14


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
        "Title",
        "toc 1",
        "toc 2",
        "toc 3",
        "TOC Heading",
        "Subtitle",
        "List Bullet",
        "List Number",
        "List Continue",
        "List Continue 2",
        "List Continue 3",
        "List Continue 4",
        "List Continue 5",
        "Quote",
        "Caption",
        "header",
        "footer",
        "footnote text",
        "footnote reference",
        "annotation text",
        "annotation reference",
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


FIGURES = {
    "old-style": ("oldStyle", "proportional"),
    "lining": ("lining", "proportional"),
    "tabular": ("lining", "tabular"),
}
"""The form and the spacing of figures ([MS-DOCX] 2.6.1), which Word asks of fonts that have both."""


def set_figures(style: CharacterStyle, figures: str) -> None:
    """Choose the `figures` of a style; they come last in its properties, so set all else before."""
    properties = style.element.get_or_add_rPr()
    for name, value in zip(("numForm", "numSpacing"), FIGURES[figures], strict=True):
        etree.SubElement(properties, f"{{{W14}}}{name}").set(f"{{{W14}}}val", value)


def set_level(style: ParagraphStyle, level: int) -> None:
    """Give the paragraphs of `style` their place in the outline, 1 for titles; ordinary text follows them."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(mark)


def set_list(style: ParagraphStyle, number: int) -> None:
    """Make the paragraphs of `style` items of the list `number`."""
    style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number


def set_border(style: BaseStyle, side: str, points: float, colour: str, space: int = 1) -> None:
    """Draw a rule at `side` (top, bottom, left) of a style's paragraphs; `space` is the gap to the text in points."""
    _add_borders(style, _rule(side, points, colour, space))


def turn_border(style: BaseStyle, points: float, colour: str, space: int, *, to: str) -> None:
    """Draw the rule at the side `to` (left, right), and not at the other, where the style has it that is below."""
    sides = [_rule(side, points, colour, space) if side == to else NO_RULE.format(side) for side in ("left", "right")]
    _add_borders(style, "".join(sides))


NO_RULE = '<w:{} w:val="nil"/>'


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
    """Tell in the font table what Word may take where a family is not installed."""
    part = next(found.target_part for found in document.part.rels.values() if found.reltype == RT.FONT_TABLE)
    fonts = parse_xml(part.blob)
    known = {font.get(qn("w:name")) for font in fonts}
    for family, other in fallbacks.items():
        if family not in known:
            font = etree.SubElement(fonts, qn("w:font"), {qn("w:name"): family})
            etree.SubElement(font, qn("w:altName"), {qn("w:val"): other})
    part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
