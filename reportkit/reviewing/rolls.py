"""What records say that a sign-off has to know: who speaks, and the hash of what is said of each.

A thousand records take seconds to read, and mostly have not changed since somebody asked last. So what they said is
kept (`write/kept.py`), by the hash of each file. Records are not checked here, and nothing of a review is known.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from reportkit.errors import Finding, Severity
from reportkit.load import formats, load
from reportkit.records import Session
from reportkit.reviews import text_hash
from reportkit.write import kept

KIND = "rolls"
"""What kept rolls are called."""

FORM = "1"
"""A number that changes when rolls say something else than they do."""

NOTHING = text_hash(())
"""The hash of the passages of somebody who has none."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Those who sign off one session, in the order of its record: speakers, then discussants, by id and name.

    Who has no id has an empty one. `names` are those of everybody with an id, whatever the role; `texts` are the hashes
    of what is said of each of whom something is; `zone` is that of the event, where it says one.
    """

    session: str
    zone: str
    people: tuple[tuple[str, str], ...]
    names: dict[str, str]
    texts: dict[str, str]

    def text(self, speaker: str) -> str:
        return self.texts.get(speaker, NOTHING)


NOBODY = Roll("", "", (), {}, {})
"""The roll of a record that is gone or cannot be read."""


@dataclass(frozen=True, slots=True)
class Rolls:
    """The rolls of the records that can be read, by their files, and what is wrong with the others."""

    of: dict[Path, Roll]
    findings: tuple[Finding, ...] = ()


def own_text(session: Session, speaker: str) -> str:
    """Return the hash of what a record says of `speaker`: what an approval is bound to."""
    return text_hash((passage.id, passage.text) for passage in session.sketch if passage.speaker == speaker)


def roll(session: Session) -> Roll:
    spoken_of = dict.fromkeys(passage.speaker for passage in session.sketch if passage.speaker)
    return Roll(
        session.id,
        (session.event.timezone or "") if session.event else "",
        tuple((person.id or "", person.name) for person in (*session.speakers, *session.discussants)),
        {person.id: person.name for _, person in session.people if person.id},
        {speaker: own_text(session, speaker) for speaker in spoken_of},
    )


def rolls(path: Path) -> Rolls:
    """Return the rolls of an event or of one record; raise Misused where there is neither at `path`."""
    event = _event_file(path)
    records = _records(event) if event else [path]
    around = _digest(event or _event_around(path))
    keys = {record: f"{record.name} {around} {_digest(record)}" for record in records}
    name = _name(records[0].parent if records else path)
    known = _known(name)
    missing = [record for record in records if keys[record] not in known]
    findings: tuple[Finding, ...] = ()
    if missing or not records:
        loaded = load(path, missing if event else None)
        findings = tuple(one for one in loaded.placed(loaded.findings) if one.severity == Severity.ERROR)
        known |= {keys[Path(session.file)]: roll(session) for session in loaded.event.sessions}
        # Of an event, what is gone need not be kept any longer.
        _keep(name, {key: one for key, one in known.items() if not event or key in keys.values()})
    return Rolls({record: known[key] for record, key in keys.items() if key in known}, findings)


# --- files ------------------------------------------------------------------------------------------------------


def _event_file(path: Path) -> Path | None:
    """Return the file of the event at `path`, None where it is something else."""
    if path.is_dir():
        return next((file for suffix in formats() if (file := path / f"event{suffix}").is_file()), None)
    return path if path.stem == "event" and path.is_file() else None


def _event_around(record: Path) -> Path | None:
    return _event_file(record.parent) or _event_file(record.resolve().parent.parent)


def _records(event: Path) -> list[Path]:
    return [path for path in sorted((event.parent / "sessions").glob("*")) if path.suffix.lower() in formats()]


def _digest(path: Path | None) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest() if path else ""
    except OSError:
        return ""


# --- what is kept -----------------------------------------------------------------------------------------------


def _name(folder: Path) -> str:
    return sha256(f"{FORM}\0{folder.resolve()}".encode("utf-8", "surrogateescape")).hexdigest()


def _known(name: str) -> dict[str, Roll]:
    plain = json.loads(kept.find(KIND, name) or b"{}")
    return {key: Roll(**{**one, "people": tuple(map(tuple, one["people"]))}) for key, one in plain.items()}


def _keep(name: str, known: Mapping[str, Roll]) -> None:
    kept.keep(KIND, name, json.dumps({key: asdict(one) for key, one in known.items()}).encode())
    kept.tidy(KIND)
