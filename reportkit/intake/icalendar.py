"""Calendars (.ics) as conference systems and calendar programs export them; a calendar invites, a session reports.

What repeats, lasts all day or was cancelled is no session of a programme, and is said to be left out.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices, Facts
from reportkit.intake._clock import later, sane, zone_named
from reportkit.intake._names import person, present
from reportkit.intake._programme import Entry, Notes, arrival
from reportkit.intake._text import glance, text
from reportkit.records import Person

NAME = "icalendar"

LARGEST = 10_000_000
MOST_LINES = 30_000
"""The most properties that are read: those of 3,000 sessions."""

LONGEST = 20_000
"""The most characters that a property may have which is read."""

READ = """BEGIN END PRODID VERSION X-WR-CALNAME X-WR-TIMEZONE UID SUMMARY LOCATION STATUS DTSTART DTEND DURATION RRULE
RDATE EXRULE RECURRENCE-ID TZID TZNAME TZOFFSETFROM TZOFFSETTO"""
"""The properties that are read: the library takes its time for each, and most of a calendar is descriptions."""

Component = Any
"""A component of the library, whose properties have a type for each of its versions."""


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return glance(data, 200).lstrip().upper().startswith("BEGIN:VCALENDAR")


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the events of the calendar that happen once, at a time."""
    if len(data) > LARGEST:
        raise Refused(f"{name}: larger than a programme is", f"at most {LARGEST // 1_000_000} MB are read")
    words = text(data, name)
    calendars = _parsed(words, name)
    notes = Notes(name)
    lines = [words.count("\n", 0, match.start()) + 1 for match in re.finditer(r"(?im)^BEGIN:VEVENT", words)]
    events = [(calendar, event) for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events:
        raise Refused(f"{name}: a calendar without events", "export the events of the conference")
    _say_others(calendars, words, notes)
    from_pretalx = {id(event) for calendar, event in events if _is_pretalx(calendar, event)}
    once = _once([(event, line) for (_, event), line in zip(events, lines, strict=False)], notes)
    entries = [_entry(event, line, id(event) in from_pretalx, notes) for event, line in once]
    return arrival(entries, notes, choices, _facts(calendars, entries))


def _parsed(words: str, name: str) -> list[Component]:
    read = re.findall(rf"(?im)^(?:{'|'.join(READ.split())})[;:].*(?:\n[ \t].*)*\n?", words)
    if len(read) > MOST_LINES or any(len(one) > LONGEST for one in read):
        raise Refused(f"{name}: larger than a programme is", f"at most {MOST_LINES:,} properties are read")
    # The library takes a quarter of a second to import.
    from icalendar import Calendar

    try:
        found: list[Component] = Calendar.from_ical("".join(read), multiple=True)
    except Exception as error:  # whatever the library stumbles over is a damaged file
        reason = " ".join(str(error).split())[:100]
        raise Refused(f"{name}: damaged calendar: {reason}", "export it again") from None
    return found


def _facts(calendars: list[Component], entries: list[Entry]) -> Facts:
    """Return what the calendar says of itself; its zone may be that of all its events."""
    zones = {zone for calendar in calendars if zone_named(zone := str(calendar.get("X-WR-TIMEZONE", "")))}
    zones = zones or {str(entry.starts.tzinfo) for entry in entries if entry.starts}
    zone = zones.pop() if len(zones) == 1 else ""
    names = {" ".join(name.split()) for calendar in calendars if (name := str(calendar.get("X-WR-CALNAME", "")))}
    return Facts(names.pop() if len(names) == 1 else None, None, zone if zone != "UTC" and zone_named(zone) else None)


def _say_others(calendars: list[Component], words: str, notes: Notes) -> None:
    if re.search(r"(?im)^(?:ATTENDEE|ORGANIZER)[;:]", words):
        notes.mention(0, "who was invited is not taken: a calendar does not say who spoke")
    others = sorted(
        {one.name for calendar in calendars for one in calendar.walk() if one.name in ("VTODO", "VJOURNAL")}
    )
    if others:
        notes.say(0, f"tasks and journals are no sessions, left out: {', '.join(others)}")


def _once(events: list[tuple[Component, int]], notes: Notes) -> Iterator[tuple[Component, int]]:
    """Yield the events that take place once and have a time, and say why the others are left out."""
    left: dict[str, list[tuple[int, str]]] = {}
    for event, line in events:
        if any(key in event for key in ("RRULE", "RDATE", "EXRULE")):
            why = "repeats, and a session takes place once"
        elif str(event.get("STATUS", "")).upper() == "CANCELLED":
            why = "is cancelled"
        elif _all_day(event):
            why = "lasts all day, and a session has a time"
        else:
            yield event, line
            continue
        left.setdefault(why, []).append((line, _line(event, "SUMMARY")))
    for why, those in left.items():
        for line, title in those:
            notes.say(line, f'"{title}" is left out: it {why}', "write a record of it, if it is a session")


def _all_day(event: Component) -> bool:
    starts = _value(event, "DTSTART")
    return isinstance(starts, date) and not isinstance(starts, datetime)


def _entry(event: Component, line: int, from_pretalx: bool, notes: Notes) -> Entry:
    title, speakers = _line(event, "SUMMARY"), ""
    if from_pretalx and " - " in title:
        title, _, speakers = title.rpartition(" - ")
        if " - " in title:
            notes.say(line, f'"{title} - {speakers}": what stands behind the last hyphen is taken for the speakers')
    starts, ends = _times(event, line, title, notes)
    return Entry(
        line,
        (_code(event),),
        title,
        starts=starts,
        ends=ends,
        room=_line(event, "LOCATION"),
        people={"speakers": _speakers(speakers, line, notes)},
    )


def _speakers(words: str, line: int, notes: Notes) -> tuple[Person, ...]:
    return present(person(line, notes, one) for one in words.split(", "))


def _is_pretalx(calendar: Component, event: Component) -> bool:
    return "pretalx" in str(calendar.get("PRODID", "")).lower() or str(event.get("UID", "")).startswith("pretalx-")


def _code(event: Component) -> str:
    """Return the code of a talk of pretalx, else the UID without its host; of one of a series, with its date."""
    uid = _line(event, "UID").partition("@")[0]
    if match := re.fullmatch(r"pretalx-.+-([A-Z0-9]{5,8})", uid):
        uid = match[1]
    again = _value(event, "RECURRENCE-ID")
    return f"{uid}-{again:%Y%m%d}" if isinstance(again, date) else uid


def _times(event: Component, line: int, title: str, notes: Notes) -> tuple[datetime | None, datetime | None]:
    starts, ends, span = (_value(event, key) for key in ("DTSTART", "DTEND", "DURATION"))
    for key, value in (("DTSTART", starts), ("DTEND", ends)):
        if key in event and not isinstance(value, datetime):
            notes.say(line, f'"{title}": its {key} is no time')
        elif isinstance(value, datetime) and value.tzinfo is None and (zone := _zone_of(event, key)):
            notes.say(line, f'"{title}": there is no time zone "{zone}"; its time is taken as local to the event')
    begins = _clock(starts)
    return begins, _clock(ends) if ends else later(begins, span if isinstance(span, timedelta) else None)


def _clock(value: object) -> datetime | None:
    return sane(value.replace(microsecond=0)) if isinstance(value, datetime) else None


def _zone_of(event: Component, key: str) -> str:
    return str(getattr(event.get(key), "params", {}).get("TZID", ""))


def _value(event: Component, key: str) -> object:
    """Return the date, time or duration of a property, None where it is damaged or stands there twice."""
    try:
        return getattr(event.get(key), "dt", None)
    except (ValueError, AttributeError):
        return None


def _line(event: Component, key: str) -> str:
    value = event.get(key, "")
    return " ".join(str(value[0] if isinstance(value, list) else value).split())
