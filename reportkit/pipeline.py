"""The corridor: one document from its record to proven bytes, and from there to its file.

load -> check -> compose -> render -> proof -> write. What happens behind each door is in the room of that name; many
documents at once are in `batch.py`, sheets for the printer in `imposition.py`, finished files in `proofreading.py`.
"""

import json
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from reportkit import compose
from reportkit.check import records as questions
from reportkit.document import Attachment, Document, figures
from reportkit.errors import BadPage, BadRecord, Finding, MachineLacks, Misused, Origin, Severity
from reportkit.load import Loaded, load
from reportkit.records import (
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
from reportkit.settings import Settings
from reportkit.write import whole

LOG = logging.getLogger(__name__)

FORMATS = ("pdf", "docx", "html")

PRIVATE = b"""# Addresses, and what speakers wrote back: nothing for a public repository.
contacts.yaml
*.review/
"""
"""What a new event keeps out of git."""


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


def receive(path: Path, only: Collection[Path] | None = None, said: str | None = None) -> Received:
    """Load what is at `path`, of an event `only` some session files if they are named, and check it.

    One session file is taken to say what is `said`, where that is given. Raises Misused when there is no record.
    """
    loaded = load(path, only, said)
    findings = _all_findings(loaded, whole=only is None and (path.is_dir() or path.stem == "event"))
    bad = {finding.where.record for finding in findings if finding.severity == Severity.ERROR}
    sessions = () if loaded.event.file in bad else tuple(one for one in loaded.event.sessions if one.file not in bad)
    printable = {session.file for session in sessions}
    failed = tuple(
        file for file in loaded.contents if file not in printable and (file != loaded.event.file or file in bad)
    )
    return Received(loaded.event.model_copy(update={"sessions": sessions}), loaded, findings, failed)


def _all_findings(loaded: Loaded, *, whole: bool) -> tuple[Finding, ...]:
    """Return the findings of reading and of checking, in the order of the files and of the lines in them.

    An event is `whole` where all its sessions were asked for. A field that could not be read is not checked:
    it holds a stopgap.
    """
    everything = loaded.event.model_copy(update={"sessions": (*loaded.event.sessions, *loaded.damaged)})
    unread = {finding.where for finding in loaded.findings}
    checked = [finding for finding in questions.check(everything, whole=whole) if finding.where not in unread]
    order = {file: number for number, file in enumerate(loaded.contents)}
    placed = loaded.placed([*loaded.findings, *checked])
    return tuple(sorted(placed, key=lambda one: (order.get(one.where.record, 0), *_point(one))))


def _point(finding: Finding) -> tuple[int, int]:
    return (finding.place.line, finding.place.column) if finding.place else (0, 0)


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
    try:
        return printed(composed(session, settings), format, settings)
    except BadPage as error:
        raise BadPage(in_the_record(finding, session) for finding in error.findings) from None


def composed(session: Session, settings: Settings) -> Document:
    """Return `session` decided to the word, with its pictures: all that it takes to print it but the theme."""
    document = illustrated(compose.document(session, settings), session.folder)
    if settings.attach_record:
        return replace(document, attachment=Attachment("record.json", "application/json", as_file(session)))
    return document


def printed(document: Document, format: str, settings: Settings) -> bytes:
    """Return `document` as a proven file; raise as `publish` does, characters being told by the block they stand in."""
    data = rendered(document, format, settings)
    prove(data, document)
    LOG.info("%s: %s of %d kB, the disclaimer read back", document.origin.record, format, len(data) // 1000)
    return data


def in_the_record(finding: Finding, session: Session) -> Finding:
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


def rendered(document: Document, format: str, settings: Settings) -> bytes:
    """Return `document` as a file that nobody has proven yet; raise MachineLacks when a library is missing."""
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
    files[Path(".gitignore")] = PRIVATE
    for name, data in files.items():
        whole.write(folder / name, data)
    return [folder / name for name in files]
