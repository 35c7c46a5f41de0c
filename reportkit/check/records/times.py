"""Does every session end after it starts, within a day?"""

from collections.abc import Iterator
from datetime import timedelta

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        place = Origin(session.file or session.id, "ends")
        length = session.ends - session.starts
        if length <= timedelta(0):
            clock = "%H:%M" if session.ends.date() == session.starts.date() else "%H:%M on %Y-%m-%d"
            yield Finding(
                Severity.ERROR,
                place,
                f"ends at {session.ends.strftime(clock)}, but starts at {session.starts.strftime(clock)}",
                "see the day and the hour of both",
            )
        elif length > timedelta(days=1):
            yield Finding(
                Severity.WARNING, place, f"lasts {length.total_seconds() / 3600:.0f} hours", "see the day of both"
            )
