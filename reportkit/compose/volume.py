"""A whole event as one book: cover, imprint, contents, the sessions by day, index of people.

How one session is worded is in `session.py`; the numbers of pages are counted by those who make the pages.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportkit.compose._index import index
from reportkit.compose._tongues import told
from reportkit.compose._when import dates, day, hours
from reportkit.compose.session import document
from reportkit.document import (
    Break,
    Contents,
    Cover,
    Day,
    Entry,
    Fact,
    Imprint,
    Inline,
    Origin,
    Text,
    Volume,
    anchored,
)
from reportkit.errors import Misused
from reportkit.records import DISCLAIMER, Event, Session
from reportkit.scripts import runs
from reportkit.settings import Settings
from reportkit.theme import Labels, direction


def volume(event: Event, settings: Settings) -> Volume:
    """Return `event` as a book in its own language, each session in that of the session.

    Raises Misused when there is no session in it.
    """
    if not event.sessions:
        raise Misused(f"{event.file or event.title}: there is no session to be printed", "add one below sessions/")
    labels = settings.theme.labels(event.language)
    draft = settings.edition == "draft"
    notice = labels["draft"] if draft else ""
    sessions = [(session, _entry(session, event, settings)) for session in sorted(event.sessions, key=_order)]
    contents = _contents(sessions, event, labels)
    return Volume(
        title=" · ".join(filter(None, [notice, event.title])),
        language=event.language,
        direction=direction(event.language),
        disclaimer=_disclaimer(event),
        running=event.title,
        page_label=labels["page"],
        author=event.organiser or "",
        made=max(entry.document.made for entry in contents.entries),
        cover=_cover(event, labels),
        imprint=_imprint(event, sessions[0], labels),
        contents=contents,
        index=index(sessions, labels, event.language),
        origin=Origin(event.file or event.title),
        notice=notice,
        watermark=labels["watermark"] if draft and settings.watermark else "",
    )


def _order(session: Session) -> tuple[object, ...]:
    """Return what sessions are sorted by: their start, and at the same time their id, `3-2` before `3-10`."""
    pieces = re.split(r"(\d+)", session.id)
    return session.starts, [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _disclaimer(event: Event) -> Text:
    """Return the disclaimer, told its language where that is not the event's; the usual one is English everywhere."""
    language = "en" if event.disclaimer == DISCLAIMER else event.language
    return Text(event.disclaimer, "" if language == event.language else language)


# --- the contents -----------------------------------------------------------------------------------------------


def _entry(session: Session, event: Event, settings: Settings) -> Entry:
    anchor, one = f"session-{session.id}", document(session, settings)

    def words(text: str) -> tuple[Text, ...]:
        return told(runs(_marked(text, session, event), session.tongue), session.tongue, event.language)

    return Entry(
        anchor=anchor,
        kicker=words(one.running[1]),
        title=words(session.title),
        time=hours(session.starts, session.ends, event.language),
        room=words(session.room or ""),
        document=anchored(one, anchor),
    )


def _marked(text: str, session: Session, event: Event) -> str:
    """Return `text` between marks where it is read in the other direction: its last sign, too, then stays in place."""
    own = direction(session.tongue)
    if not text or own == direction(event.language):
        return text
    mark = "\u200f" if own == "rtl" else "\u200e"
    return f"{mark}{text}{mark}"


def _contents(sessions: Sequence[tuple[Session, Entry]], event: Event, labels: Labels) -> Contents:
    by_day = groupby(sessions, key=lambda pair: pair[0].starts.date())
    days = tuple(_day([*pairs], event.language) for _, pairs in by_day)
    return Contents("contents", labels["contents"], days)


def _day(sessions: Sequence[tuple[Session, Entry]], language: str) -> Day:
    first = sessions[0][0].starts
    return Day(f"day-{first:%Y-%m-%d}", day(first, language), tuple(entry for _, entry in sessions))


# --- cover and imprint ------------------------------------------------------------------------------------------


def _cover(event: Event, labels: Labels) -> Cover:
    return Cover(
        organiser=event.organiser or "",
        title=runs(event.title, event.language),
        dates=_dates(event),
        kind=labels["reports"],
    )


def _dates(event: Event) -> str:
    days = [session.starts.date() for session in event.sessions]
    return dates(min(days), max(days), event.language)


def _imprint(event: Event, example: tuple[Session, Entry], labels: Labels) -> Imprint:
    """Return what the book is, its disclaimer, and how a session is cited, shown by the first one."""
    facts = (
        Fact(labels["about"][0], tuple(_about(event, labels["about"][1]))),
        Fact(labels["disclaimer"], (_disclaimer(event),)),
        Fact(labels["citing"][0], tuple(_citation(event, example, labels["citing"][1]))),
    )
    return Imprint(labels["imprint"], facts)


def _about(event: Event, words: str) -> Iterator[Inline]:
    """Yield what the event is called, who gave it and when, line by line, and what the book has of it."""
    for line in filter(None, (event.title, event.organiser, _dates(event))):
        yield from runs(line, event.language)
        yield Break()
    yield Text(words)


def _citation(event: Event, example: tuple[Session, Entry], pattern: str) -> Iterator[Inline]:
    """Yield `pattern` with what stands for its gaps."""
    session, entry = example
    source = " · ".join(filter(None, [event.title, event.organiser]))
    date = dates(session.starts.date(), session.starts.date(), event.language)
    filled: dict[str, tuple[Inline, ...]] = {
        "{title}": entry.title,
        "{session}": entry.kicker,
        "{event}": runs(source, event.language),
        "{date}": (Text(date),),
    }
    for piece in re.split(r"(\{\w+\})", pattern):
        yield from filled.get(piece, (Text(piece),) if piece else ())
