"""A session as the draft of one speaker: what is theirs asks to be reviewed, and the file says what to do with it.

All else is as in any draft, see `session.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from reportkit.compose._when import until
from reportkit.compose.session import document
from reportkit.document import Document, ReviewMark
from reportkit.records import Session
from reportkit.settings import Settings
from reportkit.theme import Labels

if TYPE_CHECKING:
    # Who prints what nobody reviews need not wait for it.
    from reportkit.reviews import Review

US = "reportkit"
"""Who asks where no event says who invites."""


def draft(session: Session, settings: Settings, review: Review) -> Document:
    """Return `session` as it is sent to the speaker of `review`; `settings` are those of the edition `draft`."""
    return _marked(session, settings, review, _request(session, review, settings.theme.labels(session.tongue)))


def redraft(session: Session, settings: Settings, review: Review, *, asks: bool) -> Document:
    """Return the draft of `review` for marks of what changed since another one, whether it `asks` for more or not."""
    labels = settings.theme.labels(session.tongue)
    request = _request(session, review, labels) if asks else []
    document = _marked(session, settings, review, [labels["changed"], *request])
    mark = document.review
    return document if asks or mark is None else replace(document, review=replace(mark, id="", base=""))


def _marked(session: Session, settings: Settings, review: Review, request: list[str]) -> Document:
    drafted = document(session, settings, review.own)
    mark = ReviewMark(
        id=review.id,
        base=review.base,
        author=drafted.author or US,
        words="\n".join(request),
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
