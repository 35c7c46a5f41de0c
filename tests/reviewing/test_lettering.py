"""A letter goes to the speaker whose passages are marked in the draft beside it, and to nobody else."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import INPUTS

from reportkit.deliver.eml import unsent
from reportkit.errors import BadRecord
from reportkit.records import Mail
from reportkit.reviewing.drafting import Terms, drafts
from reportkit.reviewing.finding import Held, sessions
from reportkit.reviewing.guarding import guarded
from reportkit.reviewing.lettering import Letter, letters
from reportkit.reviews import Sending
from reportkit.wordml.revisions import accepted, revised

NOW = datetime(2026, 4, 20, tzinfo=UTC)
EVENTS = ("asan-plenum-2026", "lantern-forum-2031")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both events, drafted, with an address and a name of their own for everybody who is asked."""
    folder = tmp_path_factory.mktemp("events")
    for name in EVENTS:
        shutil.copytree(INPUTS / name, folder / name)
        people = set()
        for session, ledger in sessions([folder / name])[0]:
            made = drafts(session, ledger, (), Terms("2026-05-04T18:00"))
            people |= {one.review.speaker for one in made}
        lines = (f'{id}: {{address: "canary.{id}@example.org", name: "Canary-{id}-x"}}\n' for id in sorted(people))
        (folder / name / "contacts.yaml").write_text("".join(lines))
    return folder


def held(home: Path, *events: str) -> list[Held]:
    found = [one for name in events or EVENTS for one in sessions([home / name])[0]]
    return [Held(review, ledger, session) for session, ledger in found for review in ledger.reviews()]


def of(home: Path, id: str) -> Held:
    return next(one for one in held(home, EVENTS[0]) if one.review.id == id)


def letter_to(home: Path, id: str) -> Letter:
    made = letters([of(home, id)], now=NOW)
    assert made.findings == ()
    return made.letters[0]


def attached(message: EmailMessage) -> list[bytes]:
    return [part.get_content() for part in message.iter_attachments()]


def laid_bare(message: EmailMessage) -> str:
    """Return all that a message says, and what lies packed in its drafts."""
    said = [f"{name}: {value}" for name, value in message.items()]
    said += [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    for data in attached(message):
        with ZipFile(BytesIO(data)) as package:
            said += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return "\n".join(said)


# --- who gets what ----------------------------------------------------------------------------------------------


def test_nobody_gets_what_is_anothers(home: Path) -> None:
    every = held(home)
    ids = {one.review.speaker for one in every}
    made = letters(every, now=NOW)
    assert [one for one in made.findings if one.severity == "error"] == []
    assert len(made.letters) == len(every) > 30
    for letter in made.letters:
        (mine,) = letter.reviews
        for data in (letter.message.as_bytes(), unsent(letter.message)):
            message = message_from_bytes(data, policy=SMTP)
            bare = laid_bare(message)
            found = set(re.findall(r"canary[.-]([\w.-]+?)(?:@|-x\b)", bare, re.IGNORECASE))
            assert found == {mine.review.speaker}
            assert {id for id in ids if f".{id}.1" in bare} == {mine.review.speaker}
            assert marks(attached(message)[0]) == (mine.review.id, list(mine.review.own))


def marks(draft: bytes) -> tuple[str, list[str]]:
    """Return the review of a draft, and the passages whose labels ask to be reviewed."""
    word = revised(draft)
    labels = ((one.bookmarks, "".join(accepted([one]))) for one in word.body if one.style == "RK Passage Label")
    asked = [names[0].removeprefix("_rk_") for names, words in labels if re.search("review$|查阅$|確認$|요청$", words)]
    assert sum(bool(remark.text) for remark in word.remarks) == 1
    return dict(word.properties)["reportkit.review"], asked


def test_the_draft_beside_a_letter_is_the_one_that_is_kept(home: Path) -> None:
    kuik = of(home, "3-1.kuik.1")
    message = letter_to(home, "3-1.kuik.1").message
    assert attached(message) == [kuik.ledger.sent_word(kuik.review)]
    assert str(message["To"]) == "Kuik Cheng-Chwee <canary.kuik@example.org>"
    assert message["X-Reportkit-Review"] == "3-1.kuik.1"


def test_the_same_letter_is_the_same_bytes(home: Path) -> None:
    assert letter_to(home, "3-1.kuik.1").message.as_bytes() == letter_to(home, "3-1.kuik.1").message.as_bytes()


def test_somebody_may_get_one_letter_for_all_sessions(home: Path) -> None:
    every = held(home, EVENTS[1])
    made = letters(every, per="person", now=NOW)
    assert [one for one in made.findings if one.severity == "error"] == []
    assert [one.to for one in made.letters] == list(
        dict.fromkeys(f"canary.{one.review.speaker}@example.org" for one in every)
    )
    assert sum(len(one.reviews) for one in made.letters) == len(every)
    several = next(one for one in made.letters if len(one.reviews) > 1)
    assert attached(several.message) == [one.ledger.sent_word(one.review) for one in several.reviews]
    assert several.message["X-Reportkit-Review"] == " ".join(one.review.id for one in several.reviews)
    assert re.fullmatch(r"<reviews\.[0-9a-f]{24}@reportkit\.invalid>", several.message["Message-ID"])


def test_reviews_with_other_deadlines_are_in_letters_of_their_own(home: Path) -> None:
    every = held(home, EVENTS[1])
    twice = next(
        one.review.speaker for one in every if [other.review.speaker for other in every].count(one.review.speaker) > 1
    )
    theirs = [one for one in every if one.review.speaker == twice]
    later = replace(theirs[0], review=replace(theirs[0].review, deadline="2026-06-01T12:00"))
    assert len(letters(theirs, per="person", now=NOW).letters) == 1
    assert len(letters([later, *theirs[1:]], per="person", now=NOW).letters) == 2


# --- the guard --------------------------------------------------------------------------------------------------


def told(letter: Letter) -> str:
    with pytest.raises(BadRecord) as caught:
        guarded(letter)
    return "; ".join(finding.message for finding in caught.value.findings)


def with_draft(letter: Letter, draft: bytes) -> Letter:
    """Return `letter` with another draft beside it."""
    message = message_from_bytes(letter.message.as_bytes(), policy=SMTP)
    *_, part = message.iter_attachments()
    part.set_content(draft, maintype="application", subtype="octet-stream", filename="draft.docx")
    return replace(letter, message=message)


def test_another_ones_draft_is_not_given_out(home: Path) -> None:
    letter, other = letter_to(home, "3-1.kuik.1"), of(home, "3-1.shin.1")
    assert told(with_draft(letter, other.ledger.sent_word(other.review))) == (
        "the letter to Kuik Cheng-Chwee is not given out: "
        "the draft beside it is that of 3-1.shin.1, and it is about 3-1.kuik.1"
    )


def test_a_draft_that_marks_anothers_passage_is_not_given_out(home: Path) -> None:
    letter, shin = letter_to(home, "3-1.kuik.1"), of(home, "3-1.shin.1")
    forged = repacked(shin.ledger.sent_word(shin.review), b"3-1.shin.1", b"3-1.kuik.1")
    message = told(with_draft(letter, forged))
    assert "the draft beside it is not the one that was made for 3-1.kuik.1" in message
    assert (
        'marked in the draft is "Passage 5 of 7 · Shin Beomchul · please review", '
        'and of Kuik Cheng-Chwee is "Passage 1 of 7 · Kuik Cheng-Chwee"'
    ) in message


def repacked(draft: bytes, before: bytes, after: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(draft)) as package, ZipFile(out, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(before, after))
    return out.getvalue()


def test_no_draft_and_one_that_cannot_be_read_are_not_given_out(home: Path) -> None:
    letter = letter_to(home, "3-1.kuik.1")
    assert "the draft of 3-1.kuik.1 cannot be read" in told(with_draft(letter, b"PK and nothing"))
    message = message_from_bytes(letter.message.as_bytes(), policy=SMTP)
    message.set_payload(message.get_payload()[:1])
    assert "it has 0 attachments" in told(replace(letter, message=message))


def test_another_ones_address_is_not_written_to(home: Path) -> None:
    letter = letter_to(home, "3-1.kuik.1")
    swapped = message_from_bytes(letter.message.as_bytes().replace(b"canary.kuik@", b"canary.shin@"), policy=SMTP)
    message = told(replace(letter, message=swapped))
    assert "it is addressed to canary.shin@example.org, and meant for canary.kuik@example.org" in message
    message = told(replace(letter, message=swapped, to="canary.shin@example.org"))
    assert "it goes to canary.shin@example.org, and the address of kuik is canary.kuik@example.org" in message


@pytest.mark.parametrize("header", ["Cc", "Bcc"])
def test_nobody_else_gets_a_letter(home: Path, header: str) -> None:
    letter = letter_to(home, "3-1.kuik.1")
    letter.message[header] = "canary.shin@example.org"
    assert f"it goes to others, too: {header}: canary.shin@example.org" in told(letter)


def test_a_second_recipient_is_found(home: Path) -> None:
    letter = letter_to(home, "3-1.kuik.1")
    letter.message.replace_header("To", "canary.kuik@example.org, canary.shin@example.org")
    assert "it is addressed to canary.kuik@example.org, canary.shin@example.org" in told(letter)


def test_a_review_that_is_anothers_is_not_written_about(home: Path) -> None:
    letter = letter_to(home, "3-1.kuik.1")
    other = replace(letter, reviews=(of(home, "3-1.shin.1"),))
    message = told(other)
    assert "it goes to canary.kuik@example.org, and the address of shin is canary.shin@example.org" in message
    assert "it names the reviews 3-1.kuik.1, and is about 3-1.shin.1" in message


def test_an_id_that_means_another_person_now_is_told(home: Path) -> None:
    kuik = of(home, "3-1.kuik.1")
    people = tuple(
        one.model_copy(update={"name": "Kuik the Other"}) if one.id == "kuik" else one for one in kuik.session.speakers
    )
    made = letters([replace(kuik, session=kuik.session.model_copy(update={"speakers": people}))], now=NOW)
    assert made.letters == ()
    assert [(one.message, one.hint) for one in made.findings] == [
        (
            "3-1.kuik.1 was drafted for Kuik Cheng-Chwee; kuik is Kuik the Other there now",
            "close it as withdrawn, and draft anew: reportkit review close 3-1.kuik.1 --withdrawn",
        )
    ]


def test_an_id_that_two_people_have_is_told(home: Path) -> None:
    kuik = of(home, "3-1.kuik.1")
    other = replace(kuik, review=replace(kuik.review, id="4-1.kuik.1", name="Kuik the Other"))
    made = letters([kuik, other, of(home, "3-1.shin.1")], now=NOW)
    assert [(str(one.severity), one.message) for one in made.findings] == [
        ("warning", '"kuik" is Kuik the Other here and Kuik Cheng-Chwee in another session'),
        (
            "error",
            "4-1.kuik.1 was drafted for Kuik the Other; kuik is Kuik Cheng-Chwee there now",
        ),
    ]


# --- what keeps a letter from being written ---------------------------------------------------------------------


@pytest.fixture
def other_contacts(home: Path) -> Iterator[Path]:
    """The contacts of the first event, which are put back afterwards."""
    path = home / EVENTS[0] / "contacts.yaml"
    before = path.read_text()
    yield path
    path.write_text(before)


def test_who_has_no_address_keeps_no_other_from_a_letter(home: Path, other_contacts: Path) -> None:
    other_contacts.write_text(other_contacts.read_text().replace("kuik:", "kuick:").replace("canary.kuik", "kuick"))
    made = letters(held(home, EVENTS[0]), now=NOW)
    assert len(made.letters) == 5
    assert [(str(one.severity), str(one.place), one.message, one.hint) for one in made.findings] == [
        (
            "error",
            str(other_contacts),
            "no address of Kuik Cheng-Chwee (3-1.kuik.1)",
            'add `kuik: {address: …}`; or is it "kuick" there?',
        )
    ]


def test_a_language_without_letters_is_told_with_its_place(home: Path, other_contacts: Path) -> None:
    other_contacts.write_text("kuik: {address: kuik@example.org, language: tlh}\n")
    (finding,) = letters([of(home, "3-1.kuik.1")], now=NOW).findings
    assert (finding.message, str(finding.place)) == ('there are no letters in "tlh"', f"{other_contacts}:1:45")


def test_a_name_with_a_header_in_it_stops_its_own_letter_only(home: Path) -> None:
    kuik, shin = of(home, "3-1.kuik.1"), of(home, "3-1.shin.1")
    hostile = "Kuik\r\nBcc: everybody@example.org"
    people = tuple(
        one.model_copy(update={"name": hostile}) if one.id == "kuik" else one for one in kuik.session.speakers
    )
    forged = Held(replace(kuik.review, name=hostile), kuik.ledger, kuik.session.model_copy(update={"speakers": people}))
    made = letters([forged, shin], now=NOW)
    assert [one.to for one in made.letters] == ["canary.shin@example.org"]
    (finding,) = made.findings
    assert finding.message == "the letter to kuik cannot be sent with this To: there are control characters in it"


@pytest.mark.parametrize("title", ["Two\nBcc: everybody@example.org", "Two\r\n\r\nwords", "A\x00B", "A\u202eB"])
def test_a_title_with_a_header_in_it_is_told(home: Path, title: str) -> None:
    kuik = of(home, "3-1.kuik.1")
    forged = replace(kuik, session=kuik.session.model_copy(update={"title": title}))
    made = letters([forged], now=NOW)
    assert made.letters == ()
    assert "cannot be sent with this Subject" in made.findings[0].message


# --- reminders --------------------------------------------------------------------------------------------------


def was_sent(one: Held) -> Held:
    id = f"<{one.review.id}@example.org>"
    return replace(one, review=replace(one.review, sent=Sending("2026-04-21T08:00:00Z", "smtp", id)))


def test_a_reminder_is_in_the_thread_of_its_letter(home: Path) -> None:
    (letter,) = letters([was_sent(of(home, "3-1.kuik.1"))], "reminder", now=NOW).letters
    message = letter.message
    assert message["Message-ID"] == "<3-1.kuik.1.reminder-1@reportkit.invalid>"
    assert message["In-Reply-To"] == message["References"] == "<3-1.kuik.1@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Subject"].startswith("Reminder")
    first = letter_to(home, "3-1.kuik.1").message
    assert (first["In-Reply-To"], first["Auto-Submitted"]) == (None, None)


def test_a_second_reminder_has_an_id_of_its_own(home: Path) -> None:
    one = was_sent(of(home, "3-1.tokuchi.1"))
    assert letters([one], "reminder", now=NOW).letters[0].message["Message-ID"].startswith("<3-1.tokuchi.1.reminder-1@")
    one.ledger.note("reminded", one.review.id)
    assert letters([one], "reminder", now=NOW).letters[0].message["Message-ID"].startswith("<3-1.tokuchi.1.reminder-2@")


def test_a_reminder_of_several_letters_refers_to_all(home: Path) -> None:
    every = [was_sent(one) for one in held(home, EVENTS[1])]
    several = next(one for one in letters(every, "reminder", "person", NOW).letters if len(one.reviews) > 1)
    ids = [f"<{one.review.id}@example.org>" for one in several.reviews]
    assert several.message["References"].split() == ids
    assert several.message["In-Reply-To"] == ids[-1]


def test_an_event_may_say_who_writes(home: Path) -> None:
    kuik = of(home, "3-1.kuik.1")
    assert kuik.session.event
    mail = Mail.model_validate({"from": "연구원 <pubs@bücher.example>", "reply_to": "answers@example.org"})
    event = kuik.session.event.model_copy(update={"mail": mail})
    (letter,) = letters([replace(kuik, session=kuik.session.model_copy(update={"event": event}))], now=NOW).letters
    assert str(letter.message["From"]) == "연구원 <pubs@xn--bcher-kva.example>"
    assert letter.message["Reply-To"] == "answers@example.org"
    assert letter.message["Message-ID"] == "<3-1.kuik.1@xn--bcher-kva.example>"
    assert "write to answers@example.org" in letter.message.get_body(("plain",)).get_content()
