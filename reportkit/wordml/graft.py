"""The styles of a designer's Word file, completed by those of a theme.

A style that the designer has, by its name, stays as it is; one that is missing comes from the theme. How a designer's
file becomes a document to begin with is in `reference.py`.
"""

from copy import deepcopy

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reportkit.errors import Refused
from reportkit.wordml.styles import set_level

POINTING = ("basedOn", "next", "link")
KINDS = {"paragraph": "a paragraph", "character": "a character", "table": "a table", "numbering": "a list"}


def complete(document: Document, themed: Document) -> None:
    """Add to `document` the styles of `themed` that it lacks; raise Refused where one is of another kind."""
    there = {_name(style).lower(): style for style in _styles(document)}
    wanted = {_name(style): style for style in _styles(themed)}
    missing = [style for name, style in wanted.items() if name.lower() not in there]
    for name, style in wanted.items():
        if name.lower() in there:
            _recognise(there[name.lower()], name, style)
    ids = _ids(document, there, themed, missing)
    for style in missing:
        document.styles.element.append(_copied(style, ids, designed="normal" in there))
    _complete_defaults(document)
    for level in range(1, 5):
        heading = document.styles[f"Heading {level}"]
        if heading.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None:
            set_level(heading, level)


def _styles(document: Document) -> list[BaseOxmlElement]:
    return [style for style in document.styles.element.findall(qn("w:style")) if style.xpath("w:name/@w:val")]


def _name(style: BaseOxmlElement) -> str:
    return str(style.xpath("w:name/@w:val")[0])


def _recognise(there: BaseOxmlElement, name: str, wanted: BaseOxmlElement) -> None:
    """Have a style of the designer called just as we call it; programs differ about capitals."""
    kind, other = (str(style.get(qn("w:type"), "paragraph")) for style in (wanted, there))
    if kind != other:
        raise Refused(
            f'has the style "{name}" as {KINDS[other]} style, and it is wanted as {KINDS[kind]} style',
            "give that style another name",
        )
    there.xpath("w:name")[0].set(qn("w:val"), name)


def _ids(
    document: Document, there: dict[str, BaseOxmlElement], themed: Document, missing: list[BaseOxmlElement]
) -> dict[str, str]:
    """Return what the ids of the theme's styles are in `document`: those of styles there, or free ones."""
    taken = {str(style.get(qn("w:styleId"))).lower() for style in _styles(document)}
    ids = {}
    for style in _styles(themed):
        own = str(style.get(qn("w:styleId")))
        if style in missing:
            new = own
            while new.lower() in taken:
                new += "x"
            taken.add(new.lower())
            ids[own] = new
        else:
            ids[own] = str(there[_name(style).lower()].get(qn("w:styleId")))
    return ids


def _copied(style: BaseOxmlElement, ids: dict[str, str], *, designed: bool) -> BaseOxmlElement:
    """Return a copy of a style of the theme. It says all of itself, so a designer's Normal does not show through."""
    copy = deepcopy(style)
    copy.set(qn("w:styleId"), ids[str(style.get(qn("w:styleId")))])
    copy.attrib.pop(qn("w:default"), "")
    for name in POINTING:
        pointer = copy.find(qn(f"w:{name}"))
        if pointer is None:
            continue
        if name == "basedOn" and pointer.get(qn("w:val")) == "Normal" and designed:
            copy.remove(pointer)
        else:
            pointer.set(qn("w:val"), ids[str(pointer.get(qn("w:val")))])
    return copy


def _complete_defaults(document: Document) -> None:
    """Have each kind of style one that holds where none is named."""
    for kind, name in (("paragraph", "normal"), ("table", "normal table")):
        every = [style for style in _styles(document) if style.get(qn("w:type")) == kind]
        if not any(style.get(qn("w:default")) in ("1", "true", "on") for style in every):
            next(style for style in every if _name(style).lower() == name).set(qn("w:default"), "1")
