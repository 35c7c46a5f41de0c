"""How a review ends: the speaker agreed, the deadline that was named passed in silence, or nobody asks any more.

An editor says so, never the clock. What an approval is bound to is what the record says of the speaker at that moment;
of somebody who answered nothing, that has to be what was sent. Where reviews stand is in `standing.py`.
"""

from dataclasses import replace
from datetime import datetime

from reportkit.errors import visible
from reportkit.reviewing.finding import Held
from reportkit.reviewing.standing import Unready, back, due, overdue, own_text, step
from reportkit.reviews import Closing, Reason, Review, moment


def close(held: Held, reason: Reason, by: str, now: datetime | None = None) -> Review:
    """Close a review and return it as it is then; raise Unready where it cannot end so."""
    ledger = held.ledger
    with ledger.held():
        # What came back since it was read would be lost.
        review = ledger.fresh(held.review)
        held = replace(held, review=review)
        step(review, reason)
        if reason == "silent":
            _refuse_early(held, now)
        if reason != "withdrawn":
            _refuse_open(held)
        text = "" if reason == "withdrawn" else own_text(held.session, review.speaker)
        closed = replace(review, closed=Closing(reason, moment(now), by, text))
        ledger.note("closed", review.id, reason=reason, by=by, text=text)
        ledger.put(closed)
    return closed


def _refuse_early(held: Held, now: datetime | None) -> None:
    """Raise Unready unless a deadline was named and has passed."""
    review = held.review
    if due(review) is None:
        message = f"{review.id} named no deadline, so silence agrees to nothing"
        raise Unready(message, "ask again with one: reportkit review draft --deadline")
    if not overdue(review, held.session, now):
        message = f"{review.id} may be answered until {review.deadline}"
        raise Unready(message, "wait, or close it as approved or withdrawn")


def _refuse_open(held: Held) -> None:
    """Raise Unready where changes are not decided, or not in the record yet, or the speaker saw other words."""
    id, came = held.review.id, back(held.ledger, held.review)
    if came.undecided:
        message = f"{id} has undecided changes: {visible(', '.join(came.undecided))}"
        raise Unready(message, f"decide them: reportkit review decide {id}")
    if came.unapplied:
        message = f"{id} has changes that the record has not taken: {visible(', '.join(came.unapplied))}"
        raise Unready(message, f"write them: reportkit review apply {id}")
    answered = came.changes or came.comments or held.ledger.replies(held.review)
    if not answered and (unseen := _unseen(held)):
        message = f"{id} was sent with other words than the record has now: {visible(', '.join(unseen))}"
        raise Unready(message, "have them seen in another round: reportkit review draft --again")


def _unseen(held: Held) -> list[str]:
    """Return the ids of the speaker's passages that say something else than in the draft that they saw."""
    review, ledger = held.review, held.ledger
    sent = ledger.sent(review, ledger.seen(review))
    saw = {one.id: one.source for one in sent.passages if one.speaker == review.speaker}
    says = {one.id: one.text for one in held.session.sketch if one.speaker == review.speaker}
    return [id for id in dict.fromkeys([*saw, *says]) if saw.get(id) != says.get(id)]
