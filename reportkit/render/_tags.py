"""The tags of a PDF as a tree that can be mended, between WeasyPrint's objects and those of the finished file.

What is mended is in `_finish.py`. A tag is what ISO 32000-1, 14.7 calls a structure element; a mark is one piece of
content of a page; a handle leads from a tag to an annotation, such as a link.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, NamedTuple, TypeAlias

import pydyf

from reportkit.render._boxes import InMargin

Reference = bytes
"""How one object of a PDF names another: `b"12 0 R"`."""


class Mark(NamedTuple):
    """A piece of content: its page, and its number there."""

    page: Reference
    number: int


class Handle(NamedTuple):
    """The object that leads to an annotation, and the annotation."""

    reference: Reference
    annotation: Reference


Kid: TypeAlias = "Tag | Mark | Handle"


@dataclass(eq=False, slots=True)
class Tag:
    """One tag and what it leads to, in reading order.

    `box` is the box of the page that it was made from, None for the document and for what we add; `source` is its
    object in the PDF, once it has one.
    """

    role: str
    page: Reference
    kids: list[Kid]
    box: Any = None  # neither WeasyPrint nor pydyf has types
    entries: dict[str, Any] = field(default_factory=dict)
    source: Any = None

    @property
    def tags(self) -> "list[Tag]":
        """The tags among its kids."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    @property
    def marks(self) -> list[Mark]:
        """The marks among its kids."""
        return [kid for kid in self.kids if isinstance(kid, Mark)]

    @property
    def handles(self) -> list[Handle]:
        """The handles among its kids."""
        return [kid for kid in self.kids if isinstance(kid, Handle)]

    @property
    def element(self) -> Any:
        """The element of the HTML page, None where there is none."""
        return self.box.element if self.box else None

    @property
    def name(self) -> str:
        """The name of the element, or of the part of it that style sheets make: `span`, `li::marker`."""
        return (self.box.element_tag if self.box else None) or ""

    @property
    def identity(self) -> tuple[Any, str]:
        """What its pieces on several lines and pages have in common."""
        return self.element, self.name

    def get(self, attribute: str) -> str:
        """Return an attribute of the element, empty where it has none."""
        return str(self.element.get(attribute, "")) if self.element is not None else ""

    def put(self, owner: str, name: str, value: Any) -> None:
        """Set an attribute of the tag; `owner` is `Table`, `List` or `Layout`."""
        self.entries.setdefault("A", pydyf.Dictionary({"O": f"/{owner}"}))[name] = value

    def leave_out(self, name: str) -> None:
        """Take out the tags below it of elements of the class `name`."""
        self.kids = [kid for kid in self.kids if not (isinstance(kid, Tag) and name in kid.get("class").split())]
        for kid in self.tags:
            kid.leave_out(name)

    def walk(self) -> "Iterator[Tag]":
        """Yield this tag and all below it in reading order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting += reversed(tag.tags)


class Margin(NamedTuple):
    """Where in the margin a mark stands: the name of the margin box, and the boxes around the mark, innermost first."""

    name: str
    boxes: tuple[Any, ...]

    def has_class(self, name: str) -> bool:
        """Tell whether it stands in an element of the class `name`."""
        elements = (box.element for box in self.boxes if box.element is not None)
        return any(name in element.get("class", "").split() for element in elements)


@dataclass(frozen=True, slots=True)
class Tree:
    """The tags of one document, and its marks in the margins, which no tag leads to."""

    document: Tag
    margins: dict[Mark, Margin]


# --- from WeasyPrint --------------------------------------------------------------------------------------------


def read(pdf: Any) -> Tree:
    """Return the tags that WeasyPrint made."""
    root = _root(pdf)
    margins = {
        Mark(page, number): Margin(reference.margin, tuple(_boxes(pdf, reference)))
        for page, slots in _pages(pdf)
        for number, reference in enumerate(slots)
        if isinstance(reference, InMargin)
    }
    return Tree(_tag(pdf, resolved(pdf, root["K"][0]), b""), margins)


def resolved(pdf: Any, reference: Reference) -> Any:
    """Return the object that `reference` leads to."""
    return pdf.objects[int(reference.split()[0])]


def all_marks(pdf: Any) -> Iterator[Mark]:
    """Yield the marks of all pages."""
    for page, slots in _pages(pdf):
        yield from (Mark(page, number) for number in range(len(slots)))


def _root(pdf: Any) -> Any:
    return resolved(pdf, pdf.catalog["StructTreeRoot"])


def _pages(pdf: Any) -> Iterator[tuple[Reference, list[Reference]]]:
    """Yield each page with the tags of its marks, by their numbers."""
    slots = resolved(pdf, _root(pdf)["ParentTree"])["Nums"][1::2]
    yield from zip(pdf.page_references, slots, strict=False)


def _tag(pdf: Any, source: Any, page: Reference) -> Tag:
    page = source.get("Pg", page)
    entries = {name: value for name, value in source.items() if name not in ("Type", "S", "P", "K", "Pg")}
    kids = [_kid(pdf, kid, page) for kid in source["K"]]
    return Tag(source["S"].lstrip("/"), page, kids, getattr(source, "box", None), entries, source)


def _kid(pdf: Any, kid: int | Reference, page: Reference) -> Kid:
    """Return a kid; a line of text, to which WeasyPrint gives a tag of its own, is the mark of its words."""
    if isinstance(kid, int):
        return Mark(page, kid)
    source = resolved(pdf, kid)
    if source["Type"] == "/OBJR":
        return Handle(kid, source["Obj"])
    if source["S"] == "/Span" and not hasattr(source, "box"):
        return Mark(source["Pg"], source["K"][0])
    return _tag(pdf, source, page)


def _boxes(pdf: Any, reference: Reference) -> Iterator[Any]:
    """Yield the boxes of a tag and of those above it."""
    source = resolved(pdf, reference)
    while "P" in source:
        if hasattr(source, "box"):
            yield source.box
        source = resolved(pdf, source["P"])


# --- into the file ----------------------------------------------------------------------------------------------


def write(pdf: Any, document: Tag) -> None:
    """Put `document` and all below it in the place of the tags that WeasyPrint made."""
    made = [one.number for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"]
    _keep_order(document)
    tags = list(document.walk())
    for tag in tags:
        if tag.source is None:
            tag.source = pydyf.Dictionary()
            pdf.add_object(tag.source)
    _fill(document, _root(pdf).reference)
    _lead_back(pdf, tags)
    _name(pdf, tags)
    for number in set(made) - {tag.source.number for tag in tags}:
        pdf.objects[number] = _Nothing(number)


def paint(pdf: Any, artifacts: dict[Mark, Any]) -> None:
    """Write the marks in `artifacts` into their pages as artifacts, each with its properties."""
    for page in pdf.page_references:
        operators = resolved(pdf, resolved(pdf, page)["Contents"]).stream
        for index, operand in enumerate(operators):
            if isinstance(operand, pydyf.Dictionary) and (mark := Mark(page, operand.get("MCID", -1))) in artifacts:
                operators[index - 1 : index + 1] = "/Artifact", artifacts[mark]


def _keep_order(tag: Tag) -> None:
    """Give marks that stand beside tags one of their own: some readers take the marks of a tag before its tags."""
    if tag.tags:
        kids: list[Kid] = []
        for are_marks, run in groupby(tag.kids, lambda kid: isinstance(kid, Mark)):
            pieces = list(run)
            kids += [Tag("Span", tag.page, pieces)] if are_marks else pieces
        tag.kids = kids
    for kid in tag.tags:
        _keep_order(kid)


def _fill(tag: Tag, parent: Reference) -> None:
    """Write `tag` and all below it into their objects."""
    for kid in tag.tags:
        _fill(kid, tag.source.reference)
    tag.source.clear()
    tag.source.update({"Type": "/StructElem", "S": f"/{tag.role}", "P": parent, **tag.entries})
    if tag.page:
        tag.source["Pg"] = tag.page
    tag.source["K"] = pydyf.Array(_as_kid(kid, tag.page) for kid in tag.kids)


def _as_kid(kid: Kid, page: Reference) -> Any:
    if isinstance(kid, Tag):
        return kid.source.reference
    if isinstance(kid, Handle):
        return kid.reference
    return kid.number if kid.page == page else pydyf.Dictionary({"Type": "/MCR", "Pg": kid.page, "MCID": kid.number})


def _lead_back(pdf: Any, tags: list[Tag]) -> None:
    """Lead from marks and annotations back to their tags."""
    owners = {mark: tag.source.reference for tag in tags for mark in tag.marks}
    numbers: list[Any] = []
    for page, slots in _pages(pdf):
        back = (owners.get(Mark(page, number), b"null") for number in range(len(slots)))
        numbers += [len(numbers) // 2, pydyf.Array(back)]
    for tag in tags:
        for handle in tag.handles:
            resolved(pdf, handle.annotation)["StructParent"] = len(numbers) // 2
            numbers += [len(numbers) // 2, tag.source.reference]
    resolved(pdf, _root(pdf)["ParentTree"])["Nums"] = pydyf.Array(numbers)


def _name(pdf: Any, tags: list[Tag]) -> None:
    """Let the tags that others call by name be found."""
    names = sorted((tag.entries["ID"].string, tag.source.reference) for tag in tags if "ID" in tag.entries)
    if names:
        pairs = chain.from_iterable((pydyf.String(name), reference) for name, reference in names)
        _root(pdf)["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


class _Nothing(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """What is left of an object that nothing leads to; the numbers of the others stay."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def data(self) -> bytes:
        return b"null"
