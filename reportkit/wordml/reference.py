"""A designer's Word file as one of ours to begin with: its styles, page, letterhead, lists and fonts, and nothing else.

The package is made anew from the parts we know; whatever else was in the file - text, properties, comments, macros,
templates, data, printers - is not taken over. Its styles are completed in `graft.py`.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from posixpath import join

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length
from lxml import etree

from reportkit import pictures
from reportkit.errors import Refused
from reportkit.wordml import parts
from reportkit.wordml.fields import tame, unwrap
from reportkit.wordml.gate import admit, parsed
from reportkit.wordml.package import RELATED, Relation, relation

TRANSITIONAL = qn("w:document")
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"
STORIES = ("header", "footer")

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

OF_PAGES = (
    *("footnotePr", "pgSz", "pgMar", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "titlePg"),
    *("textDirection", "bidi", "rtlGutter", "docGrid"),
)
"""What is taken over of the properties of a section, in the order of the schema."""

OF_TABS, BEFORE_TABS = (
    ("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders"),
    ("embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "bordersDoNotSurroundHeader", "gutterAtTop"),
)
"""What is taken over of the settings, in the order of the schema: behind the tab stops, and in front of them."""

DROPPED = {
    *("del", "moveFrom", "proofErr", "permStart", "permEnd", "bookmarkStart", "bookmarkEnd", "annotationRef"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "moveFromRangeStart", "moveFromRangeEnd"),
    *("moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd"),
    *("customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
    *("cellIns", "cellDel", "cellMerge", "rsid", "lastRenderedPageBreak", "subDoc", "altChunk", "contentPart"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange"),
    *("tblPrExChange", "numberingChange", "numIdMacAtCleanup"),
}
"""Comments, marks of revisions, bookmarks and what binds text to data; all go with their contents."""

UNWRAPPED = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml")
"""What goes and leaves its contents."""

SIDES = {"start": "left", "end": "right"}

EMBEDDED = {"object", "control", "OLEObject", "movie", "webVideoPr"}

PRIVATE = re.compile(r"rsid\w*|paraId|textId|anchorId|editId|href|title|spid")
"""Attributes that tell of whoever worked in the file, and of where pictures came from."""

DECIMAL = re.compile(r"-?\d+\.\d+")
LENGTHS = {
    *("w", "h", "top", "bottom", "left", "right", "start", "end", "header", "footer", "gutter", "space", "pos"),
    *("before", "after", "line", "hanging", "firstLine"),
}
"""Lengths in twentieths of a point, of which some programs write fractions that no reader takes."""

LINKS = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)

PATH = re.compile(r"[\\/]|\.(png|jpe?g|gif|emf|wmf|bmp|tiff?|svg)$", re.IGNORECASE)
"""What Word writes for the description of a picture when nobody does: where the picture was."""


def adopted(data: bytes, own: dict[str, bytes], language: str, list_indent: Length) -> bytes:
    """Return the designer's Word file `data` with an empty body; what it lacks comes from the parts `own`.

    Raises Refused when it is not a Word file, not safe, or has in its letterhead what we cannot take along.
    """
    return _Adoption(_Source(admit(data)), own, language, list_indent).package()


# --- what is there ----------------------------------------------------------------------------------------------


class _Source:
    """The designer's package, its parts parsed when they are asked for."""

    def __init__(self, members: dict[str, bytes]) -> None:
        self.members = members
        self.main = next((one.target for one in self.relations("").values() if one.kind == "officeDocument"), "")
        root = parsed(self.main, members.get(self.main, b"<none/>"))
        if root.tag == STRICT:
            raise Refused(
                "is saved as Strict Open XML, which cannot be taken over",
                'in Word, save it as "Word Document (*.docx)", not as "Strict Open XML Document"',
            )
        if root.tag != TRANSITIONAL or root.find(qn("w:body")) is None:
            raise Refused("not a Word file (it has no document)", "save it as .docx with Word or LibreOffice")
        self.document = root

    def relations(self, name: str) -> dict[str, Relation]:
        folder, _, file = name.rpartition("/")
        rels = join(folder, "_rels", f"{file}.rels")
        if rels not in self.members:
            return {}
        return {one.get("Id", ""): relation(name, one) for one in parsed(rels, self.members[rels])}

    def related(self, kind: str) -> tuple[str, etree._Element] | None:
        """Return the part of a kind that belongs to the document, and its name."""
        for one in self.relations(self.main).values():
            if one.kind == kind and not one.external and one.target in self.members:
                return one.target, parsed(one.target, self.members[one.target])
        return None

    def furniture(self) -> dict[tuple[str, str], str]:
        """Return the names of the headers and footers of the last section, by kind and kind of page.

        A section that has none of its own has those of the section before it.
        """
        relations, found = self.relations(self.main), {}
        for reference in self.document.iter(qn("w:headerReference"), qn("w:footerReference")):
            relation = relations.get(reference.get(qn("r:id"), ""))
            if relation and relation.target in self.members and not relation.external:
                found[relation.kind, reference.get(qn("w:type"), "default")] = relation.target
        return found

    def section(self) -> etree._Element | None:
        return self.document.find(f"{qn('w:body')}/{qn('w:sectPr')}")


# --- what becomes of it -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Adoption:
    """Gathers the parts of the new package."""

    source: _Source
    own: dict[str, bytes]
    language: str
    list_indent: Length
    parts: dict[str, bytes] = field(default_factory=dict)
    related: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    pictures: dict[bytes, str] = field(default_factory=dict)

    def package(self) -> bytes:
        self.parts = dict(self.own)
        self.settings()
        self.document()
        self.styles()
        self.numbering()
        self.theme()
        self.fonts()
        return parts.package(self.parts, self.related, self.media)

    def put(self, name: str, root: etree._Element) -> None:
        self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def settings(self) -> None:
        found = self.source.related("settings")
        if found is None:
            return
        root = _cleaned(found[1])
        tab = root.find(qn("w:defaultTabStop"))
        width = tab.get(qn("w:val"), "") if tab is not None else ""
        first, second = (_texts(root, names) for names in (BEFORE_TABS, OF_TABS))
        colours = _texts(root, ("clrSchemeMapping",)) or parts.COLOUR_MAP
        text = parts.settings(self.language, first, int(width) if width.isdecimal() else 720, second, colours)
        self.parts["word/settings.xml"] = (parts.HEAD + text.strip()).encode()

    def document(self) -> None:
        """Write an empty body with the properties of the last section and the letterhead that it shows."""
        root = parsed("word/document.xml", self.own["word/document.xml"])
        section = root.find(f"{qn('w:body')}/{qn('w:sectPr')}")
        assert section is not None
        if (designed := self.source.section()) is not None:
            _take_page(section, designed)
        relations = self.related.setdefault("word/document.xml", {})
        furniture = self.source.furniture()
        for kind in STORIES:
            for number, page in enumerate(self.pages(section), 1):
                if (kind, page) in furniture:
                    file = f"{kind}{number}.xml"
                    relations[f"rk{kind}{number}"] = (f"{parts.OFFICE}/{kind}", file)
                    self.story(f"word/{file}", furniture[kind, page], kind)
                    reference = etree.Element(qn(f"w:{kind}Reference"))
                    reference.set(qn("w:type"), page)
                    reference.set(qn("r:id"), f"rk{kind}{number}")
                    section.insert(len(relations) - 1, reference)
        self.put("word/document.xml", root)

    def pages(self, section: etree._Element) -> list[str]:
        """Return the kinds of pages that are switched on; letterheads for others are not seen and stay behind."""
        odd_and_even = b"evenAndOddHeaders" in self.parts["word/settings.xml"]
        first = section.find(qn("w:titlePg")) is not None
        return ["default", *["first"] * first, *["even"] * odd_and_even]

    def story(self, name: str, origin: str, kind: str) -> None:
        root = parsed(origin, self.source.members[origin])
        if any(etree.QName(one).localname in EMBEDDED for one in root.iter("{*}*")):
            raise Refused(f"has an embedded object in a {kind}", "put a picture (PNG or JPEG) in its place")
        _clean(root)
        tame(root)
        self.relate(root, name, origin, kind)
        _describe(root)
        if root.find(".//" + qn("w:p")) is None:
            etree.SubElement(root, qn("w:p"))
        self.put(name, root)

    def relate(self, root: etree._Element, name: str, origin: str, place: str) -> None:
        """Take along the pictures and links of a part; raise Refused at anything else that is not in it."""
        relations = self.source.relations(origin)
        for element in list(root.iter("{*}*")):
            for attribute in [key for key in map(str, element.attrib) if key.startswith(RELATED)]:
                key = element.get(attribute, "")
                relation = relations.get(key)
                embedded = attribute == qn("r:link") and element.get(qn("r:embed"))
                if relation is None or embedded:
                    del element.attrib[attribute]
                elif relation.kind == "image":
                    self.picture(element, attribute, relation, name, place)
                elif relation.kind == "hyperlink" and LINKS.fullmatch(relation.target):
                    self.related.setdefault(name, {})[key] = (f"{parts.OFFICE}/hyperlink", relation.target)
                elif relation.kind == "hyperlink":
                    del element.attrib[attribute]
                else:
                    raise Refused(f"has a {relation.kind} in a {place}", "put a picture (PNG or JPEG) in its place")
        for link in list(root.iter(qn("w:hyperlink"))):
            if not link.get(qn("r:id")):
                unwrap(link)
        for name_ in ("hlinkClick", "hlinkHover"):
            for click in [one for one in root.iter(f"{{{parts.DRAWING}}}{name_}") if not one.get(qn("r:id"))]:
                _drop(click)

    def picture(self, element: etree._Element, attribute: str, relation: Relation, name: str, place: str) -> None:
        if relation.external or attribute == qn("r:link"):
            raise Refused(
                f"has a linked picture in a {place}",
                "insert the picture into the file (in Word: Insert > Pictures, without a link)",
            )
        data = self.source.members.get(relation.target, b"")
        suffix = pictures.kind(data)
        if suffix is None and etree.QName(element).localname == "svgBlip":
            # The same picture is there as PNG, too, for readers that know no SVG.
            _drop(element.getparent() if element.getparent() is not None else element)
            return
        if suffix is None:
            raise Refused(f"has a picture in a {place} that is none", "save the picture as PNG and insert it again")
        data = pictures.bare(data)
        file = self.pictures.setdefault(data, f"media/image{len(self.pictures) + 1}.{suffix}")
        self.parts[f"word/{file}"], self.media[suffix] = data, pictures.content_type(suffix)
        target = file if name.count("/") == 1 else f"../{file}"
        self.related.setdefault(name, {})[element.get(attribute, "")] = (f"{parts.OFFICE}/image", target)

    def styles(self) -> None:
        found = self.source.related("styles")
        if found is None:
            return
        root = _newer(_cleaned(found[1]))
        for lang in list(root.iter(qn("w:lang"))):
            _drop(lang)
        _speak(root, self.language)
        self.put("word/styles.xml", root)

    def numbering(self) -> None:
        found = self.source.related("numbering")
        if found is None:
            return
        root = _cleaned(found[1])
        self.relate(root, "word/numbering.xml", found[0], "list")
        for side in root.iter(qn("w:lvlJc")):
            # LibreOffice writes the words of the Strict form here, which Word takes for damage.
            side.set(qn("w:val"), SIDES.get(side.get(qn("w:val"), ""), side.get(qn("w:val"), "left")))
        _add_lists(root, self.list_indent)
        self.put("word/numbering.xml", root)

    def theme(self) -> None:
        found = self.source.related("theme")
        if found is not None and found[1].tag == f"{{{parts.DRAWING}}}theme":
            self.relate(found[1], "word/theme/theme1.xml", found[0], "theme")
            self.put("word/theme/theme1.xml", found[1])

    def fonts(self) -> None:
        found = self.source.related("fontTable")
        if found is None:
            return
        for charset in found[1].iter(qn("w:charset")):
            # Another word of the Strict form from LibreOffice; the number beside it says the same.
            charset.attrib.pop(qn("w:characterSet"), "")
        relations = self.source.relations(found[0])
        kept = self.related.setdefault("word/fontTable.xml", {})
        for element in list(found[1].iter("{*}*")):
            key = element.get(qn("r:id"))
            if key is None:
                continue
            relation = relations.get(key)
            data = self.source.members.get(relation.target) if relation and relation.kind == "font" else None
            if data is None:
                _drop(element)
                continue
            file = f"fonts/font{len(kept) + 1}.odttf"
            self.parts[f"word/{file}"], self.media["odttf"] = data, f"{parts.TYPES}.obfuscatedFont"
            kept[key] = (f"{parts.OFFICE}/font", file)
        self.put("word/fontTable.xml", found[1])


# --- pages ------------------------------------------------------------------------------------------------------


def _take_page(section: etree._Element, designed: etree._Element) -> None:
    """Give `section` the page of the `designed` one."""
    designed = _cleaned(designed)
    for child in list(designed):
        name = etree.QName(child).localname
        if name not in OF_PAGES or (name == "titlePg" and not _on(child)):
            continue
        usual = section.find(child.tag)
        if usual is None:
            section.append(child)
        else:
            section.replace(usual, child)
    order = [qn(f"w:{name}") for name in OF_PAGES]
    section[:] = sorted(section, key=lambda child: order.index(child.tag))
    for numbers in section.iter(qn("w:pgNumType")):
        # The pages of a session count from 1, whatever those of the sample did.
        for name in ("start", "chapStyle", "chapSep"):
            numbers.attrib.pop(qn(f"w:{name}"), "")
    for margins in section.iter(qn("w:pgMar")):
        for name in ("top", "bottom"):
            # A margin below zero lets text run into header and footer, which have to be read.
            margins.set(qn(f"w:{name}"), margins.get(qn(f"w:{name}"), "1440").lstrip("-"))


def _on(element: etree._Element) -> bool:
    return element.get(qn("w:val"), "1") not in ("0", "false", "off")


# --- what is left out -------------------------------------------------------------------------------------------


def _cleaned(root: etree._Element) -> etree._Element:
    root = deepcopy(root)
    _clean(root)
    return root


def _clean(root: etree._Element) -> None:
    """Accept the changes in a part, and take out what tells of whoever made it."""
    for row in [mark.getparent() for mark in root.iter(qn("w:del")) if _in(mark, "trPr")]:
        if row is not None and row.getparent() is not None:
            _drop(row.getparent())
    for element in list(root.iter("{*}*")):
        name = etree.QName(element)
        if name.namespace == WORD and name.localname in DROPPED:
            _drop(element)
    for element in list(root.iter(*(qn(f"w:{name}") for name in UNWRAPPED))):
        if element.getparent() is not None:
            unwrap(element)
    for element in root.iter("{*}*"):
        for key in map(str, list(element.attrib)):
            if _is_private(key):
                del element.attrib[key]
            elif DECIMAL.fullmatch(element.get(key, "")) and etree.QName(key).localname in LENGTHS:
                element.set(key, str(round(float(element.get(key, "")))))


def _is_private(key: str) -> bool:
    name = etree.QName(key)
    return bool(name.namespace and PRIVATE.fullmatch(name.localname))


def _in(element: etree._Element, name: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == qn(f"w:{name}")


def _drop(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)


def _describe(root: etree._Element) -> None:
    """Take out descriptions of pictures that nobody wrote, and the addresses of drawings."""
    for element in root.iter("{*}docPr", "{*}cNvPr", "{*}shape", "{*}imagedata"):
        for name in ("descr", "alt", "title"):
            if PATH.search(element.get(name, "")):
                del element.attrib[name]
        element.attrib.pop("href", "")
        if PATH.search(element.get("name", "")):
            element.set("name", "Picture")


def _texts(root: etree._Element, names: Iterable[str]) -> str:
    """Return those children of `root` that are called `names` and not switched off, in their order, as XML."""
    return "".join(
        etree.tostring(child).decode() for name in names for child in root.findall(qn(f"w:{name}"))[:1] if _on(child)
    )


# --- styles and lists -------------------------------------------------------------------------------------------


def _newer(root: etree._Element) -> etree._Element:
    """Return `root` with the names that `parts.NEWER` has, to be passed over by readers that do not know them."""
    prefix = next((key for key, uri in root.nsmap.items() if uri == parts.W14 and key), "w14")
    ignorable = f"{{{parts.MC}}}Ignorable"
    known = root.get(ignorable, "").split()
    names = {key: uri for key, uri in root.nsmap.items() if key} | {prefix: parts.W14, "mc": parts.MC}
    renewed = etree.Element(root.tag, nsmap=names)
    renewed.set(ignorable, " ".join(dict.fromkeys([*known, prefix])))
    renewed[:] = list(root)
    return renewed


def _speak(root: etree._Element, language: str) -> None:
    """Have the defaults of all styles say the language of the document."""
    path = [qn("w:docDefaults"), qn("w:rPrDefault"), qn("w:rPr")]
    place = root
    for step in path:
        found = place.find(step)
        if found is None:
            found = etree.Element(step)
            place.insert(0, found)
        place = found
    later = ("eastAsianLayout", "specVanish", "oMath")
    mark = etree.Element(qn("w:lang"), {qn(f"w:{script}"): tag for script, tag in parts.tongues(language).items()})
    follower = next((child for child in place if etree.QName(child).localname in later), None)
    newer = next((child for child in place if etree.QName(child).namespace == parts.W14), None)
    at = follower if follower is not None else newer
    if at is None:
        place.append(mark)
    else:
        at.addprevious(mark)


def _add_lists(root: etree._Element, indent: Length) -> None:
    """Add our two lists to the designer's, each definition in front of all that refer to one."""
    first = 1 + max(_numbers(root, "abstractNum", "abstractNumId"), default=-1)
    number = 1 + max(_numbers(root, "num", "numId"), default=0)
    definitions = list(parse_xml(parts.NUMBERING.format(lists=parts.lists(indent, first))))[:2]
    uses = root.findall(qn("w:num"))
    for definition in definitions:
        if uses:
            uses[0].addprevious(definition)
        else:
            root.append(definition)
    for place in range(len(definitions)):
        use = etree.SubElement(root, qn("w:num"), {qn("w:numId"): str(number + place)})
        etree.SubElement(use, qn("w:abstractNumId"), {qn("w:val"): str(first + place)})


def _numbers(root: etree._Element, name: str, attribute: str) -> Iterator[int]:
    for element in root.findall(qn(f"w:{name}")):
        value = element.get(qn(f"w:{attribute}"), "")
        if value.isdecimal():
            yield int(value)
