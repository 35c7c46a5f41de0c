"""A file that is there complete or not at all: written beside its place, flushed to the disk, then moved there."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from reportkit.errors import Unwritten


def write(path: Path, data: bytes) -> None:
    """Put `data` into the file `path`, making its folders; raise Unwritten when the disk will not take it.

    Whatever happens, at any moment, `path` holds what it held before or all of `data`.
    """
    _sweep(path.parent, path.name)
    _put(path, data)
    _flush(path.parent)


@dataclass(slots=True)
class Many:
    """Files that are written one after the other, each as `write` does it, into a few `folders`.

    What killed runs have left there is removed once, and the folders are flushed once, when all files are there.
    """

    folders: set[Path] = field(default_factory=set)

    def write(self, path: Path, data: bytes) -> None:
        """Put `data` into the file `path`; raise Unwritten when the disk will not take it."""
        if path.parent not in self.folders:
            self.folders.add(path.parent)
            _sweep(path.parent)
        _put(path, data)

    def flush(self) -> None:
        """Have all names survive a power cut."""
        while self.folders:
            _flush(self.folders.pop())


def _put(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise unwritten(path, error) from error


def unwritten(path: Path, error: OSError) -> Unwritten:
    """Return that the disk would not take what should go to `path`, with what to do next."""
    message = f"{path}: cannot be written: {error.strerror or error}"
    return Unwritten(message, "see that the disk has room and the folder lets you write")


def _sweep(folder: Path, name: str = "") -> None:
    """Remove what runs that were killed have left in `folder` of the file `name`, or of any."""
    with suppress(OSError):
        for left in folder.glob(f".{escape(name) or '*'}.*.part"):
            process = left.name.split(".")[-2]
            if process.isdigit() and not _alive(int(process)):
                left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush(folder: Path) -> None:
    """Have the new name survive a power cut, where the system can flush a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
