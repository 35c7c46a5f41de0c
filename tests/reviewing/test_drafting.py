"""When a draft is made, when it is made anew, and when what was sent stays as it is."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from builders import a_person, a_session
from events import new_event, tree, write_session

from reportkit.errors import BadPage, Misused
from reportkit.records import Passage, Session
from reportkit.reviewing.drafting import Terms, a_deadline, draft, draft_all, drafts
from reportkit.reviews import Closing, Reason, Return, Review, Sending, text_hash
from reportkit.write.ledger import Ledger


def a_record(home: Path, text: str = "Her view.", **fields: object) -> tuple[Session, Ledger]:
    """Return a session of two speakers and a moderator, of whom the second speaker has no passage."""
    sketch = (Passage(id="p01", speaker="kim", text=text), Passage(id="p02", discussion=True, text="A question."))
    session = a_session(
        **{
            "sketch": sketch,
            "speakers": (a_person("Kim", id="kim"), a_person("Lee", id="lee")),
            "moderators": (a_person("Abe", id="abe"),),
            "file": str(home / "1-2.yaml"),
            **fields,
        }
    )
    return session, Ledger(Path(session.file))


def done(session: Session, ledger: Ledger, *speakers: str, **terms: object) -> list[tuple[str, str]]:
    return [(one.review.id, one.done) for one in drafts(session, ledger, speakers, Terms(**terms))]  # type: ignore[arg-type]


SENT = Sending("2031-05-02T00:00:00Z", "hand")


def ended(review: Review, reason: Reason, text: str) -> Review:
    return replace(review, sent=SENT, closed=Closing(reason, "2031-05-03T00:00:00Z", "editor", text))


# --- the first draft --------------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_will_be_sent_with_what_it_says(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path, "Her *view*.\n\nIn two.")
    kim, _ = draft(session, ledger, deadline="2031-05-20", protect="tracked")
    assert replace(kim, drafted="") == Review(
        *("1-2.kim.1", "1-2", "1-2.yaml", "kim", "Kim", 1, ("p01",)),
        text_hash((one.id, one.text) for one in session.sketch),
        *("", "2031-05-20T23:59", "tracked"),
    )
    sent = ledger.sent(kim)
    assert (sent.review, sent.base, sent.sha256) == (kim.id, kim.base, sha256(ledger.sent_word(kim)).hexdigest())
    assert [(one.id, one.speaker, one.source, one.text) for one in sent.passages] == [
        ("p01", "kim", "Her *view*.\n\nIn two.", "Her view.\nIn two."),
        ("p02", None, "A question.", "A question."),
    ]
    assert [line["event"] for line in ledger.log(kim.id)] == ["drafted"]


def test_who_is_asked_and_what_is_theirs(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path, discussants=(a_person("Kim", id="kim"), a_person("Ito", id="ito")))
    assert [(one.id, one.own) for one in draft(session, ledger)] == [
        ("1-2.kim.1", ("p01",)),
        ("1-2.lee.1", ()),
        ("1-2.ito.1", ()),
    ]
    assert [one.id for one in draft(session, ledger, ["abe"])] == ["1-2.abe.1"]


def test_the_record_is_left_alone(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    before = tree(event)
    draft_all([event])
    assert {name: data for name, data in tree(event).items() if ".review" not in name} == before


# --- again ------------------------------------------------------------------------------------------------------


def test_an_unchanged_draft_is_left_to_the_byte(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    done(session, ledger, deadline="2031-05-20T18:00")
    before = tree(tmp_path)
    assert done(session, ledger) == [("1-2.kim.1", "unchanged"), ("1-2.lee.1", "unchanged")]
    assert tree(tmp_path) == before


def test_what_was_not_sent_is_drafted_anew_in_its_round(tmp_path: Path) -> None:
    done(*a_record(tmp_path), "kim", deadline="2031-05-20T18:00", protect="comments")
    session, ledger = a_record(tmp_path, "Another view.")
    assert done(session, ledger, "kim") == [("1-2.kim.1", "drafted anew")]
    (review,) = ledger.reviews()
    assert (review.deadline, review.protect) == ("2031-05-20T18:00", "comments")
    assert ledger.sent(review).passages[0].text == "Another view."
    assert done(session, ledger, "kim", deadline="2031-05-21T18:00") == [("1-2.kim.1", "drafted anew")]
    assert done(session, ledger, "kim", watermark=False) == [("1-2.kim.1", "drafted anew")]


@pytest.mark.parametrize("file", ["sent.docx", "sent.json"])
def test_a_draft_that_is_damaged_is_made_anew(tmp_path: Path, file: str) -> None:
    session, ledger = a_record(tmp_path)
    (review, _) = draft(session, ledger)
    good = tree(tmp_path)
    ledger.path(review, file).write_bytes(b"half")
    assert done(session, ledger, "kim") == [("1-2.kim.1", "drafted anew")]
    assert tree(tmp_path)[f"1-2.review/kim.1/{file}"] == good[f"1-2.review/kim.1/{file}"]


def test_a_draft_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    (review, _) = draft(session, ledger)
    ledger.path(review, "review.json").unlink()
    assert done(session, ledger, "kim") == [("1-2.kim.1", "drafted")]


@pytest.mark.parametrize(("lines", "became"), [(["sending"], "unknown"), (["sending", "sent"], "sent")])
def test_what_may_have_left_is_left_as_it_is(tmp_path: Path, lines: list[str], became: str) -> None:
    session, ledger = a_record(tmp_path)
    draft(session, ledger)
    for event in lines:
        ledger.note(event, "1-2.kim.1")
    changed, _ = a_record(tmp_path, "Another view.")
    before = tree(tmp_path)
    assert done(changed, ledger, "kim") == [("1-2.kim.1", became)]
    assert tree(tmp_path) == before
    assert done(changed, ledger, "kim", again=True) == [("1-2.kim.2", "drafted")]


def test_what_the_server_did_not_take_is_drafted_anew(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    draft(session, ledger)
    for event in ("sending", "failed"):
        ledger.note(event, "1-2.kim.1", code=550, again=False)
    changed, _ = a_record(tmp_path, "Another view.")
    assert done(changed, ledger, "kim") == [("1-2.kim.1", "drafted anew")]


def test_what_was_sent_stays_as_it_is_until_somebody_says_again(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    (kim, _) = draft(session, ledger)
    ledger.put(replace(kim, sent=SENT))
    assert done(session, ledger, "kim") == [("1-2.kim.1", "sent")]
    changed, _ = a_record(tmp_path, "Another view.")
    before = tree(tmp_path)
    (kept,) = drafts(changed, ledger, ["kim"], Terms())
    assert (kept.done, kept.outdated) == ("sent", True)
    assert tree(tmp_path) == before
    assert done(changed, ledger, "kim", again=True) == [("1-2.kim.2", "drafted")]
    assert done(changed, ledger, "kim", again=True) == [("1-2.kim.2", "unchanged")]
    assert ledger.sent(kim).passages[0].text == "Her view."


def test_what_came_back_stays_as_it_is(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    (kim, _) = draft(session, ledger)
    ledger.put(replace(kim, sent=SENT, returns=(Return(1, "0" * 64, "2031-05-03T00:00:00Z"),)))
    assert done(session, ledger, "kim") == [("1-2.kim.1", "returned")]


def test_an_approval_of_other_words_begins_a_new_round(tmp_path: Path) -> None:
    session, ledger = a_record(tmp_path)
    (kim, _) = draft(session, ledger)
    ledger.put(ended(kim, "approved", text_hash([("p01", "Her view.")])))
    assert done(session, ledger, "kim") == [("1-2.kim.1", "closed")]
    elsewhere = (session.sketch[0], Passage(id="p02", discussion=True, text="Another question."))
    assert done(a_record(tmp_path, sketch=elsewhere)[0], ledger, "kim") == [("1-2.kim.1", "closed")]
    assert done(a_record(tmp_path, "Another view.")[0], ledger, "kim") == [("1-2.kim.2", "drafted")]


@pytest.mark.parametrize("reason", ["silent", "withdrawn"])
def test_whoever_did_not_answer_is_asked_again_on_demand_only(tmp_path: Path, reason: Reason) -> None:
    session, ledger = a_record(tmp_path)
    (kim, _) = draft(session, ledger)
    ledger.put(ended(kim, reason, ""))
    changed, _ = a_record(tmp_path, "Another view.")
    assert done(changed, ledger, "kim") == [("1-2.kim.1", "closed")]
    assert done(changed, ledger, "kim", again=True) == [("1-2.kim.2", "drafted")]


# --- whole events -----------------------------------------------------------------------------------------------


def messages(event: Path, *speakers: str, **terms: str) -> list[tuple[str, str, int]]:
    run = draft_all([event], speakers, Terms(**terms))  # type: ignore[arg-type]
    return [(str(one.severity), one.message, one.place.line if one.place else 0) for one in run.findings]


def test_one_bad_record_keeps_no_other_from_being_drafted(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 2)
    write_session(event, "02", ends="08:00")
    run = draft_all([event])
    assert [one.review.id for one in run.drafts] == ["01.abe.1"]
    assert [(one.severity, one.where.field) for one in run.findings] == [("error", "ends")]
    assert not list(event.glob("sessions/02.review"))


def test_a_character_that_cannot_be_printed_is_told_with_its_line(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    write_session(event, "01", text="A letter that is none: \u0378.")
    run = draft_all([event])
    assert run.drafts == []
    assert [one.place.line for one in run.findings if one.place] == [7]


def test_a_speaker_without_an_id_is_told_with_the_line_and_the_others_are_drafted(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    record = event / "sessions/01.yaml"
    record.write_text(record.read_text().replace("Harbour Museum]}", "Harbour Museum]}, {name: Ito}"))
    run = draft_all([event])
    assert [one.review.id for one in run.drafts] == ["01.abe.1"]
    assert messages(event) == [("error", "Ito has no id, so that nobody can be asked", 6)]


def test_a_session_without_prose_is_passed_over(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    record = event / "sessions/01.yaml"
    record.write_text(record.read_text().partition("sketch:")[0])
    assert messages(event) == [("warning", "there is no sketch to review yet", 1)]


def test_a_deadline_that_has_passed_is_told(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    assert messages(event, deadline="2020-01-01T10:00") == [
        ("warning", "the deadline 2020-01-01T10:00 has passed already", 1)
    ]
    assert messages(event, deadline="2999-01-01T10:00") == []


def test_somebody_whom_no_record_knows_is_told_with_whom_was_meant(tmp_path: Path) -> None:
    with pytest.raises(Misused, match='nobody there has the id "abbe"') as caught:
        draft_all([new_event(tmp_path / "event", 1)], ["abbe"])
    assert caught.value.hint == 'did you mean "abe"?'
    assert not list(tmp_path.glob("event/sessions/*.review"))


def test_a_record_named_twice_is_drafted_once(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    assert len(draft_all([event, event / "sessions/01.yaml"]).drafts) == 1


@pytest.mark.parametrize(
    ("words", "deadline"),
    [("", ""), ("2031-05-04", "2031-05-04T23:59"), ("2031-05-04T18:00", "2031-05-04T18:00")],
)
def test_a_deadline_is_a_minute_of_the_events_clock(words: str, deadline: str) -> None:
    assert a_deadline(words) == deadline


@pytest.mark.parametrize(
    "words", ["tomorrow", "2031-13-01", "2031-05-04T18:00Z", "2031-05-04T18:00+09:00", "20310504x"]
)
def test_what_is_no_deadline_is_refused(words: str) -> None:
    with pytest.raises(Misused, match="is no date and time"):
        a_deadline(words)


def test_a_draft_whose_passages_cannot_be_read_back_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.reviewing.drafting.passages", lambda *_: {"p01": ""})
    session, ledger = a_record(tmp_path)
    with pytest.raises(BadPage, match="not found in the draft: p02"):
        draft(session, ledger)
    assert tree(tmp_path) == {}


def test_nobodys_address_is_in_a_draft(tmp_path: Path) -> None:
    event = new_event(tmp_path / "event", 1)
    (event / "contacts.yaml").write_text("abe: {address: canary@example.org, name: Dr. Canary}\n")
    (one,) = draft_all([event]).drafts
    assert b"canary" not in one.word
    assert "canary" not in json.dumps([str(data) for data in tree(event / "sessions/01.review").values()]).lower()
