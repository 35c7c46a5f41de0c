"""The schedule of frab or pretalx as XML; the same as JSON is read in `pretalx.py`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices, Facts
from reportkit.intake._clock import day as day_of
from reportkit.intake._clock import later, length, moment, times
from reportkit.intake._names import person, present
from reportkit.intake._programme import Entry, Notes, arrival
from reportkit.intake._xml import line_of, root, starts_as, words

NAME = "frab"


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return starts_as("schedule", data)


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the events of the schedule."""
    whole = root(data, name)
    if whole.tag != "schedule" or whole.find("conference") is None:
        raise Refused(f"{name}: XML, but not a schedule of frab or pretalx", "export schedule.xml there")
    notes = Notes(name)
    conference = whole.find("conference")
    assert conference is not None
    entries = [_entry(one, notes) for one in _events(whole)]
    facts = Facts(words(conference, "title") or None, None, words(conference, "time_zone_name") or None)
    return arrival(entries, notes, choices, facts)


@dataclass(frozen=True, slots=True)
class _Event:
    """An event where it stands in the schedule."""

    element: etree._Element
    room: str
    date: str
    begins: str


def _events(whole: etree._Element) -> Iterator[_Event]:
    for day in whole.iterfind("day"):
        for room in day.iterfind("room"):
            for element in room.iterfind("event"):
                yield _Event(element, room.get("name", "").strip(), day.get("date", ""), day.get("start", ""))


def _entry(event: _Event, notes: Notes) -> Entry:
    element = event.element
    line = line_of(element)
    starts = moment(words(element, "date")) or _by_day(event)
    span = length(words(element, "duration"))
    people = [person(line_of(one), notes, one.text or "") for one in element.iterfind("persons/person")]
    return Entry(
        line,
        (element.get("code", ""), element.get("guid", ""), element.get("id", "")),
        words(element, "title"),
        words(element, "subtitle"),
        words(element, "type"),
        starts,
        later(starts, span),
        words(element, "room") or event.room,
        words(element, "language"),
        {"speakers": present(people)},
    )


def _by_day(event: _Event) -> datetime | None:
    """Return the beginning of an event that has only a clock: before its day begins, it is after midnight."""
    day, (clock, _) = day_of(event.date), times(words(event.element, "start"))
    if day is None or clock is None:
        return None
    begins = moment(event.begins)
    late = bool(begins and clock < begins.time() and begins.date() == day)
    starts = datetime.combine(day + timedelta(days=late), clock)
    return starts.replace(tzinfo=begins.tzinfo) if begins else starts
