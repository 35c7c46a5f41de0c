"""Exports of Indico: an event with its sessions, and its timetable."""

import json
from pathlib import Path

import pytest
from programmes import FILES, a_file, at, people, said, the_file

from reportkit.errors import Refused


def test_a_block_is_a_session_whose_conveners_moderate() -> None:
    block = the_file("indico-event.json").sessions[0]
    assert (block.id, block.kind, block.title) == ("3-1", "Concurrent Session", "An Anchor for Whom?")
    assert (block.subtitle, block.room) == ("Second part", "Hall B (upper floor)")
    assert (block.starts, block.ends) == (at(6, "14:40"), at(6, "16:00"))
    assert people(block) == [
        ("moderators", "Odile Marchevry", "Marchevry", ("University of Saltpans",)),
        ("speakers", "Ines Valdaro-Okimoto", "Valdaro-Okimoto", ("Office of Piers",)),
        ("speakers", "손하늘", "손", ("조류연구소",)),
    ]
    assert block.moderators[0].honorific == "Prof."


def test_a_contribution_in_no_session_is_a_session() -> None:
    talk = the_file("indico-event.json").sessions[1]
    assert (talk.id, talk.title, talk.room) == ("c9", "A Word of Welcome", "Aula")
    assert (talk.starts, talk.ends) == (at(6, "09:00"), at(6, "09:20"))
    assert people(talk) == [("speakers", "Haru Nakamori", "Nakamori", ("Institute of Moorings",))]


def test_what_a_record_has_no_place_for_is_said_and_addresses_stay_behind() -> None:
    arrival = the_file("indico-event.json")
    assert said(arrival) == [
        '47: "An Anchor for Whom?" has minutes by Tam Ellery, which are not taken',
        '54: talks within sessions: their speakers are taken, their titles are not: "On rust", "On rope"',
    ]
    assert "@" not in str(arrival)


def test_the_event_is_told_with_its_zone() -> None:
    facts = the_file("indico-event.json").event
    assert (facts.title, facts.organiser, facts.timezone) == (
        "Forum of Quiet Harbours",
        "Institute of Moorings",
        "Asia/Seoul",
    )


def test_a_timetable_has_its_sessions_in_order_and_no_breaks() -> None:
    arrival = the_file("indico-timetable.json", "Asia/Seoul")
    assert [(one.id, one.starts, one.ends) for one in arrival.sessions] == [
        ("3-1", at(6, "14:40"), at(6, "16:00")),
        ("c909", at(6, "23:50"), at(7, "00:10")),
    ]
    assert '34: breaks are no sessions, left out: "Tea"' in said(arrival)


def test_the_presenters_of_a_timetable_speak_in_the_order_of_their_talks() -> None:
    session = the_file("indico-timetable.json").sessions[0]
    assert [name for _, name, _, _ in people(session)] == ["Odile Marchevry", "Ines Valdaro-Okimoto", "Son Haneul"]


def test_a_code_of_two_blocks_is_that_of_neither(tmp_path: Path) -> None:
    data = json.loads((FILES / "indico-event.json").read_text())
    blocks = data["results"][0]["sessions"]
    blocks.append({**blocks[0], "id": "302"})
    assert [one.id for one in a_file(tmp_path, "e.json", json.dumps(data)).sessions] == ["301", "302", "c9"]


@pytest.mark.parametrize(
    ("results", "message"),
    [
        ([{"title": "One"}, {"title": "Two"}], "2 events"),
        ([{"title": "One"}], "an event of Indico without sessions"),
        ([], "not an export of Indico"),
        ({"1": {}, "2": {}}, "timetables of 2 events"),
    ],
)
def test_an_export_that_is_not_one_event_is_refused(tmp_path: Path, results: object, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        a_file(tmp_path, "e.json", json.dumps({"_type": "HTTPAPIResult", "results": results}))
    assert refusal.value.message == f"{tmp_path / 'e.json'}: {message}"


def test_a_name_turned_round_is_put_together_from_its_parts(tmp_path: Path) -> None:
    data = json.loads((FILES / "indico-event.json").read_text())
    data["results"][0]["contributions"][0]["speakers"][0]["name"] = "Nakamori, Haru"
    welcome = a_file(tmp_path, "e.json", json.dumps(data)).sessions[1]
    assert [one.name for one in welcome.speakers] == ["Haru Nakamori"]
