"""The pieces of a run, as a worker does them: read some records, make one document.

Each takes and returns what can travel between processes, and tells of failures instead of raising them. Who hands the
pieces out is `batch.py`; how workers live and die is in `workers.py`.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportkit import compose
from reportkit.check import pages
from reportkit.document import figures
from reportkit.errors import BadRecord, Finding, MachineLacks, Misused, ReportkitError, Severity
from reportkit.load import load
from reportkit.pipeline import Received, publish, receive
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
    """What came of it: sessions that may be printed, why others may not, and what was remarked, by file.

    `misused` is what keeps everything from being made.
    """

    sessions: tuple[Session, ...] = ()
    event: EventFile | None = None
    failures: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    misused: Misused | None = None


def read(reading: Reading) -> Read:
    """Read and check records."""
    try:
        received = receive(reading.path, reading.records)
    except Misused as error:
        return Read(misused=error)
    return as_read(received)


def as_read(received: Received) -> Read:
    """Return what was received as it travels."""
    event = received.event
    return Read(
        event.sessions,
        EventFile(**{name: getattr(event, name) for name in EventFile.model_fields}) if event.file else None,
        {file: _why(received, file) for file in received.failed},
        {session.file: tuple(map(str, received.findings_of(session.file))) for session in event.sessions},
    )


def together(reads: Iterable[Read]) -> Read:
    """Return several as one."""
    sessions: list[Session] = []
    failures: dict[str, str] = {}
    remarks: dict[str, tuple[str, ...]] = {}
    event = None
    for read in reads:
        sessions += read.sessions
        failures |= read.failures
        remarks |= read.remarks
        event = event or read.event
    return Read(tuple(sessions), event, failures, remarks)


def _why(received: Received, file: str) -> str:
    """Return what keeps a session file from being printed: its own faults, or those of its event."""
    own = "\n".join(str(finding) for finding in received.findings_of(file) if finding.severity == Severity.ERROR)
    return own or f"error: {file}: not made, since {received.event.file} has errors"


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
