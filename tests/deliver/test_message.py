"""A letter as a message: what its parts and headers are, and what may be in none of them."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reportkit.deliver.eml import unsent
from reportkit.deliver.letter import Unsendable, message, worded
from reportkit.errors import BadTheme
from reportkit.letters import Enclosure, Envelope, Letter, Mailbox, Part
from reportkit.theme import direction, languages

DRAFT = b"PK\x03\x04" + bytes(range(256)) * 400
TITLE = "<script>alert(1)</script> & “파도가 남긴 기록” für Müller 郭"
NAME = "3-1-asian-nato-draft-für-müller-郭-review-kuik.docx"
PART = Part("Session 3-1", TITLE, "Wednesday, April 8, 2026, 14:40–16:00", "Passage 1 of 7", False, NAME)
LETTER = Letter(
    kind="review",
    language="en",
    direction="ltr",
    name="Dr. Kuik",
    host="Asan Institute",
    event="Asan Plenum 2026",
    about=TITLE,
    parts=(PART,),
    deadline=("Monday, May 4, 2026, 18:00 (Korean Standard Time)",),
    overdue=False,
    silence=False,
    disclaimer="The views are theirs.",
    ask="",
)
ENVELOPE = Envelope(
    to=Mailbox("郭清水, Kuik “Cheng-Chwee”", "kuik@example.org"),
    sender=Mailbox("Asan Institute", "pubs@example.org"),
    reply_to=Mailbox("", "answers@example.org"),
    message_id="<3-1.kuik.1@example.org>",
    answers=(),
    reviews=("3-1.kuik.1",),
)
ENCLOSURE = Enclosure(NAME, "3-1-review-kuik.docx", DRAFT)


def sent(letter: Letter = LETTER, envelope: Envelope = ENVELOPE) -> EmailMessage:
    """Return a message as whoever receives it reads it."""
    received = message_from_bytes(message(letter, envelope, [ENCLOSURE]).as_bytes(), policy=SMTP)
    assert isinstance(received, EmailMessage)
    return received


class Words(HTMLParser):
    """The words of a page, and what it refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.outside += [name for name, value in attributes if name in ("src", "href") or "url(" in (value or "")]

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def page(letter: Letter) -> Words:
    body = sent(letter).get_body(("html",))
    assert body
    words = Words()
    words.feed(body.get_content())
    return words


def test_the_parts_are_words_twice_and_the_draft() -> None:
    kinds = [part.get_content_type() for part in sent().walk()]
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", word]
    (draft,) = sent().iter_attachments()
    assert draft.get_content() == DRAFT


def test_headers_come_through_as_they_were() -> None:
    headers = sent()
    to = headers["To"].addresses[0]
    assert (to.display_name, to.addr_spec) == ("郭清水, Kuik “Cheng-Chwee”", "kuik@example.org")
    assert headers["Subject"] == f"For your review: {TITLE}"
    assert headers["From"] == "Asan Institute <pubs@example.org>"
    assert headers["Reply-To"] == "answers@example.org"
    assert headers["Message-ID"] == "<3-1.kuik.1@example.org>"
    assert headers["Content-Language"] == "en"
    assert headers["X-Reportkit-Review"] == "3-1.kuik.1"
    assert [name for name in ("Date", "Cc", "Bcc", "In-Reply-To", "Auto-Submitted") if name in headers] == []


def test_a_draft_has_a_name_for_every_program() -> None:
    (draft,) = sent().iter_attachments()
    assert draft.get_filename() == NAME
    assert draft["Content-Type"].params["name"] == "3-1-review-kuik.docx"
    assert draft["Content-Disposition"].content_disposition == "attachment"


def test_lines_are_as_short_as_servers_want_them() -> None:
    long = replace(LETTER, about="郭" * 300, parts=(replace(PART, title="말" * 2000),))
    data = message(long, ENVELOPE, [ENCLOSURE]).as_bytes()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.isascii()


@pytest.mark.parametrize("language", languages())
def test_both_parts_say_the_same_words(language: str) -> None:
    letter = replace(LETTER, language=language, direction=direction(language))
    plain = worded(letter)
    head, words = plain.subject.split(), page(letter)
    # In plain text, a hyphen begins an item of a list.
    said = [word for line in plain.plain.splitlines() for word in line.removeprefix("- ").split()]
    assert words.words == head + said
    body = sent(letter).get_body(("html",))
    assert body
    assert f'<html lang="{language}" dir="{direction(language)}">' in body.get_content()


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    words = page(LETTER)
    assert words.outside == []
    assert set(words.tags) <= {"html", "head", "meta", "title", "body", "div", "p", "br", "ul", "li"}


@pytest.mark.parametrize(
    "words", ["Kuik\r\nBcc: x@example.org", "Kuik\nX: y", "Kuik\rX", "Kuik\x00", "K\u202euik", "\ud800"]
)
@pytest.mark.parametrize("header", ["To", "From", "Reply-To", "Subject"])
def test_no_header_can_be_put_into_another(header: str, words: str) -> None:
    letter = replace(LETTER, about=words) if header == "Subject" else LETTER
    field = {"To": "to", "From": "sender", "Reply-To": "reply_to"}.get(header)
    envelope = replace(ENVELOPE, **{field: Mailbox(words, "kuik@example.org")}) if field else ENVELOPE
    with pytest.raises(Unsendable) as caught:
        message(letter, envelope, [])
    assert caught.value.args[0] == header


@pytest.mark.parametrize("address", ["kuik@example.org\r\nBcc: x@example.org", "kuik", "", "a@b@c", "a b@example.org"])
def test_no_message_goes_to_what_is_no_address(address: str) -> None:
    with pytest.raises(Unsendable) as caught:
        message(LETTER, replace(ENVELOPE, to=Mailbox("Kuik", address)), [])
    assert caught.value.args[0] == "To"


def test_words_that_cannot_be_written_are_told() -> None:
    with pytest.raises(Unsendable) as caught:
        message(replace(LETTER, name="\ud800"), ENVELOPE, [])
    assert caught.value.args == ("text", "there are control characters in it")


def test_a_theme_may_have_letters_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "templates/mail").mkdir(parents=True)
    own = tmp_path / "templates/mail/review.en.txt.j2"
    own.write_text("Read this\n\nDear {{ letter.name }},\n\n- one\n- two\n")
    made = message(LETTER, ENVELOPE, [], (tmp_path,))
    body = made.get_body(("plain",))
    assert (made["Subject"], body and body.get_content()) == ("Read this", "Dear Dr. Kuik,\n\n- one\n- two\n")
    own.write_text("Read this\n\nDear {{ letter.nobody }},\n")
    with pytest.raises(BadTheme) as caught:
        message(LETTER, ENVELOPE, [], (tmp_path,))
    assert str(caught.value.findings[0].place) == f"{own}:3"


def test_a_message_file_is_one_that_nobody_has_sent() -> None:
    made = message(LETTER, ENVELOPE, [ENCLOSURE])
    made["Date"] = "Mon, 20 Apr 2026 09:30:00 +0000"
    before = made.as_bytes()
    data = unsent(made)
    assert data.startswith(b"X-Unsent: 1\r\n")
    draft = message_from_bytes(data, policy=SMTP)
    assert [name for name in ("Message-ID", "Date") if name in draft] == []
    kept = [pair for pair in message_from_bytes(before, policy=SMTP).items() if pair[0] not in ("Message-ID", "Date")]
    assert draft.items()[1:] == kept
    assert [part.get_content() for part in draft.iter_attachments()] == [DRAFT]
    # The message itself may still be sent.
    assert made.as_bytes() == before
