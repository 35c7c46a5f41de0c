"""reportkit: conference session records become branded PDFs and Word files, the disclaimer proven on every page.

The verbs of the command line, for programs: `load`, `check`, `render`, `export`, `volume`, `handout`, `proof`, and
`signoff` of reviews, whose other steps are in `reportkit.reviewing`. What they import is loaded when they are called,
so that `import reportkit` costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.errors import Finding
    from reportkit.outcomes import Outcome
    from reportkit.records import Event, Session
    from reportkit.reviewing.standing import Standing

__all__ = ["check", "export", "handout", "load", "proof", "render", "signoff", "volume"]

Name = str | PathLike[str]


def load(path: Name) -> Session | Event:
    """Return the session of a session file, or the event of an event folder.

    Raises BadRecord with all findings when anything in it is an error, Misused when there is no record at `path`.
    """
    from pathlib import Path

    from reportkit.errors import BadRecord
    from reportkit.pipeline import receive

    received = receive(Path(path))
    if received.failed:
        raise BadRecord(received.findings)
    alone = Path(path).is_file() and Path(path).stem != "event"
    return received.event.sessions[0] if alone else received.event


def check(path: Name) -> tuple[Finding, ...]:
    """Return all that is wrong with the records at `path`, each finding with its place."""
    from pathlib import Path

    from reportkit.pipeline import receive

    return receive(Path(path)).findings


def render(
    session: Session,
    format: str = "pdf",
    *,
    theme: str | None = None,
    paper: str | None = None,
    edition: str = "handout",
    watermark: bool = True,
    attach_record: bool = False,
) -> bytes:
    """Return `session` as the bytes of a `pdf`, `docx` or `html` file that bears its disclaimer on every page.

    The edition is `handout`, `draft` (without its `watermark` at will) or `large-print`. With `attach_record`, a PDF
    carries its record as JSON.
    Raises BadPage when it would not, BadRecord when the session makes no sense.
    """
    from pathlib import Path

    from reportkit.errors import BadPage
    from reportkit.load import load as read
    from reportkit.pipeline import publish, questioned
    from reportkit.settings import settle
    from reportkit.wishes import Wishes

    questioned(session)
    try:
        return publish(session, format, settle(session, Wishes(theme, paper, edition, watermark, attach_record)))
    except BadPage as error:
        if not Path(session.file).is_file():
            raise
        raise BadPage(read(Path(session.file)).placed(error.findings)) from None


def export(
    *paths: Name,
    out: Name,
    formats: Iterable[str] = ("pdf", "docx"),
    theme: str | None = None,
    paper: str | None = None,
    edition: str = "handout",
    watermark: bool = True,
    attach_record: bool = False,
    jobs: int = 1,
    timeout: float | None = 60,
    force: bool = False,
    prune: bool = False,
    check: bool = False,
    on: str = "",
    require_signoff: bool = False,
) -> list[Outcome]:
    """Make what has changed of every session at `paths` below the folder `out`; return what became of each file.

    `jobs` are the processes that work, `timeout` is in seconds and per document, `on` is the address of a Dask
    scheduler instead. With `check`, nothing is written: what would be made has the state `changed`. With
    `require_signoff`, sessions that not all speakers have signed off are refused.
    """
    from pathlib import Path

    from reportkit import batch
    from reportkit.wishes import Wishes

    wishes = Wishes(theme, paper, edition, watermark, attach_record)
    how = batch.How(jobs, timeout, force=force, prune=prune, dry=check, address=on, signed=require_signoff)
    return list(batch.export([Path(path) for path in paths], Path(out), formats, wishes, how))


def volume(
    path: Name,
    format: str = "pdf",
    *,
    theme: str | None = None,
    paper: str | None = None,
    edition: str = "handout",
    watermark: bool = True,
    jobs: int = 1,
) -> bytes:
    """Return the event at `path` as one book, `pdf` or `docx`, that bears its disclaimer on every page.

    `jobs` are the processes that lay it out. Raises BadRecord when a session cannot be printed, BadPage when a page
    would not bear the disclaimer.
    """
    from pathlib import Path

    from reportkit.book import How, volume
    from reportkit.wishes import Wishes

    return volume(Path(path), format, Wishes(theme, paper, edition, watermark), How(jobs))


def handout(*paths: Name, layout: str, marks: bool = False) -> bytes:
    """Return finished PDF files, or all sessions of one event, on sheets for the printer.

    `layout` is `booklet`, `two-up` or `collated`; `marks` are crop marks. Raises BadPage when a page, or a sheet, would
    not bear its disclaimer.
    """
    from pathlib import Path

    from reportkit.imposition import handout

    return handout([Path(path) for path in paths], layout, marks=marks)


def proof(data: bytes, disclaimer: str) -> list[Finding]:
    """Return why the finished file `data` may not leave the house: on which pages `disclaimer` cannot be seen."""
    from reportkit.check import pages
    from reportkit.errors import Origin

    return pages.check(data, disclaimer, Origin("the file"))


def signoff(*paths: Name) -> list[Standing]:
    """Return where the sign-off of every speaker of the events and records at `paths` stands.

    Raises BadRecord when one of them, or a file of a review, cannot be read.
    """
    from pathlib import Path

    from reportkit.errors import BadRecord
    from reportkit.reviewing.signoff import signoff

    found = signoff([Path(path) for path in paths])
    if found.findings:
        raise BadRecord(found.findings)
    return found.standings


class _Verbs(ModuleType):
    """This package, whose verbs stay functions when the rooms of the same names are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Verbs
