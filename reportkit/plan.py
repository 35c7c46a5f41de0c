"""What a run has to make: each file's sources, by their contents, against what the manifest says it was made from.

Nothing is rendered here and no record is read as a record: bytes are hashed and compared, so that a run that finds
nothing to do ends at once, and nothing heavy is imported. Making is in `batch.py`, the manifest in `write/manifest.py`.
"""

import ctypes
import json
import os
import re
import sys
import tomllib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reportkit.resources import room
from reportkit.wishes import Wishes
from reportkit.write.manifest import FileEntry, Manifest, hashed

LIBRARIES = (
    "Babel",
    "Jinja2",
    "fonttools",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "pikepdf",
    "pillow",
    "pydyf",
    "pyphen",
    "python-docx",
    "tinycss2",
    "tinyhtml5",
    "weasyprint",
)
"""The packages that decide what a page looks like, as their folders call them."""

NATIVE = {
    "Pango": ("pango_version_string", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "HarfBuzz": ("hb_version_string", "libharfbuzz.so.0", "libharfbuzz.dylib"),
    "HarfBuzz-subset": ("hb_version_string", "libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
}
"""What shapes text and cuts fonts, the function that tells the version, and the files on Linux and macOS."""

REASONS = {
    "record": "its record has changed",
    "event": "the event file has changed",
    "pictures": "a picture has changed",
    "theme": "the theme has changed",
    "fonts": "other fonts are installed",
    "options": "other options are asked for",
}
"""Why a file is made again, by what it was made from."""


# --- where records and outputs are ------------------------------------------------------------------------------


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


# --- what files are made from -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ground:
    """What all files of a run are made from, beside their records: hashes by name."""

    event: str
    theme: str
    fonts: str
    software: str
    options: str

    def under(self, record: str, pictures: dict[str, str]) -> dict[str, str]:
        """Return what a file of `record`, a hash, with `pictures` is made from, as the manifest has it."""
        return {
            "record": record,
            "event": self.event,
            "pictures": hashed(json.dumps(pictures, sort_keys=True).encode()) if pictures else "",
            "theme": self.theme,
            "fonts": self.fonts,
            "software": self.software,
            "options": self.options,
        }


def ground(home: Home, theme: str, wishes: Wishes) -> Ground:
    """Return what the files of `home` are made from; `theme` is the one that its event names."""
    return Ground(
        digest(home.event),
        theme_digest(wishes.theme or theme, None if wishes.theme else home.root),
        fonts_digest(),
        hashed("\n".join(software()).encode()),
        _options(wishes),
    )


def _options(wishes: Wishes) -> str:
    """Return what the command asks for, where it is not the usual."""
    asked = {
        "paper": wishes.paper or "",
        "watermark": "" if wishes.watermark else "none",
        "attached": "record" if wishes.attach_record else "",
        "dated": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }
    return ", ".join(f"{name} {value}" for name, value in asked.items() if value)


def digest(path: Path | str | None) -> str:
    """Return the SHA-256 of a file, empty where there is none."""
    try:
        if path:
            with open(path, "rb") as file:  # noqa: PTH123 - thousands of times in a run that has nothing to do
                return hashed(file.read())
    except OSError:
        pass
    return ""


def pictures_digests(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the hashes of pictures below `root`, by name."""
    return {name: digest(root / name) for name in sorted(names)}


def theme_digest(name: str, home: Path | None) -> str:
    """Return a hash of all files of the theme `name` and of those it extends; empty for those of the package.

    With `home`, the theme is looked for in there. The package's own themes count as `software`.
    """
    folders = list(_theme_folders(name, home))
    return hashed("\n".join(line for folder in folders for line in _listed(folder)).encode()) if folders else ""


def _theme_folders(name: str, home: Path | None) -> Iterator[Path]:
    seen: set[Path] = set()
    while name and not (re.fullmatch(r"[\w-]+", name) and (room("styles") / name).is_dir()):
        folder = home / name if home else Path(name)
        if folder.resolve() in seen or not folder.is_dir():
            return
        seen.add(folder.resolve())
        yield folder
        try:
            name = str(tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8")).get("extends", ""))
        except (OSError, ValueError):
            return


def _listed(folder: Path) -> list[str]:
    """Return the files of `folder` and of those within, with their hashes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return [f"{path.relative_to(folder).as_posix()} {digest(path)}" for path in files]


@cache
def fonts_digest() -> str:
    """Return a hash of the names and sizes of the fonts that this machine has, which pages may fall back to."""
    found = []
    for folder in _font_folders():
        for place, _, names in os.walk(folder):
            found += [f"{name} {os.stat(os.path.join(place, name)).st_size}" for name in names]  # noqa: PTH116, PTH118 - three times as fast
    return hashed("\n".join(sorted(found)).encode())


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts", home / ".fonts"]


@cache
def software() -> tuple[str, ...]:
    """Return what makes the pages, with versions; of reportkit, a hash of its files, since it changes unreleased."""
    package = Path(__file__).parent
    # In a wheel, templates and styles lie within the package; in a checkout, beside it.
    code = [line for line in _listed(package) if not line.startswith(("templates/", "styles/"))]
    own = [*code, *_listed(room("templates")), *_listed(room("styles"))]
    return (f"reportkit {hashed(chr(10).join(own).encode())[:16]}", *sorted(_packages()), *_native())


def _packages() -> Iterator[str]:
    """Yield the installed packages of LIBRARIES; reading the names of folders is twenty times faster than metadata."""
    wanted = {_plain(name): name for name in LIBRARIES}
    for folder in map(Path, sys.path):
        for info in folder.glob("*.dist-info") if folder.is_dir() else ():
            name, _, version = info.stem.rpartition("-")
            if spelt := wanted.pop(_plain(name), None):
                yield f"{spelt} {version}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _native() -> Iterator[str]:
    for name, (function, *files) in NATIVE.items():
        for file in files:
            try:
                tell = getattr(ctypes.CDLL(file), function)
            except (OSError, AttributeError):
                continue
            tell.restype = ctypes.c_char_p
            yield f"{name} {tell().decode()}"
            break


# --- the plan ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """A file to be made, and why; `name` is what it was called, empty where it is new."""

    format: str
    reason: str
    name: str = ""


@dataclass(slots=True)
class Plan:
    """What is to be done for one home, by the manifest's names of records.

    `records` are the hashes of the records, `due` the files to make, and `kept` those that are as they should be, by
    the names of the files; `edited` are those that somebody has changed since they were made.
    """

    home: Home
    records: dict[str, str] = field(default_factory=dict)
    due: dict[str, list[Due]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    event_changed: bool = False


def plan(
    home: Home,
    folder: Path,
    manifest: Manifest,
    formats: Sequence[str],
    wishes: Wishes,
    *,
    force: bool = False,
    refused: Container[str] = (),
) -> Plan:
    """Return what is to be made of `home` below `folder`, but for the records that are `refused`."""
    event = manifest.event
    made = Plan(home)
    made.event_changed = (event["sha256"] if event else "") != digest(home.event)
    below = ground(home, event["theme"] if event else "", wishes)
    files = {(one["record"], one["format"], one["edition"]): name for name, one in manifest.files.items()}
    for path in home.records:
        record = home.name(path)
        if record in refused:
            continue
        session = manifest.sessions.get(record)
        pictures = pictures_digests(home.root, session["pictures"]) if session else {}
        made.records[record] = digest(path)
        now = below.under(made.records[record], pictures)
        for form in formats:
            name = files.get((record, form, wishes.edition), "")
            entry = manifest.files.get(name)
            reason = _reason(entry, now, manifest) if entry else "it is new"
            there = digest(f"{folder}/{name}") if entry else ""
            if entry and there and there != entry["sha256"] and not force:
                made.edited.append(name)
            elif force or reason or not there:
                reason = "asked for by --force" if force else reason or "its file is gone"
                made.due.setdefault(record, []).append(Due(form, reason, name))
            else:
                made.kept.append(name)
    return made


def _reason(entry: FileEntry, now: dict[str, str], manifest: Manifest) -> str:
    """Return what a file was made from that is not so any more, empty where all is."""
    changed = [name for name, value in now.items() if entry["made_from"].get(name) != value]
    if not changed:
        return ""
    if changed[0] == "software":
        before = manifest.software.get(entry["made_from"].get("software", ""), [])
        news = [one for one in software() if one not in before]
        return f"the software has changed: {', '.join(news)}" if news else "the software has changed"
    return REASONS[changed[0]]
