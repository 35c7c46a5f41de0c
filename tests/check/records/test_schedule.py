"""Rules that compare the sessions of an event: what happens twice, at once or far away."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import a_person, a_session, an_event
from events import new_event

from reportkit.check.records import days, double_booking, duplicates, rooms
from reportkit.pipeline import receive
from reportkit.records import Event, Session

MORNING = datetime(2031, 5, 6, 9, 30)
ABE = a_person("Abe Ren", affiliations=("Harbour Museum",))


def at(hours: float, id: str = "2", **fields: Any) -> Session:
    """Return a session of an hour that begins so many hours after the first one did."""
    begins = MORNING + timedelta(hours=hours)
    facts = {"title": f"Talk {id}", "starts": begins, "ends": begins + timedelta(hours=1)}
    return a_session(**{"id": id, **facts, **fields})


def found(question: Any, *sessions: Session) -> list[str]:
    """Return the id of the session of each finding."""
    return [one.where.record for one in question.check(Event(**dict(an_event()), sessions=sessions))]


FIRST = at(0, "1", speakers=(ABE,), room="Fish Hall")


@pytest.mark.parametrize("role", ["rapporteurs", "moderators", "speakers", "discussants"])
def test_somebody_at_two_places_is_found_in_any_role(role: str) -> None:
    assert found(double_booking, FIRST, at(0.5, **{role: (ABE,)})) == ["2"]


@pytest.mark.parametrize(
    "other",
    [
        at(1, speakers=(ABE,)),
        at(-1, speakers=(ABE,)),
        at(0.5, speakers=(a_person("Abe Ren", affiliations=("Oil Board",)),)),
        at(0.5, speakers=(a_person("Ren Abe", affiliations=("Harbour Museum",)),)),
        at(24, speakers=(ABE,)),
    ],
)
def test_one_after_the_other_and_namesakes_are_let_pass(other: Session) -> None:
    assert found(double_booking, FIRST, other) == []


def test_two_roles_in_one_session_are_one_place() -> None:
    assert found(double_booking, at(0, "1", speakers=(ABE,), moderators=(ABE,))) == []


def test_each_of_three_at_once_is_told_once() -> None:
    assert found(double_booking, FIRST, at(0.2, "2", speakers=(ABE,)), at(0.4, "3", speakers=(ABE,))) == ["2", "3"]


@pytest.mark.parametrize(("room", "expected"), [("Fish Hall", ["2"]), ("FISH HALL", ["2"]), ("Chart Room", [])])
def test_a_room_has_one_session_at_a_time(room: str, expected: list[str]) -> None:
    assert found(rooms, FIRST, at(0.5, room=room)) == expected
    assert found(rooms, FIRST, at(1, room=room)) == []


@pytest.mark.parametrize("room", ["Online", "Zoom (link follows)", "TBD", "To be announced", "Virtual room"])
def test_what_is_no_room_holds_any_number(room: str) -> None:
    assert found(rooms, at(0, "1", room=room), at(0.5, room=room)) == []


def test_a_session_is_there_once() -> None:
    assert found(duplicates, FIRST, at(30, title="Talk 1", speakers=(ABE,))) == ["2"]
    assert found(duplicates, FIRST, at(30, title="Talk 1", speakers=(a_person(),))) == []
    assert found(duplicates, at(0, "1", title="Opening"), at(30, title="Opening")) == []


def test_a_session_of_another_year_is_found() -> None:
    near = (FIRST, at(24, "2"), at(48, "3"))
    assert found(days, *near, at(365 * 24, "4")) == ["4"]
    assert found(days, *near, at(-40 * 24, "4")) == ["4"]
    assert found(days, *near, at(6 * 24, "4")) == []


def test_a_series_over_months_has_no_session_far_away() -> None:
    assert found(days, *(at(24 * 30 * month, str(month)) for month in range(6))) == []


def test_sessions_are_compared_where_all_of_them_are_there(tmp_path: Path) -> None:
    """An export reads records in parts, and must not say what depends on which of them came together."""
    event = new_event(tmp_path / "event", 2)
    assert {one.rule for one in receive(event).findings} == {"double-booking"}
    files = sorted((event / "sessions").iterdir())
    assert receive(event, files).findings == ()
