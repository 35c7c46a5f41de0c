"""Does the prose give everybody the affiliations of the list?"""

import re
from collections.abc import Iterator

from reportkit.check.records._institutions import UNITS, only_a_unit, phrases, same, tokens
from reportkit.check.records._passages import Said, passages
from reportkit.check.records._people import SAYING, Listed, full_name, speaker
from reportkit.errors import Finding, Severity
from reportkit.records import Event

BEGINS = re.compile(r"[ ]?(?:\([^)\n]*\)[ ]?)?(?:,|of|from|at|\(|who is|who teaches|who heads)(?=[ ]|\w)")
"""What follows a name that is introduced."""

ENDS = re.compile(
    rf"[.;!?](?=[ \n]|$)|,?[ ](?:{SAYING})\b|,[ ](?:and[ ])?[a-z]+ed\b|[ ][a-z]+ed (?:that|on|how|the|his|her)\b"
)
"""Where the introduction is over."""

PAST = re.compile(
    r"\b(?:former|formerly|previously|previous|ex-|until|then|retired|honorary|late|founded|chaired)\b",
    re.IGNORECASE,
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        one = speaker(said) if said.english else None
        if one and one.person.affiliations:
            yield from _of(said, one)


def _of(said: Said, one: Listed) -> Iterator[Finding]:
    """Yield the institutions of the introduction that are not those of the list."""
    name = full_name(said, one.person)
    if not name or not BEGINS.match(said.narration, name.end()):
        return
    over = ENDS.search(said.narration, name.end() + 1)
    start, end = name.end(), over.start() if over else len(said.narration)
    listed = "; ".join(one.person.affiliations)
    told = [(at, to) for at, to in phrases(said.narration, start, end) if not _past(said.narration[start:at])]
    known = [span for span in told if _known(said.text[slice(*span)], one)]
    for at, to in told:
        words = " ".join(said.text[at:to].split())
        if (at, to) in known or _part_of(said.narration, to, known, words) or (known and only_a_unit(words)):
            continue
        yield said.about(
            at,
            to,
            Severity.WARNING,
            f'"{words}" is not among the affiliations of {one.person.name} in the list: {listed}',
            "add it to the list, or give the affiliation of the list",
        )


def _past(before: str) -> bool:
    return bool(PAST.search(re.split(r",|\band\b", before)[-1]))


def _known(words: str, one: Listed) -> bool:
    event = one.session.event
    glossary = event.glossary if event else {}
    return any(
        same(words, name) or same(words, glossary.get(name, name)) or same(glossary.get(words, words), name)
        for name in one.person.affiliations
    )


def _part_of(text: str, end: int, known: list[tuple[int, int]], words: str) -> bool:
    """Tell whether `words`, which end at `end`, are a department of a known institution named right after."""
    unit = bool(UNITS & set(tokens(words)))
    return unit and any(
        re.fullmatch(r"[ ]?(?:\([^)]*\))?,?[ ](?:at|of|in)?[ ]?(?:the[ ])?", text[end:at]) for at, _ in known
    )
