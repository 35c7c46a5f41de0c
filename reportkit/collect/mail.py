"""Messages as they lie in a folder: who writes, in answer to which letter, in what words, with which files.

Nothing is believed and nothing is sent. What the files are is told in `kinds.py`; which files and folders are looked
into, in `inbox.py`; how people's own words are told from those that they quote, in `_quoting.py`.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Part
from email.utils import parseaddr
from typing import Literal

from reportkit.collect import kinds
from reportkit.collect._charsets import decoded
from reportkit.collect._hypertext import as_text
from reportkit.collect._quoting import own_words
from reportkit.errors import Refused

MOST = 40 << 20
"""How many bytes a message may have: a Word file of 20 MB in it takes 27."""

MOST_PARTS = 200
DEEPEST = 30
"""How many parts a message may have, and how deep they may lie in each other."""

MOST_TEXT = 1 << 18
"""How many characters of a message are taken for its words."""

TOO_LARGE = ("too large a message, refused", f"it may have {MOST >> 20} MB; save its Word file and collect that")
TOO_MANY = ("a message of too many parts, refused", "save its Word file and collect that")

LONGEST = 20_000
"""How much of a field is read."""

ID = re.compile(r"<[^<>\s]{1,900}>")

Sort = Literal["", "automatic", "bounce"]


@dataclass(frozen=True, slots=True)
class File:
    """A file in a message, under the name that it has there."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote. `words` are their own, `text` is all of it with what they quote.

    `answers` are the Message-IDs that it names, the nearest first; `reviews` what a letter of ours says it is about.
    One that `forwards` others is followed by them. A `sort` is given to what no person wrote: an absence note, or that
    a letter could not be delivered.
    """

    sender: str = ""
    id: str = ""
    date: str = ""
    subject: str = ""
    answers: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    text: str = ""
    words: str = ""
    files: tuple[File, ...] = ()
    sort: Sort = ""
    forwards: bool = False


def messages(data: bytes) -> list[Message]:
    """Return the message `data`, and after it those that were forwarded in it; raise Refused where it is too much."""
    if len(data) > MOST:
        raise Refused(*TOO_LARGE)
    if data.lower().count(b"boundary=") > MOST_PARTS:
        raise Refused(*TOO_MANY)
    try:
        opened = _opened(_read(data))
    except RecursionError:
        raise Refused(*TOO_MANY) from None
    first, *others = map(_message, opened)
    return [_above(first, others), *(replace(one, answers=one.answers or first.answers) for one in others)]


def _above(first: Message, others: list[Message]) -> Message:
    """Return a message with others in it; one that tells of a letter which did not arrive is about that letter."""
    if first.sort != "bounce":
        return replace(first, forwards=bool(others))
    ids = tuple(id for one in others for id in (one.id, *one.reviews) if id)
    return replace(first, answers=(*first.answers, *ids), forwards=True)


def divided(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the messages of an mbox; of one that is too large, enough to be refused for it."""
    message: list[bytes] = []
    size, blank, begun = 0, True, False
    for line in lines:
        if blank and kinds.SEPARATOR.match(line):
            if begun:
                yield b"".join(message)
            message, size, begun = [], 0, True
        elif size <= MOST:
            message.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(message)


# --- taken apart ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Opened:
    """A message and what lies in it, but not in those that it forwards."""

    head: Part
    texts: list[Part] = field(default_factory=list)
    files: list[File] = field(default_factory=list)


def _read(data: bytes) -> Part:
    # The older policy, since the newer one trips over heads that are not as they should be.
    return message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))


def _opened(whole: Part) -> list[_Opened]:
    """Return a message and all within it, in their order; raise Refused where there is no end to it."""
    opened = [_Opened(whole)]
    left = [(whole, 0, opened[0])]
    seen = 0
    while left:
        part, depth, home = left.pop()
        seen += 1
        if seen > MOST_PARTS or depth > DEEPEST:
            raise Refused(*TOO_MANY)
        if part.get_content_type() == "message/rfc822":
            inner = [_Opened(one) for one in _forwarded(part)]
        elif part.get_content_maintype() == "multipart" and part.is_multipart():
            left += [(one, depth + 1, home) for one in reversed(_within(part))]
            continue
        else:
            inner = [_Opened(one) for one in _put(part, home)]
        opened += inner
        left += [(one.head, depth + 1, one) for one in reversed(inner)]
    return opened


def _put(part: Part, home: _Opened) -> list[Part]:
    """Put a part to the texts or the files of its message; return it where it is a message under another name."""
    named = _name(part)
    if part.get_content_maintype() == "text" and not named and part.get_content_disposition() != "attachment":
        home.texts.append(part)
        return []
    data = _bytes(part)
    if named and part.get_content_maintype() != "text" and kinds.kind(data) == "mail":
        return [_read(data)]
    if data:
        home.files.append(File(named, data))
    return []


def _within(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Part)] if isinstance(payload, list) else []


def _forwarded(part: Part) -> list[Part]:
    """Return the message in a part; some programs pack it once more, which they should not."""
    within = _within(part)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64" and within:
        try:
            return [_read(b64decode(str(within[0].get_payload()).encode("ascii", "ignore"), validate=False))]
        except NotBase64:
            return within
    return within


def _bytes(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _name(part: Part) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):
        name = ""
    return _plain(str(name)).replace("/", "_").replace("\\", "_")[:200]


# --- understood -------------------------------------------------------------------------------------------------


def _message(opened: _Opened) -> Message:
    head = opened.head
    text = _text(opened)
    return Message(
        sender=parseaddr(_field(head, "From"))[1],
        id=next(iter(ID.findall(_field(head, "Message-ID"))), ""),
        date=_field(head, "Date"),
        subject=_field(head, "Subject"),
        answers=_answers(opened),
        reviews=tuple(re.findall(r"[^\s,;]+", _field(head, "X-Reportkit-Review"))),
        text=text,
        words=own_words(text),
        files=tuple(file for file in opened.files if kinds.kind(file.data) != "text"),
        sort=_sort(head),
    )


def _text(opened: _Opened) -> str:
    """Return the words of a message, plain or else in HTML, and those in files of text under their names."""
    plain = [decoded(_bytes(part), part.get_content_charset()) for part in _of(opened, "text/plain")]
    if not any(text.strip() for text in plain):
        plain = [as_text(decoded(_bytes(part), part.get_content_charset())) for part in _of(opened, "text/html")]
    more = [f"[{one.name}]\n{decoded(one.data)}" for one in opened.files if kinds.kind(one.data) == "text"]
    texts = (text.replace("\r\n", "\n").replace("\r", "\n").strip() for text in [*plain, *more])
    return "\n\n".join(text for text in texts if text)[:MOST_TEXT]


def _of(opened: _Opened, kind: str) -> list[Part]:
    return [part for part in opened.texts if part.get_content_type() == kind]


def _answers(opened: _Opened) -> tuple[str, ...]:
    """Return the messages that this one answers; of one that could not be delivered, the head is all that is left."""
    head = opened.head
    named = ID.findall(_field(head, "In-Reply-To")) + ID.findall(_field(head, "References"))[::-1]
    for part in _of(opened, "text/rfc822-headers"):
        named += ID.findall(" ".join(re.findall(r"(?im)^message-id:(.*)$", decoded(_bytes(part)))))
    return tuple(dict.fromkeys(named))


def _sort(head: Part) -> Sort:
    report = str(head.get_param("report-type", "")).lower()
    if head.get_content_type() == "multipart/report" and report == "delivery-status":
        return "bounce"
    if _field(head, "X-Failed-Recipients"):
        return "bounce"
    automatic = _field(head, "Auto-Submitted").lower().startswith("auto-replied")
    return "automatic" if automatic or report or _field(head, "X-Autoreply") else ""


def _field(head: Part, name: str) -> str:
    """Return a field of a head as people read it, on one line."""
    return _plain(next((str(value) for key, value in head.raw_items() if key.lower() == name.lower()), ""))


def _plain(raw: str) -> str:
    """Return the words of a field, which may be encoded, or in bytes of no known encoding."""
    words = decoded(raw[:LONGEST].encode("utf-8", "surrogateescape")) if not raw.isascii() else raw[:LONGEST]
    try:
        pieces = decode_header(words)
    except (HeaderParseError, ValueError):
        pieces = [(words, None)]
    return " ".join("".join(_piece(piece, charset) for piece, charset in pieces).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    # What was not encoded comes back as Python writes its own text.
    return decoded(piece, charset) if charset else piece.decode("raw-unicode-escape", "replace")
