"""Where the records of a run are, event by event, and what the folders of their outputs are called.

Names of files are all that is looked at; what a record says is read in `reading.py`.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The records of one event, or some that lie in none, whose outputs share a folder.

    `paths` are as they were given; `root` is the folder of the event or of the records; `folder` is the name of the
    outputs' folder, empty for sessions alone. `whole` tells whether all sessions of the event are meant.
    """

    paths: tuple[Path, ...]
    root: Path
    event: Path | None
    records: tuple[Path, ...]
    folder: str
    whole: bool

    def name(self, record: Path) -> str:
        """Return what the manifest calls a record: its name in the event folder."""
        return f"sessions/{record.name}" if self.folder else record.name


def homes(paths: Iterable[Path]) -> list[Home]:
    """Return what is at `paths`, event by event; whether these are records at all is seen when they are read."""
    found: dict[tuple[str, Path | None], Home] = {}
    for path in paths:
        home = _home(path)
        key = (home.folder, home.event.resolve() if home.event and home.folder else None)
        found[key] = _joined(found[key], home) if key in found else home
    return list(found.values())


def _home(path: Path) -> Home:
    folder = path if path.is_dir() else path.parent if path.stem == "event" else None
    if folder is None:
        return _alone(path)
    return Home((path,), folder, _event_file(folder), tuple(_records(folder)), folder.resolve().name, whole=True)


def _records(folder: Path) -> Iterator[Path]:
    """Yield what may be the records of an event, in the order of their names."""
    home = folder / "sessions"
    if home.is_dir():
        files = sorted(entry.name for entry in os.scandir(home) if entry.is_file() and not entry.name.startswith("."))
        yield from (home / name for name in files)


def _alone(path: Path) -> Home:
    event = next(filter(None, map(_event_file, (path.parent, path.resolve().parent.parent))), None)
    if event and path.resolve().parent.name == "sessions":
        return Home((path,), event.parent, event, (path,), event.parent.resolve().name, whole=False)
    return Home((path,), path.parent, event, (path,), "", whole=False)


def _event_file(folder: Path) -> Path | None:
    return next((path for path in sorted(folder.glob("event.*")) if path.is_file()), None)


def _joined(one: Home, other: Home) -> Home:
    """Return both; a record that both have is taken once."""
    known = {record.resolve() for record in one.records}
    more = tuple(record for record in other.records if record.resolve() not in known)
    whole = one.whole or other.whole
    return Home((*one.paths, *other.paths), one.root, one.event, (*one.records, *more), one.folder, whole)
