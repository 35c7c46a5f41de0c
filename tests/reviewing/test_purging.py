"""What is left of a review when its originals are gone."""

from pathlib import Path

import pytest
from events import tree
from rounds import AT, an_event_of, closed, decide, returned, sent

from reportkit.errors import BadRecord, Misused
from reportkit.reviewing.closing import close
from reportkit.reviewing.finding import held
from reportkit.reviewing.purging import planned, purge
from reportkit.reviewing.signoff import signoff
from reportkit.write.ledger import Ledger

ABE, YUN = "1-1.abe.1", "1-1.yun.1"


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event of two reviews: one that came back with a change, a letter and something else, and is closed."""
    event = an_event_of(tmp_path)
    review = returned(event, ABE, ("twice", "once"))
    decide(event, review, "1.1", "reject", applied=AT)
    ledger = held(ABE, event).ledger
    ledger.keep_return(review, 1, b"Call me: 4711", "txt")
    ledger.refuse(b"4711")
    close(held(ABE, event), "approved", "editor")
    return event


def purged(event: Path, *names: str) -> list[Path]:
    plans, _ = planned(names, event)
    return [path for plan in plans for path in purge(plan)]


def reviews_of(*names: str, event: Path | None = None) -> list[str]:
    return [review.id for plan in planned(names, event)[0] for review in plan.reviews]


def names(event: Path) -> set[str]:
    return {Path(name).name for name in tree(event / "sessions/1-1.review")}


def test_the_files_go_and_what_was_decided_stays(event: Path) -> None:
    one = held(ABE, event)
    before = (one.ledger.decisions(one.review), one.ledger.proposal(one.review), signoff([event]))
    gone = purged(event, ABE)
    assert sorted(path.name for path in gone)[1:] == ["reply-1.txt", "return-1.docx", "sent.docx"]
    assert names(event) == {"review.json", "sent.json", "return-1.json", "decisions.json", "log.jsonl"}
    assert (one.ledger.decisions(one.review), one.ledger.proposal(one.review), signoff([event])) == before
    assert [line["event"] for line in one.ledger.log(ABE)] == ["closed", "purged"]
    assert not any(b"4711" in data for data in tree(event).values())


def test_who_asks_for_a_purged_file_is_told(event: Path) -> None:
    one = held(ABE, event)
    purged(event, ABE)
    for ask in (one.ledger.sent_word, lambda review: one.ledger.returned_word(review, 1)):
        with pytest.raises(BadRecord, match="it was purged at 20"):
            ask(one.review)
    assert one.ledger.replies(one.review) == ()


def test_again_there_is_nothing_to_do(event: Path) -> None:
    purged(event, ABE)
    before = tree(event)
    assert (purged(event, ABE), tree(event)) == ([], before)


def test_files_that_were_not_let_in_stay_while_they_may_be_somebody_elses(event: Path) -> None:
    sent(event, YUN)
    assert {path.parent.name for path in purged(event, ABE)} == {"abe.1"}
    close(held(YUN, event), "withdrawn", "editor")
    assert {path.parent.name for path in purged(event, YUN)} == {"refused", "yun.1"}


def test_files_of_no_review_go_with_the_event(event: Path) -> None:
    Ledger(event / "unmatched.yaml").refuse(b"4711")
    assert "unmatched.review" not in {path.parents[2].name for path in purged(event, str(event / "sessions/1-1.yaml"))}
    assert [path.parents[2].name for path in purged(event, str(event))] == ["unmatched.review"]


def test_what_is_not_closed_is_not_purged(event: Path) -> None:
    sent(event, YUN)
    _, kept = planned([YUN, ABE], event)
    assert [one.message for one in kept] == ["1-1.yun.1 is sent; only closed reviews are purged"]
    assert {path.parent.name for path in purged(event, YUN, ABE)} == {"abe.1"}


def test_an_event_means_all_its_reviews(event: Path, tmp_path: Path) -> None:
    closed(event, YUN)
    for names in ([event], [event / "event.yaml"], [event / "sessions/1-1.yaml"], [event / "sessions/1-1.yaml", event]):
        assert reviews_of(*map(str, names)) == [ABE, YUN]
    assert reviews_of(YUN, event=event) == [YUN]
    assert reviews_of(str(event / "sessions/1-1.review/yun.1")) == [YUN]
    with pytest.raises(Misused, match="there is no review"):
        reviews_of("1-1.abe.7", event=event)


def test_what_came_back_while_somebody_was_asked_is_kept(event: Path) -> None:
    plans, _ = planned([ABE], event)
    review = returned(event, ABE, ("twice", "once"))
    assert [purge(plan) for plan in plans] == [[]]
    assert held(ABE, event).ledger.returned_word(review, 1) == b"PK as it came"
