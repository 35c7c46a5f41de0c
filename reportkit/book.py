"""An event as one book: from its folder to proven bytes, as PDF or as Word file.

read -> compose -> lay out in chunks -> bind -> proof. A chunk that is the same as last time is not laid out again.
How chunks are laid out is in `render/volume.py`, how they are bound in `render/binding.py`, the Word file in
`render/volume_docx.py`, and what all of them say in `compose/volume.py`.
"""

import gc
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from importlib import import_module
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportkit import compose, ground, reading, tasks, workers
from reportkit.check import pages
from reportkit.document import Document, Entry, Volume, characters, figures
from reportkit.errors import (
    BadPage,
    BadRecord,
    Finding,
    MachineLacks,
    Misused,
    Origin,
    ReportkitError,
    Severity,
)
from reportkit.homes import Home, homes
from reportkit.load import DEFAULTS, load
from reportkit.pieces import Read, Reading
from reportkit.pipeline import illustrated, in_the_record, prove
from reportkit.progress import Progress, Silence
from reportkit.records import Event, Session
from reportkit.render import binding
from reportkit.render.binding import Chunk
from reportkit.settings import Settings, settle
from reportkit.wishes import Wishes
from reportkit.workers import Hands, Lost
from reportkit.write import kept

LOG = logging.getLogger(__name__)

FORMATS = ("pdf", "docx")

KIND = "chunks"
"""What kept chunks are called."""

USUAL, FEWEST, MOST = 16, 6, 24
"""How many sessions a chunk has, on the whole, at the least and at the most."""

LONGEST = 150_000
"""How many letters of prose a chunk may have, behind which it ends."""

PROVEN_TOGETHER = 48
"""How many pages are proven together at the least."""

PRESS = ("reportkit.render.volume", "reportkit.check.pages")
"""What workers have loaded when they lay out chunks and prove pages."""


@dataclass(frozen=True, slots=True)
class How:
    """By how many workers a book is made, and how many seconds a chunk may take."""

    jobs: int = 1
    timeout: float | None = None


def volume(
    path: Path,
    form: str,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    how: How = How(),
    progress: Progress = Silence(),  # noqa: B008 - has no state
) -> bytes:
    """Return the event at `path` as one book, `pdf` or `docx`, on every page of which the disclaimer was read back.

    Raises BadRecord with all findings when a session cannot be printed, since a book without it would be another one.
    """
    (home,) = homes([path])
    warm = ["reportkit.tasks", *(PRESS if form == "pdf" else ())]
    with workers.crew(work, jobs=how.jobs, timeout=how.timeout, warm=warm) as hands:
        event = _event(home, hands, progress)
        sessions = event.sessions
        settings = settle(sessions[0], wishes)
        book = compose.volume(event, settings)
        try:
            if form == "docx":
                return _as_word(book, sessions[0].folder, settings)
            return _as_pdf(book, _Bench(sessions[0], wishes, settings), _Shop(hands, how.jobs, progress))
        except BadRecord as error:
            findings = dict.fromkeys(_in_its_record(one, sessions) for one in error.findings)
            raise type(error)(load(path).placed(findings)) from None


def work(piece: "Reading | Job | Span") -> "Read | Chunk | ReportkitError | list[Finding]":
    """Do one piece of a book, as a worker: read records, lay out a chunk, prove some pages."""
    match piece:
        case Job():
            return lay_out(piece)
        case Span():
            return prove_span(piece)
    return tasks.read(piece)


@dataclass(frozen=True, slots=True)
class _Shop:
    """Who makes a book: the hands of so many workers, and who is told how far they are."""

    hands: Hands[Any, Any]
    jobs: int
    progress: Progress


def _event(home: Home, hands: Hands[Any, Any], progress: Progress) -> Event:
    """Return the event of `home`; raise BadRecord when a session cannot be printed."""
    read = reading.read(home, home.records, (), hands, progress)
    if read.failed:
        raise BadRecord(read.errors)
    if not read.sessions:
        raise Misused(f"{home.paths[0]} has no sessions", "write one into its folder sessions/")
    return Event(**dict(read.event or DEFAULTS), sessions=read.sessions, file=str(home.event or ""))


def _in_its_record(finding: Finding, sessions: Sequence[Session]) -> Finding:
    """Return a finding with the field that it is about: of its session, or of any where it is about the book."""
    own = [session for session in sessions if finding.where.record == (session.file or session.id)]
    placed = (in_the_record(finding, session) for session in own or sessions)
    return next((one for one in placed if one != finding), finding)


def _as_word(book: Volume, folder: Path | None, settings: Settings) -> bytes:
    days = tuple(
        replace(
            day,
            entries=tuple(replace(entry, document=illustrated(entry.document, folder)) for entry in day.entries),
        )
        for day in book.contents.days
    )
    whole = replace(book, contents=replace(book.contents, days=days))
    data: bytes = import_module("reportkit.render.volume_docx").render(whole, settings)
    prove(data, book.leaf())
    return data


# --- chunks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all chunks are laid out with: the look of `example`, a session of the event, by the wishes."""

    example: Session
    wishes: Wishes
    settings: Settings

    @property
    def key(self) -> str:
        """What is the same where all chunks of the same words look the same."""
        event = self.example.event
        named = self.wishes.theme or (event.theme if event else "")
        theme = ground.theme_digest(named, None if self.wishes.theme else self.example.folder)
        return repr((ground.software(), ground.fonts_digest(), theme, named, self.settings.paper, self.wishes))


@dataclass(frozen=True, slots=True)
class Job:
    """A chunk to be laid out, by itself: sessions of a book, or of the pages around them those of a `kind`."""

    example: Session
    wishes: Wishes
    leaf: Document
    entries: tuple[Entry, ...] = ()
    kind: str = ""
    book: Volume | None = None

    def said(self) -> str:
        """Return all that stands on its pages, which also tells how long they take."""
        return "\n".join(_said((self.leaf, self.entries, self.kind, self.book)))

    def key(self, bench: str, said: str) -> str:
        """Return what is the same where the chunk is: it depends on the bench, and on what is `said` and shown."""
        pictures = [
            sha256((self.example.folder / figure.source).read_bytes()).hexdigest()
            for entry in self.entries
            for figure in figures(entry.document.blocks)
            if self.example.folder
        ]
        return sha256(repr((bench, said, pictures)).encode()).hexdigest()


def _said(it: object) -> Iterator[str]:
    """Yield all that `it` holds but the names of files, which say nothing of how it looks."""
    if isinstance(it, tuple):
        yield f"{len(it)}"
        for one in it:
            yield from _said(one)
    elif is_dataclass(it) and not isinstance(it, Origin):
        yield type(it).__name__
        for field in fields(it):
            yield from _said(getattr(it, field.name))
    elif not isinstance(it, Origin):
        yield repr(it)


def lay_out(job: Job) -> Chunk | ReportkitError:
    """Return the chunk of `job`, or why it cannot be."""
    with _unswept():
        return _laid_out(job)


@contextmanager
def _unswept() -> Iterator[None]:
    """Have no garbage looked for meanwhile: nearly all that a chunk is made of is in use until it is done."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _laid_out(job: Job) -> Chunk | ReportkitError:
    try:
        press = _press()
        settings = settle(job.example, job.wishes)
        if job.book:
            return press.matter(job.kind, job.book, settings)  # type: ignore[no-any-return]  # imported when it is needed
        documents = [illustrated(entry.document, job.example.folder) for entry in job.entries]
        return press.sessions(documents, [one.anchor for one in job.entries], settings, job.leaf)  # type: ignore[no-any-return]
    except ReportkitError as error:
        return error


def _press() -> Any:
    try:
        return import_module("reportkit.render.volume")
    except OSError as error:
        raise MachineLacks(f"WeasyPrint cannot start: {error}", "`reportkit doctor` says what to install") from error


def _as_pdf(book: Volume, bench: _Bench, shop: _Shop) -> bytes:
    chunks = _chunks(list(_jobs(book, bench)), bench.key, shop)
    shop.progress.begin("binding the book", 0)
    data = binding.bound(chunks, book)
    _prove(data, book, shop)
    return data


def _jobs(book: Volume, bench: _Bench) -> Iterator[Job]:
    """Yield what is to be laid out: first the pages around the sessions, then the sessions in their order."""
    leaf, example = book.leaf(), bench.example.model_copy(update={"sketch": ()})
    for kind, part in binding.surroundings(_without_sessions(book)):
        yield Job(example, bench.wishes, leaf, kind=kind, book=part)
    for entries in _parted(book.contents.entries):
        yield Job(example, bench.wishes, leaf, entries)


def _without_sessions(book: Volume) -> Volume:
    """Return `book` with what its own pages say, so that they are the same whatever the sessions say."""
    leaf = book.leaf()
    days = tuple(
        replace(day, entries=tuple(replace(entry, document=leaf) for entry in day.entries))
        for day in book.contents.days
    )
    return replace(book, contents=replace(book.contents, days=days))


def _parted(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Yield the sessions of each chunk.

    Whether one ends behind a session is mostly a matter of the session's own id, so that a session which comes between
    others changes its own chunk, and seldom another one.
    """
    chunk: list[Entry] = []
    length = 0
    for entry in entries:
        chunk.append(entry)
        length += len(characters(entry.document))
        ends = int(sha256(entry.anchor.encode()).hexdigest(), 16) % USUAL == 0
        if (ends and len(chunk) >= FEWEST) or len(chunk) >= MOST or length >= LONGEST:
            yield tuple(chunk)
            chunk, length = [], 0
    if chunk:
        yield tuple(chunk)


def _chunks(jobs: Sequence[Job], bench: str, shop: _Shop) -> list[Chunk]:
    """Return the chunks of `jobs`: those that were kept, and the others laid out in parallel.

    Raises BadPage with the findings of all chunks.
    """
    said = [job.said() for job in jobs]
    keys = [job.key(bench, words) for job, words in zip(jobs, said, strict=True)]
    chunks = {number: chunk for number, key in enumerate(keys) if (chunk := _kept(key))}
    # The longest first, so that no worker begins one when the others are done.
    longest = sorted(range(len(jobs)), key=lambda number: len(said[number]), reverse=True)
    missing = [number for number in longest if number not in chunks]
    LOG.info("%d of %d chunks are laid out anew", len(missing), len(jobs))
    shop.progress.begin(f"laying out {len(missing)} of {len(jobs)} chunks", len(missing))
    findings: dict[int, Sequence[Finding]] = {}
    for at, answer in shop.hands([jobs[number] for number in missing]):
        number = missing[at]
        if isinstance(answer, Lost):
            findings[number] = [_lost(jobs[number], answer)]
        elif isinstance(answer, BadPage):
            findings[number] = answer.findings
        elif isinstance(answer, ReportkitError):
            raise answer
        else:
            chunks[number] = answer
            kept.keep(KIND, keys[number], answer.packed())
        shop.progress()
    kept.tidy(KIND)
    if findings:
        raise BadPage(one for number in sorted(findings) for one in findings[number])
    return [chunks[number] for number in range(len(jobs))]


def _kept(key: str) -> Chunk | None:
    data = kept.find(KIND, key)
    return None if data is None else binding.unpacked(data)


def _lost(job: Job, lost: Lost) -> Finding:
    if not job.entries:
        return Finding(Severity.ERROR, job.leaf.origin, f"the pages around the sessions: {lost.reason}", "", "layout")
    first, last = job.entries[0].document.origin, job.entries[-1].document.origin
    hint = "`reportkit export` tells which session it is"
    return Finding(Severity.ERROR, first, f"the sessions from here to {last.record}: {lost.reason}", hint, "layout")


# --- the proof --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """Some pages of a finished book, from `first` up to `end`, counting from 0, and the disclaimer they are to bear."""

    file: Path
    first: int
    end: int
    disclaimer: str
    origin: Origin


def prove_span(span: Span) -> list[Finding]:
    """Return on which pages of `span` the disclaimer cannot be seen."""
    return pages.check(span.file.read_bytes(), span.disclaimer, span.origin, within=range(span.first, span.end))


def _prove(data: bytes, book: Volume, shop: _Shop) -> None:
    """Raise BadPage unless the disclaimer is to be seen on every page of the finished book `data`."""
    number = pages.number(data) or 0
    # Whoever proves some pages has to open all of the book first.
    size = max(ceil(number / (2 * shop.jobs)), PROVEN_TOGETHER)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.pdf"
        file.write_bytes(data)
        spans = [
            Span(file, first, min(first + size, number), book.disclaimer.words, book.origin)
            for first in range(0, number, size)
        ]
        shop.progress.begin(f"proving {number} pages", len(spans))
        findings: dict[int, list[Finding]] = {}
        for at, answer in shop.hands(spans):
            findings[at] = [_unproven(spans[at], answer)] if isinstance(answer, Lost) else answer
            shop.progress()
    if any(findings.values()):
        raise BadPage(one for at in sorted(findings) for one in findings[at])


def _unproven(span: Span, lost: Lost) -> Finding:
    message = f"pages {span.first + 1} to {span.end} cannot be proven: {lost.reason}"
    return Finding(Severity.ERROR, span.origin, message, "", "disclaimer")
