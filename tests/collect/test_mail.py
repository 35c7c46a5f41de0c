"""Messages as people and programs send them: whose words, in answer to what, with which files."""

import base64
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from reportkit.collect.mail import MOST, Message, divided, messages
from reportkit.errors import Refused

WORD = b"PK\x05\x06" + bytes(18)
"""An empty ZIP package: what it is worth is not asked here."""


def a_message(text: str = "Fine.", **fields: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    heads = {"From": "Kuik <kuik@example.org>", "Subject": "Re: Draft", "Message-ID": "<answer@example.org>", **fields}
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def read(message: EmailMessage | bytes) -> Message:
    return messages(message if isinstance(message, bytes) else message.as_bytes())[0]


def raw(body: bytes, kind: bytes = b"text/plain", more: bytes = b"") -> bytes:
    return b"From: Kuik <kuik@example.org>\r\nContent-Type: " + kind + b"\r\n" + more + b"\r\n" + body


def test_who_answers_what() -> None:
    message = a_message(In_Reply_To="<b@x>", References="<a@x> <b@x>", X_Reportkit_Review="3-1.kuik.1")
    found = read(message)
    assert (found.sender, found.id, found.subject) == ("kuik@example.org", "<answer@example.org>", "Re: Draft")
    assert (found.answers, found.reviews) == (("<b@x>", "<a@x>"), ("3-1.kuik.1",))


def test_files_are_taken_whatever_they_are_called() -> None:
    message = a_message()
    message.add_attachment(WORD, maintype="application", subtype="octet-stream", filename="../../교정 – fixed.dat")
    message.add_attachment(WORD, maintype="image", subtype="png")
    assert [(one.name, one.data == WORD) for one in read(message).files] == [
        (".._.._교정 – fixed.dat", True),
        ("", True),
    ]


def test_a_file_of_text_belongs_to_the_words() -> None:
    message = a_message("See below.")
    message.add_attachment("Line 3: “allies”.", filename="corrections.txt")
    found = read(message)
    assert (found.files, found.words) == ((), "See below.\n\n[corrections.txt]\nLine 3: “allies”.")


@pytest.mark.parametrize(
    "quotation",
    [
        "On Mon, 4 May 2026 at 09:00, Team <pubs@example.org> wrote:\n> Dear Dr. Kuik,\n> please review",
        "On Mon, 4 May 2026 at 09:00, Team\n<pubs@example.org> wrote:\n\n> Dear Dr. Kuik",
        "Am 04.05.2026 um 09:00 schrieb Team:\n> Sehr geehrter",
        "2026년 5월 4일 (월) 09:00, Team <pubs@example.org>님이 작성:\n> 안녕하세요",
        "-----Original Message-----\nFrom: Team\nDear Dr. Kuik",
        "________________________________\nFrom: Team <pubs@example.org>\nSent: Monday\nTo: Kuik\n\nDear",
        "보낸 사람: Team <pubs@example.org>\n보낸 날짜: 월요일\n받는 사람: Kuik\n제목: Draft\n\n안녕하세요",
        "发件人: Team\n发送时间: 2026\n收件人: Kuik\n主题: Draft\n\n您好",
        "",
    ],
    ids=[
        "Gmail",
        "two lines",
        "German",
        "Korean Gmail",
        "older Outlook",
        "Outlook",
        "Korean Outlook",
        "Chinese",
        "none",
    ],
)
def test_own_words_are_told_from_quoted_ones(quotation: str) -> None:
    found = read(a_message(f"Two changes.\n\nBest, Kuik\n\n{quotation}\n"))
    assert found.words == "Two changes.\n\nBest, Kuik"
    assert found.text == f"Two changes.\n\nBest, Kuik\n\n{quotation}".strip()


def test_words_between_quoted_lines_are_own() -> None:
    text = "Team wrote:\n> Is it 2022?\nNo, 2023.\n> And the title?\nFrom 2024: Professor.\n"
    assert read(a_message(text)).words == "No, 2023.\nFrom 2024: Professor."


def test_html_alone_is_read_and_its_quotations_are_told() -> None:
    html = (
        "<html><head><style>p {}</style></head><body><p>Two changes &amp; a <b>title</b>.</p><br>"
        '<div class="gmail_quote"><div class="gmail_attr">On Monday Team wrote:</div>'
        "<blockquote>Dear Dr. Kuik</blockquote></div></body></html>"
    )
    found = read(raw(html.encode(), b"text/html; charset=utf-8"))
    assert found.words == "Two changes & a title."
    assert "> Dear Dr. Kuik" in found.text.split("\n")


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("동의합니다. 감사합니다.".encode("cp949"), b"us-ascii"),
        ("동의합니다. 감사합니다.".encode("cp949"), b"ks_c_5601-1987"),
        ("동의합니다. 감사합니다.".encode(), b"iso-8859-1"),
        ("동의합니다. 감사합니다.".encode("iso-2022-kr"), b"iso-2022-kr"),
        ("동의합니다. 감사합니다.".encode(), b"x-no-such-charset"),
        ("동의합니다. 감사합니다.".encode(), b'"utf-8'),
    ],
    ids=["none named", "Korean Windows", "wrong", "seven bits", "unknown", "unclosed"],
)
def test_charsets_that_are_wrong_or_unknown(data: bytes, charset: bytes) -> None:
    assert read(raw(data, b"text/plain; charset=" + charset)).words == "동의합니다. 감사합니다."


def test_bytes_of_no_encoding_are_not_lost() -> None:
    assert read(raw(b"Gr\xfc\xdfe \x81", b"text/plain; charset=utf-8")).words.startswith("Grüße")


def test_heads_that_are_not_as_they_should_be() -> None:
    data = b"From: =?utf-8?q?broken <a@x>\nSubject: \xec\x95\x88\xeb\x85\x95 =?nope?b?!?=\nFrom: b@x\n\nFine."
    assert read(data).subject.startswith("안녕")
    assert read(b"\n\nsubject: x\n\n").words == ""


def test_a_forwarded_message_is_one_of_its_own() -> None:
    inner = a_message("Two changes.", In_Reply_To="<b@x>")
    inner.add_attachment(WORD, maintype="application", subtype="x", filename="draft.docx")
    outer = a_message("FYI", From="office@example.org")
    outer.add_attachment(inner)
    first, second = messages(outer.as_bytes())
    assert (first.words, first.files, first.forwards) == ("FYI", (), True)
    assert (second.sender, second.answers, len(second.files)) == ("kuik@example.org", ("<b@x>",), 1)


def test_a_message_within_under_another_name_is_opened() -> None:
    outer = a_message("FYI")
    inner = a_message("Two changes.").as_bytes()
    outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="RE Draft.eml")
    assert [one.words for one in messages(outer.as_bytes())] == ["FYI", "Two changes."]
    packed = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(inner)
    assert messages(b"From: a@x\n" + packed)[-1].words == "Two changes."


def test_what_no_person_wrote_is_told() -> None:
    bounce = (
        b"From: mailer-daemon@x\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
        b"--B\n\nUser unknown\n--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ours@x>\n--B--\n"
    )
    found = read(bounce)
    assert (found.sort, found.answers) == ("bounce", ("<ours@x>",))
    assert read(a_message(Auto_Submitted="auto-replied")).sort == "automatic"
    assert read(a_message(Auto_Submitted="no")).sort == ""


def nested(depth: int) -> bytes:
    heads = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return b"From: a@x\n" + heads + b"\nend"


def forwarded(depth: int) -> bytes:
    return b"From: a@x\n" + b"Content-Type: message/rfc822\n\n" * depth + b"\nend"


def many_parts() -> bytes:
    head = b"From: a@x\nContent-Type: multipart/mixed; boundary=B\n\n"
    return head + b"--B\nContent-Type: application/x\n\nx\n" * 1000 + b"--B--\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (lambda: b"From: a@x\n\n" + b"x" * 76 + b"\n" * MOST, "too large a message, refused"),
        (many_parts, "a message of too many parts, refused"),
        (lambda: nested(100), "a message of too many parts, refused"),
        (lambda: nested(10_000), "a message of too many parts, refused"),
        (lambda: forwarded(100), "a message of too many parts, refused"),
        (lambda: forwarded(20_000), "a message of too many parts, refused"),
    ],
    ids=["large", "1,000 parts", "deep", "deeper", "forwarded", "forwarded without end"],
)
def test_a_message_that_is_too_much_is_refused_at_once(data: Callable[[], bytes], told: str) -> None:
    message, start = data(), time.process_time()
    with pytest.raises(Refused) as refused:
        messages(message)
    assert (refused.value.message, refused.value.exit_code) == (told, 4)
    assert time.process_time() - start < 1


def test_a_mailbox_is_divided_where_messages_begin() -> None:
    mbox = (
        b"From a@x Mon May  4 09:00:00 2026\nFrom: a@x\n\nOne.\n>From here on.\n\nFrom here we go.\n\n"
        b"From - Mon May  4 09:00:00 2026\nFrom: b@x\n\nTwo.\n"
    )
    found = [read(one) for one in divided(mbox.splitlines(keepends=True))]
    assert [(one.sender, one.words) for one in found] == [
        ("a@x", "One.\nFrom here on.\n\nFrom here we go."),
        ("b@x", "Two."),
    ]
