"""Programmes as tables: a row is a session, or one person of one.

Cells come from `csv.py` and `xlsx.py`, as words; which column is what is found in `_columns.py`, when in `_days.py`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.errors import Refused
from reportkit.intake._columns import PERSON, UNNAMED, Columns, Row, columns_of, headed, unnamed
from reportkit.intake._days import Days
from reportkit.intake._headers import ROLES, field_of, fields
from reportkit.intake._names import people_in, person, present
from reportkit.intake._programme import Entry, Notes, some
from reportkit.records import Person

GONE = frozenset({"rejected", "declined", "withdrawn", "cancelled", "canceled", "deleted", "abgelehnt", "refusé"})
"""States of sessions that do not take place."""


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
    return _Table(columns_of(rows[head], notes, mapping), rows[head + 1 :], notes).entries()


def _unknown(rows: Sequence[Row], name: str, sheet: str) -> Refused:
    row = next((row for row in rows if len(row.filled()) > 1), next(iter(rows), Row(0, ())))
    where = f" {sheet}" if sheet else ""
    return Refused(
        f"{name}:{row.line}: a table{where}, but not one of sessions: its columns are {some(row.filled())}",
        f"one must be the title; say which with --mapping FILE; fields: {', '.join(fields())}",
    )


@dataclass(slots=True)
class _Session:
    """A session while its rows are read."""

    entry: Entry
    people: dict[str, list[Person]]


class _Table:
    """The rows below the heads, with what is carried from one to the next: the day, and the session."""

    def __init__(self, columns: Columns, rows: Sequence[Row], notes: Notes) -> None:
        self.columns, self.rows, self.notes = columns, rows, notes
        self.days = Days(columns, rows, notes)
        self.continued: list[int] = []
        """The rows that have people and belong to the session above."""

    def entries(self) -> list[Entry]:
        sessions: dict[tuple[str, ...], _Session] = {}
        latest: _Session | None = None
        for row in self.rows:
            if not row.filled() or self.days.begins(row):
                continue
            if latest and self._continues(row):
                self.continued.append(row.line)
            elif entry := self._entry(row):
                latest = sessions.setdefault(self._key(row), _Session(entry, {}))
            else:
                latest = None
                continue
            for role, people in self._people(row).items():
                latest.people.setdefault(role, []).extend(people)
        self._say_carried()
        return [
            replace(one.entry, people={role: present(people) for role, people in one.people.items()})
            for one in sessions.values()
        ]

    def _key(self, row: Row) -> tuple[str, ...]:
        return tuple(self._cell(row, name) for name in ("id", "title", "date", "starts", "room"))

    def _cell(self, row: Row, name: str) -> str:
        return self.columns.cell(row, name)

    def _continues(self, row: Row) -> bool:
        own = any(self._cell(row, name) for name in ("id", "title", "starts", "date"))
        return not own and any(self._cell(row, name) for name in PERSON)

    def _entry(self, row: Row) -> Entry | None:
        """Return the session that begins in `row`; why there is none is said."""
        title, state = self._cell(row, "title"), self._cell(row, "state")
        if not title:
            self.notes.say(row.line, f"not understood, left out: {some(row.filled())}", "a session has a title")
            return None
        if state.casefold() in GONE:
            self.notes.mention(row.line, f'"{title}" is left out: {state}')
            return None
        starts, ends = self.days.times(row, title)
        return Entry(
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

    def _people(self, row: Row) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for role in ROLES:
            for index in self.columns.of(role):
                homes = self.columns.homes_of(row, index)
                commas = index in self.columns.with_affiliation
                found.setdefault(role, []).extend(people_in(row.at(index), homes, row.line, self.notes, commas=commas))
        if one := self._one(row):
            found.setdefault(self._role(row), []).append(one)
        return found

    def _one(self, row: Row) -> Person | None:
        """Return the person of a row that has one, in one piece or in parts."""
        name, given, family = (self._cell(row, part) for part in ("name", "given", "family"))
        columns = [index for part in ("name", "given", "family") for index in self.columns.of(part)]
        homes = [home for index in columns for home in self.columns.homes_of(row, index)]
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

    def _say_carried(self) -> None:
        for lines, what in (
            (self.days.carried, "no date; that of the row above is taken"),
            (self.continued, "people and no title; they belong to the session above"),
        ):
            if lines:
                self.notes.mention(lines[0], f"{_rows(lines)}: {what}")


def _rows(lines: Sequence[int]) -> str:
    shown = ", ".join(map(str, lines[:8])) + (f" and {len(lines) - 8} more" if len(lines) > 8 else "")
    return f"row{'' if len(lines) == 1 else 's'} {shown}"
