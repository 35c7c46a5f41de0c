"""The pieces of a run, as a worker does them: read some records, make one document.

Each takes and returns what is in `pieces.py`, and tells of failures instead of raising them. Who hands the pieces out
is `batch.py`; how workers live and die is in `workers/`.
"""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from reportkit import compose
from reportkit.check import pages
from reportkit.document import figures
from reportkit.errors import BadRecord, Finding, MachineLacks, Misused, ReportkitError
from reportkit.load import load
from reportkit.pieces import Made, Order, Read, Reading
from reportkit.pipeline import publish, receive
from reportkit.records import EventFile, Session
from reportkit.settings import Settings, settle

LOG = logging.getLogger(__name__)


def read(reading: Reading) -> Read:
    """Read and check records."""
    try:
        received = receive(reading.path, reading.records)
    except Misused as error:
        return Read(misused=error)
    event = received.event
    facts = EventFile(**{name: getattr(event, name) for name in EventFile.model_fields}) if event.file else None
    return Read(event.sessions, facts, received.failed, received.findings)


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
