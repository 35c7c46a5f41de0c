"""The words of a file in reading order, and where those of two files part."""

from collections import Counter
from dataclasses import dataclass

from reportkit.check.pages._leaf import RIGHT_TO_LEFT, plain

SHOWN = 24
"""How many characters of a difference are shown before and after the place where it begins."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the body and in the footnotes, without running heads, page numbers and list marks."""

    body: str
    notes: str = ""


def difference(one: Words, other: Words) -> tuple[str, str] | None:
    """Return how each goes on where they first part; None where they say the same."""
    return _parting(one.body, other.body) or _parting(one.notes, other.notes)


def _parting(one: str, other: str) -> tuple[str, str] | None:
    first, second = _letters(one), _letters(other)
    pairs = enumerate(zip(first, second, strict=False))
    at = next((at for at, (a, b) in pairs if a[0] != b[0]), min(len(first), len(second)))
    if at < max(len(first), len(second)):
        return _around(one, first, at), _around(other, second, at)
    here, there = _leftward(one), _leftward(other)
    return None if here == there else (_shown(here - there), _shown(there - here))


def _leftward(text: str) -> Counter[str]:
    """Return how often each letter of Arabic and its kin stands in `text`."""
    return Counter(letter for letter in plain(text) if RIGHT_TO_LEFT.match(letter))


def _shown(letters: Counter[str]) -> str:
    return f"the letters “{' '.join(sorted(letters.elements())[:SHOWN])}” more" if letters else "fewer"


def _letters(text: str) -> list[tuple[str, int]]:
    """Return the letters that are compared, each with its place in `text`.

    Those of Arabic and its kin are not among them: readers of PDF differ about their order, so they are only counted.
    """
    return [
        (letter, at)
        for at, character in enumerate(text)
        for letter in plain(character)
        if not RIGHT_TO_LEFT.match(letter)
    ]


def _around(text: str, letters: list[tuple[str, int]], at: int) -> str:
    if at >= len(letters):
        return f"“…{text[-SHOWN:].strip()}” and no more" if text.strip() else "nothing"
    place = letters[at][1]
    return f"“…{' '.join(text[max(place - SHOWN, 0) : place + SHOWN].split())}…”"
