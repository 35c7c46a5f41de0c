"""What may be opened at all: one bad Word file for each reason to refuse one."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from references import a_reference

from reportkit.errors import Refused
from reportkit.wordml import gate

GOOD = a_reference()
NO_XML = "not a Word file (word/x.xml is no XML)"


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO(GOOD)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_part("word/document.xml", b"<none/>")


def with_content_type(old: bytes, new: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


def lying_about_its_size() -> bytes:
    """A member of 3 MB that says it has 10 bytes."""
    data = bytearray(with_part("word/media/big.bin", b"\0" * 3_000_000))
    with zipfile.ZipFile(BytesIO(data)) as package:
        length = package.getinfo("word/media/big.bin").file_size.to_bytes(4, "little")
    at = data.rfind(length)
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def test_a_sound_file_is_admitted_and_handed_over_in_parts() -> None:
    assert gate.admit(GOOD)["word/document.xml"].startswith(b"<?xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a Word file (damaged or cut short)"),
        (b"Dear colleagues", "not a Word file (damaged or cut short)"),
        (GOOD[:2000], "not a Word file (damaged or cut short)"),
        (b"PK\x03\x04" + bytes(100), "not a Word file (damaged or cut short)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old or encrypted Word file"),
        (encrypted(), "old or encrypted Word file"),
        (bytes(21 << 20), "too large"),
        (with_part("word/media/bomb.bin", bytes(101 << 20)), "too large when unpacked"),
        (with_part("word/media/dense.bin", bytes(3 << 20)), "too large when unpacked"),
        (lying_about_its_size(), "not a Word file (damaged or cut short)"),
        (with_part("word/vbaProject.bin", b"x"), "contains macros, refused"),
        (with_content_type(b"document.main+xml", b"document.macroEnabled.main+xml"), "contains macros, refused"),
        (with_part("word/x.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "contains a DTD, refused"),
        (with_part("word/x.xml", "<!DOCTYPE x><x/>".encode("utf-16")), "contains a DTD, refused"),
        (with_part("../../etc/cron", b"x"), "suspicious package, refused"),
        (with_part("/etc/cron", b"x"), "suspicious package, refused"),
        (with_part("word\\..\\evil.xml", b"x"), "suspicious package, refused"),
        (with_part("C:/evil.xml", b"x"), "suspicious package, refused"),
        (with_part("WORD/document.xml", b"x"), "suspicious package, refused"),
        (twice, "suspicious package, refused"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused(data: bytes | Callable[[], bytes], message: str) -> None:
    with pytest.raises(Refused) as refused:
        gate.admit(data if isinstance(data, bytes) else data())
    assert (refused.value.message, refused.value.exit_code) == (message, 4)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (b"<x" * 3, NO_XML),
        (b"<x>" * 220 + b"</x>" * 220, "too deeply nested, refused"),
        (b"<x>" * 3000 + b"</x>" * 3000, "too deeply nested, refused"),
        ("<?xml version='1.0' encoding='cp037'?><!DOCTYPE x><x/>".encode("cp037"), "contains a DTD, refused"),
    ],
    ids=["broken", "deep", "deeper than lxml goes", "EBCDIC"],
)
def test_bad_xml_is_refused(part: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        gate.parsed("word/x.xml", part)
    assert refused.value.message == message
