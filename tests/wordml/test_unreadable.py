"""Whatever is wrong within a ZIP package, it is refused as a damaged file, and not told by a library."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from builders import a_session

from reportkit import render
from reportkit.errors import Refused
from reportkit.wordml import gate, read

MAIN = "word/document.xml"


@pytest.fixture
def word() -> bytes:
    return render(a_session("Text."), "docx")


def spoilt(data: bytes, place: int, spoil: bytes) -> bytes:
    """Return a Word file with `spoil` so many bytes behind the beginning of its main part's head."""
    with ZipFile(BytesIO(data)) as package:
        at = package.getinfo(MAIN).header_offset + place
    return data[:at] + spoil + data[at + len(spoil) :]


@pytest.mark.parametrize("spoil", [b"\xff\xff\xff", b"\x07" * 40], ids=["no such block", "nonsense"])
def test_a_part_that_cannot_be_unpacked_is_refused(word: bytes, spoil: bytes) -> None:
    damaged = spoilt(word, 30 + len(MAIN), spoil)
    with pytest.raises(Refused, match="damaged"):
        gate.admit(damaged)
    with pytest.raises(Refused, match="damaged"):
        read.words(damaged)
