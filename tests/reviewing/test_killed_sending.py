"""Promise 9 for runs that are killed: no letter twice, wherever it happens, and the next run says what is known."""

import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from mailservers import PASSWORD, Post, serving
from posting import Drafted, drafted, review
from processes import CLI, run, started

ABE = "1-1.abe.1"

KILLS = 4

KILLED = """
import os, signal, sys
from reportkit.write.ledger import Ledger

when, which = sys.argv.pop(1), sys.argv.pop(1)
note = Ledger.note

def end():
    os.kill(os.getpid(), signal.SIGKILL)

def noting(self, event, review, **facts):
    if (when, which) == ("before", event): end()
    note(self, event, review, **facts)
    if (when, which) == ("after", event): end()

Ledger.note = noting
"""
"""A run that is killed before or after a line of the log."""


def kill(event: Drafted, when: str, which: str, *arguments: str) -> None:
    facts = (when, which, "review", "send", event.home, "--smtp", *arguments)
    assert run(*facts, program=KILLED + CLI, REPORTKIT_SMTP_PASSWORD=PASSWORD).returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("when", "which", "delivered", "says", "exit_code"),
    [
        ("before", "sending", 0, f"sent  abe@example.org  {ABE}  250 OK id=Q0001", 0),
        ("after", "sending", 0, f"{ABE}: unknown since 20", 6),
        ("before", "sent", 1, f"{ABE}: unknown since 20", 6),
        ("after", "sent", 1, "1 sent", 0),
    ],
    ids=["before it is noted", "before it leaves", "before the answer is noted", "after"],
)
def test_killed_at_each_point_no_letter_leaves_twice(
    tmp_path: Path, when: str, which: str, delivered: int, says: str, exit_code: int
) -> None:
    post = Post()
    with serving(post, login=True) as server:
        event = drafted(tmp_path / "forum", server, people=("abe",))
        kill(event, when, which)
        assert len(post.letters) == delivered
        again = review("send", event.home, "--smtp")
        assert says in again.stdout + again.stderr
        assert again.returncode == exit_code
        assert len(post.letters) <= 1
    assert event.states == {ABE: "sent" if exit_code == 0 else "drafted"}


def test_killed_between_two_logs_a_letter_is_sent_to_neither_again(tmp_path: Path) -> None:
    """One letter for two sessions: what one log has as sent, the other one has, too."""
    post = Post()
    with serving(post, login=True) as server:
        event = drafted(tmp_path / "forum", server, people=("abe",), sessions_=2)
        kill(event, "after", "sent", "--per", "person")
        assert [event.events(id) for id in (ABE, "2-1.abe.1")] == [["sending", "sent"], ["sending"]]
        again = review("send", event.home, "--smtp", "--per", "person")
    assert (again.returncode, len(post.letters)) == (0, 1)
    assert set(event.states.values()) == {"sent"}


def test_killed_at_any_moment_no_letter_leaves_twice(tmp_path: Path) -> None:
    """Each run is killed when so many letters have arrived, a little later or not; the last one is not."""
    chance, letters, unknown = random.Random(31), 0, 0
    for number in range(KILLS):
        post = Post()
        with serving(post, login=True) as server:
            event = drafted(tmp_path / f"forum-{number}", server, people=("abe", "han", "lu", "oake"))
            for enough in sorted(chance.sample(range(1, 5), 2)):
                _killed_at(event, post, enough, chance.random() * 0.01)
            last = review("send", event.home, "--smtp", "-q")
        assert max(Counter(post.people).values()) == 1
        doubts = [id for id in event.states if event.events(id)[-1] == "sending"]
        assert last.returncode == (6 if doubts else 0)
        assert all(state == "sent" for id, state in event.states.items() if id not in doubts)
        letters, unknown = letters + len(post.letters), unknown + len(doubts)
    assert letters + unknown >= 4 * KILLS


def _killed_at(event: Drafted, post: Post, enough: int, later: float) -> None:
    running = started("review", "send", event.home, "--smtp", "-q", REPORTKIT_SMTP_PASSWORD=PASSWORD)
    while len(post.letters) < enough and running.is_alive():
        time.sleep(0.0005)
    time.sleep(later)
    running.kill()
    running.join()
