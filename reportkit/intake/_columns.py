"""Which column of a table is which field: by its head, by a mapping, or by Indico's order where there are no heads.

What heads are known is in `_headers.py`; the rows below them are read in `_table.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportkit.intake._clock import length, moment, when
from reportkit.intake._headers import EITHER, NOTHING, ROLES, WITH_AFFILIATION, field_of, left_out, plain
from reportkit.intake._programme import Notes, some

MOST_ROWS = 20_000
MOST_COLUMNS = 400
ABOVE = 20
"""How many rows may stand above the heads of the columns."""

PERSON = (*ROLES, "name", "given", "family")
UNNAMED = ("starts", "duration", "title", "given", "family", "affiliation", "email")
"""The seven columns of Indico's own CSV, which have no heads."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]

    def at(self, index: int) -> str:
        return self.cells[index] if index < len(self.cells) else ""

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

    def cells(self, row: Row, name: str) -> list[str]:
        """Return what `row` has in the columns of the field `name`."""
        return [cell for index in self.of(name) if (cell := row.at(index))]

    def cell(self, row: Row, name: str) -> str:
        return next(iter(self.cells(row, name)), "")

    def homes_of(self, row: Row, people: int) -> list[str]:
        """Return the affiliations in `row` that belong to the people in the column `people`."""
        return [cell for home, whose in self.homes.items() if whose == people and (cell := row.at(home))]


def headed(rows: Sequence[Row], mapping: Mapping[str, str]) -> int | None:
    """Return which of `rows` has the heads of the columns; None where none has."""
    for index, row in enumerate(rows[:ABOVE]):
        known = _meant(row, mapping)
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


def columns_of(row: Row, notes: Notes, mapping: Mapping[str, str]) -> Columns:
    """Return what the heads in `row` mean, and say which columns are not taken."""
    _say_unmapped(row, notes, mapping)
    found = _meant(row, mapping)
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
        tuple(found),
        _homes(found),
        frozenset(index for index, head in enumerate(row.cells) if _named(head, mapping)[1]),
    )


def _say_unmapped(row: Row, notes: Notes, mapping: Mapping[str, str]) -> None:
    heads = {plain(cell) for cell in row.cells}
    if missing := [key for key in mapping if plain(key) not in heads]:
        notes.say(row.line, f"the mapping names columns that are not there: {some(missing)}", "compare the heads")


def _meant(row: Row, mapping: Mapping[str, str]) -> list[str]:
    """Return the field of each column, seen beside the others."""
    named = [_named(head, mapping)[0] for head in row.cells]
    return [_beside(named, name) for name in named]


def _beside(others: Sequence[str], name: str) -> str:
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


def tidied(cells: Iterable[str]) -> Iterator[str]:
    """Yield `cells` without white space around their lines."""
    for cell in cells:
        yield "\n".join(" ".join(line.split()) for line in cell.splitlines()).strip() if cell else ""
