"""A Word file as bytes: the same for the same document at any time and place, its parts in a fixed order."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def packed(document: Document) -> bytes:
    """Return `document` as the bytes of a .docx."""
    raw = BytesIO()
    document.save(raw)
    with ZipFile(raw) as source:
        return _zipped((name, source.read(name)) for name in source.namelist())


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a package that has `parts`, by name."""
    return _zipped(parts.items())


def _zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as target:
        for name, data in members:
            info = ZipInfo(name, ZIP_TIME)
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()
