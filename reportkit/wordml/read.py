"""What a reader of a finished Word file sees: the foot of its pages, its words in their order, whoever made the file.

Reads the package itself (ECMA-376 part 2) and trusts nothing in it: sizes are bounded, and documents with a DTD are
refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from reportkit.contrast import contrast
from reportkit.errors import Refused
from reportkit.packages import UNREADABLE
from reportkit.wordml.package import COMPATIBLE, RELATED, WORD, Package

MOST_BYTES = 100_000_000
"""How much a Word file may hold once it is unpacked."""

FALLBACK = f"{COMPATIBLE}Fallback"

SMALLEST = 5.0
"""The smallest type, in points, that is taken for legible."""

LEAST_CONTRAST = 3.0
"""The least contrast (WCAG 2.2) at which words are taken for visible."""

LIGHT = {"background1", "light1", "bg1", "lt1"}


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer of one kind of page (`default`, `first`, `even`) in one section, which counts from 1.

    `words` can be seen by a reader; `hidden` cannot, and `reason` says why. `fields` are what Word counts there: PAGE.
    """

    section: int
    kind: str
    words: str
    hidden: str = ""
    reason: str = ""
    fields: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        kind = {"default": "footer", "first": "first-page footer", "even": "even-page footer"}[self.kind]
        return f"section {self.section}, {kind}"


def footers(data: bytes) -> list[Footer]:
    """Return the footer of every kind of page that the Word file `data` can show; raise Refused when it is none."""
    return list(_Finished(data).footers())


def description(data: bytes) -> str:
    """Return what the properties of the Word file `data` describe it as."""
    return _property(data, "description")


def title(data: bytes) -> str:
    """Return the title in the properties of the Word file `data`."""
    return _property(data, "title")


def language(data: bytes) -> str:
    """Return the language that the words of the Word file `data` are in where they do not say otherwise."""
    return _Finished(data).language()


def words(data: bytes) -> tuple[str, str]:
    """Return the words of the body and those of the footnotes, in their order; deleted ones are not among them."""
    return _Finished(data).words()


def _property(data: bytes, name: str) -> str:
    root = next(_Finished(data).related("", "core-properties"), None)
    found = root.find(f"{{http://purl.org/dc/elements/1.1/}}{name}") if root is not None else None
    return (found.text or "") if found is not None else ""


class _Finished(Package):
    """A finished Word file, its parts unpacked when they are asked for."""

    usual = ""  # Word does not look for a document that nothing leads to.

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(data))
        except BadZipFile:
            raise Refused("not a Word file (damaged or cut short)", "save it as .docx again") from None
        if sum(member.file_size for member in self.zip.infolist()) > MOST_BYTES:
            raise Refused("too large when unpacked", f"a Word file may hold {MOST_BYTES // 1_000_000} MB")
        self.names = set(self.zip.namelist())
        super().__init__(self._unpacked, _parsed)

    def _unpacked(self, name: str) -> bytes | None:
        try:
            return self.zip.read(name) if name in self.names else None
        except UNREADABLE:
            raise Refused("not a Word file (damaged or encrypted)", "save it as .docx without password") from None

    def one(self, kind: str) -> etree._Element | None:
        """Return the part of a kind that the document leads to."""
        return next(self.related(self.main, kind), None)

    def footers(self) -> Iterator[Footer]:
        settings = self.one("settings")
        odd_and_even = settings is not None and _on(settings.find(f"{WORD}evenAndOddHeaders"))
        styles = _Styles(self.one("styles"))
        relations = self.relations(self.main)
        inherited: dict[str, str] = {}
        sections = [one for one in self.document.iter(f"{WORD}sectPr") if not _former(one)]
        for number, section in enumerate(sections, 1):
            for reference in section.findall(f"{WORD}footerReference"):
                found = relations.get(reference.get(f"{RELATED}id", ""))
                inherited[reference.get(f"{WORD}type", "default")] = found.target if found else ""
            kinds = ["default", *["first"] * _on(section.find(f"{WORD}titlePg")), *["even"] * odd_and_even]
            for kind in kinds:
                yield self.footer(number, kind, inherited.get(kind, ""), section, styles)

    def footer(self, number: int, kind: str, name: str, section: etree._Element, styles: "_Styles") -> Footer:
        root = self.part(name) if name else None
        if root is None:
            return Footer(number, kind, "")
        seen: list[str] = []
        hidden: list[str] = []
        reasons: list[str] = []
        for text, reason in _texts(root, styles):
            (hidden if reason else seen).append(text)
            reasons += [reason] if reason else []
        if off := _off_the_page(section):
            return Footer(number, kind, "", "".join(seen + hidden), off)
        return Footer(number, kind, "".join(seen), "".join(hidden), reasons[0] if reasons else "", _fields(root))

    def words(self) -> tuple[str, str]:
        body, notes = self.document.find(f"{WORD}body"), self.one("footnotes")
        own = [note for note in notes if note.get(f"{WORD}type") is None] if notes is not None else []
        return _prose(body) if body is not None else "", " ".join(map(_prose, own))

    def language(self) -> str:
        styles = self.one("styles")
        found = styles.find(f"{WORD}docDefaults/{WORD}rPrDefault/{WORD}rPr/{WORD}lang") if styles is not None else None
        return found.get(f"{WORD}val", "") if found is not None else ""


COMMON = 100_000
"""Bytes of a part that many files of one run may have in common: styles, settings, footers."""


def _parsed(name: str, part: bytes) -> etree._Element:
    """Return a part, which is only looked at; the same bytes are not parsed again for every file."""
    return _parsed_once(name, part) if len(part) < COMMON else _parsed_now(name, part)


@lru_cache(maxsize=16)
def _parsed_once(name: str, part: bytes) -> etree._Element:
    return _parsed_now(name, part)


def _parsed_now(name: str, part: bytes) -> etree._Element:
    if b"<!DOCTYPE" in part.replace(b"\0", b""):
        raise Refused("contains a DTD", "save it as .docx with Word")
    try:
        return etree.fromstring(
            part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise Refused(f"not a Word file ({name}: {error.msg})", "save it as .docx again") from None


def _fields(root: etree._Element) -> frozenset[str]:
    """Return the names of the fields in a part, such as PAGE (ECMA-376 17.16)."""
    simple = [one.get(f"{WORD}instr", "") for one in root.iter(f"{WORD}fldSimple")]
    complex_ = [one.text or "" for one in root.iter(f"{WORD}instrText")]
    return frozenset(word.upper() for code in [*simple, *complex_] for word in code.split()[:1])


def _prose(root: etree._Element) -> str:
    """Return the words of all paragraphs; a mark of a footnote is its number."""
    paragraphs = [
        one for one in root.iter(f"{WORD}p") if not any(above.tag == FALLBACK for above in one.iterancestors())
    ]
    return " ".join("".join(_said(paragraph)) for paragraph in paragraphs)


def _said(paragraph: etree._Element) -> Iterator[str]:
    for run in paragraph.iter(f"{WORD}r"):
        above = list(run.iterancestors(f"{WORD}p", f"{WORD}del", f"{WORD}moveFrom"))
        if above and above[0] is paragraph:
            yield from _words(run)
            for mark in run.iter(f"{WORD}footnoteReference"):
                yield mark.get(f"{WORD}id", "")


def _former(section: etree._Element) -> bool:
    """Tell whether these section properties are only remembered by a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag == f"{WORD}sectPrChange"


def _on(element: etree._Element | None) -> bool:
    """Tell whether a property that is there is not switched off (ECMA-376 17.17.4)."""
    return element is not None and element.get(f"{WORD}val", "1") not in ("0", "false", "off")


def _off_the_page(section: etree._Element) -> str:
    margins, size = section.find(f"{WORD}pgMar"), section.find(f"{WORD}pgSz")
    if margins is None or size is None:
        return ""
    distance, height = int(margins.get(f"{WORD}footer", "720")), int(size.get(f"{WORD}h", "15840"))
    return "" if 0 <= distance < height * 0.8 else "the footer lies off the page"


def _texts(root: etree._Element, styles: "_Styles") -> Iterator[tuple[str, str]]:
    """Yield the words of a footer with the reason why they cannot be seen, which is empty where they can."""
    for paragraph in root.iter(f"{WORD}p"):
        if any(above.tag == FALLBACK or above.tag.endswith("}txbxContent") for above in paragraph.iterancestors()):
            continue
        framed = "in a frame" if paragraph.find(f"{WORD}pPr/{WORD}framePr") is not None else ""
        plain: str | None = None
        for run in paragraph.iter(f"{WORD}r"):
            if any(
                above.tag in (f"{WORD}del", f"{WORD}moveFrom", f"{WORD}txbxContent") for above in run.iterancestors()
            ):
                continue
            text = "".join(_words(run))
            if text and run.find(f"{WORD}rPr") is not None:
                yield text, framed or styles.reason(run, paragraph)
            elif text:
                # Runs without properties look alike.
                plain = styles.reason(run, paragraph) if plain is None else plain
                yield text, framed or plain
        yield " ", ""


def _words(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{WORD}t":
            yield child.text or ""
        elif child.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            yield " "
        elif child.tag == f"{WORD}noBreakHyphen":
            yield "\u2011"


class _Styles:
    """What a run looks like, from its own properties up through its styles to the defaults (ECMA-376 17.7.2)."""

    def __init__(self, root: etree._Element | None) -> None:
        self.styles = (
            {style.get(f"{WORD}styleId"): style for style in root.iter(f"{WORD}style")} if root is not None else {}
        )
        self.defaults = root.findall(f"{WORD}docDefaults/*/*") if root is not None else []
        self.normal = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(f"{WORD}type") == "paragraph" and style.get(f"{WORD}default") == "1"
            ),
            None,
        )

    def chain(self, key: str | None) -> Iterator[etree._Element]:
        seen = set()
        while key in self.styles and key not in seen:
            seen.add(key)
            yield self.styles[key]
            base = self.styles[key].find(f"{WORD}basedOn")
            key = base.get(f"{WORD}val") if base is not None else None

    def holders(self, run: etree._Element, paragraph: etree._Element) -> list[etree._Element]:
        """Return the run and paragraph properties that bear on `run`, the strongest first."""
        found = [run.find(f"{WORD}rPr"), paragraph.find(f"{WORD}pPr")]
        for owner, name in ((run, "rPr/w:rStyle"), (paragraph, "pPr/w:pStyle")):
            style = owner.find("w:" + name, {"w": WORD[1:-1]})
            key = style.get(f"{WORD}val") if style is not None else self.normal if owner is paragraph else None
            found += [
                part for style in self.chain(key) for part in (style.find(f"{WORD}rPr"), style.find(f"{WORD}pPr"))
            ]
        return [part for part in [*found, *self.defaults] if part is not None]

    def reason(self, run: etree._Element, paragraph: etree._Element) -> str:
        """Return why a reader cannot see `run`, or nothing."""
        holders = self.holders(run, paragraph)

        def get(name: str) -> etree._Element | None:
            return next((found for part in holders if (found := part.find(f"{WORD}{name}")) is not None), None)

        if _on(get("vanish")) or _on(get("specVanish")):
            return "hidden text"
        size = get("sz")
        points = int(size.get(f"{WORD}val", "20")) / 2 if size is not None else 10.0
        if points < SMALLEST:
            return f"type of {points:g} pt"
        spacing = get("spacing")
        if (
            spacing is not None
            and spacing.get(f"{WORD}lineRule") == "exact"
            and int(spacing.get(f"{WORD}line", "240")) / 20 < points * 0.7
        ):
            return "lines too low for their type"
        scale = get("w")
        if scale is not None and float(scale.get(f"{WORD}val", "100").rstrip("%")) < 50:
            return "type too narrow to read"
        seen = contrast(_colour(get("color"), "000000"), _ground(get("shd"), paragraph))
        return "" if seen >= LEAST_CONTRAST else f"text the colour of the paper (contrast {seen:.1f}:1)"


def _colour(element: etree._Element | None, auto: str) -> str:
    if element is None:
        return auto
    if element.get(f"{WORD}themeColor") in LIGHT:
        return "FFFFFF"
    value = element.get(f"{WORD}val", "auto")
    return auto if value == "auto" or len(value) != 6 else value


def _ground(shading: etree._Element | None, paragraph: etree._Element) -> str:
    cell = next((above for above in paragraph.iterancestors(f"{WORD}tc")), None)
    of_cell = cell.find(f"{WORD}tcPr/{WORD}shd") if cell is not None else None
    for found in (shading, of_cell):
        if found is not None and len(found.get(f"{WORD}fill", "auto")) == 6:
            return str(found.get(f"{WORD}fill"))
    return "FFFFFF"
