"""What has changed since a speaker was sent a draft, as a Word file with tracked changes.

Labels, headings and the head of the page are those of the record now, and so is how words look; marked is what the
passages say. How marks are written is in `wordml/redline.py`, what counts as a word in `collect/words.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from reportkit import compose
from reportkit.collect.locate import passages
from reportkit.collect.words import common, tokens
from reportkit.document import Document
from reportkit.errors import BadPage
from reportkit.pipeline import illustrated, in_the_record, prove, rendered
from reportkit.reviewing.finding import Held
from reportkit.reviewing.standing import whole_text
from reportkit.reviews import Review
from reportkit.settings import settle
from reportkit.wishes import Wishes
from reportkit.wordml.redline import redlined
from reportkit.wordml.revisions import revised


@dataclass(frozen=True, slots=True)
class Redline:
    """The file, the passages whose words are others, new ones or gone, and the round whose draft it stands for, if any.

    That is the round of the same speaker that is open and for the record as it is now; what is changed in the file
    comes back as an answer to it.
    """

    word: bytes
    changed: tuple[str, ...]
    answers: str = ""


def redline(held: Held, *, watermark: bool = True) -> Redline:
    """Return what has changed in the record since the draft of a review was made.

    Raises BadPage when the disclaimer could not be read back, BadRecord when what was sent is damaged.
    """
    session, before = held.session, held.ledger.sent(held.review, held.ledger.seen(held.review))
    base = whole_text(session)
    own = tuple(passage.id for passage in session.sketch if passage.speaker == held.review.speaker)
    later = _later(held, base)
    review = later or replace(held.review, own=own, base=base)
    settings = settle(session, Wishes(edition="draft", watermark=watermark))
    document = illustrated(compose.redraft(session, settings, review, asks=later is not None), session.folder)
    try:
        now = rendered(document, "docx", settings)
        word = _marked(held, now, document)
    except BadPage as error:
        raise BadPage(in_the_record(finding, session) for finding in error.findings) from None
    was = {passage.id: passage.text for passage in before.passages}
    said = passages(revised(now), [passage.id for passage in session.sketch])
    changed = tuple(id for id in dict.fromkeys([*was, *said]) if was.get(id) != said.get(id))
    return Redline(word, changed, later.id if later else "")


def _later(held: Held, base: str) -> Review | None:
    """Return the last round of the speaker, if it is a later one, open, and of the record as it is."""
    rounds = [review for review in held.ledger.legible()[0] if review.speaker == held.review.speaker]
    last = rounds[-1] if rounds else held.review
    return last if last.round > held.review.round and last.base == base and not last.closed else None


def _marked(held: Held, now: bytes, document: Document) -> bytes:
    assert document.review
    sent = held.ledger.sent_word(held.review, held.ledger.seen(held.review))
    word = redlined(now, sent, changes, document.review.author, document.made)
    prove(word, document)
    return word


def changes(before: str, now: str) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where `before` says something else than `now`, and what that is, word by word."""
    one, other = tokens(before), tokens(now)
    starts, places = ([0, *accumulate(map(len, pieces))] for pieces in (one, other))
    at = to = 0
    for start, place, length in (*common(one, other), (len(one), len(other), 0)):
        # One blank between two changes makes them no easier to read.
        if length == 1 and one[start].isspace() and one[start] != "\n" and (at, to) != (start, place):
            continue
        if (at, to) != (start, place):
            yield starts[at], starts[start], now[places[to] : places[place]]
        at, to = start + length, place + length
