"""Schedules of pretalx and frab, as JSON and as XML."""

import json
from pathlib import Path
from typing import Any

import pytest
from programmes import FILES, a_file, at, people, said, the_file

SPEAKERS = [("speakers", "Ines Valdaro-Okimoto", None, ()), ("speakers", "Son Haneul", None, ())]


@pytest.mark.parametrize("name", ["pretalx.json", "frab.xml"])
def test_a_talk_has_its_code_its_moment_and_its_speakers(name: str) -> None:
    talk = the_file(name).sessions[0]
    assert (talk.id, talk.kind, talk.subtitle, talk.room) == ("K7QRST", "Panel", "On moorings", "Great Hall")
    assert (talk.starts, talk.ends, people(talk)) == (at(6, "14:40"), at(6, "16:00"), SPEAKERS)


@pytest.mark.parametrize("name", ["pretalx.json", "frab.xml"])
def test_a_talk_after_midnight_is_on_the_next_day(name: str) -> None:
    late = the_file(name).sessions[1]
    assert (late.title, late.starts, late.ends) == ("Night Watch", at(7, "01:30"), at(7, "02:15"))


def test_a_talk_without_code_is_called_by_its_guid_else_by_its_number() -> None:
    assert the_file("pretalx.json").sessions[1].id == "0b6a4b3e-58a4-5d2e-9c53-30f4d1c0a002"
    assert the_file("frab.xml").sessions[1].id == "12"


@pytest.mark.parametrize("name", ["pretalx.json", "frab.xml"])
def test_the_announcement_is_no_sketch_and_no_address_comes_along(name: str) -> None:
    talks = the_file(name).sessions
    assert [talk.sketch for talk in talks] == [(), ()]
    assert "host@" not in str(talks)


def test_a_kind_in_several_languages_is_given_in_english() -> None:
    assert the_file("pretalx.json").sessions[1].kind == "Talk"


def test_the_language_is_told_only_where_it_is_not_the_events() -> None:
    assert [talk.language for talk in the_file("pretalx.json", "Europe/Berlin").sessions] == [None, "de"]


def test_times_of_another_zone_are_moved_and_the_move_is_said() -> None:
    arrival = the_file("pretalx.json", "Asia/Seoul")
    assert arrival.sessions[0].starts == at(6, "21:40")
    (moved,) = said(arrival)
    assert moved.endswith('now those of Asia/Seoul: "An Anchor for Whom?", "Night Watch"')
    assert the_file("pretalx.json", "Europe/Berlin").remarks == ()


def test_a_place_is_that_of_the_talk_in_the_file() -> None:
    talk = the_file("pretalx.json").sessions[1]
    lines = (FILES / "pretalx.json").read_text().splitlines()
    assert '"0b6a4b3e-58a4-5d2e-9c53-30f4d1c0a002"' in lines[talk.places["title"].line]


def a_schedule(folder: Path, **talk: Any) -> Any:
    data = json.loads((FILES / "pretalx.json").read_text())
    (talks,) = data["schedule"]["conference"]["days"][0]["rooms"].values()
    talks[:] = [{**talks[0], **talk}]
    return a_file(folder, "schedule.json", json.dumps(data), "Europe/Berlin")


def test_a_duration_that_disagrees_with_the_end_is_said(tmp_path: Path) -> None:
    arrival = a_schedule(tmp_path, duration="02:00")
    assert arrival.sessions[0].ends == at(6, "16:00")
    assert said(arrival) == ['1: "An Anchor for Whom?" has a duration and an end that differ: the end is taken']


def test_a_talk_without_time_is_kept_and_said(tmp_path: Path) -> None:
    arrival = a_schedule(tmp_path, date=None, end=None)
    assert arrival.sessions[0].starts is None
    assert said(arrival) == ['1: "An Anchor for Whom?" has no time']


@pytest.mark.parametrize(
    "date", ["9999-12-31T23:59:00-14:00", "0001-01-01T00:00:00Z", "2031-13-45T10:00:00Z", 20310506]
)
def test_a_date_that_no_conference_has_is_none(tmp_path: Path, date: object) -> None:
    assert a_schedule(tmp_path, date=date, end=None).sessions[0].starts is None


def test_numbers_where_names_should_be_are_nobody(tmp_path: Path) -> None:
    arrival = a_schedule(tmp_path, persons=[{"public_name": None}, 7, {"public_name": "<b>Ines</b>"}])
    assert [one.name for one in arrival.sessions[0].speakers] == ["<b>Ines</b>"]


def test_two_talks_of_one_code_get_what_tells_them_apart(tmp_path: Path) -> None:
    data = json.loads((FILES / "pretalx.json").read_text())
    (talks,) = data["schedule"]["conference"]["days"][0]["rooms"].values()
    talks[1]["code"] = "k7qrst"
    arrival = a_file(tmp_path, "schedule.json", json.dumps(data), "Europe/Berlin")
    assert [talk.id for talk in arrival.sessions] == [talks[0]["guid"], talks[1]["guid"]]
    assert "K7QRST" in said(arrival)[0]


def test_a_time_without_offset_is_local_to_the_programme(tmp_path: Path) -> None:
    data = (FILES / "pretalx.json").read_text().replace("+02:00", "")
    assert a_file(tmp_path, "schedule.json", data, "Asia/Seoul").sessions[0].starts == at(6, "21:40")
