"""A whole event: every session in every format, one bad record stopping nothing but itself.

How one document is made is in `pipeline.py`; telling people about it is in `cli/export.py`.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportkit import pipeline
from reportkit.errors import BadRecord, MachineLacks, Misused, ReportkitError, Severity
from reportkit.pipeline import Received
from reportkit.records import Session
from reportkit.settings import settle
from reportkit.wishes import Wishes
from reportkit.write import names

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document, or of a session file that could not be read (then without `path`).

    `failure` is what went wrong, as it is told to people, and empty when the file is in its place.
    """

    record: str
    format: str
    path: Path | None
    failure: str = ""


def export(received: Iterable[Received], out: Path, formats: Iterable[str], wishes: Wishes) -> Iterator[Outcome]:
    """Make every session of `received` in every one of `formats` below `out`; yield what became of each.

    Raises MachineLacks or Misused when no document at all can be made like this.
    """
    formats = tuple(formats)
    for one in received:
        for file in one.failed:
            yield Outcome(file, "", None, _why(one, file))
        for session in one.event.sessions:
            for format in formats:
                path = names.output(out, one.loaded.folder, session, format, wishes.edition)
                yield _made(session, format, path, wishes, one)


def twice(received: Iterable[Received]) -> str:
    """Return the folder that two different events would share, as both have its name; empty where none would."""
    homes: dict[str, str] = {}
    for one in received:
        folder, home = one.loaded.folder.casefold(), one.event.file
        if folder and homes.setdefault(folder, home) != home:
            return one.loaded.folder
    return ""


def count(received: Iterable[Received], formats: Iterable[str]) -> int:
    """Return how many outcomes `export` will yield."""
    every = len(tuple(formats))
    return sum(len(one.failed) + len(one.event.sessions) * every for one in received)


def _why(received: Received, file: str) -> str:
    """Return what keeps a session file from being printed: its own faults, or those of its event."""
    own = "\n".join(str(finding) for finding in received.findings_of(file) if finding.severity == Severity.ERROR)
    return own or f"error: {file}: not made, since {received.event.file} has errors"


def _made(session: Session, format: str, path: Path, wishes: Wishes, received: Received) -> Outcome:
    try:
        pipeline.deliver(session, format, settle(session, wishes), path)
    except (MachineLacks, Misused):
        raise
    except BadRecord as error:
        return Outcome(session.file, format, path, "\n".join(map(str, received.loaded.placed(error.findings))))
    except ReportkitError as error:
        return Outcome(session.file, format, path, str(error))
    except Exception as error:  # One document that breaks a library must not stop the other two hundred.
        LOG.debug("%s", session.file, exc_info=True)
        return Outcome(
            session.file, format, path, f"error: {session.file}: cannot be made: {type(error).__name__}: {error}"
        )
    return Outcome(session.file, format, path)
