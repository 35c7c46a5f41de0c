"""Is every institution named as it calls itself?

How it calls itself is said by `institutions` in the event file; what the lists say holds where that says nothing.
"""

from collections.abc import Iterator

from reportkit.check.records._institutions import authorities, mentions, phrases, slip, spelled
from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import listed
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Session


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        names = authorities(event, session)
        yield from _listed(session, names, len(event.institutions) + bool(event.organiser))
        for passage in said:
            if passage.english:
                yield from _said(passage, names)


def _listed(session: Session, names: tuple[str, ...], sure: int) -> Iterator[Finding]:
    """Yield the affiliations that are slips of a name before them, of which the first ones are sure."""
    for one in listed(session):
        for index, affiliation in enumerate(one.person.affiliations):
            bare = affiliation.removeprefix("the ")
            at = names.index(bare) if bare in names else 0
            if right := _right(affiliation, names[: max(at, sure)]):
                yield Finding(
                    Severity.WARNING,
                    one.place(f"affiliations.{index}"),
                    *_told(affiliation, right),
                    words=affiliation,
                )


def _said(said: Said, names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield where the prose names an institution by a slip."""
    spans = {span for name in names for span in mentions(said, name)} | set(phrases(said.plain, 0, len(said.plain)))
    for start, end in sorted(spans):
        words = said.plain[start:end]
        within = any(one <= start and end <= other and (one, other) != (start, end) for one, other in spans)
        if not within and not words.isupper() and (right := _right(words, names)):
            yield said.about(start, end, Severity.WARNING, *_told(words, right))


def _right(words: str, names: tuple[str, ...]) -> str | None:
    """Return the name that is meant by `words`, which are a slip of it."""
    if any(spelled(words) == spelled(name) for name in names):
        return None
    return next((name for name in names if slip(words, name)), None)


def _told(wrong: str, right: str) -> tuple[str, str]:
    return (
        f'"{wrong}" is not quite "{right}"',
        "spell the name as the institution does; `institutions` of the event has the last word",
    )
