"""What can be wrong, where, and what to do next. Which exit code follows is written on each class.

    ReportkitError                 1
    ├── BadRecord                  1   a record that cannot be printed as it is
    ├── BadPage                    1   a finished page that may not leave the house
    ├── BadTheme                   1   a theme whose file says what it may not
    ├── Unwritten                  1   the disk would not take the file
    ├── Misused                    2   the command was called with words that do not go together
    ├── MachineLacks               3   a program or library is not installed
    ├── Refused                    4   a file that is not what it says, or is not safe to open
    ├── Unsent                     5   mail that did not leave; the log of its review says why
    └── InDoubt                    6   mail of which nobody knows whether it left

Two that one room alone raises are there, and end with 1: `Busy` in `write/lock.py` and `Unready` in
`reviewing/standing.py`. Nothing here reads files or prints; the command line prints what `str()` gives.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, lone surrogates, noncharacters, and overrides of direction that make a name read otherwise."""


def visible(words: str) -> str:
    """Return `words` of a record as a message may quote them: what no terminal should be sent is written out."""
    return UNPRINTABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", words.replace("\n", " "))


@dataclass(frozen=True, slots=True)
class Place:
    """A point in a file; line and column count from 1, and 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Origin:
    """Which field of which record: `Origin("sessions/3-1.yaml", "sketch.2.text")`.

    `record` is the file as it was named, or the session's id where there is no file.
    """

    record: str
    field: str = ""


class Severity(StrEnum):
    """How bad a finding is; an error keeps its document from being made."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Mend:
    """What is to stand in a field instead of its characters from `start` to before `end`."""

    start: int
    end: int
    instead: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader of the programme would stumble over.

    `words` are those it is about, as the field has them; from them and `where` comes its `place` in the file. Where the
    field has the same words several times, `nth` tells which, from 0; without it they are taken in the order of the
    findings. `mends` are what a machine may write instead.
    """

    severity: Severity
    where: Origin
    message: str
    hint: str = ""
    rule: str = ""
    place: Place | None = None
    words: str = ""
    nth: int | None = None
    mends: tuple[Mend, ...] = ()

    def __str__(self) -> str:
        place = self.place or Place(self.where.record)
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.severity}: {place}: {self.message}{hint}"


class ReportkitError(Exception):
    """Something the user can mend."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"error: {self.message}" + (f"\n  hint: {self.hint}" if self.hint else "")


class BadRecord(ReportkitError):
    """A record that cannot be printed as it is; `findings` has all that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message for finding in self.findings))
        self.args = (self.findings,)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


class BadPage(BadRecord):
    """A finished page that may not leave the house: no disclaimer, no glyph, a picture left out."""


class BadTheme(BadRecord):
    """A theme whose file says what it may not; `findings` has all that is wrong with it."""


class Unwritten(ReportkitError):
    """The disk would not take the file; what was there before is still there."""


class Misused(ReportkitError):
    """The command was called with words that do not go together."""

    exit_code = 2


class MachineLacks(ReportkitError):
    """A program or library is not installed; the hint is the command that mends it."""

    exit_code = 3


class Refused(ReportkitError):
    """A file that is not what it says, or is not safe to open."""

    exit_code = 4


class Unsent(ReportkitError):
    """Mail that did not leave: the server cannot be used as the settings say, or some letters were turned away."""

    exit_code = 5


class InDoubt(ReportkitError):
    """Mail of which nobody knows whether it left; it is not sent again before somebody decides."""

    exit_code = 6
