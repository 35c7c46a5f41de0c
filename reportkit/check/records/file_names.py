"""Has every session a file name of its own, also on disks that do not tell capitals from small letters?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for session in event.sessions:
        other = first.setdefault(session.stem.casefold(), session.file or session.id)
        if other != (session.file or session.id):
            yield Finding(
                Severity.ERROR,
                Origin(session.file or session.id, "id"),
                f"its outputs would be named {session.stem}, as those of {other}",
                "change the id or the title of one of them",
            )
