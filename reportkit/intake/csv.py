"""Programmes as CSV, whatever stands between the cells; the seven bare columns that Indico imports among them."""

import csv
from collections.abc import Iterator

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices
from reportkit.intake._columns import MOST_COLUMNS, MOST_ROWS, Row, headed, tidied, unnamed
from reportkit.intake._programme import Notes, arrival
from reportkit.intake._table import entries
from reportkit.intake._text import glance, text

NAME = "csv"

LARGEST = 20_000_000
BETWEEN = (",", ";", "\t", "|")
OTHERS = ("{", "[", "<", "PK", "BEGIN:VCALENDAR")


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    start = glance(data)
    if "\0" in start or start.lstrip().upper().startswith(OTHERS):
        return False
    if name.lower().endswith((".csv", ".tsv")):
        return True
    try:
        rows = _first(start, _between(start))
    except csv.Error:
        return False
    return headed(rows, {}) is not None or unnamed(rows) or _rectangular(rows)


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions of the table."""
    if len(data) > LARGEST:
        raise Refused(f"{name}: larger than a programme is", f"at most {LARGEST // 1_000_000} MB are read")
    words = text(data, name)
    try:
        rows = list(_rows(words, _between(words[:20_000]), name))
    except csv.Error as error:
        raise Refused(f"{name}: damaged CSV: {error}", "save it again as CSV in UTF-8") from None
    notes = Notes(name)
    _say_formulas(rows, notes)
    return arrival(entries(rows, notes, choices.columns), notes, choices, zoned=False)


def _rows(words: str, between: str, name: str) -> Iterator[Row]:
    """Yield the rows with the line that each begins in; cells may have lines of their own."""
    reader = csv.reader(words.splitlines(keepends=True), delimiter=between, strict=True)
    line = 1
    for count, cells in enumerate(reader):
        if len(cells) > MOST_COLUMNS or count >= MOST_ROWS:
            raise Refused(
                f"{name}:{line}: more than {MOST_COLUMNS} columns or {MOST_ROWS:,} rows", "export the programme alone"
            )
        yield Row(line, tuple(tidied(cells)))
        line = reader.line_num + 1


def _say_formulas(rows: list[Row], notes: Notes) -> None:
    if found := [row.line for row in rows if any(cell.startswith(("=", "@", "+=")) for cell in row.cells)]:
        notes.say(found[0], "a cell begins like a formula; it is taken for words and nothing is reckoned", "look at it")


def _between(start: str) -> str:
    """Return the character that stands between the cells: the one that parts the first rows into the most even ones."""
    return max(BETWEEN, key=lambda one: _evenness(start, one))


def _evenness(start: str, between: str) -> tuple[bool, int]:
    try:
        rows = _first(start, between)
    except csv.Error:
        return False, 0
    return headed(rows, {}) is not None, min((len(row.cells) for row in rows if len(row.filled()) > 1), default=0)


def _first(start: str, between: str) -> list[Row]:
    lines = start.splitlines(keepends=True)
    whole = lines[:-1] if len(start) >= 20_000 else lines
    reader = csv.reader(whole[:60], delimiter=between)
    return [Row(0, tuple(tidied(cells[:MOST_COLUMNS]))) for cells in reader if any(cells)]


def _rectangular(rows: list[Row]) -> bool:
    widths = {len(row.cells) for row in rows}
    return len(rows) > 2 and len(widths) == 1 and widths.pop() > 2
