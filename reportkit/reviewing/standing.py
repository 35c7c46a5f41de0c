"""Where the sign-off of each speaker stands: the four states, and all that follows from what is known.

    drafted -> sent -> returned -> closed: approved, silent or withdrawn

What follows is never written down: overdue, bounced, partly decided, reopened by an edit of the record, superseded by a
newer round. So it is true of the record as it is now. A review is closed in `closing.py`; everybody of an event is
gathered in `signoff.py`.
"""

from dataclasses import dataclass
from datetime import datetime, time
from difflib import SequenceMatcher
from pathlib import Path

from reportkit.counting import plural
from reportkit.errors import ReportkitError
from reportkit.records import Session
from reportkit.reviews import Reason, Review, State, text_hash
from reportkit.write.ledger import Ledger

# --- the states -------------------------------------------------------------------------------------------------

STEPS: dict[State, tuple[State | Reason, ...]] = {
    "drafted": ("sent", "returned", "withdrawn"),
    "sent": ("returned", "approved", "silent", "withdrawn"),
    "returned": ("returned", "approved", "withdrawn"),
    "closed": (),
}
"""What can follow on each state: another one, or the end for a reason.

A draft that came back was sent, whatever we know of it. A late return also follows on a review closed as silent.
"""

LIKE = 0.75
"""How much of a name stays when somebody mends it."""

NEXT = {
    "drafted": "send it first, or say that you did: reportkit review sent",
    "sent": "collect what came back: reportkit review collect",
    "returned": "decide what came back: reportkit review decide",
    "closed": "a new round begins with `reportkit review draft`",
}
"""What to do with a review in each state."""


class Unready(ReportkitError):
    """A review that is not where a step begins."""


def can(review: Review, to: State | Reason) -> bool:
    """Tell whether `review` may become `to`."""
    late = to == "returned" and review.closed is not None and review.closed.reason == "silent"
    return late or to in STEPS[review.state]


def step(review: Review, to: State | Reason) -> None:
    """Raise Unready, naming the state, where `review` cannot become `to`."""
    if not can(review, to):
        aim = to if to in STEPS else f"closed as {to}"
        raise Unready(f"{review.id} is {told(review)} and cannot be {aim}", NEXT[review.state])


def told(review: Review) -> str:
    """Return the state of `review` in words: `sent`, `closed (silent)`."""
    return f"closed ({review.closed.reason})" if review.closed else review.state


def due(review: Review) -> datetime | None:
    """Return the deadline as clocks show it where the event is; of a day alone, its end."""
    try:
        moment = datetime.fromisoformat(review.deadline)
    except ValueError:
        return None
    return datetime.combine(moment, time.max) if len(review.deadline) == len("2026-05-04") else moment


def overdue(review: Review, session: Session, now: datetime | None = None) -> bool:
    """Tell whether the deadline of a review that was sent has passed where the event is."""
    deadline = due(review)
    return review.state == "sent" and deadline is not None and _local(session, now) > deadline


def _local(session: Session, now: datetime | None) -> datetime:
    """Return what clocks show where the event is; where it does not say, what they show here."""
    try:
        zone = session.zone
    except (ValueError, OSError, KeyError):
        zone = None
    return (now or datetime.now().astimezone()).astimezone(zone).replace(tzinfo=None)


def own_text(session: Session, speaker: str) -> str:
    """Return the hash of what a record says of `speaker`: what an approval is bound to."""
    return text_hash((passage.id, passage.text) for passage in session.sketch if passage.speaker == speaker)


def whole_text(session: Session) -> str:
    """Return the hash of all that a record says: what a draft is made of."""
    return text_hash((passage.id, passage.text) for passage in session.sketch)


def reopened(review: Review, session: Session) -> bool:
    """Tell whether `review` approved of passages that say something else now."""
    closed = review.closed
    return closed is not None and closed.reason != "withdrawn" and closed.text != own_text(session, review.speaker)


def renamed(review: Review, name: str) -> bool:
    """Tell whether somebody else has the id by now: no sign-off is inherited by whoever gets an id.

    A name that was mended, or has a word more or less or in another place, is that of the same person.
    """
    before, now = (set(one.casefold().split()) for one in (review.name, name))
    alike = SequenceMatcher(None, review.name.casefold(), name.casefold()).ratio() >= LIKE
    gone = review.closed is not None and review.closed.reason == "withdrawn"
    return not (alike or before <= now or now <= before or gone)


# --- one speaker ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the sign-off of one speaker of one session is; `review` is None where none was begun.

    `renamed` tells that the id is somebody else's by now,
    `listed` whether the record still has the speaker as one who is asked, `legible` whether record and review
    could be read. `undecided` and `unapplied` are the numbers of changes. `delivery` is how the sending went wrong:
    bounced, failed, unknown.
    """

    session: str
    record: Path
    speaker: str
    name: str
    review: Review | None = None
    listed: bool = True
    legible: bool = True
    superseded: bool = False
    overdue: bool = False
    reopened: bool = False
    renamed: bool = False
    undecided: tuple[str, ...] = ()
    unapplied: tuple[str, ...] = ()
    comments: int = 0
    replies: int = 0
    delivery: str = ""

    @property
    def id(self) -> str:
        """What the table calls it: the review, `3-1.kuik.1`, or whose there should be one, `3-1.kuik`."""
        return self.review.id if self.review else ".".join(filter(None, [self.session, self.speaker]))

    @property
    def state(self) -> str:
        """One of the four states, with the reason of the last; empty where there is no review."""
        return told(self.review) if self.review else ""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do: it is closed, and an approval is one of what the record says now."""
        if self.undecided or self.unapplied or not self.legible:
            return False
        open_again = self.reopened or self.renamed
        return self.superseded or (self.review is not None and self.review.state == "closed" and not open_again)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an editor should know beside the state, the most pressing first."""
        review = self.review
        missing = "no draft yet" if self.speaker else "has no id in the record, so nobody can be asked"
        unread = "cannot be read" if self.legible or self.record.is_file() else "its record is gone"
        several = len(review.returns) if review else 0
        return tuple(
            words
            for words, holds in {
                unread: not self.legible,
                missing: review is None and self.legible,
                "the record was edited after the approval": self.reopened,
                f"{review.name if review else ''} was asked, who is somebody else": self.renamed,
                "a newer round was made": self.superseded,
                "not a speaker any more": not self.listed,
                {"unknown": "nobody knows whether it was sent"}.get(self.delivery, self.delivery): self.delivery,
                "overdue": self.overdue,
                f"{plural(len(self.unapplied), 'change')} decided, not applied": self.unapplied,
                f"{several} returns": several > 1,
                plural(self.comments, "comment"): self.comments,
                f"{self.replies} answered in words" if self.replies > 1 else "answered in words": self.replies,
                "no passage of their own": review is not None and not review.own and review.state != "closed",
            }.items()
            if holds
        )

    @property
    def told(self) -> str:
        """Who has not signed off and why: `Kuik Cheng-Chwee (returned, 2 changes undecided)`."""
        open = f"{plural(len(self.undecided), 'change')} undecided" if self.undecided else ""
        return f"{self.name} ({', '.join(filter(None, [self.state, open, *self.remarks]))})"


# --- what came back ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Back:
    """What came back of a review in all its returns: the changes that are open, and how much was remarked.

    `undecided` are those on which nobody has decided, `unapplied` those that the record has not taken yet; each is
    called by its number, and those of an earlier return by that, too.
    """

    undecided: tuple[str, ...] = ()
    unapplied: tuple[str, ...] = ()
    changes: int = 0
    comments: int = 0


def back(ledger: Ledger, review: Review) -> Back:
    """Return what came back of `review`; raise BadRecord where a file of it is damaged."""
    decisions = ledger.decisions(review) if review.returns else {}
    numbers: dict[str, str] = {}
    comments = 0
    for one in reversed(review.returns):
        proposal = ledger.proposal(review, one.number)
        assert proposal
        which = "" if one is review.returns[-1] else f" of return {one.number}"
        for change in proposal.changes:
            numbers.setdefault(change.key, f"{change.number}{which}")
        comments += len(proposal.comments)
    known = {key: one for key, one in decisions.items() if key in numbers}
    unapplied = [numbers[key] for key, one in known.items() if one.verdict != "reject" and not one.applied]
    undecided = [number for key, number in numbers.items() if key not in known]
    return Back(tuple(undecided), tuple(unapplied), len(numbers), comments)
