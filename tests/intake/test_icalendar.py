"""Calendars, from pretalx and from an office."""

from pathlib import Path

import pytest
from programmes import a_file, at, people, said, the_file

from reportkit.errors import Refused


def calendar(*lines: str, head: str = "PRODID:-//Invented//EN") -> str:
    event = ["BEGIN:VEVENT", "UID:1@x.example", "SUMMARY:Ropes", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", head, *event, "END:VCALENDAR", ""])


def test_a_calendar_of_pretalx_has_code_title_and_speakers() -> None:
    arrival = the_file("pretalx.ics")
    (talk,) = arrival.sessions
    assert (talk.id, talk.title, talk.room) == ("K7QRST", "Anchors - For Whom?", "Great Hall")
    assert (talk.starts, talk.ends, arrival.event.timezone) == (at(6, "14:40"), at(6, "16:00"), "Europe/Berlin")
    assert people(talk) == [("speakers", "Ines Valdaro-Okimoto", None, ()), ("speakers", "Son Haneul", None, ())]
    assert len(said(arrival)) == 1, "the second hyphen could be part of the title"
    assert "@" not in str(arrival.sessions)


def test_a_calendar_of_an_office_has_titles_and_nobody() -> None:
    session = the_file("office.ics").sessions[0]
    assert (session.id, session.title, session.room) == ("4711", "Night Watch - a panel", "Hall B, upper floor")
    assert (session.starts, session.ends, people(session)) == (at(6, "23:50"), at(7, "00:35"), [])


def test_what_has_no_one_time_is_left_out_and_said() -> None:
    arrival = the_file("office.ics")
    assert [one.title for one in arrival.sessions] == ["Night Watch - a panel", "Somewhere", "Broken"]
    assert [line for line in said(arrival) if "left out" in line] == [
        '20: "Day of arrival" is left out: it lasts all day, and a session has a time',
        '25: "Morning swim" is left out: it repeats, and a session takes place once',
    ]
    assert '32: "Broken": its DTSTART is no time' in said(arrival)


def test_a_zone_that_nobody_knows_is_said() -> None:
    assert [line for line in said(the_file("office.ics")) if "Nowhere/Land" in line] == [
        '14: "Somewhere": there is no time zone "Nowhere/Land"; its time is taken as local to the event'
    ]


def test_a_zone_that_the_calendar_explains_is_understood(tmp_path: Path) -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\n"
    zone += "TZOFFSETTO:+0300\r\nTZNAME:OURS\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    words = calendar("DTSTART;TZID=Ours:20310506T100000", "DURATION:PT1H", head=zone)
    (session,) = a_file(tmp_path, "c.ics", words).sessions
    assert (session.starts, session.ends) == (at(6, "16:00"), at(6, "17:00"))


def test_one_of_a_series_has_its_date_in_its_id(tmp_path: Path) -> None:
    words = calendar("RECURRENCE-ID:20310506T010000Z", "DTSTART:20310506T010000Z", "DTEND:20310506T020000Z")
    (session,) = a_file(tmp_path, "c.ics", words).sessions
    assert (session.id, session.starts) == ("1-20310506", at(6, "10:00"))


def test_what_is_cancelled_is_left_out(tmp_path: Path) -> None:
    arrival = a_file(tmp_path, "c.ics", calendar("STATUS:CANCELLED", "DTSTART:20310506T010000Z"))
    assert arrival.sessions == ()
    assert '4: "Ropes" is left out: it is cancelled' in said(arrival)


def test_tasks_are_said_to_be_left_out(tmp_path: Path) -> None:
    words = calendar("DTSTART:20310506T010000Z", "DTEND:20310506T020000Z", head="BEGIN:VTODO\r\nSUMMARY:x\r\nEND:VTODO")
    assert said(a_file(tmp_path, "c.ics", words)) == [
        "0: tasks and journals are no sessions, left out: VTODO",
        '6: 1 session had the clock of another zone; the times are now those of Asia/Seoul: "Ropes"',
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:99991231T235900Z", "DURATION:P9999999D"),
        ("DTSTART:00010101T000000Z",),
        ("DTSTART:20310506T100000Z", "DTSTART:20310507T100000Z"),
        ("DTSTART:20310506T100000Z", "DURATION:-PT1H"),
    ],
)
def test_a_time_that_no_session_has_is_none_and_said(tmp_path: Path, lines: tuple[str, ...]) -> None:
    arrival = a_file(tmp_path, "c.ics", calendar(*lines))
    assert [one.ends for one in arrival.sessions] == [None]
    assert said(arrival)


@pytest.mark.parametrize("line", ["DTSTART;TZID=Europe:20310506T100000", "DTSTART;VALUE=DATE,TIME:20310506T100000"])
def test_what_the_library_cannot_read_is_damaged(tmp_path: Path, line: str) -> None:
    with pytest.raises(Refused, match="damaged calendar"):
        a_file(tmp_path, "c.ics", calendar(line))
