"""What makes a Word file one that is sent out for review: marks of changes, protection, properties, a remark, shading.

How changes are written down is in `redline.py`, and how they are read in `revisions.py`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

PROTECTIONS = {"tracked": "trackedChanges", "comments": "comments"}
"""What a file may be protected against, by our word for it: changes without marks, and changes at all."""

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
OF_USERS = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that people may name as they like ([MS-OLEPS] 2.19)."""

FIRST_PROPERTY = 2
"""The numbers before it have a meaning of their own."""

REMARK, REMARK_MARK = "annotation text", "annotation reference"
"""The styles of remarks in the margin, as Word calls them."""


def track_changes(document: Document, protect: str = "") -> None:
    """Have Word mark all changes from now on; `protect`, one of PROTECTIONS, locks more of it, without a password."""
    marks = [OxmlElement("w:trackRevisions")]
    if protect:
        lock = OxmlElement("w:documentProtection")
        lock.set(qn("w:edit"), PROTECTIONS[protect])
        lock.set(qn("w:enforcement"), "1")
        marks.append(lock)
    settings: Any = document.settings.element  # python-docx has no types for it
    for mark in marks:
        # The schema wants them in front of the tab stops.
        settings.find(qn("w:defaultTabStop")).addprevious(mark)


def set_properties(document: Document, values: Mapping[str, str]) -> None:
    """Give a file that has none its custom properties (ECMA-376 part 1, 22.3)."""
    root = etree.fromstring(f'<Properties xmlns="{PROPERTIES}" xmlns:vt="{VALUES}"/>')
    for number, (name, value) in enumerate(values.items(), FIRST_PROPERTY):
        told = etree.SubElement(root, f"{{{PROPERTIES}}}property", fmtid=OF_USERS, pid=str(number), name=name)
        etree.SubElement(told, f"{{{VALUES}}}lpwstr").text = value
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, data, package)
    package.relate_to(part, RT.CUSTOM_PROPERTIES)


def add_remark(document: Document, paragraph: Paragraph, words: str, author: str, made: datetime) -> None:
    """Put `words`, a paragraph a line, into the margin beside all of `paragraph`."""
    initials = "".join(word[0] for word in author.split())
    remark = document.add_comment(paragraph.runs, words, author=author, initials=initials[:9])
    # python-docx takes the date from the clock, and styles of its own template.
    element = cast("etree._Element", remark._comment_elm)
    element.set(qn("w:date"), made.strftime("%Y-%m-%dT%H:%M:%SZ"))
    style, mark = (_id(document, name) for name in (REMARK, REMARK_MARK))
    for used, id in (("pStyle", style), ("rStyle", mark)):
        for one in (*element.iter(qn(f"w:{used}")), *paragraph._p.iter(qn(f"w:{used}"))):
            if one.get(qn("w:val")) in ("CommentText", "CommentReference"):
                one.set(qn("w:val"), id)


def _id(document: Document, name: str) -> str:
    return str(document.styles[name].style_id)


def shade(paragraph: Paragraph, colour: str, padding: int) -> None:
    """Lay a new paragraph, which has a style and nothing else, on `colour`.

    The colour reaches so many points beyond the words; with none, the paragraph keeps the borders of its style.
    """
    properties = paragraph._p.get_or_add_pPr()
    if padding:
        borders = OxmlElement("w:pBdr")
        for edge in ("top", "left", "bottom", "right"):
            told = {"val": "single", "sz": "2", "space": str(padding), "color": colour.lstrip("#")}
            etree.SubElement(borders, qn(f"w:{edge}"), {qn(f"w:{name}"): value for name, value in told.items()})
        properties.append(borders)
    properties.append(_shading(colour))


def shade_cell(cell: _Cell, colour: str) -> None:
    """Lay a new cell of a table on `colour`."""
    cell._tc.get_or_add_tcPr().append(_shading(colour))


def _shading(colour: str) -> etree._Element:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour.lstrip("#"))):
        shading.set(qn(f"w:{name}"), value)
    return shading
