"""Is no sentence cut in two by the end of a paragraph?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.check.records._disclaimer import Disclaimers
from reportkit.check.records._passages import LONGEST, MARK, Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

FEWEST_WORDS = 4
"""The words of a paragraph that a heading or a line of verse seldom has."""

OPEN = re.compile(r"[^\W\d_][\w’'-]*[,–-]?$")
"""How a paragraph ends that goes on: with a word, and no more than a comma."""

SMALL = re.compile(r"[a-zà-öø-ÿа-яα-ω]+(?=[ ,’'])")

NAMES = re.compile(r"(?:de|del|della|di|da|van|von|bin|ibn|al|el|la|le|ten|ter|e|i|x|y|o)(?![a-z])")
"""Small words that names begin with."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of prose in its passage."""

    said: Said
    start: int
    words: str


def check(event: Event) -> Iterator[Finding]:
    known = Disclaimers(event)
    for _, sketch in by_session(event):
        before: Piece | None = None
        for said in sketch:
            for piece in _pieces(said, known):
                if piece and before and _cut(before.words, piece.words):
                    end = re.compile(r"\S+(?: \S+){0,2}").match(piece.words)
                    length = len(end[0]) if end else 1
                    yield said.about(
                        piece.start,
                        piece.start + length,
                        Severity.ERROR,
                        f'the sentence before "{piece.words[:length]}" has no end',
                        "join the two paragraphs; something stood between them, such as the foot of a page",
                    )
                before = piece


def _pieces(said: Said, known: Disclaimers) -> Iterator[Piece | None]:
    """Yield the paragraphs of a passage but for disclaimers; what is marked up, such as a heading, is None."""
    for span in said.paragraphs() if len(said.text) <= LONGEST else ():
        if known.within(said.text[span.start : span.end]):
            continue
        words = said.plain[span.start : span.end].rstrip()
        inner = words.lstrip(" ")
        marked = inner.startswith(MARK) or MARK in inner[-1:]
        yield None if marked else Piece(said, span.start + len(words) - len(inner), inner)


def _cut(before: str, after: str) -> bool:
    whole = len(before.split()) < FEWEST_WORDS or not OPEN.search(before[-40:])
    return not whole and bool(SMALL.match(after)) and not NAMES.match(after)
