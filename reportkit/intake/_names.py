"""Names as other systems have them, made persons: in one piece where they come so, and never with an address."""

import re
from collections.abc import Iterable

from reportkit.intake._programme import LONGEST, Notes
from reportkit.records import Person
from reportkit.scripts import HAN, HANGUL, KANA

ADDRESS = re.compile(r"[<(\[]?\s*(?:mailto:)?[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+\.\w{2,}\s*[>)\]]?")
_EASTERN = re.compile(f"[{HANGUL}{HAN}{KANA}]+")


def person(
    line: int,
    notes: Notes,
    name: str,
    *,
    given: str = "",
    family: str = "",
    honorific: str = "",
    affiliations: Iterable[str] = (),
) -> Person | None:
    """Return the person of that name, or of its two parts where there is no whole; None where there is no name."""
    whole = _bare(name, line, notes) or together(given.strip(), family.strip())
    if not whole:
        return None
    if len(whole) > LONGEST:
        notes.say(line, f'"{whole[:40]}…" is longer than a name: not taken', "see whether the columns are right")
        return None
    homes = [home for one in affiliations if (home := _bare(one, line, notes))]
    for home in homes:
        if len(home) > LONGEST:
            notes.say(line, f'"{home[:40]}…" is longer than an institution: not taken', "name it in the record")
    return Person(
        name=whole,
        family=family.strip() if family.strip() and family.strip() in whole else None,
        honorific=honorific.strip()[:LONGEST] or None,
        affiliations=tuple(dict.fromkeys(home for home in homes if len(home) <= LONGEST)),
    )


def together(given: str, family: str) -> str:
    """Return the parts of a name in the order of its script: 이신화, but Shin-wha Lee."""
    if _EASTERN.fullmatch(given) and _EASTERN.fullmatch(family):
        return family + given
    return f"{given} {family}".strip()


def _bare(words: str, line: int, notes: Notes) -> str:
    """Return `words` on one line and without addresses, which are nobody's name and belong into no record."""
    words = " ".join(words.split())
    if "@" not in words or len(words) > LONGEST or not ADDRESS.search(words):
        return words
    notes.mention(line, "an e-mail address is not taken: records are public", "keep it in contacts.yaml")
    return " ".join(ADDRESS.sub(" ", words).split()).strip(" ,;")


def present(people: Iterable[Person | None]) -> tuple[Person, ...]:
    """Return those of `people` who are somebody, each once."""
    return tuple(dict.fromkeys(one for one in people if one))


def people_in(cell: str, homes: Iterable[str], line: int, notes: Notes, *, commas: bool = False) -> list[Person]:
    """Return the people in one cell, one a line or between semicolons, with the affiliations in `homes` in their order.

    Where `commas` are said to part a name from its affiliation they do; else nobody can know what a comma parts.
    """
    pieces = _pieces(cell)
    aside = [home for one in homes for home in _pieces(one)]
    if aside and len(aside) != len(pieces) and len(pieces) > 1:
        notes.say(
            line,
            f'{len(pieces)} people and {len(aside)} affiliations, "{aside[0]}" …: none is taken',
            "pair them by lines",
        )
        aside = []
    people = []
    for index, piece in enumerate(pieces):
        name, beside = _parted(piece, commas)
        if "," in name and not _DEGREE.search(name):
            notes.say(line, f'"{name}": several people, or one and a place? taken as one', "put each person on a line")
        elif _AND.search(name):
            notes.say(line, f'"{name}": several people? taken as one', "put each person on a line")
        elif name.endswith((")", "）")):
            notes.say(line, f'"{name}": a name in two scripts, or a place? taken as a name', "part them in the record")
        own = aside if len(pieces) == 1 else aside[index : index + 1]
        people.append(person(line, notes, name, affiliations=[*beside, *own]))
    return [one for one in people if one]


_DEGREE = re.compile(r", *(?:Ph\.?D|M\.?D|Jr|Sr|M\.?A|M\.?Sc|Esq|LL\.?[MD]|II|III)\.?$")
_BETWEEN = r"[\n;；、](?![^()（）\n]*[)）])"
_BRACKETS = re.compile(r"([^()（）]+?)\s*[(（]([^()（）]+)[)）]")
_AND = re.compile(r" (?:and|und|et|&|y) ")


def _pieces(cell: str) -> list[str]:
    """Return what stands on lines of its own or between semicolons, brackets left whole."""
    return [piece for one in re.split(_BETWEEN, cell) if (piece := one.strip(" \t•·-*"))]


def _parted(piece: str, commas: bool) -> tuple[str, list[str]]:
    """Return name and affiliations: these stand in brackets at the end, or behind the first comma."""
    if (match := _BRACKETS.fullmatch(piece)) and _eastern(match[1]) == _eastern(match[2]):
        return match[1], [home.strip() for home in re.split(r"[;；]| / ", match[2])]
    name, _, home = piece.partition(",") if commas else (piece, "", "")
    return name.strip(), [home.strip()]


def _eastern(words: str) -> bool:
    return bool(_EASTERN.search(words))
