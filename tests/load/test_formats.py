"""YAML, JSON and TOML say the same, and each keeps what was typed."""

import json
from pathlib import Path

import pytest

from reportkit.load import load
from reportkit.records import Session, SessionFile

YAML = """
schema: reportkit/1
id: 1.10
title: No
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
room: 0101
speakers:
  - {id: a, name: Null, affiliations: [On, "12"]}
sketch:
  - {id: p01, speaker: a, text: "A “quoted” text — with 東京."}
  - {id: p02, discussion: true, text: yes}
"""
TOML = """
schema = "reportkit/1"
id = "1.10"
title = "No"
starts = 2031-05-06T09:30:00
ends = 2031-05-06T11:00:00
room = "0101"

[[speakers]]
id = "a"
name = "Null"
affiliations = ["On", "12"]

[[sketch]]
id = "p01"
speaker = "a"
text = '''A “quoted” text — with 東京.'''

[[sketch]]
id = "p02"
discussion = true
text = "yes"
"""
DATA = {
    "schema": "reportkit/1",
    "id": "1.10",
    "title": "No",
    "starts": "2031-05-06T09:30",
    "ends": "2031-05-06 11:00:00",
    "room": "0101",
    "speakers": [{"id": "a", "name": "Null", "affiliations": ["On", "12"]}],
    "sketch": [
        {"id": "p01", "speaker": "a", "text": "A “quoted” text — with 東京."},
        {"id": "p02", "discussion": True, "text": "yes"},
    ],
}


def loaded(path: Path, text: str) -> Session:
    path.write_text(text, encoding="utf-8")
    result = load(path)
    assert result.findings == ()
    return result.event.sessions[0]


def facts(session: Session) -> dict[str, object]:
    return session.model_dump(include=set(SessionFile.model_fields))


@pytest.mark.parametrize(("name", "text"), [("a.json", json.dumps(DATA)), ("a.toml", TOML)])
def test_all_formats_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    assert facts(loaded(tmp_path / name, text)) == facts(loaded(tmp_path / "a.yaml", YAML))


def test_scalars_stay_as_they_were_typed(tmp_path: Path) -> None:
    session = loaded(tmp_path / "a.yaml", YAML)
    assert (session.id, session.title, session.room) == ("1.10", "No", "0101")
    assert session.speakers[0].name == "Null"
    assert session.speakers[0].affiliations == ("On", "12")
    assert session.sketch[1].text == "yes"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + YAML.replace("\n", "\r\n").encode())
    assert load(tmp_path / "a.yaml").event.sessions[0].title == "No"


def test_an_event_gathers_its_sessions_in_the_order_of_their_files(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "event.json").write_text('{"schema": "reportkit/1", "title": "Forum", "language": "de"}')
    (tmp_path / "sessions/b.json").write_text(json.dumps({**DATA, "id": "2"}))
    (tmp_path / "sessions/a.yaml").write_text(YAML)
    (tmp_path / "sessions/notes.txt").write_text("no record")
    event = load(tmp_path).event
    assert [session.id for session in event.sessions] == ["1.10", "2"]
    assert {session.tongue for session in event.sessions} == {"de"}


def test_names_are_as_they_were_given(tmp_path: Path) -> None:
    """Promise 10: never recased, never reordered."""
    name = "ludwig VAN  der Weg-o’Neill y García"
    text = YAML.replace("name: Null", f'name: "{name}"')
    assert loaded(tmp_path / "a.yaml", text).speakers[0].name == "ludwig VAN der Weg-o’Neill y García"
