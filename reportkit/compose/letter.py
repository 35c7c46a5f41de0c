"""What a letter to a speaker says, from the records: greeting, sessions, their passages, the deadline by two clocks.

The sentences around it are in `templates/mail/`; messages are built in `deliver/letter.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.lists import format_list

from reportkit.compose._when import bracketed, by_clock, when
from reportkit.letters import Letter, LetterKind, Part
from reportkit.records import Contact, Person, Session
from reportkit.reviews import Review, Sent
from reportkit.theme import Theme, direction, nearest_language

LEFT_TO_RIGHT = "\u200e"
"""A mark that has words in Latin letters stay one piece in writing from right to left."""

APART, TOGETHER_AGAIN = "\u2068", "\u2069"
"""What stands around words that may run the other way than the sentence that they are in (Unicode, annex 9)."""

COMMENTS = "comments"
"""How a draft is protected that takes comments only."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the reviews that a letter is about, and the name of the draft that goes with it."""

    review: Review
    session: Session
    sent: Sent
    file: str


def language_of(topics: Sequence[Topic], contact: Contact) -> str:
    """Return the language of a letter: that of the reader, or of the sessions, or, where they differ, of the event."""
    asked = [contact.language] if contact.language else list(dict.fromkeys(one.session.tongue for one in topics))
    event = topics[0].session.event
    return nearest_language(asked[0] if len(asked) == 1 else event.language if event else "en") or "en"


def letter(
    kind: LetterKind, topics: Sequence[Topic], contact: Contact, theme: Theme, ask: str, now: datetime
) -> Letter:
    """Return the letter about `topics`, which have one deadline and one protection; `ask` is where questions go."""
    session, review = topics[0].session, topics[0].review
    language = language_of(topics, contact)
    event = session.event.title if session.event and session.event_file else ""
    deadline = _moment(review, session)
    return Letter(
        kind=kind,
        language=language,
        direction=direction(language),
        name=_apart(contact.name or _greeted(session, review), language),
        host=_apart((session.event.organiser if session.event else None) or event, language),
        event=_apart(event, language),
        about=_about(topics, event, theme, language),
        parts=tuple(_part(topic, theme, language) for topic in topics),
        deadline=_clocks(deadline, contact, language) if deadline else (),
        overdue=deadline is not None and deadline.replace(tzinfo=deadline.tzinfo or UTC) < now,
        silence=bool(deadline and session.event and session.event.mail and session.event.mail.silence),
        disclaimer=_apart(session.disclaimer, language),
        ask=_apart(ask, language),
        comments_only=review.protect == COMMENTS,
    )


def reader_of(session: Session, review: Review) -> Person | None:
    """Return the person whom a review is for, as the record has them now."""
    return next((person for _, person in session.people if person.id == review.speaker), None)


def _greeted(session: Session, review: Review) -> str:
    """Return how somebody is greeted whose contact does not say: `Dr. Kuik`, or by the whole name."""
    person = reader_of(session, review)
    if person and person.honorific and person.family:
        return f"{person.honorific} {person.family}"
    return review.name


def _about(topics: Sequence[Topic], event: str, theme: Theme, language: str) -> str:
    """Return what the subject names: the title of the session, or the sessions, and the event in brackets."""
    if len(topics) == 1:
        words = topics[0].session.title
    else:
        words = _listed([_kicker(topic.session, theme) for topic in topics], language)
    whole = words + bracketed(event, language) if event else words
    # A header takes no characters that begin or end something.
    return f"{LEFT_TO_RIGHT}{whole}{LEFT_TO_RIGHT}" if direction(language) == "rtl" else whole


def _apart(words: str, language: str) -> str:
    """Return words of a record for a sentence: in writing from right to left, they are laid out by themselves."""
    return f"{APART}{words}{TOGETHER_AGAIN}" if words and direction(language) == "rtl" else words


def _part(topic: Topic, theme: Theme, language: str) -> Part:
    numbers = [number for number, one in enumerate(topic.sent.passages, 1) if one.id in topic.review.own]
    return Part(
        kicker=_apart(_kicker(topic.session, theme), language),
        title=_apart(topic.session.title, language),
        when=when(topic.session, language),
        passages=_listed([_apart(_label(topic, number, theme), language) for number in numbers], language),
        several=len(numbers) > 1,
        file=_apart(topic.file, language),
    )


def _kicker(session: Session, theme: Theme) -> str:
    mark = LEFT_TO_RIGHT if direction(session.tongue) == "rtl" else ""
    return f"{session.kind or theme.labels(session.tongue)['session']} {mark}{session.id}"


def _label(topic: Topic, number: int, theme: Theme) -> str:
    """Return what stands before a passage in the draft, in the language of the draft: `Passage 2 of 7`."""
    words = str(theme.labels(topic.session.tongue)["passage"])
    return words.replace("{number}", str(number)).replace("{count}", str(len(topic.sent.passages)))


def _listed(words: list[str], language: str) -> str:
    return str(format_list(words, locale=Locale.parse(language.replace("-", "_")))) if words else ""


def _moment(review: Review, session: Session) -> datetime | None:
    """Return the deadline, by the clock of the event."""
    if not review.deadline:
        return None
    local = datetime.fromisoformat(review.deadline)
    # An hour that no clock shows, since summer time begins in it, is told as clocks show it then.
    return local.replace(tzinfo=session.zone).astimezone(UTC).astimezone(session.zone) if session.zone else local


def _clocks(deadline: datetime, contact: Contact, language: str) -> tuple[str, ...]:
    """Return a deadline by the reader's clock and by the event's, or once where both say the same."""
    clocks = [deadline]
    if contact.timezone and deadline.tzinfo:
        clocks.insert(0, deadline.astimezone(ZoneInfo(contact.timezone)))
    return tuple(dict.fromkeys(by_clock(one, language) for one in clocks))
