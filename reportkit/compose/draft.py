"""A session as the draft of one speaker: what is theirs asks to be reviewed, and the file says what to do with it.

All else is as in any draft, see `session.py`.
"""

from dataclasses import replace
from datetime import datetime

from reportkit.compose._when import until
from reportkit.compose.session import document
from reportkit.document import Document, ReviewMark
from reportkit.records import Session
from reportkit.reviews import Review
from reportkit.settings import Settings
from reportkit.theme import Labels

US = "reportkit"
"""Who asks where no event says who invites."""


def draft(session: Session, settings: Settings, review: Review) -> Document:
    """Return `session` as it is sent to the speaker of `review`; `settings` are those of the edition `draft`."""
    drafted = document(session, settings, review.own)
    mark = ReviewMark(
        id=review.id,
        base=review.base,
        author=drafted.author or US,
        words="\n".join(_request(session, review, settings.theme.labels(session.tongue))),
        beside=review.own[0] if review.own else "",
        protect=review.protect,
    )
    return replace(drafted, review=mark)


def _request(session: Session, review: Review, labels: Labels) -> list[str]:
    """Return what the speaker is asked, sentence by sentence; other words where nothing in the sketch is theirs."""
    (own, whole), (text, remarks) = labels["ask"], labels["correct"]
    asked = [
        (own if review.own else whole).replace("{review}", labels["review"]),
        remarks if review.protect == "comments" else text,
        labels["back"],
    ]
    if review.deadline:
        deadline = until(datetime.fromisoformat(review.deadline), session)
        asked.append(labels["until"].replace("{deadline}", deadline))
    return asked
