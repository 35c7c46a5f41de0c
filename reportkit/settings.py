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
    """How a document is dressed: a theme, and the name of a paper in `theme.PAPERS`.

    `attach_record` tells whether a PDF carries the record that it was made from, `bleed` how far colour goes on beyond
    the paper, in millimetres.
    """

    theme: Theme
    paper: str
    attach_record: bool = False
    bleed: float = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command says; None leaves it to the event."""

    theme: str | None = None
    paper: str | None = None
    attach_record: bool = False


def settle(session: Session, wishes: Wishes) -> Settings:
    """Return how `session` is printed; raise Misused when there is no such theme or paper."""
    event = session.event
    paper = wishes.paper or (event.paper if event else _default("paper"))
    if paper not in PAPERS:
        raise Misused(f'there is no paper "{paper}"', f"known: {', '.join(PAPERS)}")
    if wishes.theme or not event:
        return Settings(theme(wishes.theme or _default("theme")), paper, wishes.attach_record)
    return Settings(theme(event.theme, session.folder or Path()), paper, wishes.attach_record)


def _default(field: str) -> str:
    return str(EventFile.model_fields[field].default)
