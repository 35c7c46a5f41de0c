"""The corridor: one document from its record to proven bytes, and from there to its file.

load -> check -> compose -> render -> proof -> write. What happens behind each door is in the room of that name; many
documents at once are in `batch.py`.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportkit import compose
from reportkit.check import records as questions
from reportkit.document import Attachment, Document, figures
from reportkit.errors import BadPage, BadRecord, Finding, MachineLacks, Misused, Origin, ReportkitError, Severity
from reportkit.load import Loaded, formats, load
from reportkit.records import (
    DISCLAIMER,
    Event,
    EventFile,
    Record,
    Session,
    SessionFile,
    as_file,
    schema,
    texts,
)
from reportkit.render import renderer
from reportkit.resources import picture, room
from reportkit.settings import Settings, Wishes, settle
from reportkit.theme import DEFAULT, theme
from reportkit.write import whole

if TYPE_CHECKING:
    from reportkit.check.pages import Answer, File
    from reportkit.render.booklet import Blank, Source
    from reportkit.render.press import Press

LOG = logging.getLogger(__name__)

FORMATS = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class Received:
    """What was read from one path, checked: `event` has the sessions that may be printed.

    `failed` are the files of those that may not, and of the event where it is at fault itself.
    """

    event: Event
    loaded: Loaded
    findings: tuple[Finding, ...]
    failed: tuple[str, ...]

    def findings_of(self, file: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.where.record == file)


def receive(path: Path) -> Received:
    """Load what is at `path` and check it; raise Misused when there is no record."""
    loaded = load(path)
    findings = _all_findings(loaded)
    bad = {finding.where.record for finding in findings if finding.severity == Severity.ERROR}
    sessions = () if loaded.event.file in bad else tuple(one for one in loaded.event.sessions if one.file not in bad)
    printable = {session.file for session in sessions}
    failed = tuple(
        file for file in loaded.contents if file not in printable and (file != loaded.event.file or file in bad)
    )
    return Received(loaded.event.model_copy(update={"sessions": sessions}), loaded, findings, failed)


def _all_findings(loaded: Loaded) -> tuple[Finding, ...]:
    """Return the findings of reading and of checking, in the order of the files and of the lines in them.

    A field that could not be read is not checked: it holds a stopgap.
    """
    everything = loaded.event.model_copy(update={"sessions": (*loaded.event.sessions, *loaded.damaged)})
    unread = {finding.where for finding in loaded.findings}
    checked = [finding for finding in questions.check(everything) if finding.where not in unread]
    order = {file: number for number, file in enumerate(loaded.contents)}
    placed = loaded.placed([*loaded.findings, *checked])
    return tuple(sorted(placed, key=lambda one: (order.get(one.where.record, 0), one.place.line if one.place else 0)))


def questioned(session: Session) -> None:
    """Raise BadRecord when `session`, which may come from no file at all, makes no sense."""
    facts = dict(session.event) if session.event else {"schema_": session.schema_, "title": session.title}
    home = str(session.folder / "event.yaml") if session.folder else ""
    findings = [
        one for one in questions.check(Event(**facts, sessions=(session,), file=home)) if one.severity == Severity.ERROR
    ]
    if findings:
        raise BadRecord(findings)


def publish(session: Session, format: str, settings: Settings) -> bytes:
    """Return `session` as the bytes of a PDF, Word or HTML file on every page of which the disclaimer was read back.

    Raises BadPage when it was not, or when a character cannot be printed; MachineLacks when a library is missing.
    """
    document = illustrated(compose.document(session, settings), session.folder)
    if settings.attach_record:
        document = replace(document, attachment=Attachment("record.json", "application/json", as_file(session)))
    try:
        data = _rendered(document, format, settings)
    except BadPage as error:
        raise BadPage(_in_the_record(finding, session) for finding in error.findings) from None
    prove(data, document)
    LOG.info("%s: %s of %d kB, the disclaimer read back", document.origin.record, format, len(data) // 1000)
    return data


def _in_the_record(finding: Finding, session: Session) -> Finding:
    """Return a finding about a character with the field in which it stands first: of the session, or of its event."""
    if finding.rule != "glyph":
        return finding
    records: list[tuple[str, Record, type[Record]]] = [(session.file or session.id, session, SessionFile)]
    if session.event:
        records.append((session.event_file, session.event, EventFile))
    for file, record, model in records:
        for field, text in texts(record, model):
            if finding.words in text and field.rpartition(".")[2] not in NOT_PRINTED:
                return replace(finding, where=Origin(file, field))
    return finding


NOT_PRINTED = ("family", "honorific", "pronouns", "native_language", "language", "theme", "paper", "timezone")


def illustrated(document: Document, folder: Path | None) -> Document:
    """Return `document` with the pictures that its figures name, from `folder`."""
    sources = dict.fromkeys(figure.source for figure in figures(document.blocks))
    return replace(document, pictures=tuple((source, picture(folder, source)) for source in sources))


def _rendered(document: Document, format: str, settings: Settings) -> bytes:
    try:
        press = renderer(format)
    except OSError as error:
        raise MachineLacks(f"WeasyPrint cannot start: {error}", "`reportkit doctor` says what to install") from error
    return press.render(document, settings)


def prove(data: bytes, document: Document) -> None:
    """Raise BadPage unless the disclaimer of `document` is to be seen on every page of the finished file `data`."""
    # PDFium is loaded when the first page is proven, and not before.
    from reportkit.check import pages

    if findings := pages.check(data, document.disclaimer.words, document.origin):
        raise BadPage(findings)


def deliver(session: Session, format: str, settings: Settings, path: Path) -> None:
    """Publish `session` into the file `path`, which keeps what it had when anything goes wrong."""
    whole.write(path, publish(session, format, settings))


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading one finished file back has shown: the disclaimer looked for, and the answer to each question.

    A file that could not be read has no answers but a `refusal`.
    """

    file: str
    disclaimer: str
    answers: "tuple[tuple[str, Answer], ...]" = ()
    refusal: str = ""
    exit_code: int = 0

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the file may not leave the house."""
        failed = tuple(answer.message for _, answer in self.answers if answer.verdict == "no")
        return (self.refusal, *failed) if self.refusal else failed


def proof(paths: Sequence[Path], disclaimer: str | None) -> list[Proof]:
    """Read finished files back; without a `disclaimer`, look for the one a file declares, or the usual one.

    Files that have one name and different endings are compared, those that lie beside a file among `paths`, too.
    """
    every = dict.fromkeys([*paths, *(one for path in paths for one in _beside(path))])
    opened = {path: _opened(path, disclaimer) for path in every}
    return [_proof(path, opened) for path in paths]


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files in the folder of `path` that have its name and the endings of other formats."""
    yield from (other for form in FORMATS if (other := path.with_suffix(f".{form}")) != path and other.is_file())


def _opened(path: Path, disclaimer: str | None) -> "File | ReportkitError":
    from reportkit.check import pages

    try:
        data = _read(path)
        return pages.File(data, pages.kind(data), disclaimer or pages.declared(data) or DISCLAIMER, str(path))
    except ReportkitError as error:
        return error


def _proof(path: Path, opened: "Mapping[Path, File | ReportkitError]") -> Proof:
    from reportkit.check import pages

    file = opened[path]
    try:
        if isinstance(file, ReportkitError):
            raise file
        kin = [one for other, one in opened.items() if other.stem == path.stem and other.suffix != path.suffix]
        twins = tuple(one for one in kin if isinstance(one, pages.File))
        answers = tuple(pages.proof(replace(file, twins=twins)))
    except ReportkitError as error:
        return Proof(str(path), "", (), "; ".join(filter(None, [error.message, error.hint])), error.exit_code)
    failed = any(answer.verdict == pages.Verdict.NO for _, answer in answers)
    return Proof(str(path), file.disclaimer, answers, "", int(failed))


def handout(paths: Sequence[Path], layout: str, *, marks: bool = False) -> bytes:
    """Return finished PDF files, or all sessions of one event, on sheets for the printer.

    What goes in is proven, and so is what comes out. Raises BadPage when a page bears no disclaimer, BadRecord when a
    session of the event cannot be printed.
    """
    from reportkit.check import pages
    from reportkit.render import booklet

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


def _sessions(path: Path, marks: bool) -> "tuple[list[Source], Blank, str, Press | None]":
    """Return the sessions at `path` in the order of their time, how they are filled up, the title, and the press."""
    from reportkit.render.booklet import BLEED, Size, Source
    from reportkit.render.press import Press

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


def _files(paths: Sequence[Path]) -> "tuple[list[Source], Blank, str, None]":
    """Return the finished files at `paths`, proven, and how they are filled up; the rest they tell themselves."""
    from reportkit.check import pages
    from reportkit.render.booklet import Size, Source, nearest_paper

    sources = [_source(path) for path in paths]
    findings = [one for it in sources for one in pages.check(it.data, it.disclaimer, Origin(it.name))]
    if findings:
        raise BadPage(findings)

    def blank(source: Source, language: str, size: Size) -> bytes:
        return _blank(source, language, Settings(theme(DEFAULT), nearest_paper(size)))

    return sources, blank, "", None


def _source(path: Path) -> "Source":
    """Return the finished PDF at `path` with the disclaimer it declares; raise Refused when it cannot be printed."""
    from reportkit.check import pages
    from reportkit.render.booklet import Source, open_source

    source = Source(str(path), _read(path), "")
    open_source(source).close()
    return replace(source, disclaimer=pages.declared(source.data) or DISCLAIMER)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Misused(f"{path}: cannot be read: {error.strerror}", "see that the file is there") from None


def _blank(source: "Source", language: str, settings: Settings) -> bytes:
    """Return a page with the disclaimer of `source` and nothing else."""
    return _rendered(compose.blank(source.name, source.disclaimer, language), "pdf", settings)


def begin(folder: Path) -> list[Path]:
    """Write a new event into `folder` and return its files; raise Misused when there is something in it already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misused(f"{folder} is there already and not empty", "name a new folder")
    examples = room("templates") / "init"
    files = {path.relative_to(examples): path.read_bytes() for path in sorted(examples.rglob("*.yaml"))}
    for record in ("event", "session"):
        files[Path(f"schemas/{record}.json")] = (
            json.dumps(schema(record), ensure_ascii=False, indent=2) + "\n"
        ).encode()
    for name, data in files.items():
        whole.write(folder / name, data)
    return [folder / name for name in files]
