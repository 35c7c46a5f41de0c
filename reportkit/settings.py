"""How a document is to look: what the command says goes before what the event says, and that before the defaults.

What commands say is in `wishes.py`, the tokens of a theme are in `theme.py`, the defaults of an event in `records.py`.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportkit.errors import Misused
from reportkit.records import EventFile, Session
from reportkit.theme import PAPERS, Theme, theme
from reportkit.wishes import HANDOUT, Wishes


@dataclass(frozen=True, slots=True)
class Settings:
    """A theme in the dress of its edition, the name of a paper in `theme.PAPERS`, and one of `wishes.EDITIONS`.

    `watermark` is for drafts: whether a large word lies behind their text. With `attach_record`, a PDF carries the
    record that it was made from. `bleed` is how far colour goes on beyond the paper, in millimetres. A paper that the
    command asked for goes before that of a designer's Word file; that of the event does not. `made` is the date that
    the properties of files tell, in UTC, where it is not to be that of the record.
    """

    theme: Theme
    paper: str
    edition: str = HANDOUT
    watermark: bool = True
    attach_record: bool = False
    bleed: float = 0
    paper_asked: bool = False
    made: datetime | None = None


def settle(session: Session, wishes: Wishes) -> Settings:
    """Return how `session` is printed; raise Misused when there is no such theme or paper."""
    event = session.event
    paper = wishes.paper or (event.paper if event else _default("paper"))
    if paper not in PAPERS:
        raise Misused(f'there is no paper "{paper}"', f"known: {', '.join(PAPERS)}")
    look = _theme(session, wishes).edition(wishes.edition)
    return Settings(
        look,
        paper,
        wishes.edition,
        wishes.watermark,
        wishes.attach_record,
        paper_asked=wishes.paper is not None,
        made=_build_date(),
    )


def _theme(session: Session, wishes: Wishes) -> Theme:
    event = session.event
    if wishes.theme or not event:
        return theme(wishes.theme or _default("theme"))
    return theme(event.theme, session.folder or Path())


def _build_date() -> datetime | None:
    """Return the date that the environment wants for everything that is built (reproducible-builds.org)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        hint = "give it seconds since 1970, or unset it"
        raise Misused(f'SOURCE_DATE_EPOCH is "{seconds}", which is no date', hint) from None


def _default(field: str) -> str:
    return str(EventFile.model_fields[field].default)
