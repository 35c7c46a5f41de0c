"""The pieces of a run, as a worker does them: read some records, make one document.

Each takes and returns what can travel between processes, and tells of failures instead of raising them. Who hands the
pieces out is `batch.py`; how workers live and die is in `workers.py`.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportkit import compose
from reportkit.check import pages
from reportkit.document import figures
from reportkit.errors import BadRecord, Finding, MachineLacks, Misused, ReportkitError, Severity
from reportkit.load import load
from reportkit.pipeline import publish, receive
from reportkit.records import EventFile, Session
from reportkit.settings import Settings, settle
from reportkit.wishes import Wishes

LOG = logging.getLogger(__name__)


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


def read(reading: Reading) -> Read:
    """Read and check records."""
    try:
        received = receive(reading.path, reading.records)
    except Misused as error:
        return Read(misused=error)
    event = received.event
    facts = EventFile(**{name: getattr(event, name) for name in EventFile.model_fields}) if event.file else None
    return Read(event.sessions, facts, received.failed, received.findings)


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


def make(order: Order, publish: Callable[[Session, str, Settings], bytes] = publish) -> Made:
    """Make one document, proven; `publish` is another way to its bytes."""
    session = order.session
    try:
        settings = settle(session, order.wishes)
        data = publish(session, order.format, settings)
        return Made(data, pages.number(data), _pictures(session, settings))
    except (MachineLacks, Misused) as error:
        return Made(unable=error)
    except BadRecord as error:
        return Made(failure="\n".join(map(str, _placed(session, error.findings))))
    except ReportkitError as error:
        return Made(failure=str(error))
    except Exception as error:  # One document that breaks a library must not stop the other two hundred.
        LOG.debug("%s", session.file, exc_info=True)
        return Made(failure=f"error: {session.file}: cannot be made: {type(error).__name__}: {error}")


def _pictures(session: Session, settings: Settings) -> tuple[str, ...]:
    """Return the names of the pictures that `session` shows."""
    if not any("![" in passage.text for passage in session.sketch):
        return ()
    return tuple(dict.fromkeys(figure.source for figure in figures(compose.document(session, settings).blocks)))


def _placed(session: Session, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return `findings` with their places in the files of `session`, if these are still there."""
    return load(Path(session.file)).placed(findings) if Path(session.file).is_file() else findings
