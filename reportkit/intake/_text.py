"""Bytes that should be text, whatever editor saved them."""

import codecs
import re

from reportkit.errors import Refused
from reportkit.intake._encodings import encoding

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def text(data: bytes, name: str) -> str:
    """Return `data` as text with plain line ends; raise Refused where it is not UTF-8, or UTF-16 with its mark."""
    mark, code = next(((mark, code) for mark, code in BOMS if data.startswith(mark)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        words = body.decode(code)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        seems = f"; it seems to be {what}" if (what := encoding(body)) else ""
        raise Refused(f"{name}:{line}: not text in UTF-8{seems}", "save the file with the encoding UTF-8") from None
    if "\0" in words:
        line = words.count("\n", 0, words.index("\0")) + 1
        raise Refused(f"{name}:{line}: not text: it has a zero byte", "save the file as text, encoded in UTF-8")
    return re.sub("\r\n|\r|\u2028|\u2029|\x0b|\x85", "\n", words)


def glance(data: bytes, length: int = 20_000) -> str:
    """Return the beginning of `data` as well as it can be read, for those who ask what it is; never raises."""
    code = next((code for mark, code in BOMS if data.startswith(mark)), "utf-8")
    return data[:length].decode(code, errors="replace").lstrip("\ufeff")
