"""What a file that came back is, by its content: people send anything, under any name.

Whether a Word file may be opened is asked in `wordml/gate.py`; messages are taken apart in `mail.py`.
"""

import re
from io import BytesIO
from typing import Literal
from zipfile import ZipFile

from reportkit.packages import UNREADABLE

Kind = Literal["word", "zip", "mail", "mbox", "foreign", "picture", "text", "other"]
"""`word` is what goes to the gate, which may refuse it; `foreign` is what somebody took for an answer and is none."""

Telling = tuple[str, str]
"""What a file is, and what to do next."""

ODT: Telling = (
    "an OpenDocument file, not a Word file",
    "open it and save it as .docx: changes and comments stay in it",
)
MSG: Telling = ("a message in Outlook's own format (.msg)", "save it as .eml, or save its Word file and collect that")
TNEF: Telling = (
    "winmail.dat, a packing that only Outlook opens",
    "ask for the Word file again, in a message of plain text or HTML",
)
OFFICE: Telling = ("a table or slides, not a Word file", "ask for the Word file with the changes in it")
PDF: Telling = (
    "a PDF, not a Word file",
    "ask for the Word file with the changes in it, or make them there and collect it",
)
RTF: Telling = ("an RTF file, not a Word file", "open it and save it as .docx")
PICTURE: Telling = ("a picture, which nobody has read", "look at it, and ask for the Word file with the changes in it")
NO_WORD: Telling = ("a packed file without a Word file in it", "ask for the Word file with the changes in it")
PACKED: Telling = ("a packed file", "unpack it and collect what is in it")

MARKS: tuple[tuple[bytes, Telling], ...] = (
    (b"%PDF-", PDF),
    (rb"{\rtf", RTF),
    (b"\x78\x9f\x3e\x22", TNEF),
    (b"7z\xbc\xaf", PACKED),
    (b"Rar!", PACKED),
    (b"\x1f\x8b", PACKED),
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"<svg", b"\x00\x00\x01\x00")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
OUTLOOK = "__properties_version1.0".encode("utf-16-le")

SEPARATOR = re.compile(rb"From \S+ .*\d\d:\d\d.*\d{4}")
"""The line before each message of an mbox."""

HEAD = re.compile(
    rb"\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?"
    rb"(?:from|received|return-path|message-id|mime-version|subject|date|delivered-to|x-unsent|x-mailer):[^\n]*\n",
    re.IGNORECASE,
)
"""How a message begins: fields, one of which is none that a text would begin with by chance."""

START = 16_384


def kind(data: bytes) -> Kind:
    """Return what `data` is."""
    if data.startswith(b"PK"):
        return _packed(data)
    if data.startswith(OLD_OFFICE):
        return "foreign" if OUTLOOK in data else "word"
    start = data[:START].removeprefix(b"\xef\xbb\xbf")
    if any(start.lstrip().startswith(mark) for mark, _ in MARKS):
        return "foreign"
    if start.startswith(PICTURES):
        return "picture"
    if SEPARATOR.match(start):
        return "mbox"
    if HEAD.match(start):
        return "mail"
    return "other" if b"\0" in start or not start else "text"


def telling(data: bytes) -> Telling:
    """Return what a file is that is no answer, and what to do next."""
    if data.startswith(OLD_OFFICE):
        return MSG
    if data.startswith(b"PK"):
        return ODT if _is_open_document(data) else NO_WORD if _packed(data) == "zip" else OFFICE
    if data.startswith(PICTURES):
        return PICTURE
    start = data[:START].lstrip()
    return next((telling for mark, telling in MARKS if start.startswith(mark)), PACKED)


def _packed(data: bytes) -> Kind:
    """Return what a ZIP package is; one that cannot be read is left to the gate."""
    if _is_open_document(data):
        return "foreign"
    try:
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except UNREADABLE:
        return "word"
    if "[Content_Types].xml" not in names:
        return "zip"
    return "foreign" if any(name.startswith(("xl/", "ppt/")) for name in names) else "word"


def _is_open_document(data: bytes) -> bool:
    """Tell whether the first member says that it is one, as all that are not damaged do."""
    return b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]
