"""Exports of Indico as JSON: an event with its sessions, or its timetable. Its spreadsheets are read as tables.

What Indico calls a block of a session is a session here; its contributions are the talks in it, whose speakers are
those of the session. A contribution in no session is one of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices, Facts
from reportkit.intake._clock import later, sane, zone_named
from reportkit.intake._json import Item, one_line, parsed, starts_as_json
from reportkit.intake._names import person, present
from reportkit.intake._programme import Entry, Notes, arrival, some
from reportkit.records import Person

NAME = "indico"

MOST_MINUTES = 100_000


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return starts_as_json(data) and b'"results"' in data and (b'"HTTPAPIResult"' in data or b'"startDate"' in data)


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions of the export, whichever of the two it is."""
    whole = parsed(data, name)
    results = whole.get("results") if isinstance(whole, Item) else None
    notes = Notes(name)
    if isinstance(whole, Item) and whole.items_of("results"):
        return _event(whole.items_of("results"), notes, choices)
    if isinstance(results, Item) and all(isinstance(days, dict) for days in results.values()):
        return _timetable(results, notes, choices)
    raise Refused(f"{name}: not an export of Indico", "export /export/event/ID.json?detail=sessions there")


def _event(events: Sequence[Item], notes: Notes, choices: Choices) -> Arrival:
    if len(events) != 1:
        raise Refused(f"{notes.name}: {len(events)} events", "export one event at a time")
    event = events[0]
    if "sessions" not in event and "contributions" not in event:
        raise Refused(f"{notes.name}: an event of Indico without sessions", "add ?detail=sessions to its address")
    blocks = event.items_of("sessions")
    talks = event.items_of("contributions")
    _say_parts([talk for block in blocks for talk in block.items_of("contributions")], notes)
    entries = [*(_block(block, notes) for block in blocks), *(_talk(talk, notes) for talk in talks)]
    if event.inner("note").words("html"):
        notes.say(event.line, "the event itself has minutes, which are not taken", "import them as a text")
    facts = Facts(event.words("title") or None, event.words("organizer") or None, event.words("timezone") or None)
    return arrival(entries, notes, choices, facts)


def _block(block: Item, notes: Notes) -> Entry:
    """Return a block as a session: its conveners moderate, its contributions' speakers speak."""
    session = block.inner("session")
    title = block.words("title") or session.words("title")
    own = block.words("slotTitle")
    talks = block.items_of("contributions")
    conveners = block.items_of("conveners") or session.items_of("sessionConveners")
    _say_minutes(block, title, notes)
    for talk in talks:
        _say_minutes(talk, talk.words("title"), notes)
    return Entry(
        block.line,
        (block.words("code") or session.words("code"), block.words("id")),
        title,
        own if own != title else "",
        session.words("type"),
        _moment(block.get("startDate")),
        _moment(block.get("endDate")),
        _room(block, notes),
        "",
        {"moderators": _people(conveners, notes), "speakers": _people(_speakers(talks), notes)},
    )


def _talk(talk: Item, notes: Notes) -> Entry:
    """Return a contribution outside all sessions as a session."""
    starts = _moment(talk.get("startDate"))
    minutes = talk.get("duration")
    ends = _moment(talk.get("endDate"))
    if ends is None and isinstance(minutes, int | float) and minutes < MOST_MINUTES:
        ends = later(starts, timedelta(minutes=minutes))
    _say_minutes(talk, talk.words("title"), notes)
    return Entry(
        talk.line,
        (talk.words("code"), f"c{talk.words('friendly_id', 'id', 'db_id')}"),
        talk.words("title"),
        "",
        talk.words("type"),
        starts,
        ends,
        _room(talk, notes),
        "",
        {"speakers": _people(_speakers([talk]), notes)},
    )


def _timetable(results: Item, notes: Notes, choices: Choices) -> Arrival:
    """Return the sessions of the timetable of one event; breaks are none."""
    if len(results) != 1:
        raise Refused(f"{notes.name}: timetables of {len(results)} events", "export one event at a time")
    (days,) = results.values()
    assert isinstance(days, Item)
    slots = [slot for day in days.values() if isinstance(day, Item) for slot in day.values() if isinstance(slot, Item)]
    slots.sort(key=lambda slot: slot.line)
    breaks = [slot for slot in slots if slot.words("entryType") == "Break"]
    _say_breaks(breaks, notes)
    inner = [talk for slot in slots for talk in _within(slot) if talk.words("entryType") != "Break"]
    _say_parts(inner, notes)
    entries = [_slot(slot, notes) for slot in slots if slot not in breaks]
    zones = {zone for slot in slots if (zone := slot.inner("startDate").words("tz"))}
    return arrival(entries, notes, choices, Facts(timezone=zones.pop() if len(zones) == 1 else None))


def _slot(slot: Item, notes: Notes) -> Entry:
    inside = [talk for talk in _within(slot) if talk.words("entryType") != "Break"]
    title, own = slot.words("title"), slot.words("slotTitle")
    speakers = _people([one for talk in [slot, *inside] for one in talk.items_of("presenters")], notes)
    return Entry(
        slot.line,
        (slot.words("sessionCode", "code"), *_numbers(slot)),
        title,
        own if own != title else "",
        "",
        _moment(slot.get("startDate")),
        _moment(slot.get("endDate")),
        _room(slot, notes),
        "",
        {"moderators": _people(slot.items_of("conveners"), notes), "speakers": speakers},
    )


def _numbers(slot: Item) -> tuple[str, ...]:
    letter = "s" if slot.words("entryType") == "Session" else "c"
    number = slot.words("sessionSlotId", "contributionId", "uniqueId", "id")
    return (f"{letter}{number}",) if number else ()


def _within(slot: Item) -> Iterator[Item]:
    """Yield the entries inside a session of the timetable, by their time."""
    entries = slot.get("entries")
    inside = [one for one in entries.values() if isinstance(one, Item)] if isinstance(entries, Item) else []
    yield from sorted(inside, key=lambda one: (_moment(one.get("startDate")) or datetime.max).isoformat())


def _speakers(talks: Iterable[Item]) -> list[Item]:
    return [one for talk in talks for one in talk.items_of("speakers", "presenters")]


def _people(people: Iterable[Item], notes: Notes) -> tuple[Person, ...]:
    return present(_person(one, notes) for one in people)


def _person(one: Item, notes: Notes) -> Person | None:
    """Return a person by its parts; Indico writes the whole name in several orders, `NAKANO, Haru` among them."""
    given, family = one.words("first_name", "firstName"), one.words("last_name", "familyName")
    whole = one.words("name")
    usable = whole and "," not in whole and given in whole and family in whole
    if not (given or family):
        whole, usable = one.words("name", "fullName"), True
    return person(
        one.line,
        notes,
        whole if usable else "",
        given=given,
        family=family,
        honorific=one.words("title"),
        affiliations=[one.words("affiliation")],
    )


def _moment(value: object) -> datetime | None:
    """Return the moment of `{date, time, tz}`."""
    if not isinstance(value, Item):
        return None
    try:
        clock = datetime.fromisoformat(f"{one_line(value.get('date'))}T{one_line(value.get('time'))}")
    except ValueError:
        return None
    return sane(clock.replace(microsecond=0, tzinfo=zone_named(one_line(value.get("tz"))) or clock.tzinfo))


def _room(one: Item, notes: Notes) -> str:
    return one.words("roomFullname", "room") or one.words("location")


def _say_breaks(breaks: Sequence[Item], notes: Notes) -> None:
    if breaks:
        titles = [one.words("title") for one in breaks]
        notes.mention(breaks[0].line, f"breaks are no sessions, left out: {some(titles)}")


def _say_parts(talks: Sequence[Item], notes: Notes) -> None:
    """Say which titles of talks within sessions have no place in a record."""
    if talks:
        titles = [talk.words("title") for talk in talks]
        message = f"talks within sessions: their speakers are taken, their titles are not: {some(titles)}"
        notes.mention(talks[0].line, message)


def _say_minutes(one: Item, title: str, notes: Notes) -> None:
    note = one.inner("note")
    if note.words("html"):
        author = note.inner("user").words("fullName", "name")
        by = f" by {author}" if author else ""
        notes.say(
            note.line, f'"{title}" has minutes{by}, which are not taken', "import their text as that of a rapporteur"
        )
