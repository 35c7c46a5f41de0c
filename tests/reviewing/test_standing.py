"""Where sign-offs stand: what is written in the files beside the records, and what follows from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from rounds import (
    AFTER,
    AT,
    BEFORE,
    a_review,
    an_event_of,
    closed,
    decide,
    edit,
    record_of,
    returned,
    sent,
)

from reportkit.reviewing.finding import held
from reportkit.reviewing.signoff import Signoff, signoff
from reportkit.reviewing.standing import Standing, Unready, step
from reportkit.reviews import Closing, Return, Review, Sending
from reportkit.write.ledger import Ledger


def of(event: Path, speaker: str = "abe") -> Standing:
    """Return where the last round of a speaker of session 1-1 stands, after the deadline."""
    found = signoff([event], now=AFTER)
    return next(one for one in found.standings if (one.session, one.speaker) == ("1-1", speaker))


def told(found: Signoff) -> list[tuple[str, str, bool]]:
    return [(one.id, one.state, one.settled) for one in found.standings]


# --- the states ---


STATES = {
    "drafted": Review("1-1.abe.1", "1-1", "1-1.yaml", "abe", "Abe Ren", 1, (), "", AT),
    "sent": Review("1-1.abe.1", "1-1", "1-1.yaml", "abe", "Abe Ren", 1, (), "", AT, sent=Sending(AT, "hand")),
}
STATES["returned"] = replace(STATES["sent"], returns=(Return(1, "", AT),))
for reason in ("approved", "silent", "withdrawn"):
    STATES[reason] = replace(STATES["sent"], closed=Closing(reason, AT, "editor", ""))


@pytest.mark.parametrize(
    ("state", "steps"),
    {
        "drafted": ["sent", "returned", "withdrawn"],
        "sent": ["returned", "approved", "silent", "withdrawn"],
        "returned": ["returned", "approved", "withdrawn"],
        "approved": [],
        "silent": ["returned"],
        "withdrawn": [],
    }.items(),
)
def test_every_other_jump_is_an_error_that_names_the_state(state: str, steps: list[str]) -> None:
    for to in ("drafted", "sent", "returned", "approved", "silent", "withdrawn"):
        if to in steps:
            step(STATES[state], to)
        else:
            with pytest.raises(
                Unready, match=rf"1-1\.abe\.1 is (closed \()?{state}\)? and cannot be (closed as )?{to}"
            ):
                step(STATES[state], to)


# --- nobody is forgotten ---


def test_who_has_no_review_yet_is_told(tmp_path: Path) -> None:
    event = an_event_of(tmp_path, "1-2", "1-10")
    a_review(event, "1-2.yun.1")
    assert told(signoff([event])) == [
        ("1-2.abe", "", False),
        ("1-2.yun.1", "drafted", False),
        ("1-10.abe", "", False),
        ("1-10.yun", "", False),
    ]


def test_discussants_are_asked_too(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    edit(event, "1-1", "sketch:", "discussants: [{id: ito, name: Ito Mei}]\nsketch:")
    assert of(event, "ito").remarks == ("no draft yet",)


def test_a_speaker_without_an_id_is_told(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    edit(event, "1-1", "speakers:", "speakers:\n  - {name: Ito Mei}")
    assert (of(event, "").id, of(event, "").name, of(event, "").settled) == ("1-1", "Ito Mei", False)
    assert of(event, "").remarks == ("has no id in the record, so nobody can be asked",)


def test_a_speaker_who_left_the_record_is_told_until_the_review_is_closed(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    sent(event, "1-1.yun.1")
    edit(event, "1-1", "  - {id: yun, name: 윤서하, affiliations: [Harbour Museum]}\n", "")
    edit(event, "1-1", "speaker: yun", "discussion: true")
    assert of(event, "yun").remarks == ("not a speaker any more", "overdue")
    assert not of(event, "yun").settled


def test_reviews_of_a_record_that_is_gone_are_told(tmp_path: Path) -> None:
    event = an_event_of(tmp_path, "1-1", "1-2")
    closed(event, "1-1.abe.1")
    record_of(event, "1-1").unlink()
    assert told(signoff([event]))[0] == ("1-1.abe.1", "closed (approved)", False)


def test_a_record_that_cannot_be_read_costs_nobody_but_itself(tmp_path: Path) -> None:
    event = an_event_of(tmp_path, "1-1", "1-2")
    closed(event, "1-1.abe.1")
    record_of(event, "1-1").write_text("schema: [")
    found = signoff([event])
    assert told(found) == [("1-1.abe.1", "closed (approved)", False), ("1-2.abe", "", False), ("1-2.yun", "", False)]
    assert [one.place.line for one in found.findings if one.place] == [1]


def test_a_damaged_file_of_a_review_is_told_and_costs_nobody_but_its_speaker(tmp_path: Path) -> None:
    event = an_event_of(tmp_path, "1-1", "1-2")
    review = closed(event, "1-1.abe.1")
    Ledger(record_of(event, "1-1")).path(review, "review.json").write_text("{")
    found = signoff([event])
    assert [(one.id, one.remarks) for one in found.standings][:2] == [
        ("1-1.abe", ("cannot be read",)),
        ("1-1.yun", ("no draft yet",)),
    ]
    assert "review.json: cannot be used" in str(found.findings[0])
    assert [one.session for one in found.open] == ["1-1", "1-1", "1-2", "1-2"]


# --- what follows ---


def test_overdue_is_a_matter_of_the_clock_where_the_event_is(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    sent(event)
    before, after = (signoff([event], now=now).standings[0] for now in (BEFORE, AFTER))
    assert (before.overdue, after.overdue) == (False, True)


@pytest.mark.parametrize("deadline", ["", "2031-05-20"])
def test_without_a_deadline_or_before_its_day_ends_nobody_is_late(tmp_path: Path, deadline: str) -> None:
    event = an_event_of(tmp_path)
    sent(event, deadline=deadline)
    assert not of(event).overdue


def test_a_zone_that_nobody_knows_is_taken_for_that_of_the_machine(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    sent(event)
    (event / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\ntimezone: Asia/../Seoul\n")
    assert len(signoff([event], now=AFTER).standings) == 2


def test_changes_are_open_until_they_are_decided_and_applied(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    review = returned(event, "1-1.abe.1", ("twice", "once"), ("Abe", "Ren"))
    assert of(event).undecided == ("1.1", "1.2")
    decide(event, review, "1.1", "reject")
    decide(event, review, "1.2", "accept")
    assert (of(event).undecided, of(event).unapplied) == ((), ("1.2",))
    decide(event, review, "1.2", "accept", applied=AT)
    assert (of(event).undecided, of(event).unapplied) == ((), ())


def test_a_change_of_an_earlier_return_stays_open(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    review = returned(event, "1-1.abe.1", ("twice", "once"), ("Abe", "Ren"))
    ledger = held(review.id, event).ledger
    first = ledger.proposal(review)
    assert first
    again = replace(review, returns=(*review.returns, Return(2, "", AT)))
    ledger.keep_proposal(again, replace(first, number=2, changes=(replace(first.changes[0], number="1.7"),)))
    ledger.put(again)
    assert of(event).undecided == ("1.7", "1.2 of return 1")
    assert of(event).remarks == ("2 returns",)


def test_an_edit_of_the_passage_opens_an_approval_again(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event)
    closed(event, "1-1.yun.1", "silent")
    assert [one.settled for one in signoff([event]).standings] == [True, True]
    edit(event, "1-1", "twice", "once")
    assert [one.settled for one in signoff([event]).standings] == [False, True]
    assert of(event).remarks == ("the record was edited after the approval",)
    edit(event, "1-1", "once", "twice")
    assert of(event).settled


def test_an_edit_of_another_passage_opens_nothing(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event)
    edit(event, "1-1", "Nobody asked Abe anything", "Somebody asked Abe something")
    edit(event, "1-1", '"Abe counted the water twice."', "\n      Abe counted\n      the water twice.")
    assert of(event).settled


def test_a_passage_more_opens_an_approval_again(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event)
    edit(event, "1-1", "discussion: true", "speaker: abe")
    assert of(event).reopened


def test_what_was_withdrawn_approves_of_nothing_that_could_be_edited(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event, "1-1.abe.1", "withdrawn")
    edit(event, "1-1", "twice", "once")
    assert of(event).settled


def test_the_last_round_counts(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event, "1-1.abe.1")
    a_review(event, "1-1.abe.2")
    found = [one for one in signoff([event]).standings if one.speaker == "abe"]
    assert [(one.id, one.superseded, one.settled) for one in found] == [
        ("1-1.abe.2", False, False),
        ("1-1.abe.1", True, True),
    ]


def test_ten_rounds_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    for number in (1, 2, 10):
        a_review(event, f"1-1.abe.{number}")
    assert of(event).id == "1-1.abe.10"


def test_words_that_came_back_in_an_earlier_round_are_not_forgotten(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    returned(event, "1-1.abe.1", ("twice", "once"))
    closed(event, "1-1.abe.2")
    open = signoff([event]).open
    assert [(one.id, one.undecided) for one in open if one.speaker == "abe"] == [("1-1.abe.1", ("1.1",))]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([{"event": "sending"}], "nobody knows whether it was sent"),
        ([{"event": "sending"}, {"event": "failed", "code": 550}], "bounced"),
        ([{"event": "sending"}, {"event": "failed", "code": 451, "again": True}], "failed"),
        ([{"event": "sending"}, {"event": "sent"}, {"event": "bounced"}], "bounced"),
        ([{"event": "sending"}, {"event": "failed", "code": 451}, {"event": "sending"}, {"event": "sent"}], ""),
    ],
)
def test_the_log_tells_how_the_sending_went(tmp_path: Path, lines: list[dict[str, object]], told: str) -> None:
    event = an_event_of(tmp_path)
    a_review(event)
    a_review(event, "1-1.yun.1")
    ledger = held("1-1.abe.1", event).ledger
    for line in lines:
        ledger.note(str(line["event"]), "1-1.abe.1", **{key: value for key, value in line.items() if key != "event"})
    assert (of(event).remarks, of(event, "yun").remarks) == ((told,) if told else (), ())


def test_answers_and_returns_are_counted(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    review = sent(event, deadline="")
    held(review.id, event).ledger.keep_return(review, 1, b"It is fine.", "txt")
    assert of(event).remarks == ("answered in words",)
    again = returned(event, "1-1.yun.1")
    ledger = held(again.id, event).ledger
    ledger.keep_proposal(again, replace(ledger.proposal(again), number=2))
    ledger.put(replace(again, returns=(*again.returns, Return(2, "", AT))))
    assert of(event, "yun").remarks == ("2 returns",)


def test_one_record_is_asked_as_well_as_its_event(tmp_path: Path) -> None:
    event = an_event_of(tmp_path, "1-1", "1-2")
    closed(event)
    assert told(signoff([record_of(event, "1-1")])) == [
        ("1-1.abe.1", "closed (approved)", True),
        ("1-1.yun", "", False),
    ]
    assert len(signoff([record_of(event, "1-1"), record_of(event, "1-2"), event]).standings) == 4


@pytest.mark.parametrize(
    ("name", "settled"),
    [("Abe Ren", True), ("Dr. Abe Ren", True), ("Abe Renn", True), ("Ren Abe", True), ("Abe Yuko", False)],
)
def test_nobody_inherits_a_sign_off_with_an_id(tmp_path: Path, name: str, settled: bool) -> None:
    event = an_event_of(tmp_path)
    closed(event, name="Abe Ren")
    edit(event, "1-1", "name: Abe Ren", f"name: {name}")
    found = of(event)
    assert found.settled is settled
    assert ("Abe Ren was asked, who is somebody else" in found.remarks) is not settled
