"""Fields in the text of a Word file (ECMA-376 17.16): found, filled, and taken out.

A simple field is an element; a complex one is a row of runs between marks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docx.oxml.ns import nsdecls, qn
from lxml import etree

KEPT = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|TITLE)((\s+\\\S+|\s+MERGEFORMAT|\s+Arabic|\s+roman|\s+ROMAN)*)\s*")
"""What a letterhead may compute: numbers of pages, and the title of the document."""

TITLE = f'<w:fldSimple {nsdecls("w")} w:instr=" TITLE "><w:r><w:t/></w:r></w:fldSimple>'


@dataclass(slots=True)
class Field:
    """A complex field: its instruction, its runs, and those that show its result."""

    code: str = ""
    runs: list[etree._Element] = field(default_factory=list)
    result: list[etree._Element] = field(default_factory=list)
    nested: bool = False


def complex_fields(root: etree._Element) -> Iterator[Field]:
    """Yield the complex fields of a story that lie in no other one."""
    depth, found, shown = 0, Field(), False
    for run in list(root.iter(qn("w:r"))):
        marks = [mark.get(qn("w:fldCharType")) for mark in run.iter(qn("w:fldChar"))]
        if depth == 0 and "begin" not in marks:
            continue
        depth += marks.count("begin")
        found.nested |= depth > 1
        found.runs.append(run)
        if depth == 1 and "separate" in marks:
            shown = True
        elif shown and "end" not in marks:
            found.result.append(run)
        elif not shown:
            found.code += "".join(text.text or "" for text in run.iter(qn("w:instrText")))
        depth -= marks.count("end")
        if depth <= 0:
            yield found
            depth, found, shown = 0, Field(), False
    if found.runs:
        yield found


def tame(root: etree._Element) -> None:
    """Take out of a story the fields that ask for more than numbers and the title; links keep their words."""
    for found in complex_fields(root):
        name = (found.code.split() or [""])[0].upper()
        if name == "HYPERLINK":
            _remove(run for run in found.runs if run not in found.result)
        elif found.nested or not KEPT.fullmatch(found.code):
            _remove(found.runs)
        elif name == "TITLE":
            found.runs[0].addprevious(_title(found.result))
            _remove(found.runs)
    for simple in list(root.iter(qn("w:fldSimple"))):
        code = simple.get(qn("w:instr"), "")
        if code.split()[:1] == ["HYPERLINK"]:
            unwrap(simple)
        elif not KEPT.fullmatch(code):
            _remove([simple])
        elif "TITLE" in code:
            simple.addprevious(_title(list(simple.iter(qn("w:r")))))
            _remove([simple])


def _title(runs: list[etree._Element]) -> etree._Element:
    simple = etree.fromstring(TITLE)
    look = runs[0].find(qn("w:rPr")) if runs else None
    if look is not None:
        simple[0].insert(0, look)
    return simple


def fill_titles(root: etree._Element, title: str) -> None:
    """Show `title` where a letterhead asks for it, as Word does not compute that field by itself."""
    for simple in root.iter(qn("w:fldSimple")):
        if "TITLE" in simple.get(qn("w:instr"), ""):
            for text in simple.iter(qn("w:t")):
                text.text = title


def numbers_pages(root: etree._Element) -> bool:
    """Tell whether a story shows the number of its page."""
    codes = [found.code for found in complex_fields(root)]
    codes += [simple.get(qn("w:instr"), "") for simple in root.iter(qn("w:fldSimple"))]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def unwrap(element: etree._Element) -> None:
    """Put the children of `element` in its place."""
    for child in list(element):
        element.addprevious(child)
    _remove([element])


def _remove(elements: Iterable[etree._Element]) -> None:
    for element in list(elements):
        if (parent := element.getparent()) is not None:
            parent.remove(element)
