"""The words of a file in reading order, and where those of two files part."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.check.pages._leaf import RIGHT_TO_LEFT, plain

SHOWN = 24
"""How many characters of a difference are shown before and after the place where it begins."""

Letter = tuple[str, int]
"""A letter as it is compared, and its place in the text."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the body and in the footnotes, piece by piece, without running heads, page numbers, list marks.

    Where they are `drawn`, the pieces are in reading order, but Arabic and its kin within a piece stand as they were
    drawn: with numbers and punctuation turned round in ways that readers of PDF differ about.
    """

    body: tuple[str, ...]
    notes: tuple[str, ...] = ()
    drawn: bool = False


def difference(one: Words, other: Words) -> tuple[str, str] | None:
    """Return how each goes on where they first part; None where they say the same."""
    if other.drawn and not one.drawn:
        parting = difference(other, one)
        return parting and (parting[1], parting[0])
    return _parting(one.body, other.body, one.drawn) or _parting(one.notes, other.notes, one.drawn)


def _parting(one: tuple[str, ...], other: tuple[str, ...], drawn: bool) -> tuple[str, str] | None:
    leftward = drawn and any(RIGHT_TO_LEFT.search(piece) for piece in one)
    first, second = (list(_letters(" ".join(text), leftward)) for text in (one, other))
    at = 0
    for piece in one if leftward else (" ".join(one),):
        length = sum(1 for _ in _letters(piece, leftward))
        here, there = ([letter for letter, _ in some[at : at + length]] for some in (first, second))
        if leftward and RIGHT_TO_LEFT.search(piece):
            here, there = sorted(here), sorted(there)
        if here != there:
            at += next(
                (step for step, pair in enumerate(zip(here, there, strict=False)) if len({*pair}) > 1), len(there)
            )
            break
        at += length
    else:
        if at == len(second):
            return None
    return _around(" ".join(one), first, at), _around(" ".join(other), second, at)


def _letters(text: str, alone: bool) -> Iterator[Letter]:
    """Yield the letters that are compared; letters and figures `alone`, without punctuation and accents, if asked."""
    for at, character in enumerate(text):
        for letter in plain(character):
            if letter.isalnum() or not alone:
                yield letter, at


def _around(text: str, letters: list[Letter], at: int) -> str:
    if at >= len(letters):
        return f"“…{' '.join(text.split())[-SHOWN:].strip()}” and no more" if text.strip() else "nothing"
    place = letters[at][1]
    return f"“…{' '.join(text[max(place - SHOWN, 0) : place + SHOWN].split())}…”"
