"""Reviews as they are after a draft came back, made by hand: a record, what was sent of it, what a speaker changed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportkit.collect.source import plain
from reportkit.load import load
from reportkit.reviewing.finding import Held, held
from reportkit.reviews import (
    Change,
    Comment,
    Outside,
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

AT = "2031-05-08T09:30:00Z"

EVENT = "schema: reportkit/1\ntitle: Forum 2031\ntimezone: Asia/Seoul\n"

RECORD = """\
# Kept by hand.
schema: reportkit/1
id: "3-1"
title: An Asian NATO?
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
speakers:
  - {id: kuik, name: Kuik Cheng-Chwee, family: Kuik, affiliations: [Harbour Museum]}
  - {id: lee, name: Lavina Lee, family: Lee, affiliations: [Harbour Museum]}
sketch:
  # First the guest.
  - id: p01
    speaker: kuik
    text: >-
      Kuik counted the water twice and wrote it down once, because the keeper of the light had gone home. He did
      not say when.
  - id: p02
    speaker: lee
    text: "Lee asked who keeps the light."  # a question
  - id: p03
    discussion: true
    text: Nobody answered.
"""

MARKS = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)
"""A change as `review show` has it: `[-old-]{+new+}`."""


def an_event_with_a_record(home: Path, record: str = RECORD, name: str = "3-1.yaml") -> Path:
    """Make an event of one record and return that."""
    (home / "sessions").mkdir(parents=True, exist_ok=True)
    (home / "event.yaml").write_text(EVENT)
    path = home / "sessions" / name
    path.write_text(record, encoding="utf-8")
    return path


def returned(record: Path, speaker: str = "kuik", *marked: str, comments: Sequence[Comment] = (), **more: Any) -> Held:
    """Put into the ledger a review of `speaker` that came back, and return it.

    Each of `marked` is a passage with the speaker's changes in it: `Kuik counted the [-water-]{+sea+} twice …`, or that
    part of one around which nothing else is like it.
    """
    review = sent(record, speaker)
    ledger, there = Ledger(record), Ledger(record).sent(review)
    texts = {one.id: _whole(one.text, marked) for one in there.passages}
    changes = [
        change
        for number, one in enumerate(there.passages, 1)
        for change in _changes(number, one, texts[one.id], own=one.id in review.own)
    ]
    number = more.pop("number", 1)
    passages = tuple(
        ReturnedPassage(id, taken := _side(text, 2), _side(text, 1), gone=not taken.strip())
        for id, text in texts.items()
    )
    facts = {"passages": passages, "changes": tuple(changes), "comments": tuple(comments), **more}
    ledger.keep_proposal(review, Proposal(review.id, number, "f" * 64, review.base, **facts))
    review = replace(review, returns=(*review.returns, Return(number, "f" * 64, AT, f"{speaker}@example.org")))
    ledger.put(review)
    return held(review.id, record.parent.parent)


def sent(record: Path, speaker: str = "kuik") -> Review:
    """Put a review into the ledger as it is when the draft was sent; one that is there stays."""
    ledger, id = Ledger(record), f"3-1.{speaker}.1"
    if there := [one for one in ledger.reviews() if one.id == id]:
        return there[0]
    (session,) = load(record).event.sessions
    passages = tuple(SentPassage(one.id, one.speaker, one.text, plain(one.text)) for one in session.sketch)
    base = text_hash((one.id, one.source) for one in passages)
    own = tuple(one.id for one in passages if one.speaker == speaker)
    name = next((one.name for _, one in session.people if one.id == speaker), speaker)
    review = Review(
        id, session.id, record.name, speaker, name, 1, own, base, AT, "2031-05-20T18:00", sent=Sending(AT, "hand")
    )
    ledger.keep_sent(review, b"PK", Sent(review.id, base, "0" * 64, passages))
    ledger.put(review)
    return review


def _whole(text: str, marked: Sequence[str]) -> str:
    """Return the text of a passage with the marks that are about it."""
    for one in marked:
        if _side(one, 1) in text:
            text = text.replace(_side(one, 1), one, 1)
    return text


def _side(marked: str, side: int) -> str:
    """Return a marked text as it was, 1, or as it is to be, 2."""
    return MARKS.sub(lambda match: match[side] or "", marked)


def _changes(number: int, passage: SentPassage, marked: str, *, own: bool) -> list[Change]:
    found: list[Change] = []
    pairs = re.finditer(r"(?:\[-(.*?)-\])?(?:\{\+(.*?)\+\})?", marked, re.DOTALL)
    for match in (one for one in pairs if one[0]):
        before, after = match[1] or "", match[2] or ""
        start = len(_side(marked[: match.start()], 1))
        kind = "replace" if before and after else "insert" if after else "delete"
        if set(before + after) == {"\n"}:
            kind = "split" if after else "join"
        if before.translate(CURLY) == after.translate(CURLY):
            kind = "typography"
        change = Change(
            change_key(passage.id, start, before, after),
            f"{number}.{len(found) + 1}",
            passage.id,
            kind,  # type: ignore[arg-type] # one of the kinds
            before,
            after,
            start,
            own,
            tracked=True,
            author="Lavina Lee",
            date="2031-05-07T10:00:00Z",
        )
        found.append(change)
    return found


CURLY = str.maketrans("“”’", '""\'')

COMMENTS = (
    Comment("Kuik", AT, "Was it twice?", "p01", "twice", resolved=False),
    Comment("Ann", AT, "Yes.", "p01", "twice", reply_to=0, resolved=True),
    Comment("Kuik", AT, "Thank you all."),
)

OUTSIDE = (Outside("label of passage 1", "Passage 1", "Passage one", tracked=True, author="Kuik"),)
