"""What one document takes to be made on another machine, packed for the journey and opened there.

A parcel has no path of the machine that it comes from, and what is told of it none of the machine where it is opened.
How parcels travel is in `_run.py`; what is done with what is in them, in `pipeline.py`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from reportkit import compose, pipeline
from reportkit.document import Document
from reportkit.errors import BadRecord, Finding, ReportkitError
from reportkit.records import Session
from reportkit.resources import inside, room
from reportkit.settings import Settings
from reportkit.theme import Theme, theme_of

Files = tuple[tuple[str, bytes], ...]
"""The files of a folder by name."""


@dataclass(frozen=True, slots=True)
class Dress:
    """A theme by its folders, its own first: those of the package by name, the others by their files.

    `digest` is a hash of all of them.
    """

    digest: str
    folders: tuple[str | Files, ...]

    @property
    def heavy(self) -> bool:
        """Whether there are files in it, so that it should not travel with every document."""
        return any(not isinstance(folder, str) for folder in self.folders)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document to be made and all that it takes; origins in it name the id of the session and not its file."""

    document: Document
    format: str
    dress: Dress
    paper: str
    edition: str
    bleed: float
    paper_asked: bool


# --- where documents are asked for ------------------------------------------------------------------------------


def parcel(session: Session, format: str, settings: Settings) -> Parcel:
    """Return what it takes to make `session` elsewhere."""
    document = pipeline.composed(_unfiled(session), settings)
    dress = packed(settings.theme)
    return Parcel(document, format, dress, settings.paper, settings.edition, settings.bleed, settings.paper_asked)


def _unfiled(session: Session) -> Session:
    return session.model_copy(update={"file": ""})


@cache
def packed(theme: Theme) -> Dress:
    """Return `theme` as it travels; raise BadTheme when one of its files is none of its own."""
    folders = tuple(
        folder.name if folder.parent == room("styles") else tuple(sorted(theme.files(folder).items()))
        for folder in theme.folders
    )
    return Dress(_digest(folders), folders)


def _digest(folders: tuple[str | Files, ...]) -> str:
    contents = [
        folder if isinstance(folder, str) else [(name, sha256(data).hexdigest()) for name, data in folder]
        for folder in folders
    ]
    return sha256(repr(contents).encode()).hexdigest()


def accepted(answer: bytes | Exception, session: Session, settings: Settings) -> bytes:
    """Return the file that came back for `session`, proven again on this machine.

    Raises the error that came back instead, as it is told here, and BadPage when the proof fails.
    """
    try:
        if isinstance(answer, Exception):
            raise answer
        pipeline.prove(answer, compose.document(_unfiled(session), settings))
    except ReportkitError as error:
        raise _told_here(error, session, settings) from None
    return answer


def _told_here(error: ReportkitError, session: Session, settings: Settings) -> ReportkitError:
    """Return `error` with the files of this machine in it."""
    named = _reworded(error, {mark: path for path, mark in _marks(settings.theme).items()})
    if isinstance(named, BadRecord):
        return type(named)(pipeline.in_the_record(_filed(finding, session), session) for finding in named.findings)
    return named


def _filed(finding: Finding, session: Session) -> Finding:
    """Return `finding` with the file of `session` where it names its id."""
    if finding.where.record != session.id:
        return finding
    return replace(finding, where=replace(finding.where, record=session.file or session.id))


# --- where they are made ----------------------------------------------------------------------------------------


def made(parcel: Parcel, shelf: Path) -> bytes | ReportkitError:
    """Return the file that `parcel` asks for, proven, or what is wrong; themes are unpacked in the folder `shelf`."""
    theme = theme_of(unpacked(parcel.dress, shelf))
    try:
        return pipeline.printed(parcel.document, parcel.format, _settings(parcel, theme))
    except ReportkitError as error:
        return _reworded(error, _marks(theme))


def _settings(parcel: Parcel, theme: Theme) -> Settings:
    dressed = theme.edition(parcel.edition)
    return Settings(dressed, parcel.paper, parcel.edition, bleed=parcel.bleed, paper_asked=parcel.paper_asked)


def unpacked(dress: Dress, shelf: Path) -> tuple[Path, ...]:
    """Return the folders of a theme, those of others below `shelf`, where each theme is unpacked once."""
    home = shelf.resolve() / f"theme-{dress.digest}"
    if dress.heavy and not home.is_dir():
        _unpack(dress, Path(mkdtemp(dir=shelf))).replace(home)
    return tuple(
        room("styles") / folder if isinstance(folder, str) else home / str(number)
        for number, folder in enumerate(dress.folders)
    )


def _unpack(dress: Dress, home: Path) -> Path:
    for number, folder in enumerate(dress.folders):
        for name, data in () if isinstance(folder, str) else folder:
            path = inside(home / str(number), name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return home


# --- paths on the way -------------------------------------------------------------------------------------------


def _marks(theme: Theme) -> dict[str, str]:
    """Return what stands on the way for each folder that a finding may name: the same on every machine."""
    marks = {str(folder): f"\0theme {number}\0" for number, folder in enumerate(theme.folders)}
    return marks | {str(room(name)): f"\0{name}\0" for name in ("templates", "styles")}


def _reworded(error: ReportkitError, words: Mapping[str, str]) -> ReportkitError:
    """Return `error` with every one of `words` replaced in all that it says."""
    if isinstance(error, BadRecord):
        return type(error)(_reworded_findings(error.findings, words))
    return type(error)(_replaced(error.message, words), _replaced(error.hint, words))


def _reworded_findings(findings: Iterable[Finding], words: Mapping[str, str]) -> Iterable[Finding]:
    for one in findings:
        yield replace(
            one,
            where=replace(one.where, record=_replaced(one.where.record, words)),
            place=replace(one.place, file=_replaced(one.place.file, words)) if one.place else None,
            message=_replaced(one.message, words),
            hint=_replaced(one.hint, words),
        )


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with every one of `words` replaced, the longer ones first, as folders lie within folders."""
    every = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(every, lambda found: words[found[0]], text)
