"""Each letter leaves once: what the log says before and after, and what the next run makes of it."""

import re
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from mailservers import PASSWORD, Post, serving
from posting import Drafted, drafted

from reportkit.deliver.smtp import Server
from reportkit.errors import BadRecord, InDoubt, Misused, Unsent, Unwritten
from reportkit.load import load
from reportkit.reviewing import sending
from reportkit.reviewing.drafting import Terms, drafts
from reportkit.reviewing.sending import Row, Wish, held_outbox, judged, mark_sent, planned, remedy, send, write_files
from reportkit.reviews import Return
from reportkit.write.ledger import Ledger
from reportkit.write.lock import Busy

ABE, HAN = "1-1.abe.1", "1-1.han.1"


@pytest.fixture(autouse=True)
def known_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTKIT_SMTP_PASSWORD", PASSWORD)


@pytest.fixture
def event(tmp_path: Path, server: Server) -> Drafted:
    return drafted(tmp_path / "forum", server)


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as a full disk does."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def sent(event: Drafted, pauses: list[float] | None = None, rate: str = "", **wishes: object) -> dict[str, str]:
    """Send what is due, and return how all letters stand; `pauses` takes how long was waited."""
    waited = [] if pauses is None else pauses
    wish = Wish((event.home,), **wishes)  # type: ignore[arg-type] # as the test names them
    with held_outbox(wish) as outbox:
        became = {row.ids: row for row in outbox.rows} | {
            row.ids: row for row in send(outbox, rate, pause=waited.append)
        }
    return {" ".join(ids): row.words for ids, row in became.items()}


def how(event: Drafted, id: str) -> tuple[str, str] | None:
    """Return how a review left, and the id of its message."""
    sending = event.review(id).sent
    return (sending.how, sending.message_id) if sending else None


# --- letters that arrive ----------------------------------------------------------------------------------------


def test_drafts_are_sent_once_and_their_reviews_say_how(event: Drafted, post: Post) -> None:
    assert sent(event) == {ABE: "sent 250 OK id=Q0001", HAN: "sent 250 OK id=Q0002"}
    assert event.states == {ABE: "sent", HAN: "sent"}
    assert how(event, ABE) == ("smtp", f"<{ABE}@example.org>")
    assert set(sent(event)) == {ABE, HAN}
    assert post.people == ["abe@example.org", "han@example.org"]
    assert event.events(ABE) == ["sending", "sent"]


def test_a_review_that_cannot_be_read_keeps_no_other_from_leaving(event: Drafted, post: Post) -> None:
    ledger = event.ledgers[0]
    file = ledger.path(event.review(ABE), "review.json")
    file.write_text("{")
    outbox = planned(Wish((event.home,)))
    assert [str(one.place) for one in outbox.findings] == [str(file)]
    assert sent(event) == {HAN: "sent 250 OK id=Q0001"}
    with pytest.raises(Unsent, match="1 letter did not leave"):
        judged(outbox.rows, outbox.findings)
    assert planned(Wish((event.home,), speakers=frozenset({"han"}))).findings == ()


@pytest.fixture
def with_a_bad_record(tmp_path: Path, server: Server) -> Drafted:
    """Two sessions of the same speakers, the second of which cannot be read by now."""
    event = drafted(tmp_path / "two", server, sessions_=2)
    record = event.home / "sessions/2-1.yaml"
    record.write_text(record.read_text().replace("title:", "titel:"))
    return event


@pytest.mark.parametrize("per", ["session", "person"])
def test_a_record_that_cannot_be_read_keeps_only_its_own_letters(
    with_a_bad_record: Drafted, post: Post, per: str
) -> None:
    event, record = with_a_bad_record, with_a_bad_record.home / "sessions/2-1.yaml"
    assert sent(event, per=per) == {ABE: "sent 250 OK id=Q0001", HAN: "sent 250 OK id=Q0002"}
    outbox = planned(Wish((event.home,)))
    assert [str(one.place) for one in outbox.findings] == [f"{record}:1:1", f"{record}:3:1"]
    assert [*Ledger(record).log("2-1.abe.1")][-1]["event"] == "drafted"
    with pytest.raises(Unsent, match=r"^error: 1 record cannot be read"):
        judged(outbox.rows, outbox.findings, outbox.unread)
    record.write_text(record.read_text().replace("titel:", "title:"))
    sent(event, per=per)
    assert post.people == ["abe@example.org", "han@example.org"] * 2


def test_nobody_else_is_told_of_a_record_that_cannot_be_read(with_a_bad_record: Drafted, post: Post) -> None:
    home, bad = with_a_bad_record.home, with_a_bad_record.home / "sessions/2-1.yaml"
    Ledger(bad).path(Ledger(bad).reviews()[0], "review.json").unlink()
    assert planned(Wish((home,), speakers=frozenset({"abe"}))).findings == ()
    assert planned(Wish((home,), speakers=frozenset({"han"}))).unread == (bad,)
    with_a_bad_record.ledgers[0].path(with_a_bad_record.review(HAN), "review.json").unlink()
    assert planned(Wish((home,), speakers=frozenset({"han"}))).unread == (bad,)
    assert planned(Wish((home,), again=frozenset({ABE}))).findings == ()
    assert planned(Wish((home,), again=frozenset({"2-1.han.1"}))).unread == (bad,)


def test_where_no_record_can_be_read_that_is_all(with_a_bad_record: Drafted) -> None:
    with pytest.raises(BadRecord, match=r'2-1\.yaml:3:1: unknown field "titel"'):
        planned(Wish((with_a_bad_record.home / "sessions/2-1.yaml",)))


def test_an_event_file_that_cannot_be_read_keeps_all_letters(
    event: Drafted, with_a_bad_record: Drafted, post: Post
) -> None:
    """It says how mail leaves, and every letter names it."""
    file = event.home / "event.yaml"
    file.write_text(file.read_text().replace("title:", "titel:"))
    with pytest.raises(BadRecord, match=r'event\.yaml:2:1: unknown field "titel"'):
        planned(Wish((with_a_bad_record.home, event.home)))


def test_a_record_that_is_mended_in_that_moment_is_sent_by_one_run(with_a_bad_record: Drafted, post: Post) -> None:
    bad = Ledger(with_a_bad_record.home / "sessions/2-1.yaml")
    with held_outbox(Wish((with_a_bad_record.home,))), pytest.raises(Busy), bad.held():
        pass


def test_what_arrives_is_what_was_drafted_and_noted(event: Drafted, post: Post) -> None:
    sent(event)
    ledger = event.ledgers[0]
    for number, id in enumerate((ABE, HAN)):
        message = post.messages[number]
        leaving = next(line for line in ledger.log(id) if line["event"] == "sending")
        word = next(message.iter_attachments()).get_content()
        assert word == ledger.sent_word(event.review(id))
        assert leaving["docx"] == ledger.sent(event.review(id)).sha256
        assert (leaving["to"], leaving["round"]) == (post.people[number], 1)
        assert message["Message-ID"] == leaving["message_id"] == f"<{id}@example.org>"
        assert message["Date"]
    assert post.messages[1]["To"] == "한서윤 <han@example.org>"


def test_the_log_says_that_a_letter_leaves_before_it_does(event: Drafted, post: Post) -> None:
    """Where the log takes no line there is no mail; a full disk here."""
    log = event.ledgers[0].folder / "log.jsonl"
    with files_up_to(log.stat().st_size + 10), pytest.raises(Unwritten):
        sent(event)
    assert (post.letters, event.states[ABE]) == ([], "drafted")


def test_letters_leave_at_the_rate(event: Drafted) -> None:
    pauses: list[float] = []
    sent(event, pauses, rate="20/min")
    assert [round(one) for one in pauses] == [3]


def test_a_letter_about_all_sessions_is_noted_in_each_log(tmp_path: Path, server: Server, post: Post) -> None:
    event = drafted(tmp_path / "forum", server, sessions_=2)
    assert sent(event, per="person") == {
        "1-1.abe.1 2-1.abe.1": "sent 250 OK id=Q0001",
        "1-1.han.1 2-1.han.1": "sent 250 OK id=Q0002",
    }
    assert [event.events(id) for id in event.states] == [["sending", "sent"]] * 4
    assert set(event.states.values()) == {"sent"}
    # In whatever bundles they are asked for again, nothing leaves.
    sent(event)
    sent(event, per="person")
    assert len(post.letters) == 2


def test_two_events_with_the_same_sessions_are_sent_each_its_own(tmp_path: Path, server: Server, post: Post) -> None:
    """What is known of a review is not known of its namesake."""
    one, other = (drafted(tmp_path / name, server, people=("abe",)) for name in ("forum", "copy"))
    mark_sent([ABE], event=one.home)
    with held_outbox(Wish((one.home, other.home))) as outbox:
        assert [row.state for row in outbox.rows] == ["sent", "due"]
        send(outbox, pause=lambda seconds: None)
    assert (post.people, other.states) == (["abe@example.org"], {ABE: "sent"})


@pytest.mark.parametrize("merged", ["last", "twice", "marked"])
def test_a_log_that_git_has_merged_has_nothing_sent_again(event: Drafted, post: Post, merged: str) -> None:
    """Lines in another order, twice, with other line ends and between marks; the review is as it was before."""
    before = {review.id: review for review in event.ledgers[0].reviews()}
    post.to_rcpt = ["451 4.7.1 come again"]
    sent(event)
    ledger = event.ledgers[0]
    for review in before.values():
        ledger.put(review)
    path = ledger.folder / "log.jsonl"
    lines = [line for line in path.read_bytes().splitlines() if line]
    (failed,) = [line for line in lines if b'"failed"' in line]
    lines = {
        "last": [*(line for line in lines if line != failed), re.sub(rb'"message": "\w+', b'"message": "0', failed)],
        "twice": [line for line in lines for _ in range(2)],
        "marked": [b"<<<<<<< HEAD", *lines, b"=======", b"7", b"null", b'{"at": "2031"}', b">>>>>>> theirs"],
    }[merged]
    path.write_bytes(b"\r\n".join(lines) + b"\r\n")
    letters = len(post.letters)
    sent(event)
    assert len(post.letters) == letters == 2


def test_one_of_two_runs_at_once_stands_back(event: Drafted, post: Post) -> None:
    with event.ledgers[0].held(), pytest.raises(Busy):
        sent(event)
    assert post.letters == []


# --- letters that do not ----------------------------------------------------------------------------------------


def test_a_refused_address_stops_no_other_and_is_not_tried_again(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["550 5.1.1 No such user"]
    assert sent(event) == {ABE: "bounced 550 5.1.1 No such user", HAN: "sent 250 OK id=Q0001"}
    assert event.states == {ABE: "drafted", HAN: "sent"}
    assert event.events(ABE) == ["failed"]
    assert sent(event)[ABE] == "bounced 550 5.1.1 No such user"
    assert post.people == ["han@example.org"]


def test_another_address_is_another_try(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["550 5.1.1 No such user"]
    sent(event)
    event.address(abe="ren@example.org")
    assert sent(event)[ABE] == "sent 250 OK id=Q0002"
    assert post.people == ["han@example.org", "ren@example.org"]


def test_a_refused_letter_is_sent_again_on_demand_and_no_other(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["550 5.7.1 Blocked"]
    sent(event, speakers=frozenset(["abe"]))
    assert sent(event, again=frozenset([ABE])) == {ABE: "sent 250 OK id=Q0001"}
    assert event.states == {ABE: "sent", HAN: "drafted"}


def test_a_letter_that_is_not_wanted_yet_is_tried_three_times_more(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["451 4.7.1 Greylisted", "250 OK", "451 4.7.1 Greylisted"]
    pauses: list[float] = []
    assert sent(event, pauses) == {ABE: "sent 250 OK id=Q0002", HAN: "sent 250 OK id=Q0001"}
    assert [30 <= pauses[0] <= 36, 120 <= pauses[1] <= 144, len(pauses)] == [True, True, 2]
    assert event.events(ABE) == ["failed", "failed", "sending", "sent"]


def test_a_letter_that_is_never_wanted_is_pending_until_the_next_run(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["451 4.7.1 Greylisted"] * 8
    pauses: list[float] = []
    assert set(sent(event, pauses).values()) == {"pending 451 4.7.1 Greylisted"}
    assert len(pauses) == 3
    assert event.states == {ABE: "drafted", HAN: "drafted"}
    assert set(sent(event)) == {ABE, HAN}
    assert post.people == ["abe@example.org", "han@example.org"]


def test_a_server_that_hangs_up_is_tried_again(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["hang up"]
    assert sent(event) == {ABE: "sent 250 OK id=Q0002", HAN: "sent 250 OK id=Q0001"}


def test_what_is_too_large_is_told_before(tmp_path: Path) -> None:
    post = Post()
    with serving(post, data_size_limit=10_000) as server:
        event = drafted(tmp_path / "forum", server, people=("abe",))
        said = sent(event)[ABE]
    assert said.startswith("bounced 552 ")
    assert said.endswith(" bytes are more than the 10,000 allowed")
    assert (post.letters, event.events(ABE)) == ([], ["failed"])


@pytest.mark.parametrize("answer", ["taken, hang up", "hang up"])
def test_a_letter_without_an_answer_is_not_sent_again(event: Drafted, post: Post, answer: str) -> None:
    post.to_data = [answer]
    said = sent(event)
    assert said[ABE].startswith("unknown the server did not answer at the end")
    assert said[HAN].startswith("sent 250")
    assert event.events(ABE) == ["sending"]
    taken = len(post.letters)
    assert sent(event)[ABE].startswith("unknown since 20")
    assert len(post.letters) == taken


def test_an_editor_decides_what_nobody_knows(event: Drafted, post: Post) -> None:
    post.to_data = ["hang up", "taken, hang up"]
    sent(event)
    row = next(row for row in planned(Wish((event.home,))).rows if row.ids == (ABE,))
    assert remedy(row) == (
        f"if it arrived: reportkit review sent {ABE}; if it did not: reportkit review send --smtp --resend {ABE}"
    )
    assert sent(event, again=frozenset([ABE])) == {ABE: "sent 250 OK id=Q0002"}
    mark_sent([HAN], event=event.home)
    assert how(event, HAN) == ("smtp", f"<{HAN}@example.org>")
    assert post.people == ["han@example.org", "abe@example.org"]


def test_a_server_that_cannot_be_used_sends_nothing(
    event: Drafted, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTKIT_SMTP_PASSWORD", "wrong")
    with pytest.raises(Unsent, match="does not let pubs in"):
        sent(event)
    assert (post.letters, event.events(ABE), event.states[ABE]) == ([], [], "drafted")


def test_an_event_without_a_server_says_what_to_write(tmp_path: Path) -> None:
    event = drafted(tmp_path / "forum")
    with pytest.raises(Misused, match=r"event.yaml does not say how mail leaves: mail.host and mail.from"):
        sent(event)


def test_a_letter_that_left_and_cannot_be_noted_is_told(
    event: Drafted, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the server has the letter."""
    note = Ledger.note

    def full(self: Ledger, what: str, review: str, **facts: object) -> None:
        if what == "sent":
            raise Unwritten("log.jsonl: cannot be written: No space left on device", "make room")
        note(self, what, review, **facts)

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "note", full)
        with pytest.raises(InDoubt) as told:
            sent(event)
    assert told.value.message.startswith(
        f"{ABE}: the server has the letter (250 OK id=Q0001), and this cannot be noted"
    )
    assert told.value.hint == f"make room; then: reportkit review sent {ABE}"
    assert sent(event)[ABE].startswith("unknown")
    assert post.people == ["abe@example.org", "han@example.org"]


def test_a_log_that_cannot_say_it_keeps_the_letter_from_all(
    tmp_path: Path, server: Server, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter, two logs, and the second is on a full disk: the letter does not leave, and the first log says so."""
    event = drafted(tmp_path / "forum", server, people=("abe",), sessions_=2)
    (event.ledgers[1].folder / "log.jsonl").write_text("\n" * 5000)
    with files_up_to(5010), pytest.raises(Unwritten):
        sent(event, per="person")
    assert (post.letters, event.events(ABE)) == ([], ["sending", "failed"])


def test_an_answered_review_is_not_sent_again_even_on_demand(event: Drafted, post: Post) -> None:
    sent(event)
    ledger = event.ledgers[0]
    ledger.put(replace(event.review(ABE), returns=(Return(1, "0", "2031-05-20T00:00:00Z"),)))
    with pytest.raises(Misused, match=r"1-1.abe.1 is returned, and not sent again"):
        sent(event, again=frozenset([ABE]))


def test_nobody_is_written_to_at_an_address_that_is_not_there(event: Drafted, post: Post) -> None:
    (event.home / "contacts.yaml").write_text("han: {address: han@example.org}\n")
    outbox = planned(Wish((event.home,)))
    assert [row.words for row in outbox.rows] == ["no letter", "due"]
    with pytest.raises(Unsent, match="1 letter did not leave"):
        judged(outbox.rows, outbox.findings)


# --- message files ----------------------------------------------------------------------------------------------


def test_message_files_are_written_and_nothing_is_sent(event: Drafted, post: Post, tmp_path: Path) -> None:
    with held_outbox(Wish((event.home,))) as outbox:
        files = write_files(outbox, tmp_path / "out")
    assert [path.name for path in files] == [f"{ABE}.eml", f"{HAN}.eml"]
    assert b"X-Unsent: 1\r\n" in files[0].read_bytes()
    assert (post.letters, event.states[ABE], event.events(ABE)) == ([], "drafted", ["eml"])
    remark = planned(Wish((event.home,))).rows[0].remark
    assert remark.startswith("a message file of it was written on ")


def test_a_message_file_that_somebody_sent_is_put_down(event: Drafted, tmp_path: Path) -> None:
    with held_outbox(Wish((event.home,))) as outbox:
        write_files(outbox, tmp_path / "out")
    mark_sent([ABE], event=event.home)
    assert how(event, ABE) == ("eml", "")
    assert [row.state for row in planned(Wish((event.home,))).rows] == ["sent", "due"]


def test_an_event_stands_for_its_message_files(event: Drafted, tmp_path: Path) -> None:
    with pytest.raises(Misused, match=r"no message files of .* are waiting"):
        mark_sent([str(event.home)])
    with held_outbox(Wish((event.home,), speakers=frozenset({"abe"}))) as outbox:
        write_files(outbox, tmp_path / "out")
    assert [one.id for one in mark_sent([str(event.home)])] == [ABE]
    assert event.states == {ABE: "sent", HAN: "drafted"}


# --- by hand ----------------------------------------------------------------------------------------------------


def test_only_a_draft_is_marked_as_sent(event: Drafted) -> None:
    mark_sent([ABE], event=event.home)
    with pytest.raises(Misused, match=r"1-1.abe.1 is sent already"):
        mark_sent([HAN, ABE], event=event.home)
    assert event.states == {ABE: "sent", HAN: "drafted"}


def test_a_day_of_sending_is_neither_to_come_nor_before_the_draft(event: Drafted) -> None:
    for day in (date(2001, 1, 1), date(2999, 1, 1)):
        with pytest.raises(Misused, match=f"{ABE} was not sent on {day}"):
            mark_sent([ABE], day, event=event.home)


# --- reminders --------------------------------------------------------------------------------------------------


def test_those_who_have_not_answered_are_reminded_once_a_day(event: Drafted, post: Post) -> None:
    sent(event, speakers=frozenset(["abe"]))
    said = sent(event, kind="reminder")
    assert said == {ABE: "sent 250 OK id=Q0002", HAN: "drafted not sent yet"}
    reminder = post.messages[1]
    assert (reminder["In-Reply-To"], reminder["Message-ID"]) == (
        f"<{ABE}@example.org>",
        f"<{ABE}.reminder-1@example.org>",
    )
    assert sent(event, kind="reminder")[ABE].startswith("reminded 20")
    assert event.events(ABE) == ["sending", "sent", "reminding", "reminded"]
    assert sent(event, kind="reminder", reminders=True)[ABE] == "sent 250 OK id=Q0003"
    assert len(post.letters) == 3


def test_a_clock_that_was_set_back_reminds_nobody_twice(event: Drafted, post: Post) -> None:
    sent(event)
    ledger = event.ledgers[0]
    ledger.note("reminded", ABE, to="abe@example.org")
    log = ledger.folder / "log.jsonl"
    *lines, last = log.read_text().strip().splitlines()
    log.write_text("\n".join([*lines, '{"at": "2999' + last[len('{"at": "2999') :]]) + "\n")
    assert sent(event, kind="reminder")[ABE].startswith("reminded 2999")
    assert post.people.count("abe@example.org") == 1


def test_who_answered_in_words_is_not_reminded(event: Drafted, post: Post) -> None:
    sent(event)
    event.ledgers[0].keep_return(event.review(ABE), 1, b"Looks fine.", "txt")
    assert sent(event, kind="reminder")[ABE] == "answered without a file"
    assert post.people[2:] == ["han@example.org"]


def test_a_reminder_without_an_answer_is_not_sent_again_today(event: Drafted, post: Post) -> None:
    sent(event, speakers=frozenset(["abe"]))
    post.to_data = ["taken, hang up"]
    assert sent(event, kind="reminder")[ABE].startswith("unknown")
    assert sent(event, kind="reminder")[ABE].startswith("unknown since")
    assert len(post.letters) == 2


def test_letters_are_judged_by_the_worst() -> None:
    with pytest.raises(Unsent, match="2 letters did not leave"):
        judged([Row((), "pending"), Row((), "bounced"), Row((), "sent")], ())
    with pytest.raises(InDoubt, match="nobody knows whether 1 letter left, and 1 letter did not leave"):
        judged([Row((), "unknown"), Row((), "pending")], ())
    judged([Row((), "sent"), Row((), "answered")], ())
    assert (Unsent.exit_code, InDoubt.exit_code, sending.PAUSES) == (5, 6, (30, 120, 480))


def test_a_review_in_the_folder_of_another_is_told_and_its_speaker_gets_nothing(event: Drafted, post: Post) -> None:
    """Somebody keeps a copy beside it; the copy knows of no sending."""
    folder = event.ledgers[0].folder
    shutil.copytree(folder / "abe.1", folder / "abe.1 (copy)")
    with held_outbox(Wish((event.home,))) as outbox:
        send(outbox)
    assert any("it is that of 1-1.abe.1, whose folder is abe.1" in finding.message for finding in outbox.findings)
    assert post.people == ["han@example.org"]


def test_what_may_have_left_is_not_drafted_anew(event: Drafted, post: Post) -> None:
    """A run was killed while the letter was on its way; what comes back is of the words that it had."""
    ledger = event.ledgers[0]
    ledger.note("sending", ABE, to="abe@example.org", message="0")
    record = ledger.record
    record.write_text(record.read_text().replace("Words 1", "Other words"))
    before = ledger.sent_word(event.review(ABE))
    (one, _) = drafts(load(record).event.sessions[0], ledger, (), Terms())
    assert (one.done, one.outdated, ledger.sent_word(one.review) == before) == ("unknown", True, True)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('id: "1-1"', 'id: "9-9"', "1-1.abe.1 is of session 1-1, and its record is 9-9 by now"),
        ("p01, speaker: abe", "p01, speaker: han", "passage p01 is of han by now; draft it anew"),
        ("name: Abe Ren", "name: Abe Rin", "1-1.abe.1 was drafted for Abe Ren; abe is Abe Rin there now"),
    ],
)
def test_a_record_that_is_anothers_by_now_keeps_the_letter(
    event: Drafted, post: Post, before: str, after: str, told: str
) -> None:
    record = event.ledgers[0].record
    record.write_text(record.read_text().replace(before, after))
    with held_outbox(Wish((event.home,), speakers=frozenset({"abe"}))) as outbox:
        send(outbox)
    assert any(told in finding.message for finding in outbox.findings)
    assert post.letters == []


def test_a_record_that_was_edited_since_is_told(event: Drafted) -> None:
    record = event.ledgers[0].record
    record.write_text(record.read_text().replace("Words 1", "Other words"))
    outbox = planned(Wish((event.home,), speakers=frozenset({"abe"})))
    assert [row.state for row in outbox.rows] == ["due"]
    assert [one.message for one in outbox.findings] == [f"the record has changed since {ABE} was drafted"]


def test_what_was_sent_to_another_is_not_given_out(event: Drafted, post: Post) -> None:
    folder = event.ledgers[0].folder
    for name in ("sent.docx", "sent.json"):
        shutil.copy(folder / "han.1" / name, folder / "abe.1" / name)
    with held_outbox(Wish((event.home,), speakers=frozenset({"abe"}))) as outbox:
        assert [row.state for row in outbox.rows] == ["no letter"]
    assert [one.message for one in outbox.findings] == ["cannot be used: it is that of 1-1.han.1"]
    assert post.letters == []
