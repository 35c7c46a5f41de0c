"""Is everybody who speaks in the prose on the list of people?

Somebody with an office who is only talked about, such as a head of state, needs to be on no list.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import Listed, Named, folded, listed, named, parts
from reportkit.errors import Finding, Severity
from reportkit.records import Event

INTRODUCED = re.compile(
    r"\b(?:that|when|as|after|because|if|where|how|which|while|since|by|late|than|and)[ ]+(?:the[ ]+)?$"
)
"""What makes somebody the matter of a sentence, and not its speaker."""

LONG_AGO = re.compile(r"\b(?:in|of|since|until|by|on)[ ][^.,;]{0,20}\b(?:1[5-9]|20)\d\d\b|\blast (?:year|month|week)\b")


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        people = tuple(listed(session))
        known = frozenset(part for one in people for part in _parts(one))
        told: set[frozenset[str]] = set()
        for passage in said if people else ():
            for one in named(passage) if passage.english else ():
                if not one.parts & known and one.parts not in told and _attends(one):
                    told.add(one.parts)
                    yield _finding(passage, one, people)


def _parts(one: Listed) -> frozenset[str]:
    """Return the words of a name, those joined by a hyphen also by themselves."""
    names = " ".join(filter(None, [one.person.name, one.person.family]))
    return parts(names) | parts(names.replace("-", " "))


def _attends(one: Named) -> bool:
    """Tell whether the prose has the named one speak in the session, as far as words tell."""
    text = one.said.narration
    around = next((span for span in one.said.sentences if span.start <= one.start < span.end), None)
    before = text[around.start : one.start] if around else ""
    if not one.speaks() or INTRODUCED.search(before):
        return False
    if not one.office:
        return True
    of_old = around is not None and LONG_AGO.search(text, around.start, around.end)
    return not of_old and (one.said.passage.speaker is None or not text[: one.start].strip())


def _finding(passage: Said, one: Named, people: tuple[Listed, ...]) -> Finding:
    by_part = {part: listed for listed in people for part in _parts(listed)}
    close = [near for part in one.parts for near in get_close_matches(folded(part), by_part, n=1, cutoff=0.7)]
    hint = "spell the name alike, or add the person to a list, such as `discussants`"
    return passage.about(
        one.start,
        one.end,
        Severity.WARNING,
        f'"{one.title} {one.name}" speaks here, but is on no list of the session',
        f'{hint}; did you mean "{by_part[close[0]].person.name}"?' if close else hint,
    )
