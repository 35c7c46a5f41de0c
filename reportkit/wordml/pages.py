"""What python-docx has no words for about pages: their columns, and what their headers and footers hold."""

from typing import cast

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.section import Section
from docx.shared import Length, Twips
from lxml import etree

SPACE = 720
"""The space between columns, in twentieths of a point, where a file says nothing."""


def column_width(section: Section, width: Length) -> Length:
    """Return the width of the narrowest of the columns that share `width`."""
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        return width
    widths = [int(column.get(qn("w:w"), "0")) for column in columns]
    if widths and columns.get(qn("w:equalWidth")) in ("0", "false", "off"):
        return min(Twips(min(widths)), width)
    number = max(int(columns.get(qn("w:num"), "1")), 1)
    return Length((width - (number - 1) * Twips(int(columns.get(qn("w:space"), SPACE)))) // number)


def scale_columns(section: Section, scale: float) -> None:
    """Make columns whose widths are given narrower; others share what there is."""
    for column in section._sectPr.iter(qn("w:col")):
        for name in ("w", "space"):
            if (length := column.get(qn(f"w:{name}"))) is not None:
                column.set(qn(f"w:{name}"), str(int(int(length) * scale)))


def read_right_to_left(section: Section) -> None:
    """Have the columns of `section` follow each other from the right."""
    properties = section._sectPr
    if properties.find(qn("w:bidi")) is None:
        later = [properties.find(qn(f"w:{name}")) for name in ("rtlGutter", "docGrid")]
        properties.append(OxmlElement("w:bidi"))
        # The schema wants these behind it.
        properties.extend(one for one in later if one is not None)


def furniture(document: Document) -> list[StoryPart]:
    """Return the headers and footers of `document`, in the order in which its sections name them."""
    references = document.element.xpath("//w:sectPr/w:headerReference | //w:sectPr/w:footerReference")
    return [cast("StoryPart", document.part.related_parts[one.get(qn("r:id"))]) for one in references]


def holds_something(part: StoryPart, but: etree._Element | None = None) -> bool:
    """Tell whether a header or footer has words or pictures, those in `but` left aside."""
    found = part.element.iter(qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:fldChar"), qn("w:fldSimple"))
    own = (one for one in found if but is None or but not in one.iterancestors())
    return any(one.tag != qn("w:t") or (one.text or "").strip() for one in own)
