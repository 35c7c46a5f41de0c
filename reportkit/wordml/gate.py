"""May this Word file, which anybody may have sent, be opened? Asked before any parser sees its bytes.

Bounds on size, no macros, no DTD, no names that lead out of the package. How its parts lead to each other is in
`package.py`, what a designer's file may hold beyond that in `reference.py`; what was changed in it, `revisions.py`.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from reportkit.errors import Refused
from reportkit.packages import UNREADABLE

MOST_PACKED = 20 << 20
MOST_UNPACKED = 100 << 20
MOST_MEMBERS = 2_000
DENSE = 200
"""How many times smaller than its contents a member over 1 MiB may be."""

CHUNK = 1 << 20
DEEPEST = 200
"""How many elements may lie in each other; lxml itself gives up at 256."""

MOST_XML = 20 << 20
MOST_MARKUP = 700_000
"""How many tags and attributes all parts may have, at some hundred bytes of memory each: 500 pages have less."""

XML = (".xml", ".rels", ".vml")
FURNITURE = ("[content_types].xml", ".rels")
MACRO = re.compile(r"macroEnabled|vbaProject|vbaData", re.IGNORECASE)
DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
EBCDIC = "<?xm".encode("cp037")
READABLE = {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
"""Encodings in which `<` is one byte, beside zeros at most, so that a DTD is seen before a parser is asked."""

SUSPICIOUS = ("suspicious package, refused", "open it in Word and save it as .docx under a new name")
MACROS = ("contains macros, refused", "save it as .docx, which holds none")
DTD = ("contains a DTD, refused", "save it as .docx with Word")
TOO_LARGE = ("too large when unpacked", f"a Word file may hold {MOST_UNPACKED >> 20} MB; take out what is not needed")
TOO_DEEP = ("too deeply nested, refused", "save it as .docx with Word")


def admit(data: bytes) -> dict[str, bytes]:
    """Return the parts of the Word file `data`, by name; raise Refused when it is none, or not safe to open."""
    if len(data) > MOST_PACKED:
        raise Refused("too large", f"a Word file may have {MOST_PACKED >> 20} MB; make its pictures smaller")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old or encrypted Word file", "save it as .docx without password")
    if not data.startswith(b"PK"):
        raise Refused(*_damaged())
    if data.count(b"PK\1\2") > MOST_MEMBERS:
        raise Refused(*TOO_LARGE)
    try:
        with ZipFile(BytesIO(data)) as package:
            _question(package.infolist())
            parts = dict(_unpacked(package))
    except UNREADABLE:
        raise Refused(*_damaged()) from None
    if sum(_markup(part) for name, part in parts.items() if _is_xml(name, part)) > MOST_MARKUP:
        raise Refused(*TOO_LARGE)
    for name, part in parts.items():
        _question_part(name, part)
    return parts


def parsed(name: str, part: bytes) -> etree._Element:
    """Return the XML of a part; raise Refused where it is none, has a DTD, or lies too deep."""
    _question_encoding(name, part)
    if _has_dtd(part):
        raise Refused(*DTD)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise Refused(*TOO_DEEP) from None
        raise Refused(f"not a Word file ({name} is no XML)", "save it as .docx again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(*DTD)
    if root.xpath(f"boolean(/{'/*' * (DEEPEST + 1)})"):
        raise Refused(*TOO_DEEP)
    return root


def _damaged() -> tuple[str, str]:
    return "not a Word file (damaged or cut short)", "save it as .docx again, or ask for it again"


def _question(members: list[ZipInfo]) -> None:
    """Raise Refused when the list of contents alone says that a package is not to be unpacked."""
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(*TOO_LARGE)
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
        raise Refused(*SUSPICIOUS)
    if any(member.flag_bits & 1 for member in members):
        raise Refused("old or encrypted Word file", "save it as .docx without password")
    if any("vbaproject" in name.lower() or "vbadata" in name.lower() for name in names):
        raise Refused(*MACROS)
    for member in members:
        if member.file_size > CHUNK and member.file_size > DENSE * max(member.compress_size, 1):
            raise Refused("too large when unpacked", "save it as .docx again")
        if member.file_size > MOST_XML and member.filename.lower().endswith(XML):
            raise Refused("too large when unpacked", f"its text may have {MOST_XML >> 20} MB")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or "\0" in name


def _unpacked(package: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the members of `package`, counting what they hold and not what they say they hold."""
    total = 0
    for member in package.infolist():
        if member.is_dir():
            continue
        pieces = []
        with package.open(member) as stream:
            while piece := stream.read(CHUNK):
                total += len(piece)
                if total > MOST_UNPACKED:
                    raise Refused(*TOO_LARGE)
                pieces.append(piece)
        yield member.filename, b"".join(pieces)


def _question_part(name: str, part: bytes) -> None:
    if not _is_xml(name, part):
        return
    _question_encoding(name, part)
    if _has_dtd(part):
        raise Refused(*DTD)
    if name.lower().endswith(FURNITURE) and any(
        MACRO.search(str(word)) for one in parsed(name, part) for word in one.values()
    ):
        raise Refused(*MACROS)


def _is_xml(name: str, part: bytes) -> bool:
    return name.lower().endswith(XML) or b"<?xml" in part[:64].replace(b"\0", b"")


def _markup(part: bytes) -> int:
    """Return about how many tags and attributes XML has, without reading it."""
    return part.count(b"<") + part.count(b"=")


def _question_encoding(name: str, part: bytes) -> None:
    """Raise Refused where XML is neither in UTF-8 nor in UTF-16, as ECMA-376 part 2 has it, nor in what is as plain."""
    if part.startswith(EBCDIC):
        encoding = "cp037"
    else:
        declared = DECLARED.search(part[:400].replace(b"\0", b""))
        encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding in READABLE:
        return
    try:
        words = part.decode(encoding, "ignore")
    except (LookupError, UnicodeError):
        words = ""
    if "<!DOCTYPE" in words or "<!ENTITY" in words or _has_dtd(part):
        raise Refused(*DTD)
    raise Refused(f"not a Word file ({name} is neither in UTF-8 nor in UTF-16)", "save it as .docx with Word")


def _has_dtd(part: bytes) -> bool:
    """Tell whether XML has a DTD, in UTF-8, UTF-16 or UTF-32."""
    plain = part.replace(b"\0", b"") if b"\0" in part else part
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
