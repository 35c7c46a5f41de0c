"""Decided changes into the record: what it says by now stays, and what does not go together is told.

The record is written before the ledger notes it. Who is killed in between finds the changes in the record already, and
nothing is made twice. How both sides meet is in `meeting.py`, how a file is rewritten in `write/rewritten.py`.
"""

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path

from reportkit.errors import BadRecord, Finding, Severity, Unwritten
from reportkit.pipeline import Received, receive
from reportkit.records import Passage, Session
from reportkit.reviewing.deciding import Case, opened, take
from reportkit.reviewing.finding import Held
from reportkit.reviewing.meeting import Clash, Take, grouped, meet, whereabouts
from reportkit.reviews import Change, Review, moment
from reportkit.write import replaced
from reportkit.write.ledger import Ledger
from reportkit.write.rewritten import FORMATS, rewritten


@dataclass(frozen=True, slots=True)
class Made:
    """A change that the record has now; `already` tells that it had it before."""

    review: str
    change: Change
    already: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one record: its text before and after, the changes that it took, and those that it could not."""

    record: Path
    before: str
    after: str
    made: tuple[Made, ...] = ()
    clashes: tuple[tuple[str, Clash], ...] = ()

    @property
    def difference(self) -> tuple[str, ...]:
        """The lines that changed, as `diff -u` shows them."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return tuple(unified_diff(before, after, str(self.record), str(self.record), lineterm=""))


def apply(helds: Iterable[Held], by: str, *, dry: bool = False, number: int = 0) -> list[Applied]:
    """Write what was decided on reviews into their records, those first that were decided first.

    With `dry`, nothing is written. Raises BadRecord where a record would have faults that it has not yet, and Unwritten
    where it was changed meanwhile or cannot be rewritten; then it is as it was.
    """
    ledgers: dict[Ledger, list[Held]] = {}
    for held in helds:
        ledgers.setdefault(held.ledger, []).append(held)
    return [_apply(ledger, group, by, dry=dry, number=number) for ledger, group in ledgers.items()]


def _apply(ledger: Ledger, helds: Sequence[Held], by: str, *, dry: bool, number: int) -> Applied:
    with nullcontext() if dry else ledger.held():
        received, session = _as_it_is(ledger.record)
        before = received.loaded.contents[session.file].text
        cases = [opened(replace(held, session=session), number) for held in helds]
        sketch = _Sketch(list(enumerate(session.sketch)))
        for case in sorted(cases, key=_first_decided):
            sketch.take(case)
        clashes = tuple((case.held.review.id, _with_others(case, clash, sketch)) for case, clash in sketch.clashes)
        after = _rewritten(ledger.record, before, session, sketch)
        if after != before:
            _refuse_faults(received, session, sketch, after)
        if not dry:
            if after != before:
                replaced.replace(ledger.record, before, after)
            for case in cases:
                _note(case, [one for one in sketch.made if one.review == case.held.review.id], by)
    return Applied(ledger.record, before, after, tuple(sketch.made), clashes)


def _as_it_is(record: Path) -> tuple[Received, Session]:
    """Return the record as it is at this moment, checked; raise BadRecord where it cannot be read."""
    received = receive(record)
    if not received.loaded.event.sessions:
        raise BadRecord(one for one in received.findings if one.severity == Severity.ERROR)
    return received, received.loaded.event.sessions[0]


# --- what the sketch becomes ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sketch:
    """The passages of a record on their way, each behind its place in the file, and what was made of them so far."""

    entries: list[tuple[int, Passage]]
    made: list[Made] = field(default_factory=list)
    clashes: list[tuple[Case, Clash]] = field(default_factory=list)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for _, passage in self.entries)

    def take(self, case: Case) -> None:
        """Make the decided changes of one review, as far as they go together with what is there."""
        for id, takes in _pending(case).items():
            sent = next(one for one in case.sent.passages if one.id == id)
            now = whereabouts(case.sent, self.passages)[id]
            met = meet(sent, now, takes)
            if met.clash:
                self.clashes.append((case, met.clash))
                continue
            already = now.at is None if met.text is None else met.text == now.text
            self.made += (Made(case.held.review.id, one.change, already) for one in takes)
            if not already:
                self.put(now.at, met.text)

    def put(self, at: int | None, text: str | None) -> None:
        assert at is not None
        place, passage = self.entries[at]
        self.entries[at : at + 1] = [] if text is None else [(place, passage.model_copy(update={"text": text}))]


def _pending(case: Case) -> dict[str, list[Take]]:
    """Return what is to be made of each passage: what was decided and is not in the record yet."""
    wanted = [
        change
        for change in case.proposal.changes
        if (decision := case.decision(change)) and decision.verdict != "reject" and not decision.applied
    ]
    return {
        id: [take(case, change, case.decisions[change.key]) for change in group]
        for id, group in grouped(wanted).items()
    }


def _first_decided(case: Case) -> str:
    return min((one.at for one in case.decisions.values() if not one.applied), default="")


def _with_others(case: Case, clash: Clash, sketch: _Sketch) -> Clash:
    """Return a clash with the names of the other reviewers whose changes the passage has taken."""
    ledger, review = case.held.ledger, case.held.review
    names = [
        other.name
        for other in ledger.legible()[0]
        if other.speaker != review.speaker and _has_taken(ledger, other, clash.passage, sketch)
    ]
    return replace(clash, others=tuple(dict.fromkeys(names)))


def _has_taken(ledger: Ledger, review: Review, passage: str, sketch: _Sketch) -> bool:
    if any(one.review == review.id and one.change.passage == passage for one in sketch.made):
        return True
    applied = {key for key, one in ledger.decisions(review).items() if one.applied}
    proposals = [ledger.proposal(review, one.number) for one in review.returns] if applied else []
    changes = [change for proposal in proposals if proposal for change in proposal.changes]
    return any(change.passage == passage and change.key in applied for change in changes)


# --- what the file becomes --------------------------------------------------------------------------------------


def _rewritten(record: Path, text: str, session: Session, sketch: _Sketch) -> str:
    """Return the text of the record with the sketch as it is to be; raise Unwritten where that cannot be done."""
    words = {at: one.text for at, one in sketch.entries if one.text != session.sketch[at].text}
    gone = set(range(len(session.sketch))) - {at for at, _ in sketch.entries}
    if not words and not gone:
        return text
    if result := rewritten(text, record.suffix, words, gone):
        return result
    if record.suffix.lower() not in FORMATS:
        hint = f"write the words into it by hand, or make a record in YAML of it (known: {', '.join(FORMATS)})"
        raise Unwritten(f"{record}: passages cannot be rewritten in files of this kind", hint)
    hint = "passages that share words by an alias are to be written out first"
    raise Unwritten(f"{record}: the passages cannot be rewritten without changing something else", hint)


def _refuse_faults(received: Received, session: Session, sketch: _Sketch, after: str) -> None:
    """Raise BadRecord where the record would not say what it is to, or would have faults that it has not now."""
    again = receive(Path(session.file), said=after)
    known = {_fault(one) for one in received.findings}
    if new := [one for one in again.findings if one.severity == Severity.ERROR and _fault(one) not in known]:
        hint = "nothing was written; decide on these words anew"
        raise BadRecord(replace(one, hint=f"{one.hint}; {hint}" if one.hint else hint) for one in new)
    wanted = session.model_copy(update={"sketch": sketch.passages})
    if again.loaded.event.sessions != (wanted,):
        raise Unwritten(f"{session.file}: would say something else than was decided", "write the words by hand")


def _fault(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.message


# --- what the ledger notes --------------------------------------------------------------------------------------


def _note(case: Case, made: Sequence[Made], by: str) -> None:
    """Note in the ledger that the record has taken some changes of one review."""
    if not made:
        return
    review, ledger, at = case.held.review, case.held.ledger, moment()
    applied = {one.change.key: replace(case.decisions[one.change.key], applied=at) for one in made}
    ledger.decide(review, case.decisions | applied)
    numbers = [one.change.number for one in made]
    ledger.note(
        "applied", review.id, by=by, changes=numbers, already=[one.change.number for one in made if one.already]
    )
