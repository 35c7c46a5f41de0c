"""Which sessions take place at the same time, for the questions that look across an event."""

from collections.abc import Iterator, Sequence

from reportkit.records import Session


def at_once(sessions: Sequence[Session]) -> Iterator[tuple[int, int]]:
    """Yield the places of those that begin before another has ended, each behind the place of that other one."""
    order = sorted(range(len(sessions)), key=lambda place: (sessions[place].starts, sessions[place].file, place))
    latest = order[0]
    for place in order[1:]:
        if sessions[place].starts < sessions[latest].ends:
            yield latest, place
        if sessions[place].ends > sessions[latest].ends:
            latest = place


def booked(session: Session) -> str:
    """Return how messages name a session with its time."""
    return f'{session.id}, "{session.title}", from {session.starts:%H:%M} to {session.ends:%H:%M}'
