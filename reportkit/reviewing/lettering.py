"""Letters for reviews: who gets which draft, in which words, and whether the two belong together.

Its words are decided in `compose/letter.py`, its message is built in `deliver/letter.py`. Nothing is sent here, and the
ledger is only read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from reportkit.addresses import address, mailbox
from reportkit.compose.letter import Topic, letter, reader_of
from reportkit.deliver.letter import Unsendable, message
from reportkit.errors import BadRecord, Finding, Origin, Place, Severity, visible
from reportkit.letters import Enclosure, Envelope, LetterKind, Mailbox, Per
from reportkit.load import Contacts, contacts
from reportkit.records import Contact, Mail, Session, slug
from reportkit.reviewing.finding import Held
from reportkit.settings import settle
from reportkit.theme import languages, nearest_language
from reportkit.wishes import Wishes

NO_DOMAIN = "reportkit.invalid"
"""The domain of message ids where the event does not say who writes (RFC 2606)."""

RULE = "letter"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one speaker about `reviews`; it lacks nothing but its date.

    `silence` tells whether it says that the text is taken as approved after the deadline.
    """

    reviews: tuple[Held, ...]
    to: str
    language: str
    kind: LetterKind
    message: EmailMessage
    silence: bool = False


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
    findings = [finding for book in books.values() for finding in book.findings]
    for bundle in _bundled(helds, per):
        try:
            made.append(_letter(bundle, books[_home(bundle[0].session)], kind, now))
        except BadRecord as error:
            findings.extend(error.findings)
    return Letters(tuple(made), tuple(findings))


def _home(session: Session) -> Path:
    return session.folder or Path(session.file).parent


def _bundled(helds: Sequence[Held], per: Per) -> Iterator[tuple[Held, ...]]:
    """Yield the reviews of each letter. Those of one person are in one, as far as they have one deadline."""
    bundles: dict[tuple[object, ...], list[Held]] = {}
    for number, held in enumerate(helds):
        alone = (_home(held.session), held.review.speaker, held.review.deadline)
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
        raise BadRecord([_unsendable(bundle[0], book, *error.args)]) from None
    done = Letter(bundle, contact.address, words.language, kind, made, words.silence)
    guarded(done)
    return done
