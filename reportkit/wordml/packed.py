"""A Word file as bytes: the same for the same document at any time and place, its parts in a fixed order.

To deflate the parts is most of the work, so those that are as they were in the mould of a document are taken from
there. The zip file (PKWARE APPNOTE 6.3) is written here, since Python's own takes nothing that is deflated already.
"""

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.package import Package


class Deflated(NamedTuple):
    """What a member of a zip file holds: its checksum, how long it is, and its bytes, which are raw deflate."""

    checksum: int
    length: int
    data: bytes


def deflated(data: bytes) -> Deflated:
    """Return `data` as a member of a zip file."""
    press = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Deflated(zlib.crc32(data), len(data), press.compress(data) + press.flush())


class Cast(Package):
    """The package of a document that came from a mould, which knows its parts as they are packed."""

    def __init__(self, known: Mapping[bytes, Deflated]) -> None:
        super().__init__()
        self.known = known


def packed(document: Document) -> bytes:
    """Return `document` as the bytes of a .docx."""
    package = document.part.package
    known = package.known if isinstance(package, Cast) else {}
    members = _Members()
    parts = package.parts
    for part in parts:
        part.before_marshal()
    write: Any = PackageWriter  # what it has for whole files, in three steps; none has types
    write._write_content_types_stream(members, parts)
    write._write_pkg_rels(members, package.rels)
    write._write_parts(members, parts)
    return _zipped((name, known.get(data) or deflated(data)) for name, data in members.items())


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package that has `parts`, by name."""
    return _zipped((name, deflated(data)) for name, data in parts.items())


class _Members(dict[str, bytes]):
    """Stands where python-docx writes the members of a zip file, and keeps them by name."""

    def write(self, name: PackURI, data: bytes) -> None:
        self[name.membername] = data


MEMBER = struct.Struct("<4s5H3L2H")
ENTRY = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
VERSION, UNIX, UTF_8, DEFLATE = 20, 3 << 8, 0x800, 8
MIDNIGHT, NEW_YEAR_1980 = 0, 0x21
"""The first moment that a zip file can name, instead of the clock's."""

OWNER_READS_AND_WRITES = 0o600 << 16


def _zipped(members: Iterable[tuple[str, Deflated]]) -> bytes:
    files, entries, number = bytearray(), bytearray(), 0
    for name, member in members:
        label = name.encode()
        told = (
            *(VERSION, 0 if name.isascii() else UTF_8, DEFLATE, MIDNIGHT, NEW_YEAR_1980),
            *(member.checksum, len(member.data), member.length, len(label), 0),
        )
        place = (0, 0, 0, OWNER_READS_AND_WRITES, len(files))
        entries += ENTRY.pack(b"PK\1\2", UNIX | VERSION, *told, *place) + label
        files += MEMBER.pack(b"PK\3\4", *told) + label + member.data
        number += 1
    return bytes(files + entries + END.pack(b"PK\5\6", 0, 0, number, number, len(entries), len(files), 0))
