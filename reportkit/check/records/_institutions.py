"""How institutions are named in English prose and in lists, and whether two names mean one.

Which question is asked of them is in `affiliations.py` and `institutions.py`.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from reportkit.check.records._passages import Said
from reportkit.records import Event, Session

CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİŁŃŇŌŐŘŚŞŠŤŪŮŰŲŹŻŽȘȚ]"

KINDS = re.compile(
    r"(?:Universit\w+|Univ\.?|Institut\w*|Cent(?:re|er)s?|School|Foundation|Minist(?:ry|ries|ère|erio)|College|Academy"
    r"|Council|Group|Institution|Society|Commission|Bank|Agency|Association|Bureau|Fund|Forum|Museum|Archives?"
    r"|Laborator(?:y|ies)|Corporation|Company|Inc|Ltd|Embassy|Parliament|Court|Observatory|Federation|Union|Trust|Think"
    r"|Endowment|Polytechnic|Library|Initiative|Organi[sz]ation|Secretariat|Authority|Cooperative|League|Guild|Chamber"
    r"|Committee|Conservatoire|Hospital|Press|House|Office|Department|Faculty|Programme|Program|Studies|Assembly)"
)
"""Words that make capitals the name of an institution."""

UNITS = {"department", "school", "faculty", "programme", "program", "division", "office", "chair", "unit", "section"}
"""Parts of an institution: whoever works there works for the whole."""

LINKS = {"of", "for", "and", "the", "in", "on", "de", "des", "du", "la", "le", "für", "und", "to", "at", "&"}

POSITION = (
    r"(?:Professor|Fellow|Director|Researcher|President|Advis[eo]r|Chair|Secretary|Ambassador|Lecturer|Scholar|Analyst"
    r"|Minister|Manager|Head|Member|Senior|Visiting|Research|Associate|Assistant|Adjunct|Former|Founder|Co-|Vice)"
)

WORD = rf"{CAPITAL}[\w’'&-]*(?:\.(?=[ ]\w))?"
PHRASE = re.compile(
    rf"{WORD}(?:,?[ ]Inc\b"
    rf"|[ ](?:(?!and[ ]{POSITION})(?:of|for|and|in|on|de|des|du|la|le|für|und|&)[ ](?:the[ ]|la[ ])?)?{WORD})*"
)

BEFORE = re.compile(r"\b(?:at|of|from|with|for|by|in)[ ](?:the[ ])?(?=[A-ZÀ-Þ])")


def phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where `text` names institutions between `start` and `end`, each behind a preposition."""
    at = start
    while match := BEFORE.search(text, at, end):
        phrase = PHRASE.match(text, match.end(), end)
        if phrase is None:
            at = match.end()
            continue
        at = phrase.end()
        if any(KINDS.fullmatch(re.sub(r"[’']s?$", "", word)) for word in phrase[0].split()):
            yield phrase.start(), phrase.start() + len(phrase[0].rstrip("’'"))


def only_a_unit(name: str) -> bool:
    """Tell whether `name` is part of an institution and may be part of any: the Department of History."""
    kinds = {word.casefold() for word in re.findall(r"[\w]+", name) if KINDS.fullmatch(word)}
    return kinds <= UNITS - {"school"} | {"studies", "house", "assembly", "committee"}


@lru_cache(maxsize=10_000)
def tokens(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, in their order."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = (re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’']+", bare))
    return tuple({"univ": "university", "center": "centre"}.get(word, word) for word in words if word not in LINKS)


def same(one: str, other: str) -> bool:
    """Tell whether one of two names says no more than the other, or is its abbreviation."""
    first, second = set(tokens(one)), set(tokens(other))
    if first and second and (first <= second or second <= first):
        return True
    return initials(one) == other.strip() or initials(other) == one.strip() or bool(slip(one, other))


def initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())


def slip(name: str, right: str) -> bool:
    """Tell whether `name` is `right` with a slip: other small words, other capitals, or one word that is nearly it."""
    first, second = tokens(name), tokens(right)
    if len(first) != len(second) or len(first) < 2:
        return False
    other = [(one, two) for one, two in zip(first, second, strict=True) if one != two]
    if not other:
        return spelled(name) != spelled(right)
    return len(other) == 1 and _nearly(*other[0])


def _nearly(one: str, two: str) -> bool:
    if {one, two} == {"institute", "institution"}:
        return True
    alike = SequenceMatcher(None, one, two, autojunk=False).ratio() > 0.82
    return min(len(one), len(two)) > 4 and alike and not any(letter.isdigit() for letter in one + two)


@lru_cache(maxsize=10_000)
def spelled(name: str) -> str:
    """Return how a name is spelled, whatever its article, its blanks, its apostrophes and its ampersand."""
    plain = " ".join(name.replace("’", "'").replace("&", "and").split())
    plain = re.sub(r"\bCenter\b", "Centre", unicodedata.normalize("NFKC", plain))
    return re.sub(r"(?i)^the ", "", re.sub(r"'s?$", "", plain))


def official(event: Event) -> tuple[str, ...]:
    """Return the institutions whose names the event gives."""
    names = (*event.institutions, *filter(None, [event.organiser]))
    return tuple(dict.fromkeys(re.sub(r"^[Tt]he ", "", name) for name in names if len(tokens(name)) > 1))


def affiliations(session: Session) -> tuple[str, ...]:
    """Return the institutions that the lists of `session` name, each once; of one with commas, its parts."""
    names = (name.removeprefix("the ") for _, person in session.people for name in person.affiliations)
    parts = (part for name in names for part in name.split(", "))
    return tuple(dict.fromkeys(part for part in parts if len(tokens(part)) > 1 and _institution(part)))


def _institution(name: str) -> bool:
    """Tell whether `name` is that of an institution, and not of an office that somebody has or had."""
    return any(KINDS.fullmatch(word) for word in name.split()) and not re.match(rf"(?:{POSITION})\b", name)


def mentions(said: Said, name: str) -> Iterator[tuple[int, int]]:
    """Yield where `said` has the words of `name`, whatever its capitals and the small words between them."""
    words, pattern = _anyhow(name)
    small = said.plain.lower()
    if all(word in small for word in words):
        yield from (match.span() for match in pattern.finditer(said.plain))


@lru_cache(maxsize=1000)
def _anyhow(name: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the words of `name` in small letters, and what finds them with other small words between them."""
    words = [word for word in re.findall(r"[\w’'-]+", name) if word.casefold() not in LINKS]
    between = r",?[ ]+(?:(?:of|for|and|&|in|on|the|at|to)[ ]+){0,2}"
    pattern = r"(?<![\w-])" + between.join(map(re.escape, words)) + r"(?![\w-])"
    return tuple(word.lower() for word in words), re.compile(pattern, re.IGNORECASE)
