"""Can every id be part of a file name and of a reference?"""

import re
from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import ROLES, Event, Session

GOOD = re.compile(r"\w(?:[\w.-]*\w)?")

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for field, id in _ids(session):
            if not GOOD.fullmatch(id):
                yield Finding(
                    Severity.ERROR,
                    Origin(session.file or session.id, field),
                    f'the id "{id}" cannot be part of a file name',
                    "use letters, digits, hyphens and dots, such as 3-1",
                )


def _ids(session: Session) -> Iterator[tuple[str, str]]:
    yield "id", session.id
    for role in ROLES:
        for index, person in enumerate(getattr(session, role)):
            if person.id is not None:
                yield f"{role}.{index}.id", person.id
    for index, passage in enumerate(session.sketch):
        yield f"sketch.{index}.id", passage.id
