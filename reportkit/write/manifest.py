"""What a folder of outputs knows about itself: each file, what it was made from, and what its sessions are called.

`manifest.json` is written whole when a run ends. While it lasts, each file is noted in a journal beside it before the
file gets its place, so that a run that is killed leaves nothing that the next one takes for somebody else's. Which
files are made anew is decided in `plan.py`.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from errno import ENOSPC
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import Any, TypedDict

from reportkit.write import lock, whole

NAME = "manifest.json"
JOURNAL = ".manifest.journal"
SCHEMA = "reportkit/manifest-1"


class FileEntry(TypedDict):
    """One file: `pages` where its format has them, its record, and the hashes of what it was made from, by name."""

    sha256: str
    pages: int | None
    record: str
    format: str
    edition: str
    made_from: dict[str, str]


class SessionEntry(TypedDict):
    """One session as its record had it when a file of it was last made.

    `stem` is the name of its files without ending, `pictures` are its pictures with their hashes, `remarks` what the
    checks found that kept nobody from printing it.
    """

    id: str
    title: str
    language: str
    starts: str
    stem: str
    pictures: dict[str, str]
    remarks: list[str]


class EventEntry(TypedDict):
    """The event of the sessions, where they have one: its file, the hash of that, and what it says."""

    file: str
    sha256: str
    title: str
    language: str
    theme: str


@dataclass(slots=True)
class Manifest:
    """What is known of a folder; files and records by their names in it, those of records as the event has them.

    `software` spells out what the hashes of that name in `made_from` stand for; `report` is a hash of what the page
    about a run tells beside all this, empty where there is no such page.
    """

    event: EventEntry | None = None
    sessions: dict[str, SessionEntry] = field(default_factory=dict)
    files: dict[str, FileEntry] = field(default_factory=dict)
    software: dict[str, list[str]] = field(default_factory=dict)
    report: str = ""

    def data(self) -> bytes:
        """Return it as JSON in UTF-8, the same for the same contents; nothing that no file needs any more."""
        software = {entry["made_from"].get("software", "") for entry in self.files.values()}
        records = {entry["record"] for entry in self.files.values()}
        everything = {
            "schema": SCHEMA,
            "event": self.event,
            "sessions": {name: entry for name, entry in self.sessions.items() if name in records},
            "files": self.files,
            "software": {name: spelt for name, spelt in self.software.items() if name in software},
            "report": self.report,
        }
        return (json.dumps(everything, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(folder: Path) -> Manifest:
    """Return what is known of `folder`, with what a killed run has left in its journal.

    A manifest that is damaged, or of another version, is as good as none: then no file is known.
    """
    manifest = _parsed(folder / NAME)
    for line in _lines(folder / JOURNAL):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            note = json.loads(line)
            manifest.software |= note["software"]
            manifest.sessions[note["file"]["record"]] = note["session"]
            manifest.files[note["name"]] = note["file"]
            manifest.report = ""
    return manifest


def _parsed(path: Path) -> Manifest:
    try:
        data = json.loads(path.read_bytes())
        if data["schema"] != SCHEMA or not _sound(data):
            return Manifest()
        return Manifest(data["event"], data["sessions"], data["files"], data["software"], data["report"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _sound(data: Any) -> bool:  # whatever JSON somebody has put there
    """Tell whether all entries are of the form they should have, and every file's session is there."""
    return all(
        entry.keys() == shape.__annotations__.keys()
        for name, shape in (("files", FileEntry), ("sessions", SessionEntry))
        for entry in data[name].values()
    ) and (
        all(entry["record"] in data["sessions"] for entry in data["files"].values())
        and (data["event"] is None or data["event"].keys() == EventEntry.__annotations__.keys())
    )


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError:
        return []


# --- a run ------------------------------------------------------------------------------------------------------


WAIT = "wait until it has ended, or name another folder with -o"


@dataclass(slots=True)
class Book:
    """The manifest of a folder during a run; what is placed and removed through it is noted."""

    folder: Path
    manifest: Manifest
    journal: FileIO | None = None
    lock: int | None = None
    changed: bool = False
    files: whole.Many = field(default_factory=whole.Many)

    def place(self, name: str, data: bytes, entry: FileEntry, session: SessionEntry) -> None:
        """Put the file `name` into its place, noted beforehand; raise Unwritten when the disk will not take it."""
        self.note(name, entry, session)
        self.files.write(self.folder / name, data)

    def note(self, name: str, entry: FileEntry, session: SessionEntry) -> None:
        """Note the file `name`, which has its place or is about to get it."""
        software = {key: self.manifest.software[key] for key in [entry["made_from"].get("software", "")] if key}
        line = {"name": name, "file": entry, "session": session, "software": software}
        journal = self.begin()
        try:
            # What a full disk has cut off an earlier line must not spoil this one, too.
            data = b"\n" + json.dumps(line, ensure_ascii=False).encode() + b"\n"
            if journal.write(data) != len(data):
                raise OSError(ENOSPC, os.strerror(ENOSPC))
        except OSError as error:
            raise whole.unwritten(self.folder / JOURNAL, error) from error
        self.manifest.files[name] = entry
        self.manifest.sessions[entry["record"]] = session
        self.differs()

    def remove(self, name: str) -> None:
        """Take the file `name` out of the folder and out of the manifest."""
        try:
            (self.folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise whole.unwritten(self.folder / name, error) from error
        del self.manifest.files[name]
        self.differs()

    def differs(self) -> None:
        """Note that something is not as it was, so that the page about the last run does not tell it."""
        self.changed = True
        self.manifest.report = ""

    def begin(self) -> FileIO:
        """Make the folder, keep others out of it, and return its journal; raise Unwritten when that cannot be."""
        if self.journal is None:
            try:
                if self.lock is None:
                    self.folder.mkdir(parents=True, exist_ok=True)
                    self._hold()
                    if (self.folder / NAME).exists():
                        raise lock.busy(self.folder, WAIT)
                self.journal = (self.folder / JOURNAL).open("ab", buffering=0)
            except OSError as error:
                raise whole.unwritten(self.folder, error) from error
        return self.journal

    def _hold(self) -> None:
        """Keep other runs out of the folder, if it is there, for as long as this process lives."""
        if self.folder.is_dir():
            self.lock = lock.hold(self.folder, WAIT)

    def close(self) -> None:
        """Write the manifest, unless it is the same, and let go of the folder."""
        path = self.folder / NAME
        try:
            self.files.flush()
            if (self.changed and self.folder.is_dir()) or (self.folder / JOURNAL).exists():
                data = self.manifest.data()
                if not path.is_file() or path.read_bytes() != data:
                    whole.write(path, data)
                (self.folder / JOURNAL).unlink(missing_ok=True)
        finally:
            if self.journal:
                self.journal.close()
            if self.lock is not None:
                os.close(self.lock)


@contextmanager
def opened(folder: Path) -> Iterator[Book]:
    """Open the manifest of `folder`, which need not be there yet, for one run.

    Raises Busy when another run has it open, at once or, where the folder is not there yet, when the first file comes.
    """
    book = Book(folder, Manifest())
    book._hold()
    try:
        book.manifest = read(folder)
        yield book
    finally:
        book.close()


def hashed(data: bytes) -> str:
    return sha256(data).hexdigest()
