"""Events with reviews in every state, as the files beside their records have them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportkit.reviewing.finding import held
from reportkit.reviewing.standing import own_text
from reportkit.reviews import (
    Change,
    Closing,
    Decision,
    Proposal,
    Return,
    ReturnedPassage,
    Review,
    Sending,
    Sent,
    SentPassage,
    change_key,
    text_hash,
)
from reportkit.write.ledger import Ledger

AT = "2031-05-10T09:00:00Z"

DEADLINE = "2031-05-20T18:00"
"""Local to Seoul, where the event is."""

BEFORE = datetime(2031, 5, 20, 8, 59, tzinfo=UTC)
AFTER = datetime(2031, 5, 20, 9, 1, tzinfo=UTC)

SESSION = """schema: reportkit/1
id: "{id}"
title: Talk {id}
starts: 2031-05-06T09:30
ends: 2031-05-06T10:00
speakers:
  - {{id: abe, name: Abe Ren, family: Abe, affiliations: [Harbour Museum]}}
  - {{id: yun, name: 윤서하, affiliations: [Harbour Museum]}}
sketch:
  - {{id: p01, speaker: abe, text: "Abe counted the water twice."}}
  - {{id: p02, speaker: yun, text: "윤서하는 물을 한 번 재었다."}}
  - {{id: p03, discussion: true, text: "Nobody asked Abe anything."}}
"""


NAMES = {"abe": "Abe Ren", "yun": "윤서하"}


def an_event_of(home: Path, *ids: str) -> Path:
    """Make an event whose sessions, each with the speakers `abe` and `yun`, are called `ids`."""
    (home / "sessions").mkdir(parents=True)
    (home / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\ntimezone: Asia/Seoul\n")
    for id in ids or ["1-1"]:
        record_of(home, id).write_text(SESSION.format(id=id), encoding="utf-8")
    return home


def record_of(event: Path, session: str) -> Path:
    return event / f"sessions/{session}.yaml"


def edit(event: Path, session: str, before: str, after: str) -> None:
    record = record_of(event, session)
    text = record.read_text(encoding="utf-8")
    assert before in text
    record.write_text(text.replace(before, after), encoding="utf-8")


def a_review(event: Path, id: str = "1-1.abe.1", **fields: Any) -> Review:
    """Put a review into the ledger, drafted with the record as it is, and return it."""
    session, speaker, number = id.rsplit(".", 2)
    ledger = Ledger(record_of(event, session))
    review = Review(
        id, session, f"{session}.yaml", speaker, NAMES.get(speaker, speaker.title()), int(number), (), "", AT, DEADLINE
    )
    review = replace(review, **fields)
    ledger.put(review)
    sketch = held(id, event).session.sketch
    passages = tuple(SentPassage(one.id, one.speaker, one.text, one.text) for one in sketch)
    review = replace(review, own=tuple(one.id for one in passages if one.speaker == speaker))
    review = replace(review, base=text_hash((one.id, one.source) for one in passages))
    ledger.put(review)
    ledger.keep_sent(review, b"PK as it went", Sent(id, review.base, "", passages))
    return review


def sent(event: Path, id: str = "1-1.abe.1", **fields: Any) -> Review:
    return a_review(event, id, sent=Sending(AT, "eml"), **fields)


def returned(event: Path, id: str = "1-1.abe.1", *words: tuple[str, str], **fields: Any) -> Review:
    """Put a review that came back, each of `words` in the first own passage changed from one to the other."""
    review = sent(event, id, **fields)
    review = replace(review, returns=(Return(1, "0" * 64, AT),))
    ledger = held(id, event).ledger
    passage = next(one for one in ledger.sent(review).passages if one.id == review.own[0])
    changes = tuple(
        Change(
            change_key(passage.id, passage.text.index(before), before, after),
            *(f"1.{number}", passage.id, "replace", before, after, passage.text.index(before), True),
        )
        for number, (before, after) in enumerate(words, 1)
    )
    ledger.keep_return(review, 1, b"PK as it came")
    back = (ReturnedPassage(passage.id, passage.text, passage.text),)
    ledger.keep_proposal(review, Proposal(id, 1, "0" * 64, review.base, back, changes))
    ledger.put(review)
    return review


def decide(event: Path, review: Review, number: str, verdict: Any = "accept", *, applied: str = "") -> None:
    ledger = held(review.id, event).ledger
    proposal = ledger.proposal(review)
    assert proposal
    change = next(one for one in proposal.changes if one.number == number)
    decided = Decision(change.key, verdict, "editor", AT, applied=applied)
    ledger.decide(review, {**ledger.decisions(review), change.key: decided})


def closed(event: Path, id: str = "1-1.abe.1", reason: Any = "approved", **fields: Any) -> Review:
    """Put a review that ended with what the record says now."""
    review = sent(event, id, **fields)
    one = held(id, event)
    review = replace(review, closed=Closing(reason, AT, "editor", own_text(one.session, review.speaker)))
    one.ledger.put(review)
    return review
