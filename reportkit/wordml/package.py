"""A Word file as parts that lead to each other (ECMA-376 part 2); ISO Strict is read as what Word writes.

What may be opened at all is asked in `gate.py`. What the parts say is read by `read.py`, `received.py`, `revisions.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from reportkit.errors import Refused

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""The namespaces of ISO/IEC 29500 Strict, read as those that Word writes."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of the type; `target` is a part, or an address where the relation is external."""

    kind: str
    target: str
    external: bool = False


class Package:
    """A Word file, its parts parsed when they are asked for; `usual` is its document where nothing leads to one."""

    usual = "word/document.xml"

    def __init__(self, bytes_of: Callable[[str], bytes | None], parse: Callable[[str, bytes], etree._Element]) -> None:
        self._bytes_of, self._parse = bytes_of, parse
        self._parsed: dict[str, etree._Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}

    def part(self, name: str) -> etree._Element | None:
        if name not in self._parsed:
            data = self._bytes_of(name)
            if data is None:
                return None
            self._parsed[name] = self._parse(name, transitional(data))
        return self._parsed[name]

    def relations(self, name: str = "") -> dict[str, Relation]:
        """Return the relations of a part, or of the package itself, by their ids."""
        if name not in self._relations:
            root = self.part(join(dirname(name), "_rels", f"{name.rpartition('/')[2]}.rels"))
            self._relations[name] = {one.get("Id", ""): relation(name, one) for one in root} if root is not None else {}
        return self._relations[name]

    def related(self, name: str, *kinds: str) -> Iterator[etree._Element]:
        """Yield the parts of these kinds that the part `name` leads to."""
        for target in dict.fromkeys(
            one.target for one in self.relations(name).values() if one.kind in kinds and not one.external
        ):
            root = self.part(target)
            if root is not None:
                yield root

    @cached_property
    def main(self) -> str:
        return next((one.target for one in self.relations().values() if one.kind == "officeDocument"), self.usual)

    @cached_property
    def document(self) -> etree._Element:
        root = self.part(self.main) if self.main else None
        if root is None:
            raise Refused("not a Word file (it has no document)", "save it as .docx again")
        return root

    @cached_property
    def body(self) -> etree._Element:
        body = self.document.find(f"{WORD}body")
        if body is None:
            raise Refused("not a Word file (it has no document)", "save it as .docx again")
        return body


def relation(name: str, one: etree._Element) -> Relation:
    """Return what a relation of the part `name` says."""
    target, external = one.get("Target", ""), one.get("TargetMode") == "External"
    inside = target.replace("\\", "/")
    path = target if external else normpath(join("/", dirname(name), inside)).lstrip("/")
    return Relation(one.get("Type", "").rpartition("/")[2], path, external)


def finder(parts: Mapping[str, bytes]) -> Callable[[str], bytes | None]:
    """Return what finds a part by a name in any case, with blanks and letters as they are or as `%20` (part 2, 9.1)."""
    alike = {_folded(name): data for name, data in parts.items()}
    return lambda name: parts[name] if name in parts else alike.get(_folded(name))


def _folded(name: str) -> str:
    return unquote(name).lower()


def transitional(data: bytes) -> bytes:
    if STRICT in data:
        for strict, usual in TRANSITIONAL:
            data = data.replace(STRICT + strict, usual)
    return data
