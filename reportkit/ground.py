"""What all files of a run are made from beside their records: hashes of event, theme, fonts, software and options.

What has another hash than the manifest says is made again; that is found out in `plan.py`.
"""

import ctypes
import json
import os
import re
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import time_ns

from reportkit.homes import Home
from reportkit.resources import room
from reportkit.wishes import Wishes
from reportkit.write import kept
from reportkit.write.manifest import hashed

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
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times a run
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
        # Most events have a theme of the package, and need not wait for TOML.
        import tomllib

        try:
            name = str(tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8")).get("extends", ""))
        except (OSError, ValueError):
            return


def _listed(folder: Path, apart: Container[str] = ()) -> Iterator[str]:
    """Yield the files of `folder` and of those within, but for those `apart`, with their hashes."""
    yield from (f"{name} {digest(f'{folder}/{name}')}" for name in _within(folder, apart))


def _within(folder: Path, apart: Container[str] = ()) -> list[str]:
    """Return the names of the files of `folder` and of those within, but for those `apart` and what Python compiles."""
    found, start = [], len(f"{folder}/")
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if f"{place}/{name}" not in apart]
        found += [f"{place}/{name}"[start:] for name in files if not name.endswith(".pyc")]
    return sorted(found)


@cache
def fonts_digest() -> str:
    """Return a hash of the names and sizes of the fonts that this machine has, which pages may fall back to."""
    found = []
    for folder in _font_folders():
        for place, _, names in os.walk(folder):
            found += [f"{name} {_state(f'{place}/{name}')[1]}" for name in names]
    return hashed("\n".join(sorted(found)).encode())


def _font_folders() -> list[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - there are users without a home, as in containers
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), data / "fonts", home / ".fonts"]


SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time, on any disk."""


@cache
def software() -> tuple[str, ...]:
    """Return what makes the pages, with versions; of reportkit, a hash of its files, since it changes unreleased."""
    own = code_digest((Path(__file__).parent, room("templates"), room("styles")))
    return (f"reportkit {own[:16]}", *sorted(_packages()), *_native())


def code_digest(folders: Sequence[Path]) -> str:
    """Return a hash of all files in `folders`, which may lie in each other; it is kept until one of them is written.

    Whoever writes a file gives it another time; nobody can set back that of its entry (`st_ctime`, POSIX).
    """
    # In a wheel, templates and styles lie within the package; in a checkout, beside it.
    apart = [str(folder) for folder in folders]
    files = [(folder, name) for folder in folders for name in _within(folder, apart)]
    states = [_state(f"{folder}/{name}") for folder, name in files]
    seen = hashed(repr([*zip([name for _, name in files], states, strict=True)]).encode())
    key, now = hashed(repr(apart).encode()), time_ns()
    known, _, found = (kept.find("code", key) or b"").decode().partition(" ")
    if known == seen:
        return found
    found = hashed("\n".join(line for folder in folders for line in _listed(folder, apart)).encode())
    if all(max(written, entered) < now - SETTLED for _, _, written, entered in states):
        kept.keep("code", key, f"{seen} {found}".encode())
    return found


def _state(path: str) -> tuple[int, int, int, int]:
    """Return number, size in bytes, and the times of a file and of its entry; zeros where a link leads nowhere."""
    try:
        it = os.stat(path)  # noqa: PTH116 - hundreds of times in a run that has nothing to do
    except OSError:
        return 0, 0, 0, 0
    return it.st_ino, it.st_size, it.st_mtime_ns, it.st_ctime_ns


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
