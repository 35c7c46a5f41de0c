"""Which records and which reviews a command means."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportkit.errors import BadRecord, Finding, Misused, Severity
from reportkit.load import formats, load
from reportkit.records import Session
from reportkit.reviews import Review
from reportkit.write.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Held:
    """A review, the ledger that has it, and its record as it is now."""

    review: Review
    ledger: Ledger
    session: Session


def sessions(paths: Iterable[Path]) -> tuple[list[tuple[Session, Ledger]], dict[Ledger, list[Finding]]]:
    """Return the sessions at `paths`, events or records, with their ledgers; and why others cannot be read, by theirs.

    Raises Misused where there is no record, BadRecord where an event file cannot be read, which says how mail leaves.
    """
    found: list[tuple[Session, Ledger]] = []
    unread: dict[Ledger, list[Finding]] = defaultdict(list)
    for path in paths:
        loaded = load(path)
        errors = [one for one in loaded.placed(loaded.findings) if one.severity == Severity.ERROR]
        if of_event := [one for one in errors if one.where.record == loaded.event.file]:
            raise BadRecord(of_event)
        found += ((session, Ledger(Path(session.file))) for session in loaded.event.sessions)
        for one in errors:
            unread[Ledger(Path(one.where.record))].append(one)
    return found, unread


def _read(path: Path) -> tuple[Session, ...]:
    loaded = load(path)
    if errors := [one for one in loaded.placed(loaded.findings) if one.severity == Severity.ERROR]:
        raise BadRecord(errors)
    return loaded.event.sessions


def held(id: str, event: Path | None = None) -> Held:
    """Return the review `id`, such as `3-1.kuik.1`, or at the path of its folder; raise Misused where there is none."""
    ledger, review = _located(id, event)
    return Held(review, ledger, _record(ledger))


def meant(names: Sequence[str], event: Path | None = None) -> list[tuple[Ledger, Review]]:
    """Return the reviews that `names` are, or that are of the events and records that they are, each once.

    Without names, these are all reviews that can be found. Raises Misused where a name is none.
    """
    found = [one for name in names for one in _called(name, event)]
    if not names:
        found = [one for folder in homes(event) for one in reviews(folder)]
    return list({ledger.path(review, ""): (ledger, review) for ledger, review in found}.values())


def with_records(found: Iterable[tuple[Ledger, Review]]) -> list[Held]:
    """Return reviews with their records, each of which is read once."""
    records: dict[Path, Session] = {}
    for ledger, _ in (found := list(found)):
        if ledger.record not in records:
            records[ledger.record] = _record(ledger)
    return [Held(review, ledger, records[ledger.record]) for ledger, review in found]


def _called(name: str, event: Path | None) -> list[tuple[Ledger, Review]]:
    path = Path(name)
    if not path.exists() or (path / "review.json").is_file():
        return [_located(name, event)]
    meant = [Ledger(_beside(path))] if path.is_dir() and path.name.endswith(".review") else ledgers(path)
    return [(ledger, review) for ledger in meant for review in ledger.reviews()]


def _located(id: str, event: Path | None) -> tuple[Ledger, Review]:
    folder = Path(id)
    if (folder / "review.json").is_file():
        ledger = Ledger(_beside(folder.parent))
        read, damage = ledger.legible()
        found = [(ledger, one) for one in read if one.folder == folder.name]
        wrong = [damage[folder.name]] if folder.name in damage else []
    else:
        found, wrong = _of_id(id, [ledger for home in homes(event) for ledger in ledgers(home)])
    if not found and wrong:
        raise wrong[0]
    if not found:
        raise Misused(f'there is no review "{id}"', "`reportkit review status` lists them")
    if len(found) > 1:
        places = ", ".join(str(ledger.path(review, "")) for ledger, review in found)
        raise Misused(f'there are several reviews "{id}": {places}', "say which event is meant: --event DIR")
    return found[0]


def _of_id(id: str, ledgers: Iterable[Ledger]) -> tuple[list[tuple[Ledger, Review]], list[BadRecord]]:
    """Return the reviews that are called `id`, and what is wrong with those that may be and cannot be read."""
    found, wrong = [], []
    for ledger in ledgers:
        read, damage = ledger.legible()
        found += [(ledger, one) for one in read if one.id == id]
        wrong += [error for folder, error in damage.items() if id.endswith(f".{folder}")]
    return found, wrong


def reviews(folder: Path) -> Iterator[tuple[Ledger, Review]]:
    """Yield all reviews of the event or the records in `folder`; raise BadRecord where a file of one is damaged."""
    yield from ((ledger, review) for ledger in ledgers(folder) for review in ledger.reviews())


def ledgers(path: Path) -> list[Ledger]:
    """Return the ledger of the record at `path`, or those that the event there has, also of records that are gone."""
    if path.is_dir() or path.stem == "event":
        home = path if path.is_dir() else path.parent
        return [Ledger(_beside(folder)) for folder in sorted([*home.glob("*.review"), *home.glob("sessions/*.review")])]
    return [Ledger(path)]


def records(folder: Path) -> list[Path]:
    """Return the records in `folder` that have reviews."""
    return [record for record in map(_beside, sorted(folder.glob("*.review"))) if record.is_file()]


def _beside(folder: Path) -> Path:
    """Return the record whose reviews are in `folder`, or where it would be."""
    stem = folder.name.removesuffix(".review")
    files = (folder.with_name(stem + suffix) for suffix in formats())
    return next((path for path in files if path.is_file()), folder.with_name(f"{stem}.yaml"))


def _record(ledger: Ledger) -> Session:
    found = _read(ledger.record)
    if not found:
        raise Misused(f"there is no record {ledger.record}", "bring it back from your backups")
    return found[0]


def homes(event: Path | None = None) -> list[Path]:
    """Return the folders whose reviews are meant: `event`, or the one around this folder, or all below it.

    Raises Misused where there is none.
    """
    if event is not None:
        if not event.exists():
            raise Misused(f"there is no folder {event}", "name an event folder")
        return [event if event.is_dir() else event.parent]
    here = Path()
    around = [folder for folder in (here, *here.resolve().parents) if _is_event(folder)][:1]
    below = [folder for pattern in ("*/", "*/*/") for folder in sorted(here.glob(pattern)) if _is_event(folder)]
    alone = [here] * any(here.glob("*.review"))
    if found := around or below or alone:
        return found
    raise Misused("there is no event in or below this folder", "say where it is: --event DIR")


def _is_event(folder: Path) -> bool:
    """Tell whether there are an event file and sessions; `schemas/event.json` is neither's."""
    return (folder / "sessions").is_dir() and any((folder / f"event{suffix}").is_file() for suffix in formats())
