"""Are the terms those of the house style?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import Said, passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Session


def check(event: Event) -> Iterator[Finding]:
    refused = {term: preferred for preferred, terms in event.terms.items() for term in terms if term != preferred}
    if not refused:
        return
    # Longer terms go first, so that "South Korean" is not taken for "South Korea".
    pattern = re.compile("|".join(_alone(term) for term in sorted(refused, key=len, reverse=True)))
    preferred = re.compile("|".join(_alone(term) for term in sorted(event.terms, key=len, reverse=True)))
    for said in passages(event):
        names = _names(event, said.session)
        for match in pattern.finditer(said.narration):
            term = match[0] if match[0] in refused else match[0][0].lower() + match[0][1:]
            if term in refused and not _within(said, match, preferred, names):
                yield said.about(
                    *match.span(), Severity.WARNING, f'the house does not say "{match[0]}"', f"write {refused[term]}"
                )


def _alone(term: str) -> str:
    """Return what finds a term that is no part of a longer word; it may begin a sentence."""
    first, rest = term[0], r"\s+".join(map(re.escape, term[1:].split(" ")))
    begin = (
        rf"(?:{re.escape(first)}|(?:(?<=[.!?] )|(?<=\n)|\A){first.upper()})" if first.islower() else re.escape(first)
    )
    spaced = term[0].isascii() and term[-1].isascii()
    before = r"(?<![\w-])" if spaced and term[0].isalnum() else ""
    after = r"(?![\w-])" if spaced and term[-1].isalnum() else ""
    return f"{before}{begin}{rest}{after}"


def _names(event: Event, session: Session) -> list[str]:
    people = [name for _, person in session.people for name in (person.name, *person.affiliations)]
    return [*event.institutions, *event.glossary.values(), *people]


def _within(said: Said, match: re.Match[str], preferred: re.Pattern[str], names: list[str]) -> bool:
    """Tell whether a refused term is part of a preferred one, or of a name."""
    start, end = match.span()
    near = preferred.finditer(said.narration, max(0, start - 80), end + 80)
    if any(one.start() <= start and end <= one.end() and len(one[0]) > len(match[0]) for one in near):
        return True
    return any(match[0] in name and name in said.text[max(0, start - 100) : end + 100] for name in names)
