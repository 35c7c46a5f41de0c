"""Does every family name stand in the name it belongs to?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import ROLES, Event


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for role in ROLES:
            for index, person in enumerate(getattr(session, role)):
                if person.family and person.family.casefold() not in person.name.casefold():
                    yield Finding(
                        Severity.WARNING,
                        Origin(session.file or session.id, f"{role}.{index}.family"),
                        f'the family name "{person.family}" does not stand in the name "{person.name}"',
                        "spell both alike",
                    )
