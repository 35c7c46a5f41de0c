"""An empty Word file that is read once and cast as often as one is wanted, each cast a python-docx document of its own.

python-docx searches all styles for each paragraph and run; a cast has them in tables instead. What is in the file is
told in `render/_styles.py`; how a cast is packed, in `packed.py`.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.parts.styles import StylesPart
from docx.styles import BabelFish
from docx.styles.style import BaseStyle, StyleFactory
from docx.styles.styles import Styles

from reportkit.wordml.packed import Cast, deflated


@dataclass(frozen=True, slots=True)
class Register:
    """The styles of a file, found once for all its casts: their ids by name and kind, their places by id.

    The id is None for those that are the default of their kind.
    """

    ids: Mapping[tuple[str, WD_STYLE_TYPE], str | None]
    places: Mapping[str, int]


class Mould:
    """The parts of one Word file, which are never changed themselves, and their bytes as they are packed."""

    def __init__(self, document: Document) -> None:
        self._package = document.part.package
        self._deflated = {part.blob: deflated(part.blob) for part in self._package.iter_parts()}
        self._register = _register(document.styles)

    def cast(self) -> Document:
        """Return the file as a document that may be changed at will."""
        package = Cast(self._deflated)
        copies = {part: _copied(part, package, self._register) for part in self._package.iter_parts()}
        _relate(self._package, package, copies)
        for part, copy in copies.items():
            _relate(part, copy, copies)
        package.after_unmarshal()  # type: ignore[no-untyped-call]  # python-docx has types for some things only
        return cast("Document", package.main_document_part.document)


def _register(styles: Styles) -> Register:
    """Return where the styles are, of several that are called alike the first, as python-docx finds them.

    Names that it would not find, as some programs write them, are left to it.
    """
    found = [style for style in styles if BabelFish.ui2internal(style.name or "") == style.element.name_val]
    ids = {(style.name, style.type): styles.get_style_id(style, style.type) for style in reversed(found)}  # type: ignore[no-untyped-call]  # as below
    every = reversed([*enumerate(styles.element)])
    return Register(ids, {id: place for place, style in every if (id := style.get(qn("w:styleId")))})


def _copied(part: Part, package: Package, register: Register) -> Part:
    if isinstance(part, XmlPart):
        kind = OURS.get(type(part), type(part))
        copy = kind(part.partname, part.content_type, deepcopy(part.element), package)
        if isinstance(copy, _StylesPart):
            copy.register = register
        return copy
    return cast("Part", type(part).load(part.partname, part.content_type, part.blob, package))


def _relate(source: Package | Part, target: Package | Part, copies: Mapping[Part, Part]) -> None:
    for one in source.rels.values():
        end = one.target_ref if one.is_external else copies[one.target_part]
        target.load_rel(one.reltype, end, one.rId, one.is_external)


class _StylesPart(StylesPart):
    register: Register

    @cached_property
    def styles(self) -> Styles:
        return _Styles(self.element, self.register)


class _DocumentPart(DocumentPart):
    @cached_property
    def styles(self) -> Styles:
        """The styles, which are asked for with every run."""
        return cast("Styles", super().styles)


OURS: dict[type[Part], type[XmlPart]] = {StylesPart: _StylesPart, DocumentPart: _DocumentPart}
"""Parts of python-docx that search, and those that do so once."""


class _Styles(Styles):
    """Styles that are looked up in tables; for what came later and is not there, python-docx searches."""

    def __init__(self, element: Any, register: Register) -> None:  # CT_Styles, whose type python-docx does not tell
        super().__init__(element)
        self._register = register

    @cached_property
    def _names(self) -> dict[str, Any]:
        return {style.name_val: style for style in reversed(self.element.findall(qn("w:style")))}

    def __getitem__(self, key: str) -> BaseStyle:
        found = self._names.get(BabelFish.ui2internal(key))
        return super().__getitem__(key) if found is None else StyleFactory(found)

    def get_style_id(self, style_or_name: Any, style_type: WD_STYLE_TYPE) -> str | None:
        """Return the id of a style, None for the default one; `style_or_name` is a BaseStyle, its name, or None."""
        if isinstance(style_or_name, str) and (style_or_name, style_type) in self._register.ids:
            return self._register.ids[style_or_name, style_type]
        return cast("str | None", super().get_style_id(style_or_name, style_type))  # type: ignore[no-untyped-call]

    def _get_by_id(self, style_id: str | None, style_type: WD_STYLE_TYPE) -> BaseStyle | None:
        place = self._register.places.get(style_id or "")
        found = self.element[place] if place is not None and place < len(self.element) else None
        if found is None or found.get(qn("w:styleId")) != style_id or found.type != style_type:
            return cast("BaseStyle | None", super()._get_by_id(style_id, style_type))
        return StyleFactory(found)
