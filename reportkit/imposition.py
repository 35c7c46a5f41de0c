"""Finished pages on sheets for the printer: files, or all sessions of an event, proven before and after.

How pages lie on a sheet is in `render/booklet.py`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportkit import compose
from reportkit.check import pages
from reportkit.errors import BadPage, BadRecord, Misused, Origin, Severity
from reportkit.load import formats
from reportkit.pipeline import publish, receive, rendered
from reportkit.proofreading import read
from reportkit.records import DISCLAIMER
from reportkit.render import booklet
from reportkit.render.booklet import BLEED, Blank, Size, Source, nearest_paper, open_source
from reportkit.render.press import Press
from reportkit.settings import Settings, settle
from reportkit.theme import DEFAULT, theme
from reportkit.wishes import Wishes


def handout(paths: Sequence[Path], layout: str, *, marks: bool = False) -> bytes:
    """Return finished PDF files, or all sessions of one event, on sheets for the printer.

    What goes in is proven, and so is what comes out. Raises BadPage when a page bears no disclaimer, BadRecord when a
    session of the event cannot be printed.
    """
    if layout not in booklet.LAYOUTS:
        raise Misused(f'there is no layout "{layout}"', f"known: {', '.join(booklet.LAYOUTS)}")
    records = [path for path in paths if path.is_dir() or path.suffix.lower() in formats()]
    if records and len(paths) > 1:
        raise Misused(f"{records[0]} stands beside other files", "name finished PDF files, or one event folder")
    sources, blank, title, press = _sessions(paths[0], marks) if records else _files(paths)
    sheets = booklet.impose(sources, layout, blank, title, marks=marks, press=press)
    if findings := pages.check_sheets(sheets.data, sheets.sides, Origin(title or str(paths[0]))):
        raise BadPage(findings)
    return sheets.data


def _sessions(path: Path, marks: bool) -> tuple[list[Source], Blank, str, Press | None]:
    """Return the sessions at `path` in the order of their time, how they are filled up, the title, and the press."""
    received = receive(path)
    if received.failed:
        raise BadRecord(one for one in received.findings if one.severity == Severity.ERROR)
    sessions = sorted(received.event.sessions, key=lambda one: (one.starts, one.id))
    if not sessions:
        raise Misused(f"{path} has no sessions", "write one into its folder sessions/")
    bleed = BLEED if marks else 0
    settings = {session.file: replace(settle(session, Wishes()), bleed=bleed) for session in sessions}
    look = settings[sessions[0].file].theme
    profile = look.press_profile() if marks else None
    try:
        sources = [
            Source(session.file, publish(session, "pdf", settings[session.file]), session.disclaimer)
            for session in sessions
        ]
    except BadRecord as error:
        raise type(error)(received.loaded.placed(error.findings)) from None

    def blank(source: Source, language: str, size: Size) -> bytes:
        return _blank(source, language, settings[source.name])

    title = received.event.title if len(sessions) > 1 else sessions[0].title
    return sources, blank, title, Press(look.tokens.print.condition or "Custom", profile) if profile else None


def _files(paths: Sequence[Path]) -> tuple[list[Source], Blank, str, None]:
    """Return the finished files at `paths`, proven, and how they are filled up; the rest they tell themselves."""
    sources = [_source(path) for path in paths]
    findings = [one for it in sources for one in pages.check(it.data, it.disclaimer, Origin(it.name))]
    if findings:
        raise BadPage(findings)

    def blank(source: Source, language: str, size: Size) -> bytes:
        return _blank(source, language, Settings(theme(DEFAULT), nearest_paper(size)))

    return sources, blank, "", None


def _source(path: Path) -> Source:
    """Return the finished PDF at `path` with the disclaimer it declares; raise Refused when it cannot be printed."""
    source = Source(str(path), read(path), "")
    open_source(source).close()
    return replace(source, disclaimer=pages.declared(source.data) or DISCLAIMER)


def _blank(source: Source, language: str, settings: Settings) -> bytes:
    """Return a page with the disclaimer of `source` and nothing else."""
    return rendered(compose.blank(source.name, source.disclaimer, language), "pdf", settings)
