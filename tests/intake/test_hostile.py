"""What is none of our formats, or not safe to open, is refused at once and says why."""

import random
import struct
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest

from reportkit.errors import Misused, Refused
from reportkit.intake import LARGEST, Choices, arrived, formats

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
LABELS = "Session: Session 1: X\nSpeakers:\nAda Quill, Guild\nSession Sketch:\n"


def a_package(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(100)


FILES = {
    "empty.txt": (b" \n", "the file is empty"),
    "pdf.txt": (b"%PDF-1.7\n" + LABELS.encode(), "a PDF"),
    "picture.txt": (a_picture(), "a picture"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file, or one with a password"),
    "page.txt": (b"<!DOCTYPE html><html>" + LABELS.encode(), "a web page"),
    "latin.txt": (LABELS.encode() + "Müller".encode("latin-1"), "not text in UTF-8"),
    "zeros.txt": (LABELS.encode() + bytes(9), "not text in UTF-8"),
    "words.txt": (b"Just some words.\n" * 9, "nothing that is known here"),
    "cut.docx": (a_package(document=BODY.format("").encode())[:60], "a packed file that is damaged or cut short"),
    "other.docx": (a_package(notes=b"<a/>"), "nothing that is known here: a packed file"),
    "bomb.docx": (a_package(document=bytes(101 << 20)), "too large when unpacked"),
    "entity.docx": (
        a_package(document=b'<!DOCTYPE d [<!ENTITY a "aaaa">]>' + BODY.format("&a;").encode()),
        "contains a DTD, refused",
    ),
    "deep.docx": (
        a_package(document=BODY.format("<w:p>" * 300 + "</w:p>" * 300).encode()),
        "too deeply nested, refused",
    ),
    "torn.docx": (a_package(document=b"<w:document"), "not a Word file (word/document.xml is no XML)"),
    "none.docx": (a_package(document=b"<a/>"), "not a Word file (it has no document)"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    data, message = FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    started = process_time()
    with pytest.raises(Refused) as caught:
        arrived(path, Choices())
    assert process_time() - started < 1
    assert caught.value.message.removeprefix(str(path)).lstrip(":0123456789 ").startswith(message)
    assert caught.value.hint


def test_a_file_over_50_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Refused, match="larger than 50 MB"):
        arrived(path, Choices())


@pytest.mark.parametrize("format", ["rapporteur", "word"])
def test_a_format_that_is_said_does_not_open_what_is_none(format: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(a_picture())
    with pytest.raises(Refused, match="a picture"):
        arrived(path, Choices(), format)


def test_an_unknown_format_and_a_missing_file_are_misuse(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with pytest.raises(Misused, match="there is no file"):
        arrived(path, Choices())
    path.write_text(LABELS)
    with pytest.raises(Misused, match='there is no format "words"'):
        arrived(path, Choices(), "words")


@pytest.mark.parametrize(
    "text",
    [
        "*" * 100_000,
        " " * 100_000 + "x",
        "The views expressed " * 20_000,
        "The views expressed here do not\n" * 4_000,
        LABELS + "Dr. " * 100_000,
        LABELS + "(" * 100_000,
        LABELS + "[" * 100_000 + "](",
        "Session: " + "a " * 100_000,
        "Date: " + "1" * 100_000,
        "Speakers:\n" + "A" * 100_000 + ", B",
        LABELS + "\n".join("Ada" for _ in range(4_000)),
        LABELS + "\f".join("Head\nwords" for _ in range(4_000)),
        "A   B\n" * 4_000,
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_no_text_takes_longer_than_its_length_allows(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text)
    started = process_time()
    arrived(path, Choices(), "rapporteur")
    assert process_time() - started < 3


def test_any_bytes_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(6)
    seeds = [LABELS.encode(), a_package(document=BODY.format("<w:p/>").encode())]
    for number in range(60):
        data = bytearray(seeds[number % 2])
        for _ in range(chance.randint(1, 9)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / "x"
        path.write_bytes(data)
        for format in ("", *formats()):
            with suppress(Refused):
                arrived(path, Choices(), format)
