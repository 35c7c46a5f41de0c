"""Does a finished letter go to the right person? Asked of its bytes, as whoever receives them reads them.

Address, contact, speaker, review, draft and the passages that are marked in it must belong together; a letter of which
this cannot be shown is given out to nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from hashlib import sha256

from reportkit.deliver.letter import REVIEWS
from reportkit.errors import BadRecord, Finding, Origin, Refused, Severity, visible
from reportkit.letters import LetterKind
from reportkit.load import Contacts
from reportkit.reviewing.finding import Held
from reportkit.settings import settle
from reportkit.wishes import Wishes
from reportkit.wordml.revisions import Paragraph, accepted, revised
from reportkit.wordml.write import bookmark_name

RULE = "wrong-recipient"

NOBODY_ELSE = ("Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc")
"""Headers by which others would get a letter, too."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one speaker about `reviews`; it lacks nothing but its date.

    `book` has the contacts that it was addressed from. `silence` tells whether it says that the text is taken as
    approved after the deadline.
    """

    reviews: tuple[Held, ...]
    to: str
    language: str
    kind: LetterKind
    message: EmailMessage
    book: Contacts = field(repr=False)
    silence: bool = False


def guarded(letter: Letter) -> None:
    """Raise BadRecord, with both that do not go together, unless the finished bytes of `letter` are for its speaker."""
    message = BytesParser(policy=SMTP).parsebytes(letter.message.as_bytes())
    assert isinstance(message, EmailMessage)
    findings = [*_wrong_address(letter, message), *_wrong_reviews(letter, message), *_wrong_drafts(letter, message)]
    if findings:
        raise BadRecord(findings)


def _wrong_address(letter: Letter, message: EmailMessage) -> Iterator[Finding]:
    headers = message.get_all("To", [])
    addresses = [one.addr_spec for to in headers if isinstance(to, AddressHeader) for one in to.addresses]
    if addresses != [letter.to]:
        yield _mismatch(letter, f"it is addressed to {', '.join(addresses) or 'nobody'}, and meant for {letter.to}")
    for speaker in dict.fromkeys(held.review.speaker for held in letter.reviews):
        contact = letter.book.people.get(speaker)
        if contact is None or contact.address != letter.to:
            theirs = contact.address if contact else "not known"
            yield _mismatch(letter, f"it goes to {letter.to}, and the address of {speaker} is {theirs}")
    for name in NOBODY_ELSE:
        if name in message:
            yield _mismatch(letter, f"it goes to others, too: {name}: {message[name]}")


def _wrong_reviews(letter: Letter, message: EmailMessage) -> Iterator[Finding]:
    ids = [held.review.id for held in letter.reviews]
    named = str(message.get(REVIEWS, "")).split()
    if named != ids:
        yield _mismatch(letter, f"it names the reviews {' '.join(named)}, and is about {' '.join(ids)}")
    speakers = {held.review.speaker: held.review.name for held in letter.reviews}
    if len(speakers) != 1:
        yield _mismatch(letter, f"it is about several people: {', '.join(speakers.values())}")
    for held in letter.reviews:
        yield from _wrong_record(letter, held)
        person = next((one for _, one in held.session.people if one.id == held.review.speaker), None)
        if person is None or person.name != held.review.name:
            now = person.name if person else "nobody"
            yield _mismatch(letter, f"{held.review.id} is for {held.review.name}, and {held.review.speaker} is {now}")


def _wrong_record(letter: Letter, held: Held) -> Iterator[Finding]:
    """Yield that a draft is of another session than its record, or of passages that are somebody else's there now."""
    review, session = held.review, held.session
    if review.session != session.id:
        yield _mismatch(letter, f"{review.id} is of session {review.session}, and its record is {session.id} by now")
    whose = {passage.id: passage.speaker for passage in session.sketch}
    for id in review.own:
        if whose.get(id, review.speaker) != review.speaker:
            yield _mismatch(letter, f"passage {id} is of {whose[id] or 'nobody'} by now; draft it anew")


def _wrong_drafts(letter: Letter, message: EmailMessage) -> Iterator[Finding]:
    drafts = [part.get_content() for part in message.iter_attachments()]
    if len(drafts) != len(letter.reviews):
        yield _mismatch(letter, f"it has {len(drafts)} attachments, and is about {len(letter.reviews)} reviews")
    for held, draft in zip(letter.reviews, drafts, strict=False):
        yield from _wrong_draft(letter, held, draft)


def _wrong_draft(letter: Letter, held: Held, draft: object) -> Iterator[Finding]:
    review, sent = held.review, held.ledger.sent(held.review)
    try:
        word = revised(draft if isinstance(draft, bytes) else b"")
    except Refused as error:
        yield _mismatch(letter, f"the draft of {review.id} cannot be read: {error.message}")
        return
    known = dict(word.properties)
    if known.get("reportkit.review") != review.id:
        found = known.get("reportkit.review", "no review")
        yield _mismatch(letter, f"the draft beside it is that of {found}, and it is about {review.id}")
        return
    if not isinstance(draft, bytes) or sha256(draft).hexdigest() != sent.sha256:
        yield _mismatch(letter, f"the draft beside it is not the one that was made for {review.id}")
    labels = {name: words for paragraph in word.body for name in paragraph.bookmarks if (words := _label(paragraph))}
    mark = str(settle(held.session, Wishes()).theme.labels(held.session.tongue)["review"])
    marked = [name for name, words in labels.items() if words.endswith(mark)]
    own = [bookmark_name(id) for id in review.own]
    if marked != own:
        theirs = _quoted([labels.get(name, name) for name in own])
        is_marked = _quoted([labels[name] for name in marked])
        yield _mismatch(letter, f"marked in the draft is {is_marked}, and of {review.name} is {theirs}")
    for one in sent.passages:
        if (one.id in review.own) != (one.speaker == review.speaker):
            yield _mismatch(letter, f"passage {one.id} is of {one.speaker or 'nobody'}, and asked of {review.speaker}")
    others = [one.name for _, one in held.session.people if one.name != review.name]
    for name in others:
        if any(name in labels[mine] and review.name not in labels[mine] for mine in marked if mine in own):
            yield _mismatch(letter, f"what is marked in the draft is of {name}, and it is for {review.name}")


def _label(paragraph: Paragraph) -> str:
    """Return what stands in a label of a draft; nothing where a paragraph is none."""
    return "".join(accepted([paragraph])) if any(one.startswith("_rk_") for one in paragraph.bookmarks) else ""


def _quoted(labels: list[str]) -> str:
    return ", ".join(f'"{words}"' for words in labels) or "nothing"


def _mismatch(letter: Letter, what: str) -> Finding:
    about = letter.reviews[0]
    message = f"the letter to {about.review.name} is not given out: {what}"
    hint = "see contacts and record; nothing was sent"
    return Finding(Severity.ERROR, Origin(about.session.file), visible(message), hint, RULE)
