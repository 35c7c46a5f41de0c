"""Paragraphs laid end to end, each character with what became of it, and paragraphs cut at a character."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportkit.wordml.revisions import Mark, Paragraph, Span


@dataclass(frozen=True, slots=True)
class Character:
    """One character, with the marks that tracked changes left on it."""

    text: str
    added: Mark | None = None
    removed: Mark | None = None

    @property
    def stands(self) -> bool:
        """Whether it is in the text with all changes taken."""
        return self.removed is None

    @property
    def stood(self) -> bool:
        """Whether it is in the text without any of the changes."""
        return self.added is None


def history(paragraphs: Sequence[Paragraph]) -> list[Character]:
    """Return all characters of `paragraphs` that are in the text before or after the changes.

    Paragraphs end where a line does, but for the last: neither of the two texts ends with a mark of that. Where it is
    not the same paragraph in both, a mark in between is what was added or removed.
    """
    letters = characters(paragraphs)
    now = next((place for place in reversed(range(len(letters))) if letters[place].stands), -1)
    then = next((place for place in reversed(range(len(letters))) if letters[place].stood), -1)
    now, then = (place if place >= 0 and letters[place].text == "\n" else -1 for place in (now, then))
    if now >= 0:
        gone = letters[then].removed if then > now else None
        letters[now] = replace(letters[now], removed=gone or Mark("del"))
    if then >= 0:
        new = letters[now].added if now > then else None
        letters[then] = replace(letters[then], added=new or Mark("ins"))
    return [letter for letter in letters if letter.stands or letter.stood]


def characters(paragraphs: Sequence[Paragraph]) -> list[Character]:
    """Return all characters of `paragraphs`, their ends too."""
    return [
        Character(letter, span.added, span.removed)
        for paragraph in paragraphs
        for span in (*paragraph.spans, paragraph.end)
        for letter in span.text
    ]


def standing(letters: Sequence[Character]) -> str:
    return "".join(letter.text for letter in letters if letter.stands)


def former(letters: Sequence[Character]) -> str:
    return "".join(letter.text for letter in letters if letter.stood)


def whole(paragraph: Paragraph) -> str:
    """Return all words of `paragraph`, those added and those removed."""
    return "".join(span.text for span in paragraph.spans)


def cut(paragraph: Paragraph, *places: int) -> list[Paragraph]:
    """Return `paragraph` cut at places in all its words; what is cut off has no end, and the bookmarks are the first's.

    What would be empty is there all the same.
    """
    pieces, at = [], 0
    for place in (*places, len(whole(paragraph))):
        spans = tuple(_between(paragraph.spans, at, place))
        pieces.append(replace(paragraph, spans=spans, end=Span(""), bookmarks=()))
        at = place
    pieces[0] = replace(pieces[0], bookmarks=paragraph.bookmarks)
    pieces[-1] = replace(pieces[-1], end=paragraph.end)
    return pieces


def _between(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    found, at = [], 0
    for span in spans:
        words = span.text[max(start - at, 0) : max(end - at, 0)]
        if words:
            found.append(replace(span, text=words))
        at += len(span.text)
    return found
