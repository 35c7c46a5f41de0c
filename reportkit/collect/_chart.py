"""Where in the Markdown of a passage each character stands that is to be read of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from reportkit.collect._plain import plain

_KEPT = re.compile(
    r"""
    (?P<escaped> \\[!-/:-@\[-`{-~] )
    | (?P<note> \[\^[^\]\s]+\] )
    | (?P<number> ^ [ \t]* (?: (?: > | [-+*] (?=[ \t]) | \d+[.)] (?=[ \t]) ) [ \t]* )* \d{1,9} [.)] (?=\s|$) )
    | (?P<letter> [^\W_] | [,;?/%$@{}=] | [^\x00-\x7f\s\w] )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What can stand for another character without being read as other markup, and what cannot."""

_MARKS = frozenset("*_")
"""What is markup or not by the characters beside it: whether they are letters, punctuation or blanks."""

_LETTERS = range(0xF0000, 0x10FFFE)
"""Characters of private use, which stand in for those of a text, each for one place of it."""

_PUNCTUATION = (range(0x2E00, 0x2E60), range(0xA4FE, 0xABF0), range(0x10100, 0x12480))
"""Where there is punctuation that nobody types."""

_FOLD = re.compile(r"[ \t]*\\?\n[ \t>]*|[ \t]")

_RULE = r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\n[ \t>]*"

_BREAK = re.compile(
    rf"""
    [ \t]* \| [ \t]* (?: \n [ \t>]* (?: {_RULE} )? \|? [ \t]* )?
    | [ \t]* (?: \#+ [ \t]* )? \n (?: \s | > | [-+*] [ \t] | \d{{1,9}}[.)] [ \t] | \#{{1,6}} [ \t] | \| )*
    """.replace("[ \\t]", "[\\ \\t]"),
    re.VERBOSE,
)
"""What ends a cell, and what ends any other paragraph, with the marks before the next."""

_ASIDE = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\^\[[^\[\]\n]*\]|\[\^[^\]\s]+\]")
"""Words in the Markdown that are no words of the text: where a link leads, a footnote."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The text of a passage, and from where to where in the Markdown each character of it stands.

    The end of a paragraph stands for all that is between it and the next.
    """

    source: str
    text: str
    spans: tuple[tuple[int, int] | None, ...]

    def gap(self, place: int) -> tuple[int, int] | None:
        """Return from where to where in the Markdown there is nothing but markup, before the character at `place`."""
        before = self.spans[place - 1] if place else (0, 0)
        behind = self.spans[place] if place < len(self.spans) else (len(self.source),) * 2
        return (before[1], behind[0]) if before and behind else None


def charted(source: str) -> Chart | None:
    """Return the chart of `source`; None where nobody can say which character is which."""
    shadow, places = _shadowed(source)
    read = plain(shadow)
    known = {number: places[letter] for number, letter in enumerate(read) if letter in places}
    text = "".join(source[known[number][1] - 1] if number in known else one for number, one in enumerate(read))
    if text != plain(source):
        return None
    return Chart(source, text, tuple(_spans(source, text, known)))


def _shadowed(source: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return `source` with stand-ins for its letters, and where each of those stands."""
    letters = (chr(code) for code in _LETTERS if chr(code) not in source)
    marks = (mark for mark in _punctuation() if mark not in source)
    places: dict[str, tuple[int, int]] = {}
    pieces, at = [], 0
    for match in _KEPT.finditer(source):
        start, end = match.span()
        free = _like(match[0][-1], source[max(start - 1, 0) : start] + source[end : end + 1], letters, marks)
        if (match["escaped"] or match["letter"]) and (instead := next(free, "")):
            pieces += [source[at:start], instead]
            places[instead] = start, end
            at = end
    return "".join([*pieces, source[at:]]), places


def _like(letter: str, beside: str, letters: Iterator[str], marks: Iterator[str]) -> Iterator[str]:
    """Return what may stand in for a letter, such that what is beside it is read as before."""
    if letter.isalnum() or not _MARKS & {*beside}:
        return letters
    return marks if unicodedata.category(letter)[0] == "P" or letter.isascii() else iter(())


@cache
def _punctuation() -> tuple[str, ...]:
    return tuple(chr(code) for codes in _PUNCTUATION for code in codes if unicodedata.category(chr(code))[0] == "P")


def _spans(source: str, text: str, known: dict[int, tuple[int, int]]) -> Iterator[tuple[int, int] | None]:
    """Yield where each character of `text` stands, those between two that are known in their order."""
    at, behind = 0, 0
    for number, (start, end) in chain(sorted(known.items()), [(len(text), (len(source), len(source)))]):
        yield from _between(source, text[behind:number], at, start)
        if number < len(text):
            yield start, end
        at, behind = end, number + 1


def _between(source: str, text: str, at: int, end: int) -> Iterator[tuple[int, int] | None]:
    for letter in text:
        match = _pattern(letter).search(source, at, end)
        while match and (aside := _ASIDE.search(source, at, end)) and aside.start() <= match.start() < aside.end():
            at = aside.end()
            match = _pattern(letter).search(source, at, end)
        yield match.span() if match else None
        at = match.end() if match else at


@cache
def _pattern(letter: str) -> re.Pattern[str]:
    return {"\n": _BREAK, " ": _FOLD}.get(letter) or re.compile(re.escape(letter))
