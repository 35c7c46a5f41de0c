"""Drafts for the speakers of a session: a Word file each, kept in the ledger as it will be sent.

What a draft says is decided in `compose/draft.py`. Drafting may be repeated at will: nothing that was sent is ever
changed. What changed since a speaker was sent a draft is shown by `redline.py`; letters are in `lettering.py`.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Literal

from reportkit import compose
from reportkit.collect.locate import passages
from reportkit.errors import BadPage, BadRecord, Finding, Misused, Origin, Severity
from reportkit.pipeline import illustrated, in_the_record, printed, receive
from reportkit.records import Person, Session
from reportkit.reviewing.finding import Held
from reportkit.reviewing.outbox import known
from reportkit.reviewing.standing import reopened, whole_text
from reportkit.reviews import Review, Sent, SentPassage, moment
from reportkit.settings import settle
from reportkit.wishes import Wishes
from reportkit.wordml.revisions import revised
from reportkit.write.ledger import Ledger

LOG = logging.getLogger(__name__)

ASKED = ("speakers", "discussants")
"""The roles of those who are asked where nobody is named."""

DAY, END_OF_DAY = "2026-05-04", "T23:59"
"""A deadline that is a day alone, and the last minute of it."""

Done = Literal["drafted", "drafted anew", "unchanged", "sent", "returned", "closed", "unknown"]
"""What became of a draft.

In the last four cases nothing was done: the speaker was asked already, or nobody knows whether the letter left.
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked of the speakers: by when, in the event's time, and how the file is protected.

    Where `deadline` or `protect` is empty, a draft that is there keeps its own. With `again`, those who were asked
    already are asked in a new round.
    """

    deadline: str = ""
    protect: str = ""
    watermark: bool = True
    again: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The latest review of a speaker, and what became of it; `outdated` tells that the record has changed since."""

    review: Review
    ledger: Ledger
    done: Done
    outdated: bool = False

    @property
    def word(self) -> bytes | None:
        """The file; None where the review is over, or what was sent was purged."""
        over = self.review.closed or self.ledger.purged(self.review)
        return None if over else self.ledger.sent_word(self.review)


@dataclass(slots=True)
class Drafting:
    """All drafts of one run, and what kept others from being made."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


# --- several records --------------------------------------------------------------------------------------------


def draft_all(paths: Iterable[Path], speakers: Collection[str] = (), terms: Terms | None = None) -> Drafting:
    """Draft for the speakers of all sessions at `paths`, events or records, or for those with the ids `speakers`.

    What is wrong with one record keeps no other from being drafted. Raises Misused where there is no record, or nobody
    with such an id.
    """
    terms = terms or Terms()
    received = [receive(path) for path in paths]
    sessions = {session.file: (session, one) for one in received for session in one.event.sessions}
    _must_be_known(speakers, [session for session, _ in sessions.values()])
    run = Drafting()
    for one in received:
        run.findings += (finding for finding in one.findings if finding.severity == Severity.ERROR)
    for session, source in sessions.values():
        run.findings += source.loaded.placed(questions(session, speakers, terms))
        try:
            run.drafts += drafts(session, Ledger(Path(session.file)), speakers, terms)
        except BadRecord as error:
            run.findings += source.loaded.placed(error.findings)
    return run


def _must_be_known(speakers: Collection[str], sessions: Iterable[Session]) -> None:
    known = list(dict.fromkeys(person.id for session in sessions for _, person in session.people if person.id))
    for id in speakers:
        if id not in known:
            close = get_close_matches(id, known, n=1)
            hint = (
                f'did you mean "{close[0]}"?' if close else f"known: {', '.join(known)}" if known else "give them ids"
            )
            raise Misused(f'nobody there has the id "{id}"', hint)


def questions(session: Session, speakers: Collection[str], terms: Terms) -> Iterator[Finding]:
    """Yield what keeps somebody from being asked, and what an editor may not have meant."""
    origin = Origin(session.file or session.id)
    if not session.sketch:
        hint = "draft when it is written"
        yield Finding(Severity.WARNING, origin, "there is no sketch to review yet", hint, "review")
        return
    for role in ASKED if not speakers else ():
        for index, person in enumerate(getattr(session, role)):
            if not person.id:
                yield Finding(
                    Severity.ERROR,
                    replace(origin, field=f"{role}.{index}.name"),
                    f"{person.name} has no id, so that nobody can be asked",
                    "give one, and name it in the passages of theirs: id: …",
                    "review",
                )
    if terms.deadline and datetime.fromisoformat(terms.deadline) < datetime.now(session.zone).replace(tzinfo=None):
        message = f"the deadline {terms.deadline} has passed already"
        yield Finding(Severity.WARNING, origin, message, "give a later one: --deadline", "review")


# --- one session ------------------------------------------------------------------------------------------------


def draft(
    session: Session,
    ledger: Ledger,
    speakers: Collection[str] = (),
    deadline: str = "",
    protect: str = "",
    *,
    watermark: bool = True,
    again: bool = False,
) -> list[Review]:
    """Draft for the speakers of `session` and return the latest review of each; see `drafts`."""
    terms = Terms(a_deadline(deadline), protect, watermark, again)
    return [one.review for one in drafts(session, ledger, speakers, terms)]


def drafts(session: Session, ledger: Ledger, speakers: Collection[str], terms: Terms) -> list[Draft]:
    """Draft for those of `session` who are asked, or for those with the ids `speakers`, and return what became of each.

    A draft that was not sent is made anew when it would be another. One that was sent, or may have been, stays as it
    is; a new round begins when the speaker had approved of other words than the record has now, else only on demand.
    Raises BadPage when the disclaimer or a passage could not be read back, BadRecord when a file of the ledger is
    damaged.
    """
    people = _asked(session, speakers)
    if not people or not session.sketch:
        return []
    with ledger.held():
        latest = {review.speaker: review for review in ledger.reviews()}
        return [_draft(session, ledger, person, latest.get(person.id or ""), terms) for person in people]


def _asked(session: Session, speakers: Collection[str]) -> list[Person]:
    """Return whom to ask, everybody once, in the order of the record."""
    people = [person for role, person in session.people if (person.id in speakers if speakers else role in ASKED)]
    return list({person.id: person for person in people if person.id}.values())


def _draft(session: Session, ledger: Ledger, person: Person, latest: Review | None, terms: Terms) -> Draft:
    if latest is None:
        return _made(session, ledger, _review(session, person, 1, terms), terms, "drafted")
    done = _asked_already(session, ledger, latest)
    if done is None:
        return _made_anew(session, ledger, person, latest, terms)
    if terms.again or _approved_otherwise(latest, session):
        return _made(session, ledger, _review(session, person, latest.round + 1, terms), terms, "drafted")
    return Draft(latest, ledger, done, latest.base != whole_text(session))


def _asked_already(session: Session, ledger: Ledger, latest: Review) -> Done | None:
    """Return how far a review is that has left, or may have: a run that is killed leaves the log ahead of it."""
    fate = known(Held(latest, ledger, session)).fate if latest.state == "drafted" else "none"
    if fate in ("sent", "unknown"):
        return "sent" if fate == "sent" else "unknown"
    return latest.state if latest.state != "drafted" else None


def _made_anew(session: Session, ledger: Ledger, person: Person, before: Review, terms: Terms) -> Draft:
    """Make a draft that nobody was sent yet again, unless it is the same as before."""
    asked = replace(terms, deadline=terms.deadline or before.deadline, protect=terms.protect or before.protect)
    review = _review(session, person, before.round, asked)
    word = _word(session, review, terms)
    if replace(review, drafted=before.drafted) == before and _kept(ledger, before) == word:
        return Draft(before, ledger, "unchanged")
    # The speaker may have the one that is there: as a message file, or as a copy.
    ledger.set_aside(before)
    _keep(session, ledger, review, word)
    return Draft(review, ledger, "drafted anew")


def _made(session: Session, ledger: Ledger, review: Review, terms: Terms, done: Done) -> Draft:
    _keep(session, ledger, review, _word(session, review, terms))
    return Draft(review, ledger, done)


def _review(session: Session, person: Person, round: int, terms: Terms) -> Review:
    return Review(
        id=f"{session.id}.{person.id}.{round}",
        session=session.id,
        record=Path(session.file).name,
        speaker=person.id or "",
        name=person.name,
        round=round,
        own=tuple(passage.id for passage in session.sketch if passage.speaker == person.id),
        base=whole_text(session),
        drafted=moment(),
        deadline=terms.deadline,
        protect=terms.protect,
    )


def _approved_otherwise(review: Review, session: Session) -> bool:
    """Tell whether the speaker agreed to words that the record does not have any more."""
    return review.closed is not None and review.closed.reason == "approved" and reopened(review, session)


# --- the file ---------------------------------------------------------------------------------------------------


def _word(session: Session, review: Review, terms: Terms) -> bytes:
    """Return the draft as a Word file on every page of which the disclaimer was read back."""
    settings = settle(session, Wishes(edition="draft", watermark=terms.watermark))
    document = illustrated(compose.draft(session, settings, review), session.folder)
    try:
        return printed(document, "docx", settings)
    except BadPage as error:
        raise BadPage(in_the_record(finding, session) for finding in error.findings) from None


def _kept(ledger: Ledger, review: Review) -> bytes:
    """Return the file of a draft; nothing where it, or what is told of it, is not as it was made."""
    try:
        return ledger.sent_word(review)
    except BadRecord:
        return b""


def _keep(session: Session, ledger: Ledger, review: Review, word: bytes) -> None:
    """Put a draft into the ledger; whoever is stopped in the midst of it finds it as if it had not been begun."""
    ledger.keep_sent(review, word, _sent(session, review, word))
    ledger.note("drafted", review.id, sha256=sha256(word).hexdigest(), base=review.base)
    ledger.put(review)
    LOG.info("%s: %d kB, the passages read back", review.id, len(word) // 1000)


def _sent(session: Session, review: Review, word: bytes) -> Sent:
    """Return what the file says, passage by passage, as the reader of returned files finds it."""
    found = passages(revised(word), [passage.id for passage in session.sketch])
    missing = [passage.id for passage in session.sketch if passage.id not in found]
    if missing:
        where = Origin(session.file)
        raise BadPage([Finding(Severity.ERROR, where, f"not found in the draft: {', '.join(missing)}", rule="review")])
    said = (SentPassage(one.id, one.speaker, one.text, found[one.id]) for one in session.sketch)
    return Sent(review.id, review.base, sha256(word).hexdigest(), tuple(said))


def a_deadline(words: str) -> str:
    """Return a deadline as reviews have it, of a day alone its last minute; raise Misused where it is none."""
    try:
        time = datetime.fromisoformat(words + END_OF_DAY * (len(words) == len(DAY))) if words else None
        if time and time.tzinfo:
            raise ValueError
    except ValueError:
        hint = "write it by the clocks of the event: 2026-05-04T18:00, or 2026-05-04"
        raise Misused(f'"{words}" is no date and time', hint) from None
    return time.isoformat(timespec="minutes") if time else ""
