"""A letter as a message: its words in plain text and in HTML, and the drafts beside them (RFC 5322, RFC 2045).

What it says is decided in `compose/letter.py`; `eml.py` makes a message file of it, `smtp.py` sends it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from reportkit.addresses import Unfit, address
from reportkit.errors import UNPRINTABLE
from reportkit.jinja import fill
from reportkit.letters import Enclosure, Envelope, Letter, Mailbox

WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
REVIEWS = "X-Reportkit-Review"
"""The header that names the reviews of a message."""


TEXT = "text"
"""What is called like a header where the words of a letter are at fault."""

ISOLATES = re.compile("[\u2068\u2069]")
"""What keeps words together that run the other way than those around them."""


class Unsendable(ValueError):
    """A header that would be no header, or would be several, or a text; `args` are its name and what is wrong."""


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as people read it. `blocks` are its paragraphs and lists, each the lines that it has."""

    subject: str
    plain: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]


def message(
    letter: Letter, envelope: Envelope, enclosures: Sequence[Enclosure], theme_folders: tuple[Path, ...] = ()
) -> EmailMessage:
    """Return `letter` as a message that lacks nothing but its date; raise Unsendable, with the header at fault."""
    _question("Subject", letter.about)
    words = worded(letter, theme_folders)
    _question(TEXT, ISOLATES.sub("", words.plain.replace("\n", " ")))
    made = EmailMessage(policy=SMTP)
    made.set_content(words.plain)
    made.add_alternative(_page(letter, words, theme_folders), subtype="html")
    for enclosure in enclosures:
        made.add_attachment(enclosure.data, maintype="application", subtype=WORD, filename=enclosure.name)
        *_, part = made.iter_attachments()
        part.set_param("name", enclosure.plain_name)
    # Headers come last, since content that is added takes those that begin with Content- along into a part.
    _address(made, letter, envelope, words.subject)
    _bound(made, envelope.message_id)
    return made


def worded(letter: Letter, theme_folders: tuple[Path, ...] = ()) -> Words:
    """Return the sentences of `letter`: the first line of its template is the subject, blank lines part the blocks."""
    filled = fill(f"mail/{letter.kind}.{letter.language}.txt.j2", theme_folders, letter=letter)
    subject, _, body = filled.strip().partition("\n")
    pieces = [piece.strip("\n") for piece in re.split(r"\n\s*\n", body) if piece.strip()]
    return Words(subject.strip(), "\n\n".join(pieces) + "\n", tuple(map(_block, pieces)))


def _block(piece: str) -> tuple[str, tuple[str, ...]]:
    """Return a block as `list` or `paragraph`, with its items or lines."""
    lines = tuple(line.strip() for line in piece.split("\n"))
    if all(line.startswith("- ") for line in lines):
        return "list", tuple(line[2:] for line in lines)
    return "paragraph", lines


def _page(letter: Letter, words: Words, theme_folders: tuple[Path, ...]) -> str:
    return fill("mail/letter.html.j2", theme_folders, letter=letter, subject=words.subject, blocks=words.blocks)


def _address(made: EmailMessage, letter: Letter, envelope: Envelope, subject: str) -> None:
    headers: list[tuple[str, str | Mailbox | None]] = [
        ("From", envelope.sender),
        ("To", envelope.to),
        ("Reply-To", envelope.reply_to),
        ("Subject", subject),
        ("Message-ID", envelope.message_id),
        ("In-Reply-To", envelope.answers[-1] if envelope.answers else None),
        ("References", " ".join(envelope.answers)),
        ("Content-Language", letter.language),
        ("Auto-Submitted", "auto-generated" if letter.kind == "reminder" else None),
        (REVIEWS, " ".join(envelope.reviews)),
    ]
    for name, value in headers:
        if value:
            _set(made, name, value)


def _bound(made: EmailMessage, message_id: str) -> None:
    """Have the same letter be the same bytes: boundaries are random else."""
    for number, part in enumerate(made.walk()):
        if part.is_multipart():
            # Neither base64 nor quoted-printable text has an underscore behind an equals sign.
            part.set_boundary(f"=_{number}_{sha256(message_id.encode()).hexdigest()[:32]}")


def _set(made: EmailMessage, name: str, value: str | Mailbox) -> None:
    """Set a header; raise Unsendable where its words would make another one, or cannot be read."""
    _question(name, f"{value.name} {value.address}" if isinstance(value, Mailbox) else value)
    try:
        made[name] = _mailbox(value) if isinstance(value, Mailbox) else value
    except (ValueError, MessageError) as error:
        raise Unsendable(name, str(error)) from None


def _mailbox(mailbox: Mailbox) -> Address:
    try:
        return Address(mailbox.name, addr_spec=address(mailbox.address))
    except Unfit as error:
        what, _ = error.args
        raise ValueError(what) from None


def _question(name: str, words: str) -> None:
    """Raise Unsendable where words have characters that end a line or cannot be read."""
    if UNPRINTABLE.search(words) or "\n" in words or "\t" in words:
        raise Unsendable(name, "there are control characters in it")
