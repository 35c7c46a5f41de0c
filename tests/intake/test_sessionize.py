"""Views of Sessionize: "All", and the grid."""

import json
from pathlib import Path

import pytest
from programmes import FILES, a_file, at, people, said, the_file

from reportkit.intake.sessionize import home_of


def test_a_session_finds_its_people_its_room_and_its_format() -> None:
    session = the_file("sessionize-all.json", "Asia/Seoul").sessions[0]
    assert (session.id, session.kind, session.room) == ("501", "Panel", "Great Hall")
    assert (session.starts, session.ends) == (at(6, "14:40"), at(6, "16:00"))
    assert people(session) == [
        ("moderators", "Odile Marchevry", None, ("University of Saltpans",)),
        ("speakers", "Ines Valdaro-Okimoto", "Valdaro-Okimoto", ("Office of Piers",)),
        ("speakers", "Son Haneul", "Son", ()),
    ]


def test_what_is_left_out_and_what_is_unsure_is_said() -> None:
    assert said(the_file("sessionize-all.json", "Asia/Seoul")) == [
        '3: "An Anchor for Whom?" has a speaker who is not in the file: aa-9',
        "3: 1 session without a time zone: taken as local to the event, Asia/Seoul",
        '17: service sessions are no sessions, left out: "Soup"',
        '30: sessions that do not take place, left out: "Sunk"',
        '46: no affiliation is certain in the tag line of Son Haneul: "Listens at Low Tide"',
    ]


def test_a_plenary_of_the_grid_is_one_session_in_its_room() -> None:
    (session,) = the_file("sessionize-grid.json", "Asia/Seoul").sessions
    assert (session.id, session.room, session.kind, session.starts) == ("501", "Great Hall", "Panel", at(6, "23:40"))
    assert people(session) == [("speakers", "Ines Valdaro-Okimoto", None, ())]


def test_sessions_by_group_are_read_like_all(tmp_path: Path) -> None:
    sessions = json.loads((FILES / "sessionize-all.json").read_text())["sessions"][:1]
    sessions[0]["speakers"] = [{"id": "aa-2", "name": "Son Haneul"}]
    group = [{"groupId": 1, "groupName": "Day one", "sessions": sessions}]
    (session,) = a_file(tmp_path, "view.json", json.dumps(group)).sessions
    assert people(session) == [("speakers", "Son Haneul", None, ())]


@pytest.mark.parametrize(
    ("tag", "home"),
    [
        ("Principal Engineer, AI @ Tidewater", "Tidewater"),
        ("Keeper @ Office of Piers (North)", "Office of Piers (North)"),
        ("Looking at the sea", ""),
        ("CEO, Tidewater", ""),
        ("@tides on every network", ""),
        ("Keeper @ Piers and baker @ Oven", ""),
        ("Keeper @ Piers | poet", ""),
        ("write to me@piers.example", ""),
    ],
)
def test_an_affiliation_is_taken_from_a_tag_line_only_where_it_is_certain(tag: str, home: str) -> None:
    assert home_of(tag) == home
