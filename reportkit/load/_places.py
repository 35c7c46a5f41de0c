"""What a file holds and where: plain data beside the line and column of each field.

Scalars stay text as they were written, so that a session 1.10 is not a number and a person named No is not a
truth value; what each is meant to be is decided by the record. Only null is told apart.
"""

import re
from dataclasses import dataclass, field

from reportkit.errors import Finding, Origin, Place, Severity

Plain = dict[str, "Plain"] | list["Plain"] | str | None
Field = tuple[str | int, ...]

MOST_VALUES = 100_000
"""How many values a file may have once its aliases are followed."""

DEEPEST = 40
"""How deep lists and mappings may lie in each other."""


@dataclass(slots=True)
class Contents:
    """One file as read: its data, the place of each field, and what was wrong on the way."""

    file: str
    text: str
    data: Plain = None
    keys: dict[Field, Place] = field(default_factory=dict)
    values: dict[Field, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note_key(self, path: Field, line: int, column: int) -> None:
        self.keys[path] = Place(self.file, line, column)

    def note_value(self, path: Field, line: int, column: int) -> None:
        self.values[path] = Place(self.file, line, column)

    def blame(self, message: str, hint: str = "", line: int = 0, column: int = 0) -> None:
        """Note that the file cannot be used as it stands."""
        place = Place(self.file, line, column)
        self.findings.append(Finding(Severity.ERROR, Origin(self.file), message, hint, "file", place))

    def blame_twice(self, key: str, path: Field, line: int, column: int) -> None:
        """Note that `path` is there a second time."""
        self.blame(
            f'the field "{key}" is there twice', f"the first is in line {self.keys[path].line}; keep one", line, column
        )

    def at(self, field: str, words: str = "", nth: int = 0) -> Place:
        """Return where a field is that is called as findings call it: `sketch.0.text`."""
        return self.place(self.path(field), words, nth)

    def path(self, field: str) -> Field:
        """Return the way to a field that is called as findings call it."""
        path: Field = tuple(int(part) if part.isdigit() else part for part in field.split(".") if part)
        if path not in self.values:
            # Names in a glossary may be numbers, or have dots of their own.
            return next((found for found in self.values if ".".join(map(str, found)) == field), path)
        return path

    def place(self, path: Field, words: str = "", nth: int = 0) -> Place:
        """Return where the value at `path` is, or the nearest thing around it.

        With `words`, return where they stand in it for the first time, or after `nth` times.
        """
        for length in range(len(path), -1, -1):
            found = self.values.get(path[:length]) or self.keys.get(path[:length])
            if found:
                return self._within(found, words, nth) if words and length == len(path) else found
        return Place(self.file)

    def _within(self, start: Place, words: str, nth: int) -> Place:
        """Return where `words`, whose blanks may be line breaks, stand between `start` and the next value."""
        later = [place for place in self.values.values() if _order(place) > _order(start)]
        end = self.offset(min(later, key=_order)) if later else len(self.text)
        found = [match.start() for match in _said(words).finditer(self.text, self.offset(start), end)]
        return self.point(found[min(nth, len(found) - 1)]) if found else start

    def underlined(self, place: Place, words: str) -> tuple[str, int, int] | None:
        """Return the line of a place, and where in it the words begin and end; None where they stand otherwise."""
        at = self.offset(place)
        match = _said(words).match(self.text, at) if words and place.line else None
        if match is None:
            return None
        first = self.text.rfind("\n", 0, at) + 1
        line = self.text[first:].partition("\n")[0]
        return line, at - first, min(match.end() - first, len(line))

    def offset(self, place: Place) -> int:
        """Return the character of the text that a place is."""
        lines = self.text.split("\n")
        return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1

    def point(self, offset: int) -> Place:
        """Return the line and column of a character of the text."""
        return Place(self.file, self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))


def _said(words: str) -> re.Pattern[str]:
    """Return what finds words whose blanks may be line breaks."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) if len(words) > 1 else re.escape(words))


def _order(place: Place) -> tuple[int, int]:
    return place.line, place.column
