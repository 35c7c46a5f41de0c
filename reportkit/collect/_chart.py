"""Where in the Markdown of a passage each character stands that is to be read of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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

_STANDINS = range(0xF0000, 0x10FFFE)
"""Characters of private use, which stand in for those of a text, each for one place of it."""

_FOLD = re.compile(r"[ \t]*\\?\n[ \t>]*|[ \t]")
_BREAK = re.compile(r"[ \t]*(?:#+[ \t]*)?\n(?:\s|>|[-+*][ \t]|\d{1,9}[.)][ \t]|\#{1,6}[ \t])*")


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
    free = (chr(code) for code in _STANDINS if chr(code) not in source)
    places: dict[str, tuple[int, int]] = {}
    pieces, at = [], 0
    for match in _KEPT.finditer(source):
        start, end = match.span()
        beside = {*source[max(start - 1, 0) : start], *source[end : end + 1]}
        word = match["letter"] and (match["letter"].isalnum() or not beside & _MARKS)
        if (match["escaped"] or word) and (instead := next(free, "")):
            pieces += [source[at:start], instead]
            places[instead] = start, end
            at = end
    return "".join([*pieces, source[at:]]), places


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
        pattern = _BREAK if letter == "\n" else _FOLD if letter == " " else re.compile(re.escape(letter))
        match = pattern.search(source, at, end)
        yield match.span() if match else None
        at = match.end() if match else at
