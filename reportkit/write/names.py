"""What outputs are called: `OUT/<event>/<session id>-<slug>.pdf`."""

from pathlib import Path

from reportkit.records import Session


def output(out: Path, folder: str, session: Session, format: str) -> Path:
    """Return the path of `session` in `format` below `out`; `folder` is the event's, empty for a session alone."""
    return out / folder / f"{session.stem}.{format}"
