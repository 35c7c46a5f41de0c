"""`review send`, `sent` and `remind` as people and scripts see them: what is printed, and the exit codes."""

from pathlib import Path

import pytest
from events import tree
from mailservers import PASSWORD, Post
from posting import Drafted, drafted, review
from processes import CLI
from terminal import on_terminal

from reportkit.deliver.smtp import Server

ABE, HAN = "1-1.abe.1", "1-1.han.1"


@pytest.fixture
def event(tmp_path: Path, server: Server) -> Drafted:
    return drafted(tmp_path / "forum", server)


def test_nothing_leaves_without_saying_how(event: Drafted, post: Post) -> None:
    run = review("send", event.home)
    assert (run.returncode, post.letters) == (2, [])
    assert "--eml DIR writes message files" in run.stderr
    assert "--smtp sends them now" in run.stderr
    assert review("send", "--smtp").returncode == 2
    assert review("send", event.home, "--smtp", "--rate", "fast").returncode == 2


def test_a_dry_run_says_who_gets_what_and_touches_nothing(event: Drafted, post: Post) -> None:
    before = tree(event.home)
    run = review("send", event.home, "--dry-run", "--smtp")
    head, abe, han = run.stdout.splitlines()
    assert head.split() == ["speaker", "address", "language", "sessions", "file", "size", "deadline", "state"]
    assert abe.split("  ")[0] == "Abe Ren"
    assert "abe@example.org" in abe
    assert "1-1-talk-1-review-abe.docx" in abe
    assert abe.endswith("2031-06-01 18:00  due")
    # Wide letters take two columns each, so that what follows stands below what precedes.
    assert head.index("address") == abe.index("abe@") == han.index("han@") + 3
    assert (run.returncode, run.stderr, post.letters, tree(event.home)) == (0, "", [], before)


def test_a_dry_run_fits_a_terminal(event: Drafted) -> None:
    seen = on_terminal(CLI, "review", "send", str(event.home), "--dry-run", width=80)
    assert seen.exit_code == 0
    assert max(map(len, seen.frames)) <= 80
    text = "\n".join(seen.frames)
    assert [word in text for word in ("한서윤", "han@example.org", "2031-06-01 18:00", "due")] == [True] * 4


def test_a_dry_run_tells_who_cannot_be_written_to(event: Drafted) -> None:
    (event.home / "contacts.yaml").write_text("abe: {address: abe@example.org}\n")
    run = review("send", event.home, "--dry-run")
    assert run.stdout.splitlines()[2].split() == [
        "한서윤",
        "-",
        "-",
        "1-1",
        "-",
        "-",
        "2031-06-01",
        "18:00",
        "no",
        "letter",
    ]
    assert "no address of 한서윤 (1-1.han.1)" in run.stderr
    assert run.returncode == 1


def test_what_was_sent_is_told_as_it_goes(event: Drafted) -> None:
    run = review("send", event.home, "--smtp")
    assert run.stdout.splitlines() == [
        f"sent  abe@example.org  {ABE}  250 OK id=Q0001",
        f"sent  han@example.org  {HAN}  250 OK id=Q0002",
    ]
    assert (run.returncode, run.stderr) == (0, "2 sent\n")
    again = review("send", event.home, "--smtp")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "2 sent before\n")


def test_a_refusal_is_told_with_what_to_do(event: Drafted, post: Post) -> None:
    post.to_rcpt = ["550 5.1.1 No \x1b[31msuch user"]
    run = review("send", event.home, "--smtp", "-q")
    assert run.returncode == 5
    assert run.stderr == (
        f"{ABE}: bounced 550 5.1.1 No <U+001B>[31msuch user\n"
        "  hint: mend the address in contacts.yaml, or have the same tried again: "
        f"reportkit review send --smtp --resend {ABE}\n"
        "error: 1 letter did not leave\n"
        "  hint: what to do about each is said above\n"
    )


def test_a_letter_that_nobody_knows_of_ends_with_6_until_somebody_decides(event: Drafted, post: Post) -> None:
    post.to_data = ["taken, hang up", "hang up"]
    assert review("send", event.home, "--smtp").returncode == 6
    run = review("send", event.home, "--smtp")
    assert run.returncode == 6
    assert (
        f"hint: if it arrived: reportkit review sent {ABE}; if it did not: reportkit review send --smtp" in run.stderr
    )
    assert review("sent", ABE, "--event", event.home).stdout == f"{ABE} is sent\n"
    assert review("send", "--smtp", "--resend", HAN, "--event", event.home).returncode == 0
    assert post.people == ["abe@example.org", "han@example.org"]
    assert review("send", event.home, "--smtp").returncode == 0


def test_message_files_are_named_as_they_are_written(event: Drafted, post: Post, tmp_path: Path) -> None:
    run = review("send", event.home, "--eml", tmp_path / "out")
    assert run.stdout.splitlines() == [str(tmp_path / f"out/{id}.eml") for id in (ABE, HAN)]
    told = (
        f"2 message files in {tmp_path / 'out'}; none is sent before you send it; say so then: reportkit review sent\n"
    )
    assert run.stderr == told
    assert (run.returncode, post.letters, event.states[ABE]) == (0, [], "drafted")


def test_a_mark_that_cannot_be_made_names_the_state(event: Drafted) -> None:
    assert review("sent", ABE, "--event", event.home, "--on", "2031-13-01").returncode == 2
    assert review("sent", ABE, "--event", event.home).returncode == 0
    run = review("sent", ABE, "--event", event.home)
    assert (run.returncode, run.stderr) == (
        2,
        f"error: {ABE} is sent already\n  hint: only a draft can be marked as sent\n",
    )


def test_what_is_sent_is_the_draft_in_the_message_file(event: Drafted, tmp_path: Path) -> None:
    review("send", event.home, "--eml", tmp_path / "letters")
    record = event.ledgers[0].record
    record.write_text(record.read_text().replace("Words 1", "Other words"))
    review("draft", event.home, "--speaker", "abe")
    run = review("sent", ABE, "--event", event.home, "-q")
    told = f"{ABE} is sent: the draft in its message file, not the one that was made since\n"
    assert (run.returncode, run.stdout) == (0, told)
    assert "Words 1" in event.ledgers[0].sent(event.review(ABE)).passages[0].text


def test_reminders_go_to_those_who_were_sent_a_draft(event: Drafted, post: Post) -> None:
    review("send", event.home, "--smtp", "--speaker", "abe")
    assert "drafted not sent yet" in review("remind", event.home, "--dry-run").stdout
    assert review("remind", event.home, "--smtp").stderr == "1 sent, 1 drafted\n"
    assert review("remind", event.home, "--smtp").stderr == "1 reminded, 1 drafted\n"
    assert len(post.letters) == 2


def test_a_record_that_cannot_be_read_is_told_and_stops_only_itself(tmp_path: Path, server: Server, post: Post) -> None:
    event = drafted(tmp_path / "two", server, sessions_=2)
    record = event.home / "sessions/2-1.yaml"
    record.write_text(f"titel: Talk\n{record.read_text()}")
    told = f'error: {record}:1:1: unknown field "titel"\n  hint: did you mean "title"?\n'
    end = "error: 1 record cannot be read\n  hint: what to do about each is said above\n"
    dry = review("send", event.home, "--dry-run")
    assert (dry.returncode, dry.stderr, dry.stdout.count(" due")) == (1, told, 2)
    run = review("send", event.home, "--smtp")
    assert (run.returncode, run.stderr) == (5, f"{told}2 sent\n{end}")
    assert post.people == ["abe@example.org", "han@example.org"]
    run = review("remind", event.home, "--smtp")
    assert (run.returncode, run.stderr) == (5, f"{told}2 sent\n{end}")
    run = review("draft", event.home)
    assert (run.returncode, run.stdout.count("sent already")) == (1, 2)
    assert told in run.stderr


def test_the_password_is_not_shown_with_everything_else(event: Drafted) -> None:
    run = review("send", event.home, "--smtp", "-vv")
    assert "send: 'ehlo example.org" in run.stderr
    assert PASSWORD not in run.stdout + run.stderr


def test_nothing_drafted_is_told(tmp_path: Path, server: Server) -> None:
    event = drafted(tmp_path / "other", server, sessions_=0)
    run = review("send", event.home, "--dry-run")
    assert (run.returncode, run.stderr) == (
        2,
        "error: nothing is drafted yet\n  hint: begin with: reportkit review draft REC\n",
    )
