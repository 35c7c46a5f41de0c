"""The schedule of pretalx or frab as JSON; the same as XML is read in `frab.py`."""

from datetime import datetime

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices, Facts
from reportkit.intake._clock import later, length, moment
from reportkit.intake._json import Item, parsed, starts_as_json
from reportkit.intake._names import person, present
from reportkit.intake._programme import Entry, Notes, arrival
from reportkit.records import Person

NAME = "pretalx"


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return starts_as_json(data) and b'"schedule"' in data and b'"conference"' in data and b'"days"' in data


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the talks of the schedule, each once."""
    whole = parsed(data, name)
    conference = whole.inner("schedule").inner("conference") if isinstance(whole, Item) else None
    if not conference or not isinstance(conference.get("days"), list):
        raise Refused(f"{name}: not a schedule of pretalx or frab", "export schedule.json there")
    notes = Notes(name)
    talks = [
        (talk, room)
        for day in conference.items_of("days")
        for room, slots in day.inner("rooms").items()
        if isinstance(slots, list)
        for talk in slots
        if isinstance(talk, Item)
    ]
    entries = [_entry(talk, room, notes) for talk, room in talks]
    if any(talk.get("answers") for talk, _ in talks):
        notes.mention(0, "answers to questions are numbered, not named: none is taken", "export a CSV for affiliations")
    facts = Facts(conference.words("title") or None, None, conference.words("time_zone_name") or None)
    return arrival(entries, notes, choices, facts)


def _entry(talk: Item, room: str, notes: Notes) -> Entry:
    starts, ends = _times(talk, notes)
    people = [_person(one, notes) for one in talk.items_of("persons")]
    return Entry(
        talk.line,
        (talk.words("code"), talk.words("guid"), talk.words("id")),
        talk.words("title"),
        talk.words("subtitle"),
        talk.words("type"),
        starts,
        ends,
        talk.words("room") or room.strip(),
        talk.words("language"),
        {"speakers": present(people)},
    )


def _person(one: Item, notes: Notes) -> Person | None:
    return person(one.line, notes, one.words("public_name", "name", "full_public_name"))


def _times(talk: Item, notes: Notes) -> tuple[datetime | None, datetime | None]:
    """Return beginning and end by the moment in `date`; `start` is for people, and after midnight of the day before."""
    starts = moment(talk.words("date"))
    ends = moment(talk.words("end"))
    span = length(talk.words("duration"))
    if starts and span and ends and ends - starts != span:
        notes.say(talk.line, f'"{talk.words("title")}" has a duration and an end that differ: the end is taken')
    return starts, ends or later(starts, span)
