"""Which encoding of former days a text is in, for the message that asks for UTF-8; nothing is decoded by a guess."""

import re

LENGTH = 200_000
"""How many bytes are looked at."""

ENCODINGS = (("cp949", "cp949 (Korean)", "[가-힣]"), ("cp932", "Shift-JIS (Japanese)", "[ぁ-んァ-ヶ]"))
LIKELY = 0.3
"""How many of the letters beyond ASCII are of the language that an encoding is for, at the least."""


def encoding(data: bytes) -> str:
    """Return which older encoding text that is not UTF-8 seems to be in; nothing where none is likely."""
    shares = {what: _share(data[:LENGTH], name, letters) for name, what, letters in ENCODINGS}
    best = max(shares, key=lambda what: shares[what])
    return best if shares[best] > LIKELY else ""


def _share(data: bytes, name: str, letters: str) -> float:
    """Return how many of the letters beyond ASCII are `letters`, if `data` is in the encoding `name`; 0 if it is not."""
    try:
        words = data.decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(data) - 2:
            return 0
        words = data[: error.start].decode(name)
    foreign = sum(ord(letter) > 127 for letter in words)
    return len(re.findall(letters, words)) / foreign if foreign else 0
