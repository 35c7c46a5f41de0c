"""Where the passages of a session say what an abbreviation stands for, and where they use one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportkit.check.records._passages import Said

SHORT = r"[A-Z][A-Za-z&/-]{0,8}[A-Z]"
BRACKETED = re.compile(rf"(?P<before>[^()\n.;:!?]{{4,160}}) \((?P<short>{SHORT})s?\)")
REVERSED = re.compile(rf"(?<![\w-])(?P<short>{SHORT})s? \((?P<full>[A-Za-z][^()\n\d]{{8,100}})\)")
USED = re.compile(r"(?<![\w&./@#’'-])(?P<short>[A-Z]{2,6})(?:s\b|(?![\w&/]))(?!-\d|’t|\.[A-Z])")

SMALL = frozenset(["of", "and", "the", "for", "in", "on", "to", "a", "an", "at", "by", "de", "la", "&"])
"""Words of an expansion that need no letter of their own."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation where it is explained; `full` is what it stands for, which begins at `start` of the text."""

    said: Said
    short: str
    full: str
    start: int
    fits: bool

    @property
    def end(self) -> int:
        return self.start + len(self.full)


def definitions(sketch: Iterable[Said]) -> Iterator[Definition]:
    """Yield each abbreviation that is explained, in reading order."""
    for said in sketch:
        if "(" in said.plain:
            for match in BRACKETED.finditer(said.plain):
                yield from _before(said, match)
            for match in REVERSED.finditer(said.plain):
                full = match["full"]
                if matched(match["short"], full) == 0:
                    yield Definition(said, match["short"], full, match.start("full"), fits=True)


def _before(said: Said, match: re.Match[str]) -> Iterator[Definition]:
    """Yield what stands before the brackets of `match`, if it may be what they abbreviate."""
    before, short = match["before"], match["short"]
    at = matched(short, before)
    if at is not None:
        yield Definition(said, short, before[at:], match.start("before") + at, fits=True)
    elif (at := _name(before)) is not None:
        yield Definition(said, short, before[at:], match.start("before") + at, fits=False)


def matched(short: str, before: str) -> int | None:
    """Return where in `before` the words begin whose initials make `short`; None where none do."""
    letters = [letter.casefold() for letter in short if letter.isalpha()]
    words = list(re.finditer(r"[^\W_]+", before))
    begins = (at for at in range(len(words) - 1, -1, -1) if _spells([word[0] for word in words[at:]], letters))
    begin = next(begins, None)
    return None if begin is None else words[begin].start()


def _spells(words: list[str], letters: list[str]) -> bool:
    """Tell whether the initials of `words` are `letters`, small words and no others being passed over."""
    if words[0] in SMALL or words[0][0].casefold() != letters[0] or len(words) > 2 * len(letters) + 1:
        return False
    at = 0
    for word in words:
        if at < len(letters) and word[0].casefold() == letters[at]:
            at += 1
        elif word.casefold() not in SMALL:
            return False
    return at == len(letters)


NAME = re.compile(r"(?:[A-Z][\w’'-]*)(?: (?:of|for|and|the|on|de|&|[A-Z][\w’'-]*))* [A-Z][\w’'-]*$")

INSTITUTION = re.compile(
    r"\b(?:Universit\w+|Institut\w+|Cent(?:er|re)|Council|Ministry|Agency|Organi[sz]ation|Association|Party|Commission"
    r"|Committee|Foundation|Academy|College|School|Department|Office|Bank|Forum|Agreements?|Treaty|Act|Program(?:me)?)\b"
)


def _name(before: str) -> int | None:
    """Return where the name of an institution or treaty begins that `before` ends with."""
    match = NAME.search(before)
    return match.start() if match and INSTITUTION.search(match[0]) else None


def key(full: str) -> str:
    """Return an expansion as it compares with others: without capitals, hyphens, `the`, and the plural of its end."""
    plain = " ".join(re.findall(r"[^\W_]+", full.casefold()))
    return re.sub(r"(?<=[^s])s$", "", plain.removeprefix("the "))
