"""A moment stays the same moment, whatever zone a programme writes it in and whatever zone the event is in."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from builders import an_event
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.intake import Choices, frab, icalendar, indico, pretalx, sessionize

ZONES = st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham", "UTC"])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0))


@settings(max_examples=60, deadline=None)
@given(MOMENTS, st.integers(5, 600), ZONES, ZONES)
def test_times_survive_zones(start: datetime, minutes: int, theirs: str, ours: str) -> None:
    starts = start.replace(tzinfo=UTC).astimezone(ZoneInfo(theirs))
    ends = (start + timedelta(minutes=minutes)).replace(tzinfo=UTC).astimezone(ZoneInfo(theirs))
    choices = Choices(an_event(timezone=ours))
    wanted = [one.astimezone(ZoneInfo(ours)).replace(tzinfo=None, fold=0) for one in (starts, ends)]
    for module, data in (
        (pretalx, as_pretalx(starts, ends, theirs)),
        (frab, as_frab(starts, minutes, theirs)),
        (indico, as_indico(starts, ends)),
        (sessionize, as_sessionize(starts, ends)),
        (icalendar, as_calendar(starts, ends)),
    ):
        (session,) = module.read(data.encode(), "programme", choices).sessions
        # An hour that clocks show twice is written once, by those who write no offset.
        if module is not indico or not (starts.fold or ends.fold):
            assert (module.NAME, session.starts, session.ends) == (module.NAME, *wanted)


def as_pretalx(starts: datetime, ends: datetime, zone: str) -> str:
    talk = {"code": "A", "title": "Ropes", "date": starts.isoformat(), "end": ends.isoformat()}
    conference = {"time_zone_name": zone, "days": [{"rooms": {"Hall": [talk]}}]}
    return json.dumps({"schedule": {"conference": conference}})


def as_frab(starts: datetime, minutes: int, zone: str) -> str:
    span = f"{minutes // 60:02}:{minutes % 60:02}"
    talk = f"<event id='1'><title>Ropes</title><date>{starts.isoformat()}</date><duration>{span}</duration></event>"
    head = f"<conference><time_zone_name>{zone}</time_zone_name></conference>"
    return f"<schedule>{head}<day><room name='Hall'>{talk}</room></day></schedule>"


def as_indico(starts: datetime, ends: datetime) -> str:
    clocks = [{"date": f"{one:%Y-%m-%d}", "time": f"{one:%H:%M:%S}", "tz": str(one.tzinfo)} for one in (starts, ends)]
    talk = {"id": "1", "title": "Ropes", "startDate": clocks[0], "endDate": clocks[1]}
    return json.dumps({"results": [{"title": "Forum", "contributions": [talk]}]})


def as_sessionize(starts: datetime, ends: datetime) -> str:
    moments = [one.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for one in (starts, ends)]
    talk = {"id": "1", "title": "Ropes", "startsAt": moments[0], "endsAt": moments[1], "isServiceSession": False}
    return json.dumps({"sessions": [talk]})


def as_calendar(starts: datetime, ends: datetime) -> str:
    clocks = [one.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for one in (starts, ends)]
    event = f"BEGIN:VEVENT\nUID:1\nSUMMARY:Ropes\nDTSTART:{clocks[0]}\nDTEND:{clocks[1]}\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{event}END:VCALENDAR\n"
