"""Letters for reviews: who gets which draft, in which words, and whether the two belong together.

Its words are decided in `compose/letter.py`, its message is built in `deliver/letter.py`. Nothing is sent here, and the
ledger is only read. Whether a finished letter is for the right person is asked in `guarding.py`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from reportkit.addresses import mailbox
from reportkit.compose.letter import Topic, letter, reader_of
from reportkit.deliver.letter import Unsendable, message
from reportkit.errors import BadRecord, Finding, Origin, Place, Severity, visible
from reportkit.letters import Enclosure, Envelope, LetterKind, Mailbox, Per
from reportkit.load import Contacts, contacts
from reportkit.records import Contact, Mail, Session
from reportkit.reviewing.finding import Held
from reportkit.reviewing.guarding import Letter, guarded
from reportkit.reviews import text_hash
from reportkit.settings import settle
from reportkit.theme import languages, nearest_language
from reportkit.wishes import Wishes

__all__ = ["Letter", "Letters", "guarded", "letters"]

NO_DOMAIN = "reportkit.invalid"
"""The domain of message ids where the event does not say who writes (RFC 2606)."""

RULE = "letter"


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that can be given out, and what keeps others from it, or is to be seen by whoever sends them."""

    letters: tuple[Letter, ...]
    findings: tuple[Finding, ...] = ()


def letters(
    helds: Sequence[Held], kind: LetterKind = "review", per: Per = "session", now: datetime | None = None
) -> Letters:
    """Return the letters for `helds`, one for each, or for each person; one that is at fault stops no other.

    Raises BadRecord when a file of contacts is at fault.
    """
    now = now or datetime.now(UTC)
    books = {folder: contacts(folder) for folder in dict.fromkeys(_home(held.session) for held in helds)}
    made: list[Letter] = []
    findings = [
        *(finding for book in books.values() for finding in book.findings),
        *_of_several_names(helds),
        *_outdated(helds),
    ]
    for bundle in _bundled(helds, per):
        try:
            made.append(_letter(bundle, books[_home(bundle[0].session)], kind, now))
        except BadRecord as error:
            findings.extend(error.findings)
    return Letters(tuple(made), tuple(findings))


def _of_several_names(helds: Sequence[Held]) -> Iterator[Finding]:
    """Yield each id that has another name in another session: two people may have it, and one address."""
    first: dict[tuple[Path, str], Held] = {}
    for held in helds:
        before = first.setdefault((_home(held.session), held.review.speaker), held)
        if before.review.name != held.review.name:
            yield Finding(
                Severity.WARNING,
                Origin(held.session.file),
                visible(
                    f'"{held.review.speaker}" is {held.review.name} here and {before.review.name} in another session'
                ),
                "see that it is one person; two need ids of their own, or one gets the other's letters",
                RULE,
            )


def _outdated(helds: Sequence[Held]) -> Iterator[Finding]:
    """Yield each draft whose record says something else by now."""
    for held in helds:
        if held.review.base != text_hash((one.id, one.text) for one in held.session.sketch):
            hint = "see it once more; a draft that was not sent is made anew: reportkit review draft"
            message = visible(f"the record has changed since {held.review.id} was drafted")
            yield Finding(Severity.WARNING, Origin(held.session.file), message, hint, RULE)


def _home(session: Session) -> Path:
    return session.folder or Path(session.file).parent


def _bundled(helds: Sequence[Held], per: Per) -> Iterator[tuple[Held, ...]]:
    """Yield the reviews of each letter. Those of one person are in one, as far as their deadline is one."""
    bundles: dict[tuple[object, ...], list[Held]] = {}
    for number, held in enumerate(helds):
        alone = (_home(held.session), held.review.speaker, held.review.deadline, held.review.protect)
        bundles.setdefault(alone if per == "person" else (number,), []).append(held)
    yield from map(tuple, bundles.values())


def _letter(bundle: tuple[Held, ...], book: Contacts, kind: LetterKind, now: datetime) -> Letter:
    contact = _contact(bundle[0], book)
    session = bundle[0].session
    mail = session.event.mail if session.event else None
    theme = settle(session, Wishes()).theme
    topics = [Topic(held.review, held.session, held.ledger.sent(held.review), _name(held)) for held in bundle]
    envelope = _envelope(bundle, contact, mail, kind)
    ask = (envelope.reply_to or envelope.sender or Mailbox("", "")).address
    words = letter(kind, topics, contact, theme, ask, now)
    enclosures = [Enclosure(_name(held), _plain_name(held), held.ledger.sent_word(held.review)) for held in bundle]
    try:
        made = message(words, envelope, enclosures, theme.folders)
    except Unsendable as error:
        raise _unsendable(bundle[0], book, *error.args) from None
    done = Letter(bundle, contact.address, words.language, kind, made, book, words.silence)
    guarded(done)
    return done


# --- who gets it ------------------------------------------------------------------------------------------------


def _contact(held: Held, book: Contacts) -> Contact:
    """Return how the speaker of a review is written to; raise BadRecord where nobody says it."""
    review, person = held.review, reader_of(held.session, held.review)
    if person is None or person.name != review.name:
        now = f"is {person.name} there now" if person else "is nobody there now"
        hint = f"close it as withdrawn, and draft anew: reportkit review close {review.id} --withdrawn"
        raise _blame(held.session.file, f"{review.id} was drafted for {review.name}; {review.speaker} {now}", hint)
    contact = book.people.get(review.speaker)
    if contact is None:
        close = get_close_matches(review.speaker, book.people, n=1, cutoff=0.8)
        hint = f"add `{review.speaker}: {{address: …}}`" + (f'; or is it "{close[0]}" there?' if close else "")
        raise _blame(book.file, f"no address of {review.name} ({review.id})", hint)
    if contact.language and nearest_language(contact.language) is None:
        field = f"{review.speaker}.language"
        known = f"known: {', '.join(languages())}"
        raise _blame(book.file, f'there are no letters in "{contact.language}"', known, book.place(*field.split(".")))
    return contact


def _envelope(bundle: tuple[Held, ...], contact: Contact, mail: Mail | None, kind: LetterKind) -> Envelope:
    sender = Mailbox(*mailbox(mail.from_)) if mail and mail.from_ else None
    reply_to = Mailbox(*mailbox(mail.reply_to)) if mail and mail.reply_to else None
    domain = sender.address.rpartition("@")[2] if sender else NO_DOMAIN
    ids = tuple(held.review.id for held in bundle)
    before = dict.fromkeys(held.review.sent.message_id for held in bundle if held.review.sent)
    return Envelope(
        to=Mailbox(bundle[0].review.name, contact.address),
        sender=sender,
        reply_to=reply_to,
        message_id=f"<{_local_part(ids)}{_ordinal(bundle) if kind == 'reminder' else ''}@{domain}>",
        answers=tuple(id for id in before if id) if kind == "reminder" else (),
        reviews=ids,
    )


def _local_part(ids: tuple[str, ...]) -> str:
    """Return what a message is known by: the id of its review, or what is made from those of several."""
    if len(ids) == 1 and re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*", ids[0]):
        return ids[0]
    return f"reviews.{sha256(' '.join(ids).encode()).hexdigest()[:24]}"


def _ordinal(bundle: tuple[Held, ...]) -> str:
    """Return which reminder it is, by the log: one that was begun and not noted as done is the same again."""
    done = max(sum(line["event"] == "reminded" for line in held.ledger.log(held.review.id)) for held in bundle)
    return f".reminder-{done + 1}"


def _name(held: Held) -> str:
    """Return what a draft is called beside its letter: `3-1-an-asian-nato-review-kuik.docx`."""
    return f"{held.session.stem}-{_tail(held)}"


def _plain_name(held: Held) -> str:
    """Return a name in ASCII for it: its own, or that without the title, or without anything."""
    names = (_name(held), f"{held.session.id}-{_tail(held)}", f"review-{held.review.round}.docx")
    return next(name for name in names if name.isascii())


def _tail(held: Held) -> str:
    again = f"-{held.review.round}" if held.review.round > 1 else ""
    return f"review-{held.review.speaker}{again}.docx"


def _unsendable(held: Held, book: Contacts, header: str, what: str) -> BadRecord:
    """Return which field a header that cannot be sent comes from."""
    speaker = held.review.speaker
    fields = {
        "To": (held.session.file, f"the name or the address of {held.review.name}"),
        "Subject": (held.session.file, f'the title of "{held.session.id}" or of its event'),
        "From": (held.session.event_file, "mail.from"),
        "text": (book.file, f"{speaker} there, and the record"),
        "Reply-To": (held.session.event_file, "mail.reply_to"),
    }
    file, part = fields.get(header, (book.file, speaker))
    return _blame(file, f"the letter to {speaker} cannot be sent with this {header}: {what}", f"see {part}")


def _blame(file: str, message: str, hint: str, place: Place | None = None) -> BadRecord:
    place = place or Place(file)
    return BadRecord([Finding(Severity.ERROR, Origin(file), visible(message), visible(hint), RULE, place)])
