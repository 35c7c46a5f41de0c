"""How reviews end, and what keeps them from ending."""

from pathlib import Path

import pytest
from rounds import AFTER, AT, BEFORE, a_review, an_event_of, closed, decide, edit, returned, sent

from reportkit.reviewing.closing import close
from reportkit.reviewing.finding import held
from reportkit.reviewing.signoff import signoff
from reportkit.reviewing.standing import Unready
from reportkit.reviews import Reason

ABE = "1-1.abe.1"


@pytest.fixture
def event(tmp_path: Path) -> Path:
    return an_event_of(tmp_path)


def refused(event: Path, reason: Reason = "approved") -> str:
    with pytest.raises(Unready) as error:
        close(held(ABE, event), reason, "editor", AFTER)
    assert held(ABE, event).review.state != "closed" or "is closed" in error.value.message
    return error.value.message


def test_a_speaker_who_agrees_has_signed_off(event: Path) -> None:
    sent(event)
    review = close(held(ABE, event), "approved", "Ren", AFTER)
    assert review == held(ABE, event).review
    assert review.closed
    assert (review.closed.reason, review.closed.by, review.closed.at) == ("approved", "Ren", "2031-05-20T09:01:00Z")
    assert signoff([event]).standings[0].settled
    assert [(line["event"], line["reason"], line["by"]) for line in held(ABE, event).ledger.log(ABE)] == [
        ("closed", "approved", "Ren")
    ]


def test_a_draft_that_nobody_was_sent_is_only_withdrawn(event: Path) -> None:
    a_review(event)
    assert refused(event, "approved") == "1-1.abe.1 is drafted and cannot be closed as approved"
    assert refused(event, "silent") == "1-1.abe.1 is drafted and cannot be closed as silent"
    close(held(ABE, event), "withdrawn", "editor")


@pytest.mark.parametrize("reason", ["approved", "silent", "withdrawn"])
def test_what_is_closed_is_not_closed_again(event: Path, reason: Reason) -> None:
    closed(event)
    assert refused(event, reason) == f"1-1.abe.1 is closed (approved) and cannot be closed as {reason}"


def test_changes_are_decided_and_applied_before_an_approval(event: Path) -> None:
    review = returned(event, ABE, ("counted", "measured"), ("twice", "once"))
    decide(event, review, "1.1", "reject")
    assert refused(event) == "1-1.abe.1 has undecided changes: 1.2"
    decide(event, review, "1.2")
    assert refused(event) == "1-1.abe.1 has changes that the record has not taken: 1.2"
    decide(event, review, "1.2", applied=AT)
    edit(event, "1-1", "twice", "once")
    close(held(ABE, event), "approved", "editor")
    assert signoff([event]).standings[0].settled


def test_what_came_back_can_be_withdrawn_undecided(event: Path) -> None:
    returned(event, ABE, ("twice", "once"))
    close(held(ABE, event), "withdrawn", "editor")
    assert signoff([event]).standings[0].settled


def test_silence_agrees_only_after_the_deadline(event: Path) -> None:
    sent(event)
    with pytest.raises(Unready, match="may be answered until 2031-05-20T18:00"):
        close(held(ABE, event), "silent", "editor", BEFORE)
    close(held(ABE, event), "silent", "editor", AFTER)


def test_silence_agrees_to_nothing_where_no_deadline_was_named(event: Path) -> None:
    sent(event, deadline="")
    assert refused(event, "silent") == "1-1.abe.1 named no deadline, so silence agrees to nothing"


def test_who_answered_was_not_silent(event: Path) -> None:
    returned(event)
    assert refused(event, "silent") == "1-1.abe.1 is returned and cannot be closed as silent"


@pytest.mark.parametrize("reason", ["approved", "silent"])
def test_nobody_approves_of_words_that_they_have_not_seen(event: Path, reason: Reason) -> None:
    sent(event)
    edit(event, "1-1", "twice", "never")
    assert refused(event, reason) == "1-1.abe.1 was sent with other words than the record has now: p01"
    edit(event, "1-1", "never", "twice")
    edit(event, "1-1", "discussion: true", "speaker: abe")
    assert refused(event, reason) == "1-1.abe.1 was sent with other words than the record has now: p03"


def test_what_an_editor_made_of_an_answer_is_approved(event: Path) -> None:
    review = sent(event)
    held(ABE, event).ledger.keep_return(review, 1, b"Not twice, but once.", "txt")
    edit(event, "1-1", "twice", "once")
    close(held(ABE, event), "approved", "editor")


def test_what_came_back_without_a_word_agrees_to_what_was_sent(event: Path) -> None:
    returned(event)
    edit(event, "1-1", "twice", "never")
    assert "was sent with other words" in refused(event)


def test_what_others_are_said_to_have_said_is_not_for_a_speaker_to_approve(event: Path) -> None:
    sent(event)
    edit(event, "1-1", "한 번", "두 번")
    close(held(ABE, event), "approved", "editor")


@pytest.mark.parametrize("reason", ["approved", "withdrawn"])
def test_what_came_back_in_that_moment_is_not_lost(event: Path, reason: Reason) -> None:
    """Another run collects between the look at a review and its end."""
    sent(event)
    seen = held(ABE, event)
    review = returned(event, ABE, ("twice", "once"))
    if reason == "approved":
        with pytest.raises(Unready, match=r"undecided changes: 1\.1"):
            close(seen, reason, "editor", AFTER)
    else:
        close(seen, reason, "editor", AFTER)
    assert held(ABE, event).review.returns == review.returns
