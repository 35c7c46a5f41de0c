"""Is every session there once?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event, Session

ACROSS = True


def check(event: Event) -> Iterator[Finding]:
    first: dict[tuple[str, frozenset[str]], Session] = {}
    for session in event.sessions:
        people = frozenset(person.name for _, person in session.people)
        one = first.setdefault((" ".join(session.title.casefold().split()), people), session)
        if people and one is not session and one.id != session.id:
            yield Finding(
                Severity.WARNING,
                Origin(session.file or session.id, "title"),
                f'"{session.title}" with the same people is also {one.id}',
                "take one of them out; of two parts, say in the title which part it is",
                words=session.title,
            )
