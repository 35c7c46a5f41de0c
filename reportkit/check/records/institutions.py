"""Is every institution named as it calls itself?

How it calls itself is said by `institutions` in the event file; what the lists say holds where that says nothing.
"""

from collections.abc import Iterator

from reportkit.check.records._institutions import affiliations, mentions, official, phrases, slip, spelled
from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import listed
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Session


def check(event: Event) -> Iterator[Finding]:
    sure = official(event)
    for session, said in by_session(event):
        names = affiliations(session)
        yield from _listed(session, sure, names)
        for passage in said:
            if passage.english:
                yield from _said(passage, sure, names)


def _listed(session: Session, sure: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the affiliations that are slips of a name of the event, or of one before them."""
    for one in listed(session):
        for index, affiliation in enumerate(one.person.affiliations):
            bare = affiliation.removeprefix("the ")
            earlier = names[: names.index(bare)] if bare in names else ()
            if right := _right(affiliation, sure, earlier):
                yield Finding(
                    Severity.WARNING,
                    one.place(f"affiliations.{index}"),
                    *_told(affiliation, right),
                    words=affiliation,
                )


def _said(said: Said, sure: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Finding]:
    """Yield where the prose names an institution by a slip."""
    spans = {span for name in (*sure, *names) for span in mentions(said, name)}
    spans |= set(phrases(said.plain, 0, len(said.plain)))
    for start, end in sorted(spans):
        words = said.plain[start:end]
        within = any(one <= start and end <= other and (one, other) != (start, end) for one, other in spans)
        if not within and not words.isupper() and (right := _right(words, sure, names)):
            yield said.about(start, end, Severity.WARNING, *_told(words, right))


def _right(words: str, sure: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """Return the name that is meant by `words`, which are a slip of it; what is in `sure` goes before the rest."""
    for known in (sure, names):
        if any(spelled(words) == spelled(name) for name in known):
            return None
        if right := next((name for name in known if slip(words, name)), None):
            return right
    return None


def _told(wrong: str, right: str) -> tuple[str, str]:
    return (
        f'"{wrong}" is not quite "{right}"',
        "spell the name as the institution does; `institutions` of the event has the last word",
    )
