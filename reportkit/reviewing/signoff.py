"""Who has signed off what of an event: every speaker of every session, with a review or without.

Nobody is forgotten: who speaks is read from the records, what became of each from the folders beside them; somebody who
is in one of them only is told, too. Records are not checked. Where one sign-off stands is in `standing.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from reportkit.errors import BadRecord, Finding, Origin, Place, Severity, visible
from reportkit.load import load
from reportkit.records import Session
from reportkit.reviewing.finding import homes, ledgers, records
from reportkit.reviewing.outbox import Fate, said_by
from reportkit.reviewing.standing import Back, Standing, back, overdue, renamed, reopened
from reportkit.reviews import Review
from reportkit.write.ledger import Ledger


@dataclass(slots=True)
class Signoff:
    """Where everybody stands, session by session, and what is wrong with files that cannot be read.

    `unread` are the records among these, and those that are gone.
    """

    standings: list[Standing] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: set[Path] = field(default_factory=set)

    @property
    def open(self) -> list[Standing]:
        """Those who have not signed off, or whose approval does not stand any more."""
        return [one for one in self.standings if not one.settled]

    @property
    def faults(self) -> dict[Path, "Fault"]:
        """The sessions that are not signed off, by their records."""
        whose: dict[Path, list[Standing]] = defaultdict(list)
        for one in self.open:
            whose[one.record].append(one)
        return {record: Fault(record, tuple(standings)) for record, standings in whose.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """A session that is not signed off, and by whom."""

    record: Path
    whose: tuple[Standing, ...]

    @property
    def session(self) -> str:
        return self.whose[0].session

    def finding(self, most: int | None = None) -> Finding:
        """Return what is to be told of it; of many people, `most` are named."""
        names = [one.told for one in self.whose[:most]]
        more = [f"and {len(self.whose) - len(names):,} more"] if len(names) < len(self.whose) else []
        message = f"{self.session} is not signed off by {', '.join([*names, *more])}"
        hint = f"see `reportkit review status {self.record}`"
        place = Place(str(self.record))
        return Finding(Severity.ERROR, Origin(place.file), visible(message), visible(hint), "review", place)


def signoff(paths: Sequence[Path] = (), event: Path | None = None, now: datetime | None = None) -> Signoff:
    """Return where the events and records at `paths` stand; without any, those of `event`, or of what is here.

    Raises Misused where there is nothing of the kind.
    """
    found, seen = Signoff(), set[Path]()
    for path in paths or list(chain.from_iterable(map(_meant, homes(event)))):
        for record, session in _records(path, found):
            if (place := record.resolve()) not in seen:
                seen.add(place)
                found.standings += _Session(record, session, now, found.findings).standings()
    found.standings.sort(key=lambda one: (str(one.record.parent), natural(one.session)))
    return found


def natural(words: str) -> tuple[tuple[int, str], ...]:
    """Return what is sorted by, so that `1-2` comes before `1-10`."""
    parts = re.split(r"(\d+)", words)
    return tuple((int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts)


def _meant(folder: Path) -> list[Path]:
    """Return the event in `folder`, or the records there that have reviews but no event."""
    return records(folder) or [folder]


def _records(path: Path, found: Signoff) -> Iterator[tuple[Path, Session | None]]:
    """Yield the records at `path` with their sessions, and those with reviews that cannot be read or are gone."""
    loaded = load(path)
    found.findings += (one for one in loaded.placed(loaded.findings) if one.severity == Severity.ERROR)
    read = {Path(session.file): session for session in loaded.event.sessions}
    yield from read.items()
    unread = [ledger.record for ledger in ledgers(path) if ledger.record not in read]
    found.unread.update(unread)
    yield from ((record, None) for record in unread)


WRONG: dict[Fate, str] = {"pending": "failed", "bounced": "bounced", "unknown": "unknown"}
"""What is said of a letter whose last try did not end well."""


@dataclass(slots=True)
class _Session:
    """One record on the way to the standings of its speakers."""

    record: Path
    session: Session | None
    now: datetime | None
    findings: list[Finding]
    lines: dict[str, list[dict[str, Any]]] | None = None  # what JSON holds

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.record)

    @property
    def asked(self) -> tuple[tuple[str, str], ...]:
        """Those who are to sign off, by id and name; who has no id has an empty one."""
        people = (*self.session.speakers, *self.session.discussants) if self.session else ()
        return tuple((person.id or "", person.name) for person in people)

    def standings(self) -> Iterator[Standing]:
        reviews, damage = self.ledger.legible()
        self.findings += (finding for error in damage.values() for finding in error.findings)
        unread = dict.fromkeys(folder.rpartition(".")[0] for folder in damage)
        rounds: dict[str, list[Review]] = defaultdict(list)
        for review in reviews:
            if review.speaker not in unread:
                rounds[review.speaker].append(review)
        for speaker, name in self.asked:
            if speaker in unread:
                del unread[speaker]
                yield self._illegible(speaker, name)
            else:
                yield from self._rounds(rounds.pop(speaker, []), speaker, name)
        yield from (self._illegible(speaker, speaker) for speaker in unread)
        names = {person.id: person.name for _, person in self.session.people} if self.session else {}
        for speaker, others in rounds.items():
            yield from self._rounds(others, speaker, names.get(speaker, others[-1].name), listed=speaker in names)

    def _rounds(self, rounds: list[Review], speaker: str, name: str, *, listed: bool = True) -> Iterator[Standing]:
        """Yield where the last round of a speaker stands, and those before it."""
        if not rounds and self.session:
            yield Standing(self.session.id, self.record, speaker, name)
        for number, review in enumerate(reversed(rounds)):
            try:
                yield self._round(review, name, listed=listed, superseded=number > 0)
            except BadRecord as error:
                self.findings += error.findings
                yield self._illegible(speaker, name, review)

    def _round(self, review: Review, name: str, *, listed: bool, superseded: bool) -> Standing:
        if self.session is None:
            return self._illegible(review.speaker, name, review)
        came = back(self.ledger, review) if review.state == "returned" else Back()
        return Standing(
            review.session,
            self.record,
            review.speaker,
            name,
            review,
            listed=listed,
            superseded=superseded,
            overdue=not superseded and overdue(review, self.session, self.now),
            reopened=not superseded and reopened(review, self.session),
            renamed=not superseded and renamed(review, name),
            undecided=came.undecided,
            unapplied=came.unapplied,
            comments=came.comments,
            replies=len(self.ledger.replies(review)) if review.state in ("sent", "returned") else 0,
            delivery=self._went(review) if review.state in ("drafted", "sent") else "",
        )

    def _illegible(self, speaker: str, name: str, review: Review | None = None) -> Standing:
        session = review.session if review else self.session.id if self.session else ""
        return Standing(session, self.record, speaker, name, review, legible=False)

    def _went(self, review: Review) -> str:
        """Return how the last sending of `review` went wrong, by the log, which is read once."""
        if self.lines is None:
            self.lines = defaultdict(list)
            for line in self.ledger.log():
                self.lines[str(line.get("review"))].append(line)
        return WRONG.get(said_by(self.lines.get(review.id, ())).fate, "")
