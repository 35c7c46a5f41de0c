"""May this Word file, which anybody may have sent, be opened? Asked before python-docx sees its bytes.

Bounds on size, no macros, no DTD, no names that lead out of the package. What a designer's file may hold beyond that is
in `reference.py`; what the foot of a page says is read in `read.py`.
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

SUSPICIOUS = ("suspicious package, refused", "open it in Word and save it as .docx under a new name")
MACROS = ("contains macros, refused", "save it as .docx, which holds none")


def admit(data: bytes) -> dict[str, bytes]:
    """Return the parts of the Word file `data`, by name; raise Refused when it is none, or not safe to open."""
    if len(data) > MOST_PACKED:
        raise Refused("too large", f"a Word file may have {MOST_PACKED >> 20} MB; make its pictures smaller")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old or encrypted Word file", "save it as .docx without password")
    if not data.startswith(b"PK"):
        raise Refused(*_damaged())
    try:
        with ZipFile(BytesIO(data)) as package:
            _question(package.infolist())
            parts = dict(_unpacked(package))
    except UNREADABLE:
        raise Refused(*_damaged()) from None
    for name, part in parts.items():
        _question_part(name, part)
    return parts


def parsed(name: str, part: bytes) -> etree._Element:
    """Return the XML of a part; raise Refused where it is none, has a DTD, or lies too deep."""
    if _has_dtd(part):
        raise Refused("contains a DTD, refused", "save it as .docx with Word")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise Refused("too deeply nested, refused", "save it as .docx with Word") from None
        raise Refused(f"not a Word file ({name} is no XML)", "save it as .docx again") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("contains a DTD, refused", "save it as .docx with Word")
    if any(depth > DEEPEST for depth in _depths(root)):
        raise Refused("too deeply nested, refused", "save it as .docx with Word")
    return root


def _damaged() -> tuple[str, str]:
    return "not a Word file (damaged or cut short)", "save it as .docx again, or ask for it again"


def _question(members: list[ZipInfo]) -> None:
    """Raise Refused when the list of contents alone says that a package is not to be unpacked."""
    names = [member.filename for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused("too large when unpacked", f"a Word file may hold {MOST_UNPACKED >> 20} MB")
    if len({name.lower() for name in names}) < len(names) or any(map(_leads_out, names)):
        raise Refused(*SUSPICIOUS)
    if any(member.flag_bits & 1 for member in members):
        raise Refused("old or encrypted Word file", "save it as .docx without password")
    if any("vbaproject" in name.lower() or "vbadata" in name.lower() for name in names):
        raise Refused(*MACROS)
    for member in members:
        if member.file_size > CHUNK and member.file_size > DENSE * max(member.compress_size, 1):
            raise Refused("too large when unpacked", "save it as .docx again")


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
                    raise Refused("too large when unpacked", f"a Word file may hold {MOST_UNPACKED >> 20} MB")
                pieces.append(piece)
        yield member.filename, b"".join(pieces)


def _question_part(name: str, part: bytes) -> None:
    if name == "[Content_Types].xml" and re.search(rb"macroEnabled|vbaProject", part.replace(b"\0", b"")):
        raise Refused(*MACROS)
    if name.endswith((".xml", ".rels", ".vml")) and _has_dtd(part):
        raise Refused("contains a DTD, refused", "save it as .docx with Word")


def _has_dtd(part: bytes) -> bool:
    """Tell whether XML has a DTD, in UTF-8 or UTF-16; in rarer encodings, `parsed` finds it."""
    return b"<!DOCTYPE" in part.replace(b"\0", b"") or b"<!ENTITY" in part.replace(b"\0", b"")


def _depths(root: etree._Element) -> Iterator[int]:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        yield depth
