"""How a review ends: the speaker agreed, the deadline that was named passed in silence, or nobody asks any more.

An editor says so, never the clock. What an approval is bound to is what the record says of the speaker at that moment,
and it has to be what the speaker saw, but for changes that somebody decided. Where reviews stand is in `standing.py`.
"""

from dataclasses import replace
from datetime import datetime

from reportkit.errors import visible
from reportkit.reviewing.finding import Held
from reportkit.reviewing.rolls import own_text
from reportkit.reviewing.standing import CLOSES, NEXT, Unready, due, overdue, told, waiting
from reportkit.reviews import Change, Closing, Reason, Review, moment


def close(held: Held, reason: Reason, by: str, now: datetime | None = None) -> Review:
    """Close a review and return it as it is then; raise Unready where it cannot end so."""
    review, ledger = held.review, held.ledger
    with ledger.held():
        if review.state not in CLOSES[reason]:
            raise Unready(f"{review.id} is {told(review)} and cannot be closed as {reason}", NEXT[review.state])
        if reason == "silent":
            _refuse_early(held, now)
        if reason != "withdrawn":
            _refuse_open(held)
            _refuse_unseen(held)
        text = "" if reason == "withdrawn" else own_text(held.session, review.speaker)
        closed = replace(review, closed=Closing(reason, moment(now), by, text))
        ledger.note("closed", review.id, reason=reason, by=by, text=text)
        ledger.put(closed)
    return closed


def _refuse_early(held: Held, now: datetime | None) -> None:
    """Raise Unready unless a deadline was named and has passed."""
    review, event = held.review, held.session.event
    if due(review) is None:
        raise Unready(
            f"{review.id} named no deadline, so silence agrees to nothing",
            "ask again with one: reportkit review draft --deadline",
        )
    if not overdue(review, (event.timezone if event else None) or "", now):
        raise Unready(
            f"{review.id} may be answered until {review.deadline}", "wait, or close it as approved or withdrawn"
        )


def _refuse_open(held: Held) -> None:
    """Raise Unready where changes are not decided, or not in the record yet."""
    id = held.review.id
    undecided, unapplied = waiting(held.ledger, held.review)
    if undecided:
        raise Unready(
            f"{id} has undecided changes: {_numbers(undecided)}", f"decide them: reportkit review decide {id}"
        )
    if unapplied:
        raise Unready(
            f"{id} has changes that the record has not taken: {_numbers(unapplied)}",
            f"write them: reportkit review apply {id}",
        )


def _numbers(changes: list[Change]) -> str:
    return ", ".join(visible(change.number) for change in changes)


def _refuse_unseen(held: Held) -> None:
    """Raise Unready where the record says something of the speaker that the speaker has not seen.

    What came of decided changes counts as seen.
    """
    review, ledger = held.review, held.ledger
    saw = {one.id: one.source for one in ledger.sent(review).passages if one.speaker == review.speaker}
    says = {one.id: one.text for one in held.session.sketch if one.speaker == review.speaker}
    ids = [id for id in dict.fromkeys([*saw, *says]) if saw.get(id) != says.get(id)]
    if unseen := [id for id in ids if id not in _decided(held)]:
        raise Unready(
            f"{review.id} was sent with other words than the record has now: {visible(', '.join(unseen))}",
            "have them seen in another round: reportkit review draft",
        )


def _decided(held: Held) -> set[str]:
    """Return the ids of the passages that changed because somebody decided so."""
    proposal = held.ledger.proposal(held.review)
    applied = {key for key, one in held.ledger.decisions(held.review).items() if one.applied}
    return {change.passage for change in proposal.changes if change.key in applied} if proposal else set()
