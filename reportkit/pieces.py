"""The pieces of a run and what comes of them, as they travel between processes: records to read, documents to make.

Nothing here imports anything heavy, as whoever hands pieces out does none of them. What is done is in `tasks.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit.errors import Finding, Misused, ReportkitError, Severity
from reportkit.wishes import Wishes

if TYPE_CHECKING:
    from reportkit.records import EventFile, Session


@dataclass(frozen=True, slots=True)
class Reading:
    """Some of the records at `path`."""

    path: Path
    records: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: the sessions that may be printed, the event if there is one, and all that was found.

    `failed` are the files that cannot be printed. `misused` is what keeps everything from being read.
    """

    sessions: tuple[Session, ...] = ()
    event: EventFile | None = None
    failed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    misused: Misused | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == Severity.ERROR)

    def failure(self, file: str) -> str:
        """Return what keeps a file from being printed: its own faults, or those of its event."""
        own = "\n".join(str(finding) for finding in self.errors if finding.where.record == file)
        return own or f"error: {file}: not made, since its event has errors"

    def remarks(self, file: str) -> list[str]:
        """Return what was found in a file that can be printed."""
        return [str(finding) for finding in self.findings if finding.where.record == file]


def together(reads: Sequence[Read]) -> Read:
    """Return several as one, what was found in their event told once."""
    return Read(
        tuple(session for read in reads for session in read.sessions),
        next((read.event for read in reads if read.event), None),
        tuple(dict.fromkeys(file for read in reads for file in read.failed)),
        tuple(dict.fromkeys(finding for read in reads for finding in read.findings)),
        next((read.misused for read in reads if read.misused), None),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """One document to be made."""

    session: Session
    format: str
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a document and the number of its pages, where its format has pages; or why there are none.

    `pictures` are the names of those it shows. `unable` is what keeps every document from being made.
    """

    data: bytes = b""
    pages: int | None = None
    pictures: tuple[str, ...] = ()
    failure: str = ""
    unable: ReportkitError | None = None
