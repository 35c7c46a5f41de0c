"""What all programmes have in common: their entries become drafts, with short ids and the clock of the event.

Each format makes entries in a file of its own; names are put together in `_names.py`, clocks are read in `_clock.py`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from reportkit.counting import plural
from reportkit.errors import Finding, Place, Severity, visible
from reportkit.intake import Arrival, Choices, Draft, Facts, remark
from reportkit.intake._clock import zone_named
from reportkit.records import Person

LONGEST = 500
"""The most characters that one line of a record may have."""

LONGEST_ID = 64
BREAKS = """coffee-break coffee tea-break break breaks lunch lunch-break dinner reception registration check-in
networking
휴식 휴식-시간 점심 점심-식사 중식 오찬 만찬 등록 休憩 コーヒーブレイク 昼食 ランチ 受付 懇親会
pause kaffeepause mittagspause mittagessen abendessen empfang anmeldung registrierung
pause-café déjeuner pause-déjeuner dîner accueil inscription"""
"""What is on every programme and is no session, unless somebody speaks at it."""

UNSAID = Facts()

SHOWN = 5
"""How many of many a remark names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session as a programme has it.

    `ids` are what could be its id, the best first. Times with a zone are moments; those without are local to the
    programme.
    """

    line: int
    ids: tuple[str, ...]
    title: str
    subtitle: str = ""
    kind: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    room: str = ""
    language: str = ""
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)


class Notes:
    """What is to be said about the file `name`: each thing once, in the order of the file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._said: dict[Finding, None] = {}

    def say(self, line: int, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        words = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
        self._said[remark(self.name, line, visible(words), hint, severity=severity)] = None

    def mention(self, line: int, message: str, hint: str = "") -> None:
        """Say what is good to know and asks for nothing."""
        self.say(line, message, hint, Severity.INFO)

    def all(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._said, key=lambda one: one.place.line if one.place else 0))


def some(names: Sequence[str]) -> str:
    """Return `names` as a remark lists them: the first ones, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(f'"{name}"' for name in names[:SHOWN]) + more


def arrival(
    entries: Sequence[Entry], notes: Notes, choices: Choices, facts: Facts = UNSAID, *, zoned: bool = True
) -> Arrival:
    """Return `entries` as drafts of sessions whose times are local to the event.

    Tables are not `zoned`: nobody expects zones of them, nor needs to hear that there are none.
    """
    own = zone_named(facts.timezone or "")
    if facts.timezone and own is None:
        notes.say(0, f'there is no time zone "{facts.timezone}"', "IANA names are known, such as Asia/Seoul")
    entries = _without_breaks(entries, notes)
    here = zone_named((choices.event and choices.event.timezone) or "") or own
    entries = [_in_tongue(entry, choices) for entry in _moved(entries, own, here, notes, zoned=zoned)]
    ids = _ids(entries, notes)
    drafts = tuple(_draft(entry, id, notes) for entry, id in zip(entries, ids, strict=True))
    if not drafts:
        notes.say(0, "there is no session in it", "see whether the right view was exported")
    return Arrival(drafts, notes.all(), facts)


def _in_tongue(entry: Entry, choices: Choices) -> Entry:
    """Return `entry` with a language only where it is not the event's."""
    usual = choices.event.language if choices.event else ""
    return replace(entry, language="") if entry.language.casefold() == usual.casefold() else entry


def _without_breaks(entries: Iterable[Entry], notes: Notes) -> list[Entry]:
    kept: list[Entry] = []
    breaks: list[Entry] = []
    for entry in entries:
        idle = "-".join(entry.title.casefold().split()) in BREAKS.split() and not any(entry.people.values())
        (breaks if idle else kept).append(entry)
    if breaks:
        titles = list(dict.fromkeys(entry.title for entry in breaks))
        notes.mention(breaks[0].line, f"breaks are no sessions, left out: {some(titles)}")
    return kept


def _moved(
    entries: Iterable[Entry], own: ZoneInfo | None, here: ZoneInfo | None, notes: Notes, *, zoned: bool
) -> list[Entry]:
    """Return `entries` with the times that clocks at the event show, and say where these are others."""
    moved: list[Entry] = []
    strange: list[Entry] = []
    floating: list[Entry] = []
    for entry in entries:
        starts, ends = (_local(moment, own, here) for moment in (entry.starts, entry.ends))
        moved.append(_with_times(entry, starts, ends))
        if entry.starts is None:
            continue
        if entry.starts.tzinfo is None and own is None:
            floating.append(entry)
        if starts != entry.starts.replace(tzinfo=None):
            strange.append(entry)
    if strange and here:
        notes.say(
            strange[0].line,
            f"{plural(len(strange), 'session')} had the clock of another zone; the times are now those of {here.key}: "
            + some([entry.title for entry in strange]),
            "compare one of them with the printed programme",
        )
    if floating and zoned:
        where = f", {here.key}" if here else ""
        notes.mention(
            floating[0].line,
            f"{plural(len(floating), 'session')} without a time zone: taken as local to the event{where}",
        )
    if here is None and (
        zones := sorted({_offset(entry) for entry in entries if entry.starts and entry.starts.tzinfo})
    ):
        notes.say(
            0,
            f"the event has no time zone; the times are left as they stand, {', '.join(zones)}",
            "put `timezone:` into event.yaml and import again",
        )
    return moved


def _offset(entry: Entry) -> str:
    assert entry.starts
    return f"UTC{entry.starts:%z}"


def _local(moment: datetime | None, own: tzinfo | None, here: tzinfo | None) -> datetime | None:
    if moment is None:
        return None
    if moment.tzinfo is None and own:
        moment = moment.replace(tzinfo=own)
    if moment.tzinfo and here:
        try:
            moment = moment.astimezone(here)
        except OverflowError:
            return None
    return moment.replace(tzinfo=None, fold=0)


def _with_times(entry: Entry, starts: datetime | None, ends: datetime | None) -> Entry:
    return replace(entry, starts=starts, ends=ends)


def _ids(entries: Sequence[Entry], notes: Notes) -> list[str | None]:
    """Return the best id of each entry that no other has; capitals do not tell two apart."""
    offered = [[id for id in map(short, entry.ids) if id] for entry in entries]
    taken = Counter(id.casefold() for ids in offered for id in dict.fromkeys(ids))
    chosen = [next((id for id in ids if taken[id.casefold()] == 1), None) for ids in offered]
    for entry, ids, id in zip(entries, offered, chosen, strict=True):
        if id is None and ids:
            notes.say(
                entry.line, f'the id "{ids[0]}" of "{entry.title}" is also that of another session', "give it one"
            )
        elif id is not None and id != ids[0]:
            notes.mention(entry.line, f'the code "{ids[0]}" is not that of "{entry.title}" alone; its id is {id}')
    return chosen


def short(code: str) -> str:
    """Return `code` as it can be part of a file name."""
    return re.sub(r"[^\w.-]+", "-", code.replace("_", "-")).strip("-.")[:LONGEST_ID].strip("-.")


def _draft(entry: Entry, id: str | None, notes: Notes) -> Draft:
    if not entry.title:
        notes.say(entry.line, "a session without a title", "give it one in the record")
    if entry.starts is None:
        notes.say(entry.line, f"{_called(entry)} has no time", "it may not be scheduled yet")
    elif entry.ends is None:
        notes.say(entry.line, f"{_called(entry)} has no end", "give it one in the record")
    place = Place(notes.name, entry.line)
    fields = ("id", "kind", "title", "subtitle", "starts", "ends", "room", "language", *_people_fields(entry))
    return Draft(
        id=id,
        kind=_line(entry, "kind", notes),
        title=_line(entry, "title", notes),
        subtitle=_line(entry, "subtitle", notes),
        starts=entry.starts,
        ends=entry.ends,
        room=_line(entry, "room", notes),
        language=_line(entry, "language", notes),
        rapporteurs=entry.people.get("rapporteurs", ()),
        moderators=entry.people.get("moderators", ()),
        speakers=entry.people.get("speakers", ()),
        discussants=entry.people.get("discussants", ()),
        places=dict.fromkeys(fields, place),
    )


def _called(entry: Entry) -> str:
    return f'"{entry.title}"' if entry.title else "a session"


def _line(entry: Entry, field: str, notes: Notes) -> str | None:
    """Return a field as one line; None where there is none, or it is no line any more."""
    words = " ".join(getattr(entry, field).split())
    if len(words) > LONGEST:
        notes.say(entry.line, f"the {field} has {len(words):,} characters: not taken", "see whether it is one")
        return None
    return words or None


def _people_fields(entry: Entry) -> list[str]:
    return [f"{role}.{index}.name" for role, people in entry.people.items() for index in range(len(people))]
