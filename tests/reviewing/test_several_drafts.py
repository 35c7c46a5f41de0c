"""A draft that is made anew while the speaker has the one before: what comes back is compared with its own."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from returns import DOCUMENT, LEE, NAME, PROPERTIES, RECORD, changed, drafted, review, with_words, without_id, word

from reportkit.errors import Misused
from reportkit.reviewing.applying import apply
from reportkit.reviewing.closing import close
from reportkit.reviewing.collecting import Collected, collect
from reportkit.reviewing.deciding import decide, numbered, opened, own
from reportkit.reviewing.drafting import Terms, draft_all
from reportkit.reviewing.finding import held
from reportkit.reviewing.purging import planned, purge
from reportkit.reviewing.redline import redline
from reportkit.reviewing.sending import Wish, held_outbox, mark_sent, write_files
from reportkit.reviewing.showing import view
from reportkit.reviewing.signoff import signoff
from reportkit.reviewing.standing import Unready
from reportkit.reviews import Closing, Former, Proposal, Sending
from reportkit.write.ledger import Ledger

EARLIER = "made of an earlier draft of this round, with which it is compared"


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted(tmp_path_factory.mktemp("drafted")).record.parents[1]


@pytest.fixture
def ledger(event: Path, tmp_path: Path) -> Ledger:
    shutil.copytree(event, tmp_path / NAME)
    return Ledger(tmp_path / NAME / RECORD)


def home(ledger: Ledger) -> Path:
    return ledger.record.parents[1]


def edit(ledger: Ledger, before: str, after: str) -> None:
    text = ledger.record.read_text()
    assert before in text
    ledger.record.write_text(text.replace(before, after))


def anew(ledger: Ledger, before: str = "a harsher future", after: str = "harsher times", **terms: str) -> bytes:
    """Return the draft of now, and make another of the record with other words in it."""
    first = word(ledger)
    edit(ledger, before, after)
    (one,) = draft_all([home(ledger)], ["lee-l"], Terms(**terms)).drafts  # type: ignore[arg-type] # its strings
    assert one.done == "drafted anew"
    return first


def take(ledger: Ledger, *contents: bytes, meant: str = "") -> list[Collected]:
    inbox = home(ledger).parent / "inbox"
    inbox.mkdir(exist_ok=True)
    paths = [inbox / str(number) for number, _ in enumerate(contents)]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return list(collect(paths, home(ledger), meant))


def proposed(ledger: Ledger, number: int = 0) -> Proposal:
    proposal = ledger.proposal(review(ledger), number)
    assert proposal
    return proposal


def changes(ledger: Ledger, number: int = 0) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in proposed(ledger, number).changes]


def minilateral(draft: bytes) -> bytes:
    return with_words(draft, "unilateral", "minilateral")


# --- compared with its own --------------------------------------------------------------------------------------


def test_what_the_editor_changed_is_not_taken_for_the_speakers(ledger: Ledger) -> None:
    first = anew(ledger)
    (one,) = take(ledger, minilateral(first))
    assert (one.state, one.lines[1]) == ("returned", EARLIER)
    assert changes(ledger) == [("unilateral", "minilateral")]
    assert EARLIER in proposed(ledger).remarks


def test_what_came_back_meets_the_editors_words_in_the_record(ledger: Ledger) -> None:
    take(ledger, minilateral(anew(ledger)))
    case = opened(held(LEE, home(ledger)))
    assert "a harsher future" in next(one.sent for one in view(case.held).passages if one.id == "p02")
    decide(case, own(case).changes, "accept", "editor")
    apply([held(LEE, home(ledger))], "editor")
    assert "minilateral cooperation as preparation for harsher" in " ".join(ledger.record.read_text().split())


def test_returns_of_both_drafts_are_each_compared_with_its_own(ledger: Ledger) -> None:
    first = anew(ledger)
    later, earlier = take(ledger, minilateral(word(ledger)), with_words(first, "many states", "some states"))
    assert (EARLIER in later.lines, EARLIER in earlier.lines) == (False, True)
    assert changes(ledger, 1) == [("unilateral", "minilateral")]
    assert changes(ledger, 2) == [("many", "some")]


def test_an_earlier_draft_untouched_is_no_return(ledger: Ledger) -> None:
    (one,) = take(ledger, anew(ledger))
    line = "an earlier draft of this round, which nobody changed: no return"
    assert (one.state, one.lines) == ("unopened", (line,))


def test_of_drafts_of_one_text_the_likest_is_taken(ledger: Ledger) -> None:
    """Their passages say the same, so nothing beside them is the speaker's either."""
    first = anew(ledger, "title: An Asian NATO?", "title: NATO in Asia?")
    take(ledger, minilateral(first))
    assert proposed(ledger).outside == ()
    assert changes(ledger) == [("unilateral", "minilateral")]


def test_a_passage_is_the_speakers_as_it_was_in_the_draft(ledger: Ledger) -> None:
    first = anew(ledger, "id: p02", "id: p22")
    (one,) = take(ledger, minilateral(first))
    assert one.lines[0] == "Lavina Lee: 1 change in passage 2 (own), found by comparison"
    assert [one.own for one in proposed(ledger).changes] == [True]
    assert [one.id for one in view(held(LEE, home(ledger))).passages if one.own] == ["p02"]


# --- where it does not say --------------------------------------------------------------------------------------


def test_a_file_that_does_not_say_is_compared_with_the_likest_and_that_is_told(ledger: Ledger) -> None:
    first = anew(ledger)
    (one, other) = take(ledger, without_id(minilateral(first)), without_id(minilateral(word(ledger))), meant=LEE)
    told = "warning: does not say of which draft of this round it is; compared with the likest"
    assert told in one.lines
    assert told in other.lines
    assert changes(ledger, 1) == changes(ledger, 2) == [("unilateral", "minilateral")]


def test_a_file_of_no_draft_that_is_kept_is_told_and_swept_by_nobody(ledger: Ledger) -> None:
    first = anew(ledger)
    for path in ledger.path(review(ledger), "").glob("draft-*"):
        path.unlink()
    (one,) = take(ledger, minilateral(first))
    told = (
        "warning: made of another text than that of any draft that is kept: decide each change by itself; "
        "compared with the likest"
    )
    assert told in one.lines
    assert told in proposed(ledger).remarks
    case = opened(held(LEE, home(ledger)))
    assert own(case).changes == ()
    assert {why for _, why in own(case).left} == {"the file is made of no draft that is kept"}
    assert numbered(case, ["2.1"])


@pytest.mark.parametrize("damaged", ["{", "of another review"])
def test_an_earlier_draft_that_cannot_be_read_is_none(ledger: Ledger, damaged: str) -> None:
    first = anew(ledger)
    (path,) = ledger.path(review(ledger), "").glob("draft-*.json")
    path.write_text("{" if damaged == "{" else path.read_text().replace('"review": "3-1.lee-l.1"', '"review": "x"'))
    (one,) = take(ledger, minilateral(first))
    assert proposed(ledger).stray
    assert one.state == "returned"


def test_a_return_that_has_lost_its_id_but_not_its_text_is_of_its_round(ledger: Ledger) -> None:
    first = anew(ledger)
    ledger.put(replace(review(ledger), sent=Sending("2026-04-20T09:00:00Z", "hand")))
    draft_all([home(ledger)], ["lee-l"], Terms(again=True))
    lost = changed(minilateral(first), lambda xml: xml.replace('"reportkit.review"', '"x"'), PROPERTIES)
    (one,) = take(ledger, lost, meant="3-1.lee-l.2")
    assert one.review == LEE
    assert changes(ledger) == [("unilateral", "minilateral")]


# --- what is kept -----------------------------------------------------------------------------------------------


def test_a_draft_that_is_made_anew_is_kept_with_what_it_asked(ledger: Ledger) -> None:
    before = review(ledger)
    first, sent = word(ledger), ledger.sent(before)
    anew(ledger, deadline="2031-05-20T18:00")
    assert ledger.formers(review(ledger)) == (Former(before, sent),)
    assert ledger.sent_word(review(ledger), sent.sha256) == first
    assert [one.base for one in ledger.drafts(review(ledger))] == [review(ledger).base, before.base]


def test_words_that_are_back_are_one_draft(ledger: Ledger) -> None:
    first = anew(ledger)
    anew(ledger, "harsher times", "a harsher future")
    assert word(ledger) == first
    assert len(ledger.drafts(review(ledger))) == 2
    (one,) = take(ledger, minilateral(first))
    assert EARLIER not in one.lines


def test_a_damaged_file_is_not_kept_for_what_was_sent(ledger: Ledger) -> None:
    first = word(ledger)
    ledger.path(review(ledger), "sent.docx").write_bytes(b"half")
    edit(ledger, "a harsher future", "harsher times")
    draft_all([home(ledger)], ["lee-l"])
    assert [path.suffix for path in ledger.path(review(ledger), "").glob("draft-*")] == [".json"]
    take(ledger, minilateral(first))
    assert changes(ledger) == [("unilateral", "minilateral")]


def test_purged_are_the_files_of_all_drafts_and_a_late_return_finds_its_own(ledger: Ledger) -> None:
    first = anew(ledger)
    ledger.put(replace(review(ledger), closed=Closing("silent", "2026-05-05T09:00:00Z", "editor", "")))
    plans, _ = planned([LEE], home(ledger))
    gone = [path.name for plan in plans for path in purge(plan)]
    assert [re.sub("-.*[.]", "-….", name) for name in gone] == ["sent.docx", "draft-….docx"]
    take(ledger, minilateral(first))
    assert changes(ledger) == [("unilateral", "minilateral")]


def test_the_status_is_that_of_one_review(ledger: Ledger) -> None:
    before = signoff([home(ledger)]).standings
    anew(ledger)
    after = signoff([home(ledger)])
    assert ([one.id for one in after.standings], after.findings) == ([one.id for one in before], [])


# --- what was sent ----------------------------------------------------------------------------------------------


def a_file(ledger: Ledger) -> None:
    """Write the message file of the draft of now."""
    with held_outbox(Wish((home(ledger),), speakers=frozenset({"lee-l"}))) as outbox:
        assert write_files(outbox, home(ledger).parent / "letters")


def test_what_is_marked_as_sent_is_the_draft_in_the_message_file(ledger: Ledger) -> None:
    before = review(ledger)
    a_file(ledger)
    first = anew(ledger, deadline="2031-05-20T18:00")
    second = word(ledger)
    told: list[tuple[str, bool]] = []
    mark_sent([LEE], event=home(ledger), tell=lambda review, former: told.append((review.id, former is not None)))
    assert told == [(LEE, True)]
    now = review(ledger)
    assert replace(now, sent=None) == before
    assert now.sent
    assert (now.sent.how, word(ledger)) == ("eml", first)
    assert [ledger.sent_word(now, one.sha256) for one in ledger.drafts(now)] == [first, second]
    take(ledger, minilateral(second))
    assert changes(ledger) == [("unilateral", "minilateral")]


def test_nobody_approves_in_silence_of_a_draft_that_they_did_not_get(ledger: Ledger) -> None:
    a_file(ledger)
    anew(ledger)
    mark_sent([LEE], event=home(ledger))
    with pytest.raises(Unready, match="was sent with other words than the record has now: p02"):
        close(held(LEE, home(ledger)), "approved", "editor")


def test_a_message_file_of_the_draft_of_now_changes_nothing(ledger: Ledger) -> None:
    a_file(ledger)
    anew(ledger)
    a_file(ledger)
    second = word(ledger)
    mark_sent([str(home(ledger))])
    assert (review(ledger).state, word(ledger)) == ("sent", second)


def test_words_that_are_back_are_those_of_their_message_file(ledger: Ledger) -> None:
    a_file(ledger)
    anew(ledger)
    anew(ledger, "harsher times", "a harsher future")
    told: list[Former | None] = []
    mark_sent([LEE], event=home(ledger), tell=lambda _, former: told.append(former))
    assert told == [None]


def test_an_event_does_not_stand_for_a_message_file_of_an_earlier_draft(ledger: Ledger) -> None:
    a_file(ledger)
    anew(ledger)
    with pytest.raises(Misused, match=r"no message files of .* are waiting"):
        mark_sent([str(home(ledger))])


def test_what_came_back_without_a_change_agrees_to_its_own_draft(ledger: Ledger) -> None:
    first = anew(ledger)
    take(ledger, changed(first, lambda xml: xml.replace("<w:body>", "<w:body> "), DOCUMENT))
    assert (review(ledger).state, changes(ledger)) == ("returned", [])
    with pytest.raises(Unready, match="was sent with other words than the record has now: p02"):
        close(held(LEE, home(ledger)), "approved", "editor")
    assert redline(held(LEE, home(ledger))).changed == ("p02",)
