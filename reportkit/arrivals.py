"""What arrived becomes records: files of others are read, and each session in them gets a file in its event.

How a file is read is in `intake/`. A record that is there already is somebody's work and is left alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportkit import imported, reconciling
from reportkit.errors import Finding, Misused, Origin, Place, ReportkitError, Severity
from reportkit.intake import Choices, Draft, arrived
from reportkit.intake._likeness import Source
from reportkit.load import Loaded, load
from reportkit.reconciling import Joined
from reportkit.records import ROLES, Record, slug
from reportkit.write import whole
from reportkit.write.record import typed

WRITTEN, UPDATED, UNCHANGED, KEPT = "written", "updated", "unchanged", "kept"
"""What becomes of a record: made anew; changed where nobody touched it; the same already; left as it is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one session: the record's place, what it says, and the file that told of it.

    `last` is the file that keeps what was imported, and what it is to hold.
    """

    path: Path
    state: str
    data: bytes
    source: str
    last: tuple[Path, bytes] | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """What became of all files: the records, and what is to be said. `refused` are files that could not be read."""

    records: tuple[Taken, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: tuple[ReportkitError, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A session as a file tells it, with the remarks that are about it."""

    draft: Draft
    source: str
    remarks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The event that sessions arrive in, and the records that it has."""

    folder: Path
    loaded: Loaded
    memory: imported.Memory


def take_in(
    paths: Sequence[Path], folder: Path, choices: Choices, format: str = "", *, dry: bool = False, update: bool = False
) -> Taking:
    """Read the files at `paths` and write a record of each session into the event `folder`; nothing if `dry`.

    A record that is there is changed only by an `update`, and only where nobody touched it. A file that is refused
    stops only itself. Raises Misused when there is no event in `folder`.
    """
    home = Home(folder, _event(folder), imported.Memory(folder))
    choices = replace(choices, event=home.loaded.event)
    told: list[Source] = []
    remarks: dict[str, tuple[Finding, ...]] = {}
    findings: list[Finding] = []
    refused: list[ReportkitError] = []
    for path in paths:
        try:
            arrival = arrived(path, choices, format)
        except Misused:
            raise
        except ReportkitError as error:
            refused.append(error)
            continue
        findings += arrival.remarks
        told += reconciling.sources(str(path), arrival)
        remarks[str(path)] = arrival.remarks if len(arrival.sessions) == 1 else ()
    records, more = _recorded(told, remarks, home, update=update)
    if not dry:
        for record in records:
            _write(record)
    return Taking(tuple(records), (*findings, *more), tuple(refused))


def _event(folder: Path) -> Loaded:
    try:
        if folder.is_dir():
            return load(folder)
    except Misused:
        pass
    raise Misused(f"there is no event.yaml in {folder}", f"`reportkit init {folder}` makes a new event there")


def _write(record: Taken) -> None:
    """Write a record and what is known of it, in the order that lets a run after a killed one finish the job."""
    if record.state == WRITTEN and record.last:
        whole.write(*record.last)
    if record.state in (WRITTEN, UPDATED):
        whole.write(record.path, record.data)
    if record.state != WRITTEN and record.last and _says(record.last[0]) != record.last[1]:
        whole.write(*record.last)


def _recorded(
    told: Sequence[Source], remarks: Mapping[str, tuple[Finding, ...]], home: Home, *, update: bool
) -> tuple[list[Taken], list[Finding]]:
    """Return what becomes of each session that was told of, and what is to be said about it."""
    records: dict[Path, Taken] = {}
    sessions, findings = reconciling.joined(told, home.loaded, home.memory)
    for one in sessions:
        if one.record:
            taken, told_of = _there(one, home, update=update)
            records[taken.path] = taken
            findings += told_of
            continue
        about = tuple(remark for source in one.sources for remark in remarks.get(source.name, ()))
        draft, more = _with_id(Told(one.draft, one.names, about))
        findings += more
        if draft.id is None:
            continue
        new = Told(draft, one.names, about)
        path = home.folder / "sessions" / f"{_stem(draft)}.yaml"
        findings += one.findings()
        if path in records or path.exists():
            findings.append(_left(new, path, "it is there already, as another session"))
            records.setdefault(path, Taken(path, KEPT, _says(path), one.names))
            continue
        last = (home.memory.file(draft.id, path), imported.data(draft.id, one.sources))
        records[path] = Taken(path, WRITTEN, as_record(new, home), one.names, last)
    return list(records.values()), findings


def _there(one: Joined, home: Home, *, update: bool) -> tuple[Taken, tuple[Finding, ...]]:
    """Return what becomes of a session that has its record already."""
    assert one.record
    path = Path(one.record.file)
    verdict = reconciling.verdict(one, home.loaded, home.memory.of(one.record.id, path), update=update)
    state = UPDATED if verdict.data else UNCHANGED if verdict.same else KEPT
    file = home.memory.file(one.record.id, path)
    last = (file, imported.data(one.record.id, verdict.sources)) if verdict.remembered else None
    return Taken(path, state, verdict.data or _says(path), one.names, last), verdict.findings


def as_record(told: Told, home: Home) -> bytes:
    """Return the file of a session as it was told; passages that may be somebody else's have a note before them."""
    schema = "../../schemas" if (home.folder.parent / "schemas/session.json").is_file() else "../schemas"
    comments = (f"yaml-language-server: $schema={schema}/session.json", f"Imported from {told.source}.")
    return typed(fields(told.draft), comments, _notes(told.remarks))


def fields(draft: Draft) -> dict[str, object]:
    """Return what the file of a session has, field by field, in the order of its schema."""
    facts = {
        "schema": "reportkit/1",
        "id": draft.id,
        "kind": draft.kind,
        "title": draft.title,
        "subtitle": draft.subtitle,
        "starts": draft.starts and draft.starts.isoformat(timespec="minutes"),
        "ends": draft.ends and draft.ends.isoformat(timespec="minutes"),
        "room": draft.room,
        "language": draft.language,
        **{role: [_plain(person) for person in getattr(draft, role)] for role in ROLES},
        "sketch": [_plain(passage) for passage in draft.sketch],
    }
    return {name: value for name, value in facts.items() if value}


def _plain(record: Record) -> dict[str, object]:
    said = record.model_dump(mode="json", exclude_defaults=True)
    order = (
        "id",
        "speaker",
        "discussion",
        "text",
        "name",
        "family",
        "native",
        "native_language",
        "honorific",
        "pronouns",
    )
    return {name: said[name] for name in (*order, "affiliations") if name in said}


def _notes(remarks: Iterable[Finding]) -> Mapping[int, str]:
    """Return what is to be decided about passages, by their places in the sketch."""
    unsure = [one for one in remarks if re.fullmatch(r"sketch\.\d+", one.where.field) and one.severity != Severity.INFO]
    return {int(one.where.field.split(".")[1]): f"To decide: {one.message}." for one in unsure}


def _with_id(told: Told) -> tuple[Draft, list[Finding]]:
    """Return the draft with an id that can be part of a file name; None where it has neither a code nor a title."""
    draft = told.draft
    place = draft.places.get("id") or draft.places.get("title") or Place(told.source)
    origin = Origin(place.file, "id")
    if draft.id is None and draft.title is None:
        message = "no record is made of a session that has neither a code nor a title"
        return draft, [Finding(Severity.ERROR, origin, message, "", "import", place)]
    wanted = draft.id or slug(draft.title or "", 40)
    id = re.sub(r"^[\W_]+|[\W_]+$", "", re.sub(r"[^\w.-]+", "-", wanted))[:64] or "session"
    if id == draft.id:
        return draft, []
    message = f'the id "{id}" is made of {f"“{draft.id}”" if draft.id else "the title, since there is no code"}'
    return replace(draft, id=id), [Finding(Severity.INFO, origin, message, "", "import", place)]


def _stem(draft: Draft) -> str:
    return "-".join(filter(None, [draft.id, slug(draft.title or "")]))


def _says(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _left(told: Told, path: Path, why: str) -> Finding:
    place = told.draft.places.get("id") or told.draft.places.get("title") or Place(told.source)
    message = f"session {told.draft.id} is not taken in: {path} is left as it is, since {why}"
    return Finding(Severity.ERROR, Origin(place.file), message, "move it away to have it made anew", "import", place)


def tally(records: Iterable[Taken]) -> Iterator[tuple[str, int]]:
    """Yield how many records became what."""
    states = [record.state for record in records]
    yield from ((state, states.count(state)) for state in (WRITTEN, UPDATED, UNCHANGED, KEPT) if state in states)


def to_decide(finding: Finding) -> bool:
    """Tell whether somebody has to decide what sources or records disagree in."""
    return finding.rule == reconciling.RULE and finding.severity == Severity.WARNING
