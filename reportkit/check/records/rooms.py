"""Is every room used by one session at a time?"""

import re
from collections.abc import Iterator

from reportkit.check.records._schedule import at_once, booked
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event, Session

ACROSS = True

NOWHERE = re.compile(
    r"(?:online|virtual\w*|zoom|teams|webex|remote|hybrid|tb[acd]|to be .*|n/?a|-+)(?:\b.*)?", re.IGNORECASE
)
"""What is written where a session has no room, or none yet."""


def check(event: Event) -> Iterator[Finding]:
    rooms: dict[str, list[Session]] = {}
    for session in event.sessions:
        if session.room and not NOWHERE.fullmatch(session.room):
            rooms.setdefault(session.room.casefold(), []).append(session)
    for group in rooms.values():
        for earlier, later in at_once(group):
            one, other = group[earlier], group[later]
            yield Finding(
                Severity.WARNING,
                Origin(other.file or other.id, "room"),
                f'the room "{other.room}" is also that of {booked(one)}',
                "move one of them, or give it another room",
                words=other.room or "",
            )
