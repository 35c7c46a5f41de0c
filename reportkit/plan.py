"""What a run has to make: each file's sources, by their contents, against what the manifest says it was made from.

Nothing is rendered here and no record is read as a record: bytes are hashed and compared, so that a run that finds
nothing to do ends at once, and nothing heavy is imported. Making is in `batch.py`, the manifest in `write/manifest.py`.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportkit.ground import digest, ground, pictures_digests, software
from reportkit.homes import Home
from reportkit.wishes import Wishes
from reportkit.write import names
from reportkit.write.manifest import FileEntry, Manifest

REASONS = {
    "record": "its record has changed",
    "event": "the event file has changed",
    "pictures": "a picture has changed",
    "theme": "the theme has changed",
    "fonts": "other fonts are installed",
    "options": "other options are asked for",
}
"""Why a file is made again, by what it was made from."""


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
            there = digest(names.below(folder, name)) if entry else ""
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
    if entry["made_from"] == now:
        return ""
    changed = [name for name, value in now.items() if entry["made_from"].get(name) != value]
    if changed[0] == "software":
        before = manifest.software.get(entry["made_from"].get("software", ""), [])
        news = [one for one in software() if one not in before]
        return f"the software has changed: {', '.join(news)}" if news else "the software has changed"
    return REASONS[changed[0]]
