"""Programmes as workbooks of Excel and its kin, read without reckoning a formula or following a link."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices
from reportkit.intake._columns import MOST_COLUMNS, MOST_ROWS, Row, headed, tidied, unnamed
from reportkit.intake._package import members
from reportkit.intake._programme import Entry, Notes, arrival
from reportkit.intake._table import entries
from reportkit.packages import UNREADABLE

NAME = "xlsx"

MOST_PACKED = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_MEMBERS = 1_000
DENSE = 200
"""How many times smaller than its contents a member over 1 MB may be."""

UNRECKONED = re.compile(rb'<c r="([A-Z]{1,3}\d+)"[^>]*><f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
BROKEN = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"})


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return "xl/workbook.xml" in members(data)


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions of all sheets that have any and are shown."""
    notes = Notes(name)
    _admit(data, notes)
    # The library takes a quarter of a second to import.
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found = list(_entries(book, notes, choices))
    except Refused:
        raise
    except Exception as error:  # whatever the library stumbles over is a damaged file
        reason = " ".join(str(error).split())[:100]
        raise Refused(f"{name}: damaged workbook: {reason}", "open it and save it again as .xlsx") from None
    return arrival(found, notes, choices, zoned=False)


def _admit(data: bytes, notes: Notes) -> None:
    """Raise Refused where the package is no workbook, or not safe to unpack; say which formulas have no value."""
    name = notes.name
    large = Refused(f"{name}: larger when unpacked than a programme is", "export the programme alone")
    if len(data) > MOST_PACKED:
        raise large
    try:
        with ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise large
            if any(info.file_size > max(DENSE * info.compress_size, 1_000_000) for info in infos):
                raise large
            if "xl/workbook.xml" not in {info.filename for info in infos}:
                raise Refused(f"{name}: not a workbook", "save it as .xlsx")
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    with package.open(info) as member:
                        _question(info.filename, member.read(MOST_UNPACKED), notes)
    except UNREADABLE:
        raise Refused(f"{name}: damaged workbook, or one with a password", "save it again as .xlsx") from None


def _question(part: str, data: bytes, notes: Notes) -> None:
    if b"<!DOCTYPE" in data.replace(b"\0", b"") or b"<!ENTITY" in data.replace(b"\0", b""):
        raise Refused(f"{notes.name}: has a DTD, refused", "open it and save it again as .xlsx")
    if part.startswith("xl/worksheets/") and (cells := UNRECKONED.findall(data)):
        names = ", ".join(cell.decode() for cell in cells[:8])
        notes.say(0, f"formulas without a value: {names}", "open the file in a spreadsheet program, and save it")


def _entries(book: Any, notes: Notes, choices: Choices) -> Iterator[Entry]:  # the library's types differ by mode
    """Yield the entries of each sheet that is shown; raise Refused where none is a programme."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if hidden := [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]:
        notes.mention(0, f"hidden sheets are not read: {', '.join(hidden)}")
    tables = {sheet.title: list(_rows(sheet, notes)) for sheet in sheets}
    known = {
        title: rows for title, rows in tables.items() if headed(rows, choices.columns) is not None or unnamed(rows)
    }
    for title, rows in tables.items():
        if not known and rows:
            entries(rows, notes, choices.columns, f'in the sheet "{title}"')
        if title not in known and rows:
            notes.say(0, f'the sheet "{title}" is not read: no column is a title', "see --mapping FILE")
    if not known:
        raise Refused(f"{notes.name}: the workbook is empty", "ask for it again")
    for rows in known.values():
        yield from entries(rows, notes, choices.columns)


def _rows(sheet: Any, notes: Notes) -> Iterator[Row]:
    # What a sheet says of its own size is anybody's guess, and may be a million columns.
    sheet.reset_dimensions()
    cells = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    for line, values in enumerate(cells, start=1):
        if line > MOST_ROWS or (len(values) > MOST_COLUMNS and values[MOST_COLUMNS] is not None):
            raise Refused(
                f"{notes.name}: more than {MOST_COLUMNS} columns or {MOST_ROWS:,} rows", "export the programme alone"
            )
        if any(value is not None for value in values):
            yield Row(line, tuple(tidied(_words(value, line, notes) for value in values)))


def _words(value: object, line: int, notes: Notes) -> str:
    """Return a cell as words: dates as 2026-04-08, times as 14:40, numbers without a needless point."""
    match value:
        case None | bool():
            return ""
        case datetime():
            rounded = value + timedelta(seconds=30)
            return f"{rounded:%Y-%m-%d}" if value.time() == time() else f"{rounded:%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case time():
            return f"{datetime.combine(date.min, value) + timedelta(seconds=30):%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case float():
            return f"{value:g}" if value.is_integer() else str(value)
        case str() if value in BROKEN:
            notes.say(line, f"a formula gave {value}: not taken", "mend it in the workbook")
            return ""
    return str(value)
