"""A whole event: what has changed is made again, by many workers, one bad record stopping nothing but itself.

    plan -> read what changed -> make -> place -> report

What has changed is found out in `plan.py`, what a worker does is in `tasks.py`, what is known of the files in
`write/manifest.py`. Telling people about it is in `cli/export.py` and `overview.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportkit import workers
from reportkit.counting import plural
from reportkit.errors import Misused, Unwritten
from reportkit.ground import Ground, digest, ground, pictures_digests, software
from reportkit.homes import Home, homes
from reportkit.outcomes import CHANGED, EDITED, FAILED, MADE, REMOVED, STALE, UNCHANGED, Outcome
from reportkit.pieces import Made, Order, Read, Reading
from reportkit.plan import Due, Plan, plan
from reportkit.progress import Progress, Silence
from reportkit.wishes import Wishes
from reportkit.workers import Lost
from reportkit.write import names, whole
from reportkit.write.manifest import Book, EventEntry, FileEntry, Manifest, SessionEntry, hashed, opened
from reportkit.write.manifest import read as manifest_of

if TYPE_CHECKING:
    from reportkit.records import EventFile, Session
    from reportkit.reviewing.signoff import Fault

REPORT = "report.html"

BY_HAND = "it is not as reportkit made it"
"""Why a file is left alone."""

UNSIGNED = "not everybody has signed it off"
"""Why a file is refused."""

NAMED = 10
"""How many are named of those who have not signed off a session."""

LEAST = 2
"""How many documents a worker has to make, lest another one does: its first takes as long as three others."""

TIMEOUT = 60.0
"""The seconds after which a document is given up."""


@dataclass(frozen=True, slots=True)
class How:
    """How a run is done: by how many workers or on which cluster, and what it may do.

    `timeout` is in seconds. `force` makes everything again and replaces what was changed by hand; `prune` removes the
    files of sessions that are gone; `dry` writes nothing and tells what would change. `signed` refuses
    the sessions that not everybody has signed off.
    """

    jobs: int = 1
    timeout: float | None = TIMEOUT
    force: bool = False
    prune: bool = False
    dry: bool = False
    address: str = ""
    signed: bool = False


def export(
    paths: Sequence[Path],
    out: Path,
    formats: Iterable[str],
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    how: How = How(),
    progress: Progress = Silence(),  # noqa: B008 - has no state
) -> Iterator[Outcome]:
    """Make what has changed of every session at `paths` in every one of `formats` below `out`.

    Yields what became of each file as soon as it is known. Raises Misused when there are no records, Busy when another
    run writes into the same folder, Unwritten when nothing can be written there, MachineLacks when nothing can be made.
    """
    every, chosen = homes(paths), tuple(formats)
    if shared := _shared(every):
        raise Misused(f"two events would write into {out / shared}", "export them into folders of their own")
    for home in every:
        folder = out / home.folder
        with nullcontext(Book(folder, manifest_of(folder))) if how.dry else opened(folder) as book:
            yield from _Run(home, book, chosen, wishes, how, progress).go()


def work(piece: Reading | Order) -> Read | Made:
    """Do one piece of a run, as a worker; what that takes is loaded there."""
    from reportkit import tasks

    return tasks.read(piece) if isinstance(piece, Reading) else tasks.make(piece)


def _shared(every: list[Home]) -> str:
    """Return the folder that two different events would share, as both have its name; empty where none would."""
    seen: set[str] = set()
    for home in every:
        if home.folder and home.folder.casefold() in seen:
            return home.folder
        seen.add(home.folder.casefold())
    return ""


@dataclass(slots=True)
class _Run:
    """One event on its way into one folder.

    `named` tells which record each file was made of; `hands` are those of the workers, which read first and make then.
    """

    home: Home
    book: Book
    formats: tuple[str, ...]
    wishes: Wishes
    how: How
    progress: Progress
    named: dict[str, str] = field(default_factory=dict)
    hands: Callable[[Sequence[Any]], Iterator[tuple[int, Any]]] = field(init=False)

    @property
    def known(self) -> Manifest:
        return self.book.manifest

    def go(self) -> Iterator[Outcome]:
        outcomes = []
        for outcome in self._outcomes():
            outcomes.append(outcome)
            yield outcome
        if not self.how.dry:
            self._report(outcomes)

    def _outcomes(self) -> Iterator[Outcome]:
        faults = self._unsigned() if self.how.signed else {}
        folder, force = self.book.folder, self.how.force
        todo = plan(self.home, folder, self.known, self.formats, self.wishes, force=force, refused=faults)
        yield from (self._refused(*fault, form) for fault in faults.items() for form in self.formats)
        yield from (self._of(name, UNCHANGED, "nothing has changed") for name in todo.kept)
        yield from map(self._edited, todo.edited)
        if todo.due or todo.event_changed:
            yield from self._due(todo)
        yield from self._left_over()

    def _unsigned(self) -> dict[str, Fault]:
        """Return the sessions that not everybody has signed off, by the manifest's names of their records."""
        # Whoever does not ask for it need not wait for reviews.
        from reportkit.reviewing.signoff import signoff

        found = signoff(self.home.paths)
        # What is wrong with a record that cannot be read is told when it is due.
        faults = {record: fault for record, fault in found.faults.items() if record not in found.unread}
        return {self.home.name(record): faults[record] for record in self.home.records if record in faults}

    def _refused(self, record: str, fault: Fault, form: str) -> Outcome:
        """Return what becomes of a file whose session is not signed off: one that is there stays as it is."""
        path, failure = self._path(record, form), str(fault.finding(NAMED))
        return Outcome(str(fault.record), form, path, FAILED, UNSIGNED, failure, fault.session, self.wishes.edition)

    def _path(self, record: str, form: str) -> str:
        """Return where a file of `record` is or would be, empty where that is not known without reading it."""
        if record not in self.known.sessions:
            return ""
        stem = self.known.sessions[record]["stem"]
        return str(self.book.folder / names.FOLDERS[self.wishes.edition] / f"{stem}.{form}")

    def _due(self, todo: Plan) -> Iterator[Outcome]:
        """Read the records that something is due for, and make it."""
        presses = [] if self.how.address else [f"reportkit.render.{form}" for form in self.formats]
        warm = ["reportkit.tasks", *presses]
        how = self.how
        with workers.crew(work, jobs=how.jobs, timeout=how.timeout, warm=warm, least=LEAST) as self.hands:
            yield from self._made(todo)

    def _made(self, todo: Plan) -> Iterator[Outcome]:
        read = self._read(todo)
        yield from (Outcome(file, "", "", FAILED, failure=read.failure(file)) for file in read.failed)
        below = ground(self.home, read.event.theme if read.event else "", self.wishes)
        self.known.software[below.software] = list(software())
        if read.event and str(self.home.event) not in read.failed:
            self._note_event(read.event, below)
        orders = [
            (session, due) for session in read.sessions for due in todo.due.get(self.home.name(Path(session.file)), ())
        ]
        if orders and not self.how.dry:
            self.book.begin()
        self.progress.begin(f"making {plural(len(orders), 'document')}", len(orders))
        for number, made in self._hand_out(orders):
            outcome = self._placed(*orders[number], made, todo, below, read.remarks(orders[number][0].file))
            self.progress(outcome.file, outcome.state)
            yield outcome

    def _read(self, todo: Plan) -> Read:
        """Return what the records say that something is due for."""
        from reportkit.reading import read

        records = [path for path in self.home.records if self.home.name(path) in todo.due]
        others = [one for name, one in self.known.sessions.items() if name not in todo.due and self._is_there(name)]
        return read(self.home, records, others, self.hands, self.progress)

    def _is_there(self, record: str) -> bool:
        return (self.home.root / record).is_file()

    # --- making ---

    def _hand_out(self, orders: list[tuple[Session, Due]]) -> Iterator[tuple[int, Made]]:
        """Yield what came of each of `orders` with its number; raise what keeps all of them from being made."""
        pieces = [Order(session, due.format, self.wishes) for session, due in orders]
        for number, made in self._answers(pieces):
            if isinstance(made, Lost):
                yield number, Made(failure=f"error: {pieces[number].session.file}: {made.reason}")
            elif made.unable:
                raise made.unable
            else:
                yield number, made

    def _answers(self, orders: list[Order]) -> Iterator[tuple[int, Made | Lost]]:
        """Have documents made by processes of this machine, or by others."""
        if self.how.address:
            from reportkit import cluster

            return cluster.made(orders, self.how.address, timeout=self.how.timeout)
        return self.hands(orders)

    def _placed(self, session: Session, due: Due, made: Made, todo: Plan, below: Ground, remarks: list[str]) -> Outcome:
        """Put a document into its place, unless somebody else's file is there."""
        record = self.home.name(Path(session.file))
        name = names.output(Path(), "", session, due.format, self.wishes.edition).as_posix()
        path = self.book.folder / name
        outcome = Outcome(
            session.file,
            due.format,
            str(path),
            MADE,
            due.reason,
            made.failure,
            session.id,
            self.wishes.edition,
            made.pages,
        )
        if made.failure:
            return replace(outcome, state=FAILED)
        # Sessions of one event were asked for that by the checks; those that lie in none meet here first.
        if (other := self.named.setdefault(name.casefold(), session.file)) != session.file:
            failure = f"error: {session.file}: its outputs would be named {session.stem}, as those of {other}"
            return replace(outcome, state=FAILED, failure=failure)
        pictures = pictures_digests(self.home.root, made.pictures)
        entry = FileEntry(
            sha256=hashed(made.data),
            pages=made.pages,
            record=record,
            format=due.format,
            edition=self.wishes.edition,
            made_from=below.under(todo.records[record], pictures),
        )
        there = digest(path)
        if there == entry["sha256"]:
            outcome = replace(outcome, state=UNCHANGED, reason=f"{due.reason}, and it came out the same")
        elif there and not self.how.force and not self._is_ours(name, there):
            return replace(outcome, state=EDITED, reason=BY_HAND)
        if self.how.dry:
            return outcome if outcome.state == UNCHANGED else replace(outcome, state=CHANGED)
        about = self._about(session, pictures, remarks)
        try:
            if outcome.state == UNCHANGED:
                self.book.note(name, entry, about)
            else:
                self.book.place(name, made.data, entry, about)
        except Unwritten as error:
            return replace(outcome, state=FAILED, failure=str(error))
        return outcome

    def _is_ours(self, name: str, there: str) -> bool:
        return name in self.known.files and self.known.files[name]["sha256"] == there

    def _about(self, session: Session, pictures: dict[str, str], remarks: list[str]) -> SessionEntry:
        return SessionEntry(
            id=session.id,
            title=session.title,
            language=session.tongue,
            starts=session.starts.isoformat(timespec="minutes"),
            stem=session.stem,
            pictures=pictures,
            remarks=[self._bare(remark) for remark in remarks],
        )

    def _bare(self, text: str) -> str:
        """Return `text` without the folders in which event and outputs lie, which are nobody's business."""
        for folder in {str(self.home.root), str(self.book.folder)} - {"."}:
            text = text.replace(f"{folder}/", "")
        return text

    def _note_event(self, event: EventFile, below: Ground) -> None:
        file = self.home.event.name if self.home.event else ""
        entry = EventEntry(file=file, sha256=below.event, title=event.title, language=event.language, theme=event.theme)
        if self.known.event != entry:
            self.known.event = entry
            self.book.differs()

    # --- what was there before ---

    def _of(self, name: str, state: str, reason: str) -> Outcome:
        """Return what became of a file that the manifest knows."""
        entry = self.known.files[name]
        session = self.known.sessions[entry["record"]]
        return Outcome(
            names.below(self.home.root, entry["record"]),
            entry["format"],
            names.below(self.book.folder, name),
            state,
            reason,
            session=session["id"],
            edition=entry["edition"],
            pages=entry["pages"],
        )

    def _edited(self, name: str) -> Outcome:
        return self._of(name, EDITED, BY_HAND)

    def _left_over(self) -> Iterator[Outcome]:
        """Yield the files whose session is gone or has another name now, and remove them if that was asked for."""
        records = {self.home.name(path) for path in self.home.records}
        for name, entry in sorted(self.known.files.items()):
            gone = self.home.whole and entry["record"] not in records
            renamed = entry["record"] in records and self.known.sessions[entry["record"]]["stem"] != _stem(name)
            if gone or renamed:
                yield self._pruned(name, "its session is gone" if gone else "its session has another name now")

    def _pruned(self, name: str, reason: str) -> Outcome:
        outcome, path = self._of(name, STALE, reason), self.book.folder / name
        if not self.how.prune:
            return outcome
        there = digest(path)
        if there and not self.how.force and not self._is_ours(name, there):
            return replace(outcome, state=EDITED, reason=BY_HAND)
        if not self.how.dry:
            try:
                self.book.remove(name)
            except Unwritten as error:
                return replace(outcome, state=FAILED, failure=str(error))
        return replace(outcome, state=REMOVED)

    # --- the page about it all ---

    def _report(self, outcomes: list[Outcome]) -> None:
        """Write `report.html`, unless it says the same already."""
        failures = [(outcome.record, outcome.format, outcome.failure) for outcome in outcomes if outcome.failure]
        amiss = [(outcome.file, outcome.state) for outcome in outcomes if outcome.state not in (MADE, UNCHANGED)]
        told = hashed(self._bare(json.dumps([failures, amiss])).encode())
        path = self.book.folder / REPORT
        if not self.book.folder.is_dir() or (told == self.known.report and path.is_file()):
            return
        # Whoever finds nothing to do need not wait for templates.
        from reportkit.overview import page

        whole.write(path, page(self.known, outcomes, self.home.root, self.book.folder))
        self.known.report = told
        self.book.changed = True


def _stem(name: str) -> str:
    """Return the name of a file of outputs without its folder and ending; stems themselves may have full stops."""
    return name.rpartition("/")[2].rpartition(".")[0]
