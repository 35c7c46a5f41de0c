"""Files that only look like programmes, or mean harm, are refused in words, at once."""

import json
from pathlib import Path

import pytest
from programmes import a_file

from reportkit.errors import Refused

SESSIONIZE = '{"startsAt": 1, "isServiceSession": 1, "sessions": '


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "package.json",
            '{"name": "x", "dependencies": {"y": "1"}}',
            'known here: JSON with "name", "dependencies", "y"',
        ),
        ("list.json", "[1, 2, 3]", "known here: JSON without any names"),
        ("feed.xml", "<rss><channel/></rss>", "known here: XML or HTML, whose first element is <rss>"),
        ("schedule.xml", "<schedule><entry/></schedule>", "XML, but not a schedule of frab or pretalx"),
        ("p.json", '{"schedule": [1], "conference": {}, "days": []}', "not a schedule of pretalx or frab"),
        ("s.json", SESSIONIZE + '{"a": 1}}', "not a view of Sessionize with sessions"),
        ("i.json", '{"results": [1], "startDate": 3}', "not an export of Indico"),
        ("calendar.html", "<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>", "a web page"),
        ("c.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "a calendar without events"),
        ("c.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nfoo\n", "a calendar without events"),
        ("p.json", '{"schedule": {"conference": {"days": [', ":1:39: damaged JSON: Expecting value"),
        ("s.xml", "<schedule><conference></schedule>", "damaged XML: Opening and ending tag mismatch"),
        ("t.csv", 'title,start\n"Ropes,2031\n', "damaged CSV: unexpected end of data"),
    ],
)
def test_a_stranger_is_called_what_it_is(tmp_path: Path, name: str, data: str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        a_file(tmp_path, name, data)
    assert message in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><schedule><conference>&x;</conference></schedule>',
            "DTD",
        ),
        ('<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><schedule><conference/>&z;</schedule>', "DTD"),
        ("<schedule><conference/>" + "<a>" * 10_000, "elements lie too deep in each other"),
        ("<schedule><conference/>" + "<a/>" * 1_100_000, "larger than a programme is"),
        (SESSIONIZE + "[" * 100_000, "lists and objects lie too deep in each other"),
        (SESSIONIZE + "[" + "1," * 1_100_000 + "1]}", "larger than a programme is"),
        (SESSIONIZE + "[" + "{}," * 110_000 + "{}]}", "larger than a programme is"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 16_000, "larger than a programme is"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\n" + " y\n" * 20_000, "larger than a programme is"),
        ("title,start\n" + "," * 1_000_000, "more than 400 columns or 20,000 rows"),
        ("title,start\n" + "a,b\n" * 20_000, "more than 400 columns or 20,000 rows"),
        (b"title,start\n" + bytes(50_000_000), "larger than 50 MB"),
    ],
    ids=[
        "entity from a file",
        "entities in entities",
        "deep XML",
        "wide XML",
        "deep JSON",
        "wide JSON",
        "many objects",
        "many events",
        "a long line",
        "many columns",
        "many rows",
        "50 MB",
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, data: bytes | str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        a_file(tmp_path, "programme", data)
    assert message in refusal.value.message


@pytest.mark.parametrize(
    ("encoding", "words", "seems"),
    [
        ("cp949", "제목,시작\n닻은 누구의 것인가,2031-05-06 10:00\n", "cp949 (Korean)"),
        ("cp932", "演題,開始\n錨はだれのものか,2031-05-06 10:00\n", "Shift-JIS (Japanese)"),
        ("cp1252", "titel,beginn\nÄnker und Häfen,2031-05-06 10:00\n", ""),
    ],
)
def test_an_encoding_of_former_days_is_named_and_not_guessed(
    tmp_path: Path, encoding: str, words: str, seems: str
) -> None:
    with pytest.raises(Refused) as refusal:
        a_file(tmp_path, "p.csv", words.encode(encoding))
    assert refusal.value.message.endswith("not text in UTF-8" + (f"; it seems to be {seems}" if seems else ""))


def test_text_that_excel_calls_unicode_is_read(tmp_path: Path) -> None:
    (session,) = a_file(tmp_path, "p.txt", "제목\t시작\n닻\t2031-05-06 10:00\n".encode("utf-16")).sessions
    assert session.title == "닻"


def test_a_name_of_many_pages_is_not_taken_and_not_printed(tmp_path: Path) -> None:
    session = {"id": "1", "title": "Ropes", "startsAt": "2031-05-06T10:00:00", "endsAt": "2031-05-06T11:00:00"}
    speaker = {"id": "a", "fullName": "x" * 100_000, "tagLine": "y" * 100_000}
    view = {"sessions": [{**session, "isServiceSession": False, "speakers": ["a"]}], "speakers": [speaker]}
    arrival = a_file(tmp_path, "v.json", json.dumps(view))
    assert arrival.sessions[0].speakers == ()
    assert max(len(one.message) for one in arrival.remarks) < 600
