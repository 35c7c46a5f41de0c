"""Programmes as tables: a row is a session, or one person of one; whatever the columns are called.

Cells come from `csv.py` and `xlsx.py`, as words; what columns may be called is in `_headers.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from reportkit.errors import Refused
from reportkit.intake._clock import day, length, moment, slash_order, times, when
from reportkit.intake._headers import EITHER, NOTHING, ROLES, WITH_AFFILIATION, field_of, fields, left_out, plain
from reportkit.intake._names import people_in, person, present
from reportkit.intake._programme import Entry, Notes, some
from reportkit.records import Person

MOST_ROWS = 20_000
MOST_COLUMNS = 400
ABOVE = 20
"""How many rows may stand above the heads of the columns."""

GONE = frozenset({"rejected", "declined", "withdrawn", "cancelled", "canceled", "deleted", "abgelehnt", "refusé"})
"""States of sessions that do not take place."""

PERSON = (*ROLES, "name", "given", "family")
UNNAMED = ("starts", "duration", "title", "given", "family", "affiliation", "email")
"""The seven columns of Indico's own CSV, which have no heads."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]

    def filled(self) -> list[str]:
        return [cell for cell in self.cells if cell]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is which field; an affiliation belongs to the people left of it, `homes` says to which column."""

    fields: tuple[str, ...]
    homes: Mapping[int, int] = field(default_factory=dict)
    with_affiliation: frozenset[int] = frozenset()

    def of(self, name: str) -> list[int]:
        return [index for index, one in enumerate(self.fields) if one == name]


def headed(rows: Sequence[Row], mapping: Mapping[str, str]) -> int | None:
    """Return which of `rows` has the heads of the columns; None where none has."""
    for index, row in enumerate(rows[:ABOVE]):
        known = [_named(cell, mapping)[0] for cell in row.cells]
        if "title" in known and len({one for one in known if one}) > 1:
            return index
    return None


def unnamed(rows: Sequence[Row]) -> bool:
    """Tell whether the first of `rows` are those that Indico imports: when, how long, what, who, from where."""
    first = [row for row in rows if row.filled()][:5]
    return bool(first) and all(len(row.cells) == len(UNNAMED) and _begins(row.cells) for row in first)


def _begins(cells: tuple[str, ...]) -> bool:
    starts, duration, title, *_ = cells
    clock = moment(starts) or any(when(starts))
    return (
        bool(title)
        and bool(clock or not starts)
        and bool(length(duration) or not duration)
        and bool(starts or duration)
    )


def entries(rows: Sequence[Row], notes: Notes, mapping: Mapping[str, str], sheet: str = "") -> list[Entry]:
    """Return the sessions that `rows` tell; raise Refused where nobody can know which column is which."""
    head = headed(rows, mapping)
    if head is None:
        if unnamed(rows):
            return _Table(Columns(UNNAMED, {5: 3}), rows, notes).entries()
        raise _unknown(rows, notes.name, sheet)
    for row in rows[:head]:
        if row.filled():
            notes.mention(row.line, f"above the table: {some(row.filled())}")
    return _Table(_columns(rows[head], notes, mapping), rows[head + 1 :], notes).entries()


def _unknown(rows: Sequence[Row], name: str, sheet: str) -> Refused:
    row = next((row for row in rows if len(row.filled()) > 1), next(iter(rows), Row(0, ())))
    where = f" {sheet}" if sheet else ""
    return Refused(
        f"{name}:{row.line}: a table{where}, but not one of sessions: its columns are {some(row.filled())}",
        f"one must be the title; say which with --mapping FILE; fields: {', '.join(fields())}",
    )


def _named(head: str, mapping: Mapping[str, str]) -> tuple[str, bool]:
    """Return the field of a column, and whether its people have their affiliation behind a comma."""
    for key, value in mapping.items():
        if plain(key) == plain(head):
            return value.removesuffix(WITH_AFFILIATION), value.endswith(WITH_AFFILIATION)
    words = plain(head)
    if words in EITHER:
        return words, False
    # "Speaker 2" is one of several columns for the same.
    return field_of(words) or field_of(" ".join(re.sub(r"\b\d+\b", "", words).split())), False


def _columns(row: Row, notes: Notes, mapping: Mapping[str, str]) -> Columns:
    """Return what the heads in `row` mean, and say which columns are not taken."""
    _say_unmapped(row, notes, mapping)
    named = [_named(head, mapping) for head in row.cells]
    found = [_part_or_whole(one, [name for name, _ in named]) for one, _ in named]
    seen: set[str] = set()
    for index, (head, one) in enumerate(zip(row.cells, found, strict=True)):
        if one == NOTHING or not head:
            found[index] = ""
        elif not one:
            what = left_out(head)
            message = f'the column "{head}" holds {what}: not taken' if what else f'the column "{head}" is not known'
            hint = "" if what else "say what it is with --mapping FILE, or that it is nothing"
            (notes.mention if what else notes.say)(row.line, message, hint)
        elif one in seen and one not in (*PERSON, "affiliation", "honorific"):
            notes.say(
                row.line, f'the column "{head}" is a second one for {one}: not taken', "leave it out by --mapping FILE"
            )
            found[index] = ""
        seen.add(one)
    return Columns(
        tuple(found), _homes(found), frozenset(index for index, (_, with_home) in enumerate(named) if with_home)
    )


def _say_unmapped(row: Row, notes: Notes, mapping: Mapping[str, str]) -> None:
    heads = {plain(cell) for cell in row.cells}
    if missing := [key for key in mapping if plain(key) not in heads]:
        notes.say(row.line, f"the mapping names columns that are not there: {some(missing)}", "compare the heads")


def _part_or_whole(name: str, others: Sequence[str]) -> str:
    if name not in EITHER:
        return name
    part, other, whole = EITHER[name]
    return part if other in others else whole


def _homes(found: Sequence[str]) -> dict[int, int]:
    """Return the column of people that each column of affiliations belongs to."""
    people = [index for index, one in enumerate(found) if one in PERSON]
    homes = {}
    for index, one in enumerate(found):
        if one == "affiliation" and people:
            left = [other for other in people if other < index]
            homes[index] = left[-1] if left else people[0]
    return homes


@dataclass(slots=True)
class _Session:
    """A session while its rows are read."""

    entry: Entry
    people: dict[str, list[Person]]


class _Table:
    """The rows below the heads, with what is carried from one to the next: the day, and the session."""

    def __init__(self, columns: Columns, rows: Sequence[Row], notes: Notes) -> None:
        self.columns, self.rows, self.notes = columns, rows, notes
        dates = [cell for name in ("date", "starts", "ends") for row in rows for cell in self._cells(row, name)]
        self.order = slash_order(dates)
        self.day: date | None = None
        self.carried: list[int] = []
        self.continued: list[int] = []

    def entries(self) -> list[Entry]:
        sessions: dict[tuple[str, ...], _Session] = {}
        latest: _Session | None = None
        for row in self.rows:
            if not row.filled():
                continue
            if latest and self._continues(row):
                self.continued.append(row.line)
            elif (begun := self._begun(row)) is not None:
                latest = sessions.setdefault(self._key(row), begun)
            else:
                continue
            for role, people in self._people(row).items():
                latest.people.setdefault(role, []).extend(people)
        self._say_carried()
        return [
            replace(one.entry, people={role: present(people) for role, people in one.people.items()})
            for one in sessions.values()
        ]

    def _say_carried(self) -> None:
        for lines, what in (
            (self.carried, "no date; that of the row above is taken"),
            (self.continued, "people and no title; they belong to the session above"),
        ):
            if lines:
                self.notes.mention(lines[0], f"{_rows(lines)}: {what}")

    def _cells(self, row: Row, name: str) -> list[str]:
        return [cell for index in self.columns.of(name) if index < len(row.cells) and (cell := row.cells[index])]

    def _cell(self, row: Row, name: str) -> str:
        return next(iter(self._cells(row, name)), "")

    def _key(self, row: Row) -> tuple[str, ...]:
        return tuple(self._cell(row, name) for name in ("id", "title", "date", "starts", "room"))

    def _continues(self, row: Row) -> bool:
        own = any(self._cell(row, name) for name in ("id", "title", "starts", "date"))
        return not own and any(self._cell(row, name) for name in PERSON)

    def _begun(self, row: Row) -> _Session | None:
        """Return the session that begins in `row`; None where none does, which is said unless it is the day alone."""
        title = self._cell(row, "title")
        alone = row.filled()
        if len(alone) == 1 and _is_day(when(alone[0], self.order)):
            self.day = day(alone[0], self.order)
            return None
        if not title:
            self.notes.say(row.line, f"not understood, left out: {some(alone)}", "a session has a title")
            return None
        if (state := self._cell(row, "state")) and state.casefold() in GONE:
            self.notes.mention(row.line, f'"{title}" is left out: {state}')
            return None
        starts, ends = self._times(row, title)
        entry = Entry(
            row.line,
            (self._cell(row, "id"),),
            title,
            self._cell(row, "subtitle"),
            self._cell(row, "kind"),
            starts,
            ends,
            self._cell(row, "room"),
            self._cell(row, "language"),
        )
        return _Session(entry, {})

    def _times(self, row: Row, title: str) -> tuple[datetime | None, datetime | None]:
        begins, until = self._cell(row, "starts"), self._cell(row, "ends")
        ends: datetime | None = None
        if starts := moment(begins):
            self.day = starts.date()
        else:
            today, clock, last = when(begins, self.order)
            self._turn(row, today)
            if begins and clock is None:
                self.notes.say(row.line, f'"{title}": the time "{begins}" is not understood', "write it as 14:40")
            if clock and self.day is None:
                self.notes.say(row.line, f'"{title}": "{begins}" is on no day', "give the table a column with dates")
            starts = datetime.combine(self.day, clock) if self.day and clock else None
            ends = _after(starts, last)
        span = length(self._cell(row, "duration"))
        if until:
            ends = moment(until) or _after(starts, self._clock(until))
            if ends is None and starts:
                self.notes.say(row.line, f'"{title}": the time "{until}" is not understood', "write it as 16:00")
        elif ends is None and starts and span:
            ends = starts + span
        elif (cell := self._cell(row, "duration")) and span is None:
            self.notes.say(row.line, f'"{title}": the duration "{cell}" is not understood', "write it in minutes")
        if starts and ends and ends.date() > starts.date() and starts.tzinfo is None:
            self.notes.mention(row.line, f'"{title}" ends on the next day, {ends:%Y-%m-%d %H:%M}')
        return starts, ends

    def _clock(self, words: str) -> time | None:
        return when(words, self.order)[1] or times(words)[0]

    def _turn(self, row: Row, today: date | None) -> None:
        """Turn to the day of `row`: its own, or that of the row above."""
        cell = self._cell(row, "date")
        own = day(cell, self.order) or (moment(cell).date() if moment(cell) else None) if cell else None  # type: ignore[union-attr]
        if cell and own is None:
            self.notes.say(row.line, f'the date "{cell}" is not understood', "write it as 2026-04-08")
            self.day = None
        elif own or today:
            self.day = own or today
        elif self.day and self.columns.of("date"):
            self.carried.append(row.line)

    def _people(self, row: Row) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for role in ROLES:
            for index in self.columns.of(role):
                if index < len(row.cells) and row.cells[index]:
                    homes = [
                        row.cells[home]
                        for home, of in self.columns.homes.items()
                        if of == index and home < len(row.cells)
                    ]
                    cell = row.cells[index]
                    people = people_in(cell, homes, row.line, self.notes, commas=index in self.columns.with_affiliation)
                    found.setdefault(role, []).extend(people)
        if one := self._one(row):
            found.setdefault(self._role(row), []).append(one)
        return found

    def _one(self, row: Row) -> Person | None:
        """Return the person of a row that has one, in one piece or in parts."""
        name, given, family = (self._cell(row, part) for part in ("name", "given", "family"))
        of = {index for part in ("name", "given", "family") for index in self.columns.of(part)}
        homes = [row.cells[home] for home, whose in self.columns.homes.items() if whose in of and home < len(row.cells)]
        return person(
            row.line,
            self.notes,
            name,
            given=given,
            family=family,
            honorific=self._cell(row, "honorific"),
            affiliations=[home for cell in homes for home in re.split(r"[\n;；]", cell)],
        )

    def _role(self, row: Row) -> str:
        role = self._cell(row, "role")
        found = field_of(role)
        if role and found not in ROLES:
            self.notes.say(
                row.line, f'the role "{role}" is not known: taken for a speaker', f"known: {', '.join(ROLES)}"
            )
        return found if found in ROLES else "speakers"


def _rows(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:8])) + (f" and {len(lines) - 8} more" if len(lines) > 8 else "")
    return f"row{'' if len(lines) == 1 else 's'} {shown}"


def _is_day(read: tuple[date | None, time | None, time | None]) -> bool:
    return read[0] is not None and read[1] is None


def _after(starts: datetime | None, clock: time | None) -> datetime | None:
    """Return the next moment after `starts` at which clocks show `clock`."""
    if starts is None or clock is None:
        return None
    ends = datetime.combine(starts.date(), clock)
    return ends if ends > starts.replace(tzinfo=None) else ends + timedelta(days=1)


def tidied(cells: Iterable[str]) -> Iterator[str]:
    """Yield `cells` without white space around their lines."""
    for cell in cells:
        yield "\n".join(" ".join(line.split()) for line in cell.splitlines()).strip() if cell else ""
