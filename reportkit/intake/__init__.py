"""Other people's files in; out comes what they say about sessions, and what in them nobody understood.

Every format is one file of this room, found by its name: `NAME` is the word for `--as`, `KNOWS(data, name)` tells by
the content and at little cost whether a file is one, never raising; `read(data, name, choices)` returns what arrived.
Nothing is dropped and nothing guessed: what a reader does not understand is a remark with its line.

Our own files come in through `load`; two drafts of one session are brought together in `reconciling.py`, records are
written in `arrivals.py`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Literal

from reportkit.errors import Finding, Misused, Origin, Place, Refused, Severity
from reportkit.intake._foreign import foreign
from reportkit.intake._seen import seen
from reportkit.records import EventFile, Passage, Person
from reportkit.resources import modules

LOG = logging.getLogger(__name__)

LARGEST = 50_000_000
"""The largest file that is read, in bytes."""

Changes = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen beside the file: by the command, and by the event that the file is for.

    `changes` is for the tracked changes of Word files; `columns` says which column of a table is which field, where its
    head does not: `{"Saal": "room"}`.
    """

    event: EventFile | None = None
    changes: Changes = "accept"
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """One session as one file tells it. What the file does not say is None or empty, and never made up.

    Times are local to the event's zone. Persons have an id where a passage refers to them. `places` says where in the
    file each field stands, by the names that findings use: `title`, `speakers.0.name`, `sketch.2.text`.
    """

    id: str | None = None
    kind: str | None = None
    title: str | None = None
    subtitle: str | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    room: str | None = None
    language: str | None = None
    rapporteurs: tuple[Person, ...] = ()
    moderators: tuple[Person, ...] = ()
    speakers: tuple[Person, ...] = ()
    discussants: tuple[Person, ...] = ()
    sketch: tuple[Passage, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file tells of the event itself."""

    title: str | None = None
    organiser: str | None = None
    timezone: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived in one file: its sessions in their order, what is to be said about them, and about the event.

    An `account` is what a rapporteur wrote, and no programme.
    """

    sessions: tuple[Draft, ...] = ()
    remarks: tuple[Finding, ...] = ()
    event: Facts = Facts()
    account: bool = False


def arrived(path: Path, choices: Choices, format: str = "") -> Arrival:
    """Return what the file at `path` says, read as `format` or as what its content shows it to be.

    Raises Refused when it is nothing that can be read, or is not safe to open; Misused when there is no such file, or
    no such format.
    """
    name = str(path)
    data = _bytes(path)
    if what := foreign(data):
        raise Refused(f"{name}: {what[0]}", what[1])
    reader = _named(format) if format else recognised(data, name)
    try:
        arrival: Arrival = reader.read(data, name, choices)
    except Refused as refusal:
        raise Refused(_placed(refusal.message, name), refusal.hint) from None
    except Exception as error:  # Files of others' making may break any reader, and must not stop the rest.
        LOG.debug("%s cannot be read", name, exc_info=error)
        raise Refused(f"{name}: cannot be read: {type(error).__name__}: {error}", "save it anew, or as text") from None
    return arrival


def formats() -> dict[str, ModuleType]:
    """Return the words for `--as` and the module that reads each."""
    return {str(module.NAME): module for module in modules("reportkit.intake")}


def recognised(data: bytes, name: str) -> ModuleType:
    """Return the module that reads `data`, by its content; raise Refused where none does, or more than one would."""
    found = {word: module for word, module in formats().items() if module.KNOWS(data, name)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise Refused(f"{name}: may be {' or '.join(found)}", f"say which: --as {next(iter(found))}")
    what = f": {looks}" if (looks := seen(data)) else ""
    raise Refused(
        f"{name}: nothing that is known here{what}", f"if it is one of them, say so: --as {'|'.join(formats())}"
    )


def remark(
    name: str, line: int, message: str, hint: str = "", *, severity: Severity = Severity.WARNING, field: str = ""
) -> Finding:
    """Return a remark about `line` of the file `name`; 0 is the whole file. `field` is that of the session, if any."""
    return Finding(severity, Origin(name, field), message, hint, "import", Place(name, line))


def _named(format: str) -> ModuleType:
    known = formats()
    if format not in known:
        raise Misused(f'there is no format "{format}"', f"known: {', '.join(known)}")
    return known[format]


def _bytes(path: Path) -> bytes:
    """Return what is in the file, which is not empty, not endless, and nothing that cannot be words of a session."""
    if not path.exists():
        raise Misused(f"there is no file {path}", "name a file that somebody sent")
    if not path.is_file():
        raise Misused(f"{path} is not a file", "name the files in it")
    if path.stat().st_size > LARGEST:
        raise Refused(f"{path}: larger than {LARGEST // 1_000_000} MB", "nothing that tells of sessions is; ask again")
    data = path.read_bytes()
    if not data.strip():
        raise Refused(f"{path}: the file is empty", "ask for it again")
    return data


def _placed(message: str, name: str) -> str:
    return message if message.startswith(name) else f"{name}: {message}"
