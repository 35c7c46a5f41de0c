"""What kind a picture is by its first bytes, and the picture without what is told beside it.

Cameras and drawing programs write names, places and paths into a picture; none of that is needed to see it.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"\xd7\xcd\xc6\x9a": "wmf",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}
TYPES = {"wmf": "image/x-wmf", "emf": "image/x-emf"}

TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
"""The chunks of a PNG that say who made it, when and where."""

START_OF_SCAN = 0xDA

ORIENTATION = 0x0112


def kind(data: bytes) -> str | None:
    """Return the suffix of a picture that Word shows, or None."""
    if data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF":
        return "emf"
    return next((name for start, name in KINDS.items() if data.startswith(start)), None)


def content_type(name: str) -> str:
    return TYPES.get(name, f"image/{name}")


def bare(data: bytes) -> bytes:
    """Return a PNG or JPEG without what it tells of its making; others as they are."""
    match kind(data):
        case "png":
            return data[:8] + b"".join(_chunks(data))
        case "jpeg":
            return b"\xff\xd8" + b"".join(_segments(data))
    return data


def upright(data: bytes) -> bytes:
    """Return a PNG or JPEG turned as its camera says (Exif 2.32, Orientation), so that it needs no such word."""
    # Pillow takes a tenth of a second to import, and most records have no picture.
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as image:
        if image.getexif().get(ORIENTATION, 1) == 1:
            return data
        out = BytesIO()
        ImageOps.exif_transpose(image).save(out, image.format, quality=92, icc_profile=image.info.get("icc_profile"))
    return out.getvalue()


def _chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(data):
        end = at + 12 + struct.unpack(">I", data[at : at + 4])[0]
        if data[at + 4 : at + 8] not in TOLD:
            yield data[at:end]
        at = end


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield the segments of a JPEG but for comments and application data; those of colour (2 and 14) stay."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != START_OF_SCAN:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        told = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker not in (0xE2, 0xEE))
        if not told:
            yield data[at:end]
        at = end
    yield data[at:]
