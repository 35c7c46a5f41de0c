"""What outputs are called: `OUT/<event>/<session id>-<slug>.pdf`, and other editions than the handout beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.records import Session

FOLDERS = {"handout": "", "draft": "drafts", "large-print": "large-print"}
"""Where in an event's folder each edition has its place."""


def below(folder: Path, name: str) -> str:
    """Return `folder / name` as a string: paths of thousands of files take longer to put together than to compare."""
    start = str(folder)
    return name if start == "." else f"{start.rstrip('/')}/{name}"


def output(out: Path, folder: str, session: Session, format: str, edition: str = "handout") -> Path:
    """Return the path of `session` in `format` below `out`; `folder` is the event's, empty for a session alone."""
    return out / folder / FOLDERS[edition] / f"{session.stem}.{format}"


def single(folder: Path, session: Session, format: str, edition: str = "handout") -> Path:
    """Return the path in `folder` of a session made by itself: `3-1-an-asian-nato-draft.pdf`."""
    tail = "" if edition == "handout" else f"-{edition}"
    return folder / f"{session.stem}{tail}.{format}"
