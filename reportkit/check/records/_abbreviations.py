"""Where a text says what an abbreviation stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SHORT = r"[A-Z][A-Za-z&/-]{0,8}[A-Z]"
BRACKETED = re.compile(rf" \((?P<short>{SHORT})s?(?:(?: or |[,;] )[^()\n]+)?\)")
BEFORE = re.compile(r"[^()\n.;:!?]{4,160}$")
REVERSED = re.compile(r" \((?P<full>[A-Za-z][^()\n\d]{8,100})\)")
OTHERWISE = re.compile(r" or |[,;] ")
WORD = re.compile(r"[^\W_]+(?:[’']s)?")
LAST = re.compile(rf"(?<![\w-]){SHORT}s?$")

KNOWN = re.compile(
    r"AI|NATO|ASEAN|APEC|AUKUS|BRICS|OPEC|OECD|IMF|WTO|WHO|IAEA|UNESCO|UNICEF|UNHCR|NASA|FBI|CIA|BBC|CNN|IT|HR|ISIS"
    r"|ROK|DPRK|PRC|DMZ|ICBM|THAAD|WMD|NPT|INF|JCPOA|SDGS|SDG|GPS|USB|SME|SMES|LNG|COP|ICT|HTTP"
)
"""What most readers of conference reports know."""

SMALL = frozenset(["of", "and", "the", "for", "in", "on", "to", "a", "an", "at", "by", "de", "la", "&"])
"""Words of an expansion that need no letter of their own."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation that a text explains: `full` is what it stands for, from `start`, and `at` is where it stands.

    It `fits` if its letters are those of the words.
    """

    short: str
    at: int
    full: str
    start: int
    fits: bool

    @property
    def end(self) -> int:
        return self.start + len(self.full)


def definitions(text: str) -> Iterator[Definition]:
    """Yield the abbreviations that stand in brackets behind what they stand for, or before it."""
    for match in BRACKETED.finditer(text):
        if before := BEFORE.search(text, max(0, match.start() - 160), match.start()):
            yield from _before(match["short"], match.start("short"), before[0], before.start())
    for match in REVERSED.finditer(text):
        if last := LAST.search(text, max(0, match.start() - 12), match.start()):
            short, full = last[0].removesuffix("s"), OTHERWISE.split(match["full"])[0]
            if matched(short, full) == 0:
                yield Definition(short, last.start(), full, match.start("full"), fits=True)


def _before(short: str, at: int, words: str, start: int) -> Iterator[Definition]:
    """Yield what of the `words` before an abbreviation it may stand for."""
    begin = matched(short, words)
    if begin is not None:
        yield Definition(short, at, words[begin:], start + begin, fits=True)
    elif (begin := _name(words)) is not None:
        yield Definition(short, at, words[begin:], start + begin, fits=False)


def matched(short: str, before: str) -> int | None:
    """Return where in `before` the words begin whose initials make `short`; None where none do."""
    letters = [letter.casefold() for letter in short if letter.isalpha()]
    words = list(WORD.finditer(before))
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


NAME = re.compile(r"(?:(?!The )[A-Z][\w’'-]*)(?: (?:of|for|and|the|on|de|&|[A-Z][\w’'-]*))* [A-Z][\w’'-]*$")

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
