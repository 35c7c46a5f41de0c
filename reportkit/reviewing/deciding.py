"""What an editor decides on the changes that came back: accept, reject, or put other words there.

Decisions are only recorded, by the key of the change, with who made them and when; the record is written by
`applying.py`. Sweeps take the reviewer's own passages only: what a speaker changed of others is decided singly, and so
is whatever takes a whole passage out or meets other words in the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reportkit.errors import Misused
from reportkit.reviewing.finding import Held
from reportkit.reviewing.meeting import Clash, Now, Take, clashes, seen, whereabouts
from reportkit.reviewing.standing import NEXT, told
from reportkit.reviews import Change, Decision, Proposal, Review, Sent, Verdict, moment

DONE = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
"""What people call a change on which this was decided."""


@dataclass(frozen=True, slots=True)
class Case:
    """A review with all that was said on it: what was sent, what came back, what was decided so far.

    `now` is where its passages are in the record, by their ids, and `clashes` are the changes that cannot be made as
    the record is, by their keys.
    """

    held: Held
    sent: Sent
    proposal: Proposal
    decisions: dict[str, Decision]
    now: dict[str, Now]
    clashes: dict[str, Clash]

    def decision(self, change: Change) -> Decision | None:
        return self.decisions.get(change.key)

    @property
    def open(self) -> tuple[Change, ...]:
        """The changes that nobody has decided."""
        return tuple(change for change in self.proposal.changes if change.key not in self.decisions)


@dataclass(frozen=True, slots=True)
class Sweep:
    """The changes that are decided in one go, and those that are left, with the reason."""

    changes: tuple[Change, ...]
    left: tuple[tuple[Change, str], ...] = ()


def opened(held: Held, number: int = 0) -> Case:
    """Return the case of a review, on its last return or on the `number`-th; raise Misused where nothing came back."""
    review = held.review
    numbers = [one.number for one in review.returns]
    if not numbers:
        hint = "take in what does: reportkit review collect"
        raise Misused(f"nothing came back for {review.id} yet; it is {review.state}", hint)
    if number and number not in numbers:
        raise Misused(f"{review.id} has no return {number}", f"there is {', '.join(map(str, numbers))}")
    proposal = held.ledger.proposal(review, number)
    assert proposal
    sent, sketch = held.ledger.sent(review, proposal.draft), held.session.sketch
    return Case(
        held,
        sent,
        proposal,
        held.ledger.decisions(review),
        whereabouts(sent, sketch),
        clashes(sent, sketch, proposal.changes),
    )


# --- which changes are meant ------------------------------------------------------------------------------------


def numbered(case: Case, numbers: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes that are called so; raise Misused, with the nearest ones, where one is unknown."""
    known = {change.number: change for change in case.proposal.changes}
    wanted = list(dict.fromkeys(numbers))
    if unknown := [number for number in wanted if number not in known]:
        id = case.held.review.id
        raise Misused(f'{id} has no change "{unknown[0]}"', _nearest(unknown[0], list(known)))
    return tuple(known[number] for number in wanted)


def _nearest(number: str, known: Sequence[str]) -> str:
    """Return which numbers there are, those of the same passage first."""
    if not known:
        return "it has none at all; `reportkit review show` has its comments"
    near = [one for one in known if one.partition(".")[0] == number.partition(".")[0]] or known
    shown = ", ".join(near[:8])
    return f"there is {shown}" + (f" and {len(near) - 8} more" if len(near) > 8 else "")


def own(case: Case) -> Sweep:
    """Return the open changes of the reviewer's own passages."""
    return _sweep(case, [change for change in case.open if change.own])


def typography(case: Case) -> Sweep:
    """Return the open changes of blanks, quotation marks and hyphens in the reviewer's own passages."""
    return _sweep(case, [change for change in case.open if change.kind == "typography" and change.own])


def all_of(case: Case, passages: Iterable[str]) -> Sweep:
    """Return the open changes of `passages`, by id or by number; raise Misused where one is not the reviewer's own."""
    ids = [one.id for one in case.sent.passages]
    wanted = []
    for name in passages:
        id = ids[int(name) - 1] if name.isdecimal() and 0 < int(name) <= len(ids) else name
        if id not in ids:
            close = get_close_matches(id, ids, n=1)
            raise Misused(f'no passage "{name}" was sent', f'did you mean "{close[0]}"?' if close else ", ".join(ids))
        changes = [change for change in case.proposal.changes if change.passage == id]
        if foreign := [change.number for change in changes if not change.own]:
            message = f"{id} is not {case.held.review.name}'s own passage, so its changes are decided singly"
            raise Misused(message, f"name them: {' '.join(foreign)}")
        wanted += [change for change in changes if change in case.open]
    return _sweep(case, wanted)


def _sweep(case: Case, changes: Iterable[Change]) -> Sweep:
    taken, left = [], []
    for change in changes:
        if case.proposal.stray:
            left.append((change, "the file is made of no draft that is kept"))
        elif takes_all(case, change):
            left.append((change, "takes the whole passage out"))
        elif change.key in case.clashes:
            left.append((change, case.clashes[change.key].why))
        else:
            taken.append(change)
    return Sweep(tuple(taken), tuple(left))


def takes_all(case: Case, change: Change) -> bool:
    """Tell whether nothing would be left of the passage."""
    gone = {one.id for one in case.proposal.passages if one.gone}
    return change.passage in gone and not change.after.strip()


# --- deciding ---------------------------------------------------------------------------------------------------


def decide(
    case: Case, changes: Sequence[Change], verdict: Verdict, by: str, text: str = "", *, over: bool = False
) -> Case:
    """Record one verdict on some changes and return the case with it; what was decided on them before is replaced.

    With `over`, they are to stand even where the record has other words by now. Raises Misused where a change is in the
    record already, or the review is closed.
    """
    ledger = case.held.ledger
    with ledger.held():
        review = ledger.fresh(case.held.review)
        known = ledger.decisions(review)
        _refuse(review, changes, known)
        at = moment()
        made = {
            change.key: Decision(change.key, verdict, by, at, text, over=_over(case, change, over=over))
            for change in changes
        }
        if made:
            ledger.decide(review, known | made)
            numbers = [change.number for change in changes]
            ledger.note("decided", review.id, by=by, verdict=verdict, changes=numbers, keys=list(made), text=text)
    return replace(case, decisions=known | made)


def _over(case: Case, change: Change, *, over: bool) -> str:
    return seen(case.now[change.passage]) if over and change.key in case.clashes else ""


def _refuse(review: Review, changes: Iterable[Change], known: dict[str, Decision]) -> None:
    if review.closed:
        raise Misused(f"{review.id} is {told(review)} and cannot be decided", NEXT["closed"])
    if done := [change for change in changes if change.key in known and known[change.key].applied]:
        first = known[done[0].key]
        message = (
            f"{', '.join(change.number for change in done)}: {DONE[first.verdict]} by {first.by}, and in the record"
        )
        raise Misused(f"{message} since {first.applied}", "change the words in the record itself")


def take(case: Case, change: Change, decision: Decision) -> Take:
    """Return how a change is to be made, as it was decided.

    A decision stands over the record's words only as long as those are the ones that the editor saw.
    """
    after = decision.text if decision.verdict == "edit" else change.after
    now = case.now.get(change.passage, Now())
    return Take(change, after, bool(decision.over) and decision.over == seen(now))
