"""Our own files in, records out, with `file:line:column` for all that is wrong with them.

An event is a folder with `event.yaml` and `sessions/`; a session file alone works, too. Formats are the files of this
room. Other people's files come in through `intake`; what a record means is questioned in `check`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from reportkit.errors import BadRecord, Finding, Mend, Misused, Origin, Place, Severity, visible
from reportkit.load._mending import spliced
from reportkit.load._places import Contents
from reportkit.load._shape import fitted
from reportkit.records import Contact, ContactsFile, Event, EventFile, Session, SessionFile
from reportkit.resources import modules

DEFAULTS = EventFile(schema_="reportkit/1", title="Session report")
"""The event of a session file that lies in none."""

MENDABLE = (".yaml", ".yml", ".json")
"""The endings of files in which single characters can be changed."""

LARGEST = 5_000_000
"""The largest record file that is read, in bytes."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One event, or some session files, as they could be read.

    `event.sessions` are the whole ones; `damaged` have faulty fields left out, are good for checks only, and each has a
    finding. `folder` is the name that the event's outputs are gathered under, empty for sessions alone.
    """

    event: Event
    damaged: tuple[Session, ...] = ()
    findings: tuple[Finding, ...] = ()
    folder: str = ""
    contents: dict[str, Contents] = field(default_factory=dict)

    def placed(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return `findings` with the line and column of what they are about; the same words twice have two places."""
        told: Counter[tuple[Origin, str]] = Counter()
        placed = []
        for finding in findings:
            about = (finding.where, finding.words)
            place = finding.place or self._place(finding, told[about] if finding.nth is None else finding.nth)
            told[about] += 1
            message, hint = visible(finding.message), visible(finding.hint)
            placed.append(replace(finding, place=place, message=message, hint=hint))
        return tuple(placed)

    def mended(self, file: str, mends: Mapping[str, Sequence[Mend]]) -> str | None:
        """Return the text of `file` with `mends` of its fields made; None where another value would change with them.

        Its lines remain as many.
        """
        contents, suffix = self.contents[file], Path(file).suffix.lower()
        made = spliced(contents, mends) if suffix in MENDABLE else None
        if made is None:
            return None
        again = Contents(file, made[0])
        formats()[suffix].read(again)
        return again.text if again.data == made[1] and not again.findings else None

    def _place(self, finding: Finding, nth: int) -> Place | None:
        contents = self.contents.get(finding.where.record)
        return contents.at(finding.where.field, finding.words, nth) if contents else None


def load(path: Path, only: Collection[Path] | None = None, said: str | None = None) -> Loaded:
    """Read an event folder, an event file, or one session file with the event around it.

    Of an event, `only` some of its session files are read, if they are named. One session file is read as if it said
    what is `said`, where that is given. Raises Misused when there is nothing of
    the kind at `path`. What is wrong inside the files is in the findings.
    """
    path = Path(path)
    if path.is_dir():
        event_file = _event_file(path)
        if event_file is None:
            raise Misused(f"there is no event.yaml in {path}", "name an event folder or a session file")
        return _event(event_file, only)
    if not path.exists():
        raise Misused(f"there is no file {path}", "name an event folder or a session file")
    if path.suffix.lower() not in formats():
        raise Misused(f"{path} is not a record", f"records end in {', '.join(formats())}")
    if path.stem == "event":
        return _event(path, only)
    return _alone(path, said)


@dataclass(frozen=True, slots=True)
class Contacts:
    """How people are written to, by their ids, and the file that says it, or should; `findings` are its warnings."""

    file: str
    people: dict[str, Contact]
    findings: tuple[Finding, ...] = ()
    contents: Contents | None = None

    def place(self, id: str, field: str = "") -> Place:
        """Return where a contact is, or one of its fields."""
        return self.contents.at(f"{id}.{field}" if field else id) if self.contents else Place(self.file)


def contacts(folder: Path) -> Contacts:
    """Read the contacts of the event in `folder`; raise BadRecord with all that is wrong with them.

    A folder without such a file has no contacts.
    """
    path = next((one for suffix in formats() if (one := folder / f"contacts{suffix}").is_file()), None)
    if path is None:
        return Contacts(str(folder / "contacts.yaml"), {})
    contents = _read(path)
    if not contents.data and not contents.findings:
        return Contacts(contents.file, {})
    file = fitted(contents, ContactsFile)[0]
    if file is None or contents.findings:
        raise BadRecord(replace(one, message=visible(one.message), hint=visible(one.hint)) for one in contents.findings)
    return Contacts(contents.file, file.root, tuple(_shared(contents, file.root)), contents)


def _shared(contents: Contents, people: dict[str, Contact]) -> Iterator[Finding]:
    """Yield where two people have one address, as those do who share an office; it may be a slip, too."""
    first: dict[str, str] = {}
    for id, contact in people.items():
        other = first.setdefault(contact.address.casefold(), id)
        if other != id:
            yield Finding(
                Severity.WARNING,
                Origin(contents.file, f"{id}.address"),
                f'"{id}" has the same address as "{other}"',
                "let it stand where both are reached there",
                "contacts",
                contents.at(f"{id}.address"),
            )


def formats() -> dict[str, ModuleType]:
    """Return the endings of record files and the module that reads each."""
    return {suffix: module for module in modules("reportkit.load") for suffix in module.SUFFIXES}


def _event_file(folder: Path) -> Path | None:
    return next((path for suffix in formats() if (path := folder / f"event{suffix}").is_file()), None)


def _event(path: Path, only: Collection[Path] | None) -> Loaded:
    """Read the event file and the sessions of its folder, in the order of their names."""
    files = [inner for inner in sorted((path.parent / "sessions").glob("*")) if inner.suffix.lower() in formats()]
    if only is not None:
        files = [inner for inner in files if inner in only]
    return _gathered(path, files, path.parent.resolve().name)


def _alone(path: Path, said: str | None) -> Loaded:
    """Read one session file, and the event that it lies in, if any."""
    event_file = next(filter(None, map(_event_file, (path.parent, path.resolve().parent.parent))), None)
    inside = event_file is not None and path.resolve().parent.name == "sessions"
    return _gathered(event_file, [path], event_file.parent.resolve().name if event_file and inside else "", said)


def _gathered(event_path: Path | None, files: list[Path], folder: str, said: str | None = None) -> Loaded:
    facts, event_contents = _event_facts(event_path)
    home = event_path.parent if event_path else None
    around = {"event": facts, "event_file": str(event_path or "")}
    read = [_session(_read(path, said), {**around, "folder": home or path.parent}) for path in files]
    read = _with_twins_damaged(read)
    usable = not any(contents.findings for contents in event_contents)
    whole = tuple(one.session for one in read if one.session and one.whole and usable)
    damaged = tuple(one.session for one in read if one.session and not (one.whole and usable))
    every = [*event_contents, *(one.contents for one in read)]
    return Loaded(
        Event(**dict(facts), sessions=whole, file=str(event_path or "")),
        damaged,
        tuple(finding for contents in every for finding in contents.findings),
        folder,
        {contents.file: contents for contents in every},
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One session file as it could be read."""

    contents: Contents
    session: Session | None
    whole: bool


def _event_facts(path: Path | None) -> tuple[EventFile, list[Contents]]:
    """Return what the event file says, or the defaults where there is none or it says nothing usable."""
    if path is None:
        return DEFAULTS, []
    contents = _read(path)
    return fitted(contents, EventFile)[0] or DEFAULTS, [contents]


def _session(contents: Contents, around: dict[str, object]) -> _Read:
    """Return the session in a file; `around` are the fields of the session that its file does not have."""
    file, whole = fitted(contents, SessionFile)
    session = Session(**dict(file), **around, file=contents.file) if file else None
    return _Read(contents, session, whole)


def _with_twins_damaged(read: list[_Read]) -> list[_Read]:
    """Take no session for whole whose id another has, since nobody knows which of them is meant."""
    by_id: dict[str, list[_Read]] = {}
    for one in read:
        by_id.setdefault(one.session.id if one.session else "", []).append(one)
    twins = [one for id, group in by_id.items() if id and len(group) > 1 for one in group]
    for one in twins:
        assert one.session
        others = [other.contents.file for other in by_id[one.session.id] if other is not one]
        one.contents.findings.append(_twin(one.contents, one.session.id, others))
    return [replace(one, whole=False) if one in twins else one for one in read]


def _twin(contents: Contents, id: str, others: list[str]) -> Finding:
    return Finding(
        Severity.ERROR,
        Origin(contents.file, "id"),
        f'the id "{id}" is also that of {", ".join(others)}',
        "give each session an id of its own",
        "file",
        contents.place(("id",)),
    )


def _read(path: Path, said: str | None = None) -> Contents:
    contents = Contents(str(path), said or "")
    try:
        if not path.is_file():
            contents.blame("not a file", "move it out of the folder of records")
            return contents
        if path.stat().st_size > LARGEST:
            contents.blame(
                f"larger than {LARGEST // 1_000_000} MB", "a record is text; put pictures into files of their own"
            )
            return contents
        if said is None:
            contents.text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        column = error.start - error.object.rfind(b"\n", 0, error.start)
        contents.blame("not text in UTF-8", "save the file with the encoding UTF-8", line, column)
        return contents
    except OSError as error:
        contents.blame(f"cannot be read: {error.strerror}", "see who may read it")
        return contents
    if contents.text.strip():
        formats()[path.suffix.lower()].read(contents)
    return contents
