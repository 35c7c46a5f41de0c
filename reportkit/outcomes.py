"""What became of each file of a run, and where the sessions of an event stand after it.

Who finds it out is `batch.py`; how it is shown is in `overview.py` and on the command line.
"""

from dataclasses import dataclass
from pathlib import Path

MADE, UNCHANGED, FAILED = "made", "unchanged", "failed"

EDITED = "edited"
"""Changed by hand since it was made, or never made by reportkit, and left as it is."""

STALE, REMOVED = "stale", "removed"
"""Its session is gone or has another name now; `removed` where that was asked for."""

CHANGED = "changed"
"""Would be made, or made again, if anything were written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one `file`, or of a record that could not be read, of which no file is known.

    `reason` is why it was made, kept or left; `failure` is what went wrong, as it is told to people. `session` is the
    id of its session, `pages` are those of a PDF.
    """

    record: str
    format: str
    file: str
    state: str = MADE
    reason: str = ""
    failure: str = ""
    session: str = ""
    edition: str = ""
    pages: int | None = None

    @property
    def path(self) -> Path | None:
        return Path(self.file) if self.file else None
