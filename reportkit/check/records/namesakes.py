"""Does every bare family name mean one person?"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from reportkit.check.records._institutions import CAPITAL
from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import HONORIFICS, Listed, folded, full_name, listed, parts
from reportkit.errors import Finding, Severity
from reportkit.records import Event

TITLED = re.compile(rf"(?:{'|'.join(HONORIFICS.values())}|President|Minister|Director|Chair|Secretary)\.?")

SPEAKING = ("moderators", "speakers", "discussants")
"""Rapporteurs are not named in their own prose."""

OPENINGS = frozenset(
    (
        *(
            "for",
            "in",
            "to",
            "as",
            "and",
            "but",
            "according",
            "while",
            "yet",
            "when",
            "like",
            "both",
            "here",
            "only",
            "so",
        ),
        *("then", "after", "before", "since", "if", "although", "because", "though", "once", "later", "unlike", "with"),
    )
)
"""What begins a sentence with a capital letter and is no first name."""


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        for name, people in _shared(tuple(listed(session, SPEAKING))).items():
            for passage in said:
                if passage.english and (found := _bare(passage, name, people)):
                    names = " or ".join(one.person.name for one in people)
                    yield passage.about(*found, Severity.WARNING, f'"{name}" may be {names}', "write the whole name")


def _shared(people: tuple[Listed, ...]) -> dict[str, list[Listed]]:
    """Return the family names that several people have, as the first of them spells it."""
    shared: dict[str, list[Listed]] = {}
    counted = Counter(word for one in people for word in _families(one))
    alike = [one for one in people if any(counted[word] > 1 for word in _families(one))]
    for one, other in combinations(alike, 2):
        if parts(one.person.name) == parts(other.person.name):
            continue
        for word in _families(one).keys() & _families(other):
            group = shared.setdefault(_families(one)[word], [])
            group.extend(each for each in (one, other) if each.person.name not in {it.person.name for it in group})
    return shared


def _families(one: Listed) -> dict[str, str]:
    """Return the family name, as it is compared and as it is spelled.

    Where the record does not tell it, it is the first or the last word of the name.
    """
    words = one.person.name.split()
    told = (one.person.family,) if one.person.family else (words[0], words[-1])
    return {folded(word): word for word in told}


def _bare(said: Said, name: str, people: list[Listed]) -> tuple[int, int] | None:
    """Return where `name` stands alone first and its bearer is not told."""
    owner = next((one for one in people if one.person.id and one.person.id == said.passage.speaker), None)
    named = full_name(said, owner.person) if owner else None
    for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said.narration):
        before = re.search(r"([\w.’'-]+)[ ]+$", said.narration[: match.start()])
        after = re.match(rf"[ ]+(?:[a-z]{{2,4}}[ ]+)?({CAPITAL}[\w.’'-]*)", said.narration[match.end() :])
        alone = before is None or not before[1][:1].isupper() or TITLED.fullmatch(before[1]) or before[1].endswith(",")
        opening = before is not None and before[1].lower() in OPENINGS
        if (alone or opening) and not after and not (named and named.start() < match.start()):
            return match.span()
    return None
