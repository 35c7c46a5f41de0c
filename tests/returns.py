"""Drafts of the sample session, and what comes back of them, made by editing the XML of a draft."""

import re
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from builders import INPUTS

from reportkit.reviewing.drafting import Terms, draft_all
from reportkit.reviews import Review
from reportkit.write.ledger import Ledger

NAME = "asan-plenum-2026"
RECORD = "sessions/3-1-an-asian-nato.yaml"
LEE = "3-1.lee-l.1"
DOCUMENT, PROPERTIES = "word/document.xml", "docProps/custom.xml"


def drafted(home: Path, *speakers: str, again: bool = False) -> Ledger:
    """Draft in a copy of the sample event for the speakers, for Lavina Lee if none is named."""
    event = home / NAME
    if not event.exists():
        shutil.copytree(INPUTS / NAME, event)
    draft_all([event], speakers or ("lee-l",), Terms(again=again))
    return Ledger(event / RECORD)


def review(ledger: Ledger, id: str = LEE) -> Review:
    return next(one for one in ledger.reviews() if one.id == id)


def word(ledger: Ledger, id: str = LEE) -> bytes:
    return ledger.sent_word(review(ledger, id))


def changed(data: bytes, change: Callable[[str], str], part: str = DOCUMENT) -> bytes:
    """Return a Word file one of whose parts is changed; a file without that part comes back as it is."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


def with_words(data: bytes, words: str, instead: str) -> bytes:
    """Return a file in which words stand instead of others, without a mark of it."""
    found = changed(data, lambda xml: xml.replace(words, instead, 1))
    assert found != changed(data, lambda xml: xml), f"the words {words!r} are not in one run"
    return found


def without_id(data: bytes) -> bytes:
    return changed(data, lambda xml: re.sub(r"<property .*?</property>", "", xml, flags=re.DOTALL), PROPERTIES)


def with_parts(data: bytes, **parts: bytes) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def a_letter(ledger: Ledger, id: str = LEE, to: str = "lee-l@example.org") -> str:
    """Note that a letter of this review went out, and return its Message-ID."""
    message_id = f"<{id}@example.org>"
    ledger.note("sent", id, message_id=message_id, to=to)
    return message_id


def an_answer(
    text: str = "See the file.",
    *files: bytes,
    sender: str = "lee-l@example.org",
    answers: str = "",
    name: str = "draft.docx",
    kind: str = "octet-stream",
) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Somebody <{sender}>"
    message["Message-ID"] = "<answer@example.org>"
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(text)
    for data in files:
        message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message.as_bytes()
