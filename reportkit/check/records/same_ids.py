"""Has every person and every passage of a session an id of its own?"""

from collections.abc import Iterable, Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import ROLES, Event, Session

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        yield from _repeated(session, _people(session), "two people have the id")
        yield from _repeated(session, _passages(session), "two passages have the id")


def _people(session: Session) -> Iterator[tuple[str, str, str]]:
    for role in ROLES:
        for index, person in enumerate(getattr(session, role)):
            if person.id is not None:
                yield f"{role}.{index}.id", person.id, person.name


def _passages(session: Session) -> Iterator[tuple[str, str, str]]:
    for index, passage in enumerate(session.sketch):
        yield f"sketch.{index}.id", passage.id, str(index)


def _repeated(session: Session, ids: Iterable[tuple[str, str, str]], what: str) -> Iterator[Finding]:
    """Yield each id that stands for somebody or something else, too; one person in two roles is one person."""
    first: dict[str, str] = {}
    for field, id, whom in ids:
        if first.setdefault(id, whom) != whom:
            yield Finding(
                Severity.ERROR,
                Origin(session.file or session.id, field),
                f'{what} "{id}"',
                "give each an id of its own",
            )
