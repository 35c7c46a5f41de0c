"""The times of a table's rows, of which each may leave its day to the one above."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from reportkit.intake._clock import day, later, length, moment, slash_order, when
from reportkit.intake._columns import Columns, Row
from reportkit.intake._programme import Notes


class Days:
    """The day that rows are on, carried from one to the next, and the order that dates with strokes have."""

    def __init__(self, columns: Columns, rows: Sequence[Row], notes: Notes) -> None:
        self.columns, self.notes = columns, notes
        self.order = slash_order(
            [cell for name in ("date", "starts", "ends") for row in rows for cell in columns.cells(row, name)]
        )
        self.today: date | None = None
        self.carried: list[int] = []
        """The rows that have no day of their own."""

    def begins(self, row: Row) -> bool:
        """Turn to the day that stands alone on `row`, if one does."""
        alone = row.filled()
        found, clock, _ = when(alone[0], self.order) if len(alone) == 1 else (None, None, None)
        if found is None or clock:
            return False
        self.today = found
        return True

    def times(self, row: Row, title: str) -> tuple[datetime | None, datetime | None]:
        """Return beginning and end of the session in `row`; what is not understood is said."""
        starts, last = self._starts(row, title)
        ends = self._ends(row, title, starts) or last
        if starts and ends and ends.date() > starts.date() and starts.tzinfo is None:
            self.notes.mention(row.line, f'"{title}" ends on the next day, {ends:%Y-%m-%d %H:%M}')
        return starts, ends

    def _starts(self, row: Row, title: str) -> tuple[datetime | None, datetime | None]:
        """Return the beginning, and the end where the same cell has it."""
        begins = self.columns.cell(row, "starts" if self.columns.of("starts") else "date")
        if starts := moment(begins):
            self.today = starts.date()
            return starts, None
        day_of_cell, clock, last = when(begins, self.order)
        self._turn(row, day_of_cell)
        if begins and clock is None and self.columns.of("starts"):
            self.notes.say(row.line, f'"{title}": the time "{begins}" is not understood', "write it as 14:40")
        if clock and self.today is None:
            self.notes.say(row.line, f'"{title}": "{begins}" is on no day', "give the table a column with dates")
        starts = datetime.combine(self.today, clock) if self.today and clock else None
        return starts, _after(starts, last)

    def _turn(self, row: Row, today: date | None) -> None:
        """Turn to the day of `row`: its own, or that of the row above."""
        cell = self.columns.cell(row, "date")
        own = day(cell, self.order)
        if cell and own is None:
            self.notes.say(row.line, f'the date "{cell}" is not understood', "write it as 2026-04-08")
            self.today = None
        elif own or today:
            self.today = own or today
        elif self.today and self.columns.of("date"):
            self.carried.append(row.line)

    def _ends(self, row: Row, title: str, starts: datetime | None) -> datetime | None:
        """Return the end by the cells for end or duration."""
        until, lasts = self.columns.cell(row, "ends"), self.columns.cell(row, "duration")
        if until:
            _, clock, _ = when(until, self.order)
            ends = moment(until) or _after(starts, clock)
            if ends is None and starts:
                self.notes.say(row.line, f'"{title}": the time "{until}" is not understood', "write it as 16:00")
            return ends
        span = length(lasts)
        if lasts and span is None:
            self.notes.say(row.line, f'"{title}": the duration "{lasts}" is not understood', "write it in minutes")
        return later(starts, span)


def _after(starts: datetime | None, clock: time | None) -> datetime | None:
    """Return the next moment after `starts` at which clocks show `clock`."""
    if starts is None or clock is None:
        return None
    ends = datetime.combine(starts.date(), clock, starts.tzinfo)
    return ends if ends > starts else ends + timedelta(days=1)
