"""What lies at a path: a file, a message, an mbox, or a folder of all of these, read within bounds.

What a file is shows in its content (`kinds.py`); a message is taken apart in `mail.py`. Nothing is changed or moved.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from reportkit.collect import kinds, mail
from reportkit.collect.mail import File, Message
from reportkit.errors import Misused, Refused, ReportkitError
from reportkit.packages import UNREADABLE

MOST = 64 << 20
"""How many bytes of a file are read; a Word file may have 20 MB, a message 40."""

MOST_PACKED = 500
MOST_UNPACKED = 100 << 20
"""How many files of a packed file are looked at, and how many bytes of them."""

ENDINGS = (".docx", ".docm", ".doc", ".dotx", ".odt", ".rtf", ".pdf", ".eml", ".msg", ".mbox", ".pages", ".zip")
"""Names by which somebody means an answer, whatever is in the file."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that came: a `file` or a `message`, or the `error` that it cannot be read; else it is nothing for us.

    `place` is where it was found, as people are told. A thing is `meant` where it was named itself, or lies in a folder
    under a name that says so; not every message of a mailbox is.
    """

    place: str
    file: File | None = None
    message: Message | None = None
    error: ReportkitError | None = None
    data: bytes = b""
    meant: bool = True


def arrivals(paths: Sequence[Path]) -> Iterator[Arrival]:
    """Yield what lies at `paths`, a folder in the order of its names; raise Misused where there is nothing."""
    for path in paths:
        if not path.exists():
            raise Misused(f"there is no file or folder {path}", "name files, messages or folders that came back")
    for path in paths:
        if path.is_dir():
            for one in _files(path):
                yield from _at(one, meant=one.suffix.lower() in ENDINGS, home=True)
        else:
            yield from _at(path, meant=True)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, but none that is hidden, half arrived, or in the folder of a review."""
    for home, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = sorted(one for one in folders if not one.startswith(".") and not one.endswith(".review"))
        if Path(home, "cur").is_dir() and "tmp" in folders:
            folders.remove("tmp")
        yield from (Path(home, name) for name in sorted(names) if not name.startswith("."))


def _raise(error: OSError) -> None:
    raise Refused(f"{error.filename}: cannot be read: {error.strerror}", "see that you may read it") from error


def _at(path: Path, *, meant: bool, home: bool = False) -> Iterator[Arrival]:
    """Yield what a file is or holds; of one that cannot be read, why."""
    place = str(path)
    try:
        if not path.is_file():
            yield Arrival(place, meant=False)
            return
        with path.open("rb") as file:
            start = file.read(kinds.START)
            if kinds.kind(start) == "mbox":
                file.seek(0)
                for number, data in enumerate(mail.divided(file), 1):
                    yield from _messages(f"{place}: message {number}", data, meant=False)
                return
            data = start + file.read(MOST + 1 - len(start))
    except OSError as error:
        yield Arrival(place, error=Refused(f"cannot be read: {error.strerror or error}", "see that it may be read"))
        return
    if len(data) > MOST:
        yield Arrival(place, error=Refused("too large", "send the Word file alone; one may have 20 MB"), meant=meant)
        return
    yield from _told_apart(place, path.name, data, meant=meant, home=home)


def _told_apart(place: str, name: str, data: bytes, *, meant: bool, home: bool) -> Iterator[Arrival]:
    kind = kinds.kind(data)
    if kind == "mail":
        yield from _messages(place, data, meant=True)
    elif kind == "zip":
        yield from _unpacked(place, name, data, meant=meant)
    elif home and not meant and kind in ("text", "other", "picture"):
        yield Arrival(place, meant=False)
    else:
        yield Arrival(place, File(name, data), meant=True)


def _messages(place: str, data: bytes, *, meant: bool) -> Iterator[Arrival]:
    try:
        found = mail.messages(data)
    except Refused as error:
        yield Arrival(place, error=error, data=data if len(data) <= mail.MOST else b"", meant=meant)
        return
    for number, message in enumerate(found):
        forwarded = f": forwarded message {number}" if number else ""
        yield Arrival(place + forwarded, message=message, data=data, meant=meant)


def _unpacked(place: str, name: str, data: bytes, *, meant: bool) -> Iterator[Arrival]:
    """Yield the Word files and messages in a packed file; one within a packed file is not looked for."""
    files = unpacked(data)
    if files is None:
        yield Arrival(place, File(name, data), meant=meant)
        return
    found = 0
    for file in files:
        kind = kinds.kind(file.data)
        if kind in ("word", "foreign"):
            yield Arrival(f"{place}: {file.name}", file, meant=meant)
        elif kind == "mail":
            yield from _messages(f"{place}: {file.name}", file.data, meant=meant)
        found += kind in ("word", "foreign", "mail")
    if not found:
        yield Arrival(place, File(name, data), meant=meant)


def unpacked(data: bytes) -> list[File] | None:
    """Return the files in a packed file; None where it cannot be unpacked, or holds too much."""
    try:
        with ZipFile(BytesIO(data)) as package:
            members = [one for one in package.infolist() if not one.is_dir() and not _is_furniture(one)]
            if len(members) > MOST_PACKED or sum(one.file_size for one in members) > MOST_UNPACKED:
                return None
            return [File(Path(one.filename).name, _member(package, one)) for one in members]
    except UNREADABLE:
        return None


def _is_furniture(member: ZipInfo) -> bool:
    """Tell whether a member is what macOS packs beside each file."""
    return member.filename.startswith("__MACOSX/") or Path(member.filename).name.startswith(".")


def _member(package: ZipFile, member: ZipInfo) -> bytes:
    with package.open(member) as stream:
        return stream.read(min(member.file_size, MOST_UNPACKED))
