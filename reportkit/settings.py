"""How a document is to look: what the command says goes before what the event says, and that before the defaults.

The tokens of a theme are in `theme.py`; the defaults of an event are in `records.py`.
"""

from dataclasses import dataclass
from pathlib import Path

from reportkit.errors import Misused
from reportkit.records import EventFile, Session
from reportkit.theme import PAPERS, Theme, theme


@dataclass(frozen=True, slots=True)
class Settings:
    """A theme and the name of a paper in `theme.PAPERS`.

    A paper that the command asked for goes before that of a designer's Word file; that of the event does not.
    """

    theme: Theme
    paper: str
    paper_asked: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command says; None leaves it to the event."""

    theme: str | None = None
    paper: str | None = None


def settle(session: Session, wishes: Wishes) -> Settings:
    """Return how `session` is printed; raise Misused when there is no such theme or paper."""
    event = session.event
    paper = wishes.paper or (event.paper if event else _default("paper"))
    if paper not in PAPERS:
        raise Misused(f'there is no paper "{paper}"', f"known: {', '.join(PAPERS)}")
    if wishes.theme or not event:
        return Settings(theme(wishes.theme or _default("theme")), paper, wishes.paper is not None)
    return Settings(theme(event.theme, session.folder or Path()), paper, wishes.paper is not None)


def _default(field: str) -> str:
    return str(EventFile.model_fields[field].default)
