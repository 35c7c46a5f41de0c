"""What came back is matched with its review and kept; nobody guesses, and nothing is lost on the way."""

import os
import re
import shutil
import zipfile
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from returns import (
    LEE,
    NAME,
    PROPERTIES,
    RECORD,
    a_letter,
    an_answer,
    changed,
    drafted,
    review,
    with_words,
    without_id,
    word,
)

from reportkit.errors import Misused
from reportkit.reviewing import collecting
from reportkit.reviewing.collecting import Collected, collect
from reportkit.reviews import Closing, Sending
from reportkit.wordml.revisions import Revised
from reportkit.write import whole
from reportkit.write.ledger import Ledger

KUIK = "3-1.kuik.1"


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted(tmp_path_factory.mktemp("drafted"), "lee-l", "kuik").record.parents[1]


@pytest.fixture
def ledger(event: Path, tmp_path: Path) -> Ledger:
    shutil.copytree(event, tmp_path / NAME)
    return Ledger(tmp_path / NAME / RECORD)


@pytest.fixture
def edit(ledger: Ledger) -> bytes:
    return with_words(word(ledger), "a harsher future", "a harder future")


def take(ledger: Ledger, *contents: bytes, meant: str = "", dry: bool = False) -> list[Collected]:
    """Collect files of these contents, called 1, 2 …; places are told without their folder."""
    inbox = ledger.record.parents[2] / "inbox"
    inbox.mkdir(exist_ok=True)
    for number, content in enumerate(contents, 1):
        (inbox / str(number)).write_bytes(content)
    paths = [inbox / str(number) for number in range(1, len(contents) + 1)]
    found = list(collect(paths, ledger.record.parents[1], meant, dry=dry))
    return [replace(one, place=one.place.removeprefix(f"{inbox}/")) for one in found]


def log(ledger: Ledger, event: str) -> list[dict[str, object]]:
    return [one for one in ledger.log() if one["event"] == event]


def error(one: Collected) -> tuple[str, int]:
    assert one.error
    return one.error.message, one.error.exit_code


def sign(ledger: Ledger) -> None:
    ledger.put(replace(review(ledger), sent=Sending("2026-04-20T09:00:00Z", "hand")))


def test_a_file_is_known_by_its_property_whatever_its_name(ledger: Ledger, edit: bytes) -> None:
    sign(ledger)
    (one,) = take(ledger, edit)
    assert (one.place, one.state, one.review, one.number) == ("1", "returned", LEE, 1)
    assert one.lines == ("Lavina Lee: 1 change in passage 2 (own), found by comparison",)
    found = review(ledger)
    assert (found.state, found.returns[0].sha256) == ("returned", sha256(edit).hexdigest())
    assert ledger.returned_word(found, 1) == edit
    proposal = ledger.proposal(found)
    assert proposal
    assert [(one.number, one.before, one.after) for one in proposal.changes] == [("2.1", "harsher", "harder")]
    assert [one["number"] for one in log(ledger, "returned")] == [1]


def test_a_draft_that_was_never_marked_as_sent_may_come_back(ledger: Ledger, edit: bytes) -> None:
    (one,) = take(ledger, edit)
    assert "the draft was never marked as sent; it has evidently reached the speaker" in one.lines
    assert review(ledger).state == "returned"


def test_the_same_file_twice_is_collected_once(ledger: Ledger, edit: bytes) -> None:
    take(ledger, edit)
    before = sorted(ledger.folder.rglob("*"))
    (one,) = take(ledger, edit)
    assert (one.state, one.lines) == (
        "known",
        (f"already collected on {review(ledger).returns[0].at[:10]}, as return 1 of {LEE}",),
    )
    assert (sorted(ledger.folder.rglob("*")), len(review(ledger).returns)) == (before, 1)


def test_a_second_return_is_kept_beside_the_first(ledger: Ledger, edit: bytes) -> None:
    _, second = take(ledger, edit, with_words(edit, "trust and political will", "political will and trust"))
    assert second.number == 2
    assert "second return of this review, kept as return 2; replaces / adds? both shown" in second.lines
    assert [one.number for one in review(ledger).returns] == [1, 2]
    assert ledger.returned_word(review(ledger), 1) == edit


def test_the_draft_untouched_is_no_return(ledger: Ledger) -> None:
    (one,) = take(ledger, word(ledger))
    assert (one.state, review(ledger).state) == ("unopened", "drafted")


def test_without_an_id_the_text_tells_and_nothing_is_done(ledger: Ledger, edit: bytes) -> None:
    (one,) = take(ledger, without_id(edit))
    assert error(one) == (f"no review id; matches review {LEE} by text (100 %): run again with --as {LEE}", 2)
    assert review(ledger).state == "drafted"
    (one,) = take(ledger, without_id(edit), meant=LEE)
    assert (one.state, one.review) == ("returned", LEE)


def test_of_another_text_nothing_is_guessed(ledger: Ledger, edit: bytes) -> None:
    other = changed(without_id(edit), lambda xml: re.sub(r">[^<]*e[^<]*</w:t>", ">Other words</w:t>", xml))
    empty = changed(without_id(edit), lambda xml: xml[: xml.index("<w:body>")] + "<w:body/></w:document>")
    for one in take(ledger, other, empty):
        assert error(one) == ("no review id, and its text is that of no review here", 2)


def test_a_review_that_is_not_here_is_told(ledger: Ledger, edit: bytes) -> None:
    (one,) = take(ledger, changed(edit, lambda xml: xml.replace(LEE, "9-9.x.1\x1b".rstrip("\x1b")), PROPERTIES))
    assert error(one) == ('it is of review "9-9.x.1", which is not here', 2)


def test_a_message_is_matched_by_the_letter_that_it_answers(ledger: Ledger, edit: bytes) -> None:
    letter = a_letter(ledger)
    one, reply = take(ledger, an_answer("One change.", without_id(edit), answers=letter))
    assert (one.place, one.state, one.review) == ("1: draft.docx", "returned", LEE)
    assert (reply.state, reply.lines) == (
        "replied",
        ('Lavina Lee: the words beside it kept as reply 1: "One change."',),
    )
    assert review(ledger).returns[0].sender == "lee-l@example.org"


def test_file_and_letter_of_two_people_are_a_contradiction(ledger: Ledger, edit: bytes) -> None:
    letter = a_letter(ledger, KUIK, "kuik@example.org")
    answer = an_answer("Here.", edit, answers=letter, sender="kuik@example.org")
    one, _ = take(ledger, answer)
    assert error(one) == (f"the file is of review {LEE}, but the message answers the letter of review {KUIK}", 2)
    assert one.error
    assert one.error.hint.endswith(f"run again with --as {KUIK} or --as {LEE}")
    assert (review(ledger).state, review(ledger, KUIK).state) == ("drafted", "drafted")
    one, _ = take(ledger, answer, meant=LEE)
    assert (one.state, one.review) == ("returned", LEE)


def test_a_file_that_says_another_review_than_the_editor_is_not_taken(ledger: Ledger, edit: bytes) -> None:
    (one,) = take(ledger, edit, meant=KUIK)
    assert error(one) == (f"the file is of review {LEE}, not of {KUIK}", 2)


def test_an_assistant_may_answer(ledger: Ledger, edit: bytes) -> None:
    letter = a_letter(ledger)
    one, _ = take(ledger, an_answer("Here.", edit, answers=letter, sender="office@example.org"))
    assert one.state == "returned"
    assert "warning: from office@example.org; Lavina Lee is written to at lee-l@example.org" in one.lines


def test_a_letter_about_several_reviews_leaves_it_to_the_file(ledger: Ledger, edit: bytes) -> None:
    letter = a_letter(ledger)
    ledger.note("sent", KUIK, message_id=letter, to="lee-l@example.org")
    one, _ = take(ledger, an_answer("Here.", without_id(edit), answers=letter))
    assert (one.state, one.review) == ("returned", LEE)


def test_a_reply_without_a_file_is_kept_and_changes_nothing(ledger: Ledger) -> None:
    sign(ledger)
    answer = an_answer("Fine by me.\n\nOn Monday, Team wrote:\n> Please review\n", answers=a_letter(ledger))
    (one,) = take(ledger, answer)
    assert (one.state, one.number) == ("replied", 1)
    assert one.lines == ('Lavina Lee: no Word file; kept as reply 1: "Fine by me."',)
    assert review(ledger).state == "sent"
    (kept,) = ledger.replies(review(ledger))
    assert kept.startswith("From: lee-l@example.org\nMessage-ID: <answer@example.org>\n\nFine by me.\n\n---- the whole")
    assert kept.endswith("> Please review\n")
    (one,) = take(ledger, answer)
    assert (one.state, len(ledger.replies(review(ledger)))) == ("known", 1)


def test_the_draft_sent_back_untouched_makes_a_reply(ledger: Ledger) -> None:
    (one,) = take(ledger, an_answer("Fine by me.", word(ledger), answers=a_letter(ledger)))
    assert (one.state, review(ledger).returns) == ("replied", ())


def test_a_reply_to_nothing_names_whom_its_sender_may_be(ledger: Ledger) -> None:
    (one,) = take(ledger, an_answer("Fine.", sender="office@example.org"))
    assert error(one) == ("no review id", 2)
    (one,) = take(ledger, an_answer("Fine."))
    assert error(one) == (f"no review id; its sender is asked for {LEE}: run again with --as {LEE}", 2)
    (one,) = take(ledger, an_answer("Fine."), meant=LEE)
    assert one.state == "replied"


def test_our_own_letter_is_none_of_the_answers(ledger: Ledger) -> None:
    letter = an_answer("Please review.", word(ledger), sender="pubs@example.org").replace(
        b"<answer@example.org>", a_letter(ledger).encode()
    )
    assert [(one.state, one.lines) for one in take(ledger, letter)] == [("left", ("a letter of ours",))]


def test_a_letter_that_did_not_arrive_is_noted_once(ledger: Ledger) -> None:
    bounce = (
        b"From: mailer-daemon@x\nMessage-ID: <b@x>\nContent-Type: multipart/report; report-type=delivery-status;"
        b" boundary=B\n\n--B\n\nUser unknown\n--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: "
        + a_letter(ledger).encode()
        + b"\n--B--\n"
    )
    for _ in range(2):
        (one,) = take(ledger, bounce)
        assert one.lines == ("warning: the letter to Lavina Lee could not be delivered",)
    assert (len(log(ledger, "bounced")), review(ledger).state) == (1, "drafted")


def test_a_late_return_reopens_what_was_closed_as_silent(ledger: Ledger, edit: bytes) -> None:
    closing = Closing("silent", "2026-05-05T00:00:00Z", "pubs", "")
    ledger.put(replace(review(ledger), closed=closing))
    (one,) = take(ledger, edit)
    assert "late: the review was closed as silent on 2026-05-05, and is reopened" in one.lines
    assert review(ledger).state == "returned"
    assert [one["was"] for one in log(ledger, "reopened")] == ["silent"]


@pytest.mark.parametrize("reason", ["approved", "withdrawn"])
def test_what_has_ended_otherwise_stays_closed(ledger: Ledger, edit: bytes, reason: str) -> None:
    closing = Closing(reason, "2026-05-05T00:00:00Z", "pubs", "")  # type: ignore[arg-type] # one of them
    ledger.put(replace(review(ledger), closed=closing))
    (one,) = take(ledger, edit)
    assert error(one) == (f"review {LEE} is closed as {reason} since 2026-05-05: nothing is changed", 2)
    assert review(ledger).closed == closing


def test_a_review_that_cannot_be_read_keeps_no_other_from_coming_in(ledger: Ledger, edit: bytes) -> None:
    kuik = next(one for one in ledger.reviews() if one.id == KUIK)
    lost = with_words(ledger.sent_word(kuik), "a harsher future", "a harder future")
    file = ledger.path(kuik, "review.json")
    file.write_text("{")
    told, one, other = take(ledger, edit, lost)
    assert (told.place, told.state, error(told)) == (
        str(file),
        "damaged",
        ("cannot be used: it is no file of a review", 1),
    )
    assert (one.state, one.review) == ("returned", LEE)
    assert (other.state, str(other.error).splitlines()[0]) == (
        *("failed", f"error: {file}: cannot be used: it is no file of a review"),
    )


def test_a_return_of_an_older_round_is_compared_with_that(ledger: Ledger, edit: bytes, tmp_path: Path) -> None:
    take(ledger, edit)
    record = ledger.record.read_text()
    ledger.record.write_text(
        record.replace("a harsher\n      future", "harsher\n      times").replace("despite a", "with a")
    )
    drafted(tmp_path, "lee-l", again=True)
    assert review(ledger, "3-1.lee-l.2").base != review(ledger).base
    late = with_words(word(ledger), "and political will", "and will")
    (one,) = take(ledger, late)
    assert (one.review, one.number) == (LEE, 2)
    assert "warning: of round 1, and round 2 was drafted since; compared with what was sent" in one.lines
    proposal = ledger.proposal(review(ledger), 2)
    assert proposal
    assert [one.before.strip() for one in proposal.changes] == ["political"]
    (one,) = take(ledger, without_base_but_id(word(ledger), late), meant="3-1.lee-l.2")
    assert one.review == LEE


def without_base_but_id(draft: bytes, late: bytes) -> bytes:
    """Return a return that has lost its id but not the hash of what it was made from."""
    assert draft != late
    other = with_words(late, "many states fear", "several states fear")
    return changed(other, lambda xml: xml.replace('"reportkit.review"', '"of.another.program"'), PROPERTIES)


def test_nothing_is_kept_by_a_dry_run(ledger: Ledger, edit: bytes) -> None:
    before = {path: path.stat().st_mtime_ns for path in ledger.folder.rglob("*")}
    answer = an_answer("Here.", with_words(edit, "many states fear", "some fear"), answers="<x@y>")
    found = take(ledger, edit, edit, b"no", answer, meant=LEE, dry=True)
    assert [one.state for one in found] == ["returned", "known", "refused", "returned", "replied"]
    assert {path: path.stat().st_mtime_ns for path in ledger.folder.rglob("*")} == before


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("draft.pdf", b"%PDF-1.7\n", "a PDF, not a Word file"),
        (
            "draft.docx",
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "an OpenDocument file",
        ),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(99), "winmail.dat"),
        (
            "Re.msg",
            b"\xd0\xcf\x11\xe0" + bytes(99) + "__properties_version1.0".encode("utf-16-le"),
            "a message in Outlook",
        ),
        ("draft.doc", b"\xd0\xcf\x11\xe0" + bytes(99), "old or encrypted Word file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_word_file_is_refused_with_advice_and_kept(
    ledger: Ledger, name: str, data: bytes, told: str
) -> None:
    """By itself in the event, and beside the review whose letter is answered."""
    (one,) = take(ledger, data)
    assert one.error
    assert (one.error.message.startswith(told), one.error.exit_code, bool(one.error.hint)) == (True, 4, True)
    assert one.kept == ledger.record.parents[1] / "unmatched.review/inbox/refused" / sha256(data).hexdigest()
    one, _ = take(ledger, an_answer("Here.", data, answers=a_letter(ledger), name=name))
    assert one.kept == ledger.folder / "inbox/refused" / sha256(data).hexdigest()
    assert (one.kept.read_bytes(), review(ledger).state) == (data, "drafted")


def test_word_files_in_a_packed_file_are_taken(ledger: Ledger, edit: bytes) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("my corrections/draft.docx", edit)
        package.writestr("__MACOSX/._draft.docx", b"x")
    (one,) = take(ledger, packed.getvalue())
    assert (one.place, one.state) == ("1: draft.docx", "returned")


def test_a_pdf_beside_a_word_file_is_kept_and_told(ledger: Ledger, edit: bytes) -> None:
    _, beside, _ = take(ledger, an_answer("Here.", edit, b"%PDF-1.7", answers=a_letter(ledger)))
    assert (beside.error, beside.lines) == (None, ("warning: a PDF, not a Word file, kept unread",))
    assert beside.kept
    assert beside.kept.read_bytes() == b"%PDF-1.7"


def test_a_mailbox_with_much_else_in_it(ledger: Ledger, edit: bytes) -> None:
    answer = an_answer("Here.", edit, answers=a_letter(ledger))
    other = an_answer("Buy now!", b"%PDF-1.7", sender="shop@example.org")
    mbox = b"".join(b"From a@x Mon May  4 09:00:00 2026\r\n" + one + b"\r\n\r\n" for one in (other, answer, answer))
    found = take(ledger, mbox)
    assert [(one.place.partition(": ")[2], one.state) for one in found] == [
        ("message 1", "left"),
        ("message 2: draft.docx", "returned"),
        ("message 2", "replied"),
        ("message 3: draft.docx", "known"),
        ("message 3", "known"),
    ]


def test_one_that_cannot_be_taken_stops_only_itself(ledger: Ledger, edit: bytes) -> None:
    found = take(ledger, b"Dear colleagues", without_id(edit), edit)
    assert [one.state for one in found] == ["refused", "failed", "returned"]


def test_a_word_of_the_editor_that_names_no_review_is_told_at_once(ledger: Ledger, edit: bytes) -> None:
    with pytest.raises(Misused):
        take(ledger, edit, meant="3-1.nobody.1")


# --- killed -----------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for kill -9: nothing after it happens, not even what tidies up."""


def breaking_off(monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    """Break off before anything more is written than so many files and lines of the log."""
    write, note, written = whole.write, Ledger.note, []

    def once() -> None:
        if len(written) == left:
            raise Killed
        written.append(1)

    monkeypatch.setattr(whole, "write", lambda path, data: (once(), write(path, data))[1])
    monkeypatch.setattr(Ledger, "note", lambda *args, **facts: (once(), note(*args, **facts))[1])


@pytest.mark.parametrize("moment", range(9))
def test_killed_at_any_moment_the_same_command_completes(
    ledger: Ledger, edit: bytes, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    ledger.put(replace(review(ledger), closed=Closing("silent", "2026-05-05T00:00:00Z", "pubs", "")))
    things = (an_answer("Here.", edit, answers=a_letter(ledger)), b"Dear colleagues")
    breaking_off(monkeypatch, moment)
    with pytest.raises(Killed):
        take(ledger, *things)
    monkeypatch.undo()
    assert [one.state for one in take(ledger, *things)][2:] == ["refused"]
    assert [one.number for one in review(ledger).returns] == [1]
    assert (review(ledger).state, ledger.returned_word(review(ledger), 1)) == ("returned", edit)
    assert [len(log(ledger, event)) for event in ("reopened", "returned", "replied")] == [1, 1, 1]
    assert len(ledger.replies(review(ledger))) == 1
    unmatched = Ledger(ledger.record.parents[1] / "unmatched.yaml")
    assert len(log(unmatched, "refused")) == 1


def test_noise_is_refused_and_never_taken(ledger: Ledger, edit: bytes) -> None:
    """A return with one byte changed is read as it was, or refused; whatever happens is told without a traceback."""
    chance, noisy = Random(5), []
    for _ in range(40):
        data = bytearray(edit)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        noisy.append(bytes(data))
    assert {one.state for one in take(ledger, *noisy, os.urandom(100))} <= {"returned", "refused", "failed"}


def test_two_runs_at_once_collect_a_file_once(ledger: Ledger, edit: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run takes the file while this one reads it."""
    read = collecting.revised

    def interrupted(data: bytes) -> Revised:
        monkeypatch.setattr(collecting, "revised", read)
        assert [one.state for one in take(ledger, edit)] == ["returned"]
        return read(data)

    monkeypatch.setattr(collecting, "revised", interrupted)
    assert [(one.state, one.number) for one in take(ledger, edit)] == [("known", 1)]
    assert [one.number for one in review(ledger).returns] == [1]
