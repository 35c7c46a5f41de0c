"""What a file holds and where: plain data beside the line and column of each field.

Scalars stay text as they were written, so that a session 1.10 is not a number and a person named No is not a
truth value; what each is meant to be is decided by the record. Only null is told apart.
"""

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

    def place(self, path: Field, words: str = "") -> Place:
        """Return where the value at `path` is, or the nearest thing around it; with `words`, where they stand in it."""
        for length in range(len(path), -1, -1):
            found = self.values.get(path[:length]) or self.keys.get(path[:length])
            if found:
                return self._within(found, words) if words and length == len(path) else found
        return Place(self.file)

    def _within(self, start: Place, words: str) -> Place:
        lines = self.text.splitlines(keepends=True)
        offset = sum(map(len, lines[: start.line - 1])) + start.column - 1
        found = self.text.find(words, offset)
        if found < 0:
            return start
        line = self.text.count("\n", 0, found) + 1
        return Place(self.file, line, found - self.text.rfind("\n", 0, found))
