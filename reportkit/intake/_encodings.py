"""Which encoding of former days a text is in, for the message that asks for UTF-8; nothing is decoded by a guess."""

import re

LENGTH = 200_000
"""How many bytes are looked at."""

ENCODINGS = {
    "cp949 (Korean)": ("cp949", re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")),
    "Shift-JIS (Japanese)": ("cp932", re.compile(rb"\x82[\x9f-\xf1]|\x83[\x40-\x96]")),
}
"""Encodings, each with what its commonest letters, syllables and kana, are as bytes."""


def encoding(data: bytes) -> str:
    """Return which older encoding text that is not UTF-8 seems to be in; nothing where none is likely."""
    start = data[:LENGTH]
    found = {what: len(letters.findall(start)) for what, (_, letters) in ENCODINGS.items()}
    best = max(found, key=lambda what: found[what])
    foreign = sum(byte > 127 for byte in start)
    return best if found[best] * 4 > foreign and _decodes(start, ENCODINGS[best][0]) else ""


def _decodes(start: bytes, name: str) -> bool:
    try:
        start.decode(name)
    except UnicodeDecodeError as error:
        # The last letter may have been cut in two.
        return error.start >= len(start) - 2
    return True
