"""Several files of one session, and the record that is there: what is written, kept, updated and told."""

from pathlib import Path

import pytest

from reportkit.arrivals import Taking, take_in, to_decide
from reportkit.intake import Choices
from reportkit.load import load
from reportkit.write import whole

TEXT = """Session: Session 1-2: Who Keeps the Light?

Date/Time: May 6, 2031 / 09:30-11:00

Location: Halyard Hall

Moderator: Lee Shin-wha, Korea University

Speakers:

Ada Quill, Quill Institute

نوال البحري, Gulf Pearl Archive

Session Sketch:

Dr. Ada Quill argued that the light is kept by hand.

نوال البحري argued that it is kept by song.
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    (tmp_path / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum 2031\ntimezone: Asia/Seoul\n")
    (tmp_path / "received").mkdir()
    return tmp_path


def taken(event: Path, *texts: str, update: bool = False) -> Taking:
    paths = [event / f"received/{number}.txt" for number, _ in enumerate(texts, 1)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text)
    return take_in(paths, event, Choices(), update=update)


def edited(event: Path, *changes: tuple[str, str]) -> str:
    """Edit the one record as somebody would, and return its text."""
    (path,) = (event / "sessions").glob("*.yaml")
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return text


def record(event: Path) -> str:
    (path,) = (event / "sessions").glob("*.yaml")
    return path.read_text()


def told(taking: Taking) -> list[str]:
    return [one.message for one in taking.findings if one.rule == "reconcile"]


def test_two_files_of_one_session_are_one_record_in_any_order(event: Path) -> None:
    other = TEXT.replace("Halyard Hall", "Room 2").replace("Ada Quill,", "Ada Quil,")
    taking = taken(event, TEXT, other)
    first = record(event)
    assert [one.state for one in taking.records] == ["written"]
    assert [one.where.field for one in taking.findings if to_decide(one)] == ["room", "name"]
    (event / "sessions/1-2-who-keeps-the-light.yaml").unlink()
    paths = [event / "received/2.txt", event / "received/1.txt"]
    take_in(paths, event, Choices())
    assert record(event) == first


def test_the_same_files_twice_change_nothing(event: Path) -> None:
    other = TEXT.replace("Halyard Hall", "Room 2")
    taken(event, TEXT, other)
    before = {path: path.read_bytes() for path in event.rglob("*") if path.is_file()}
    for update in (False, True):
        again = taken(event, TEXT, other, update=update)
        assert [one.state for one in again.records] == ["unchanged"]
        assert [one for one in again.findings if to_decide(one)] == []
    assert {path: path.read_bytes() for path in event.rglob("*") if path.is_file()} == before


def test_without_update_a_record_is_never_changed(event: Path) -> None:
    taken(event, TEXT)
    before = record(event)
    taking = taken(event, TEXT.replace("Halyard Hall", "Room 2"))
    assert ([one.state for one in taking.records], record(event)) == (["kept"], before)


def test_an_update_changes_what_nobody_touched_and_keeps_comments_and_order(event: Path) -> None:
    taken(event, TEXT)
    mine = edited(
        event,
        ("room: Halyard Hall", "room: Mast Room # moved by hand"),
        ("title: Who Keeps the Light?", "# the printer has it so\ntitle: Who Keeps the Light?"),
        ("kept by song", "kept by songs"),
    )
    new = TEXT.replace("Halyard Hall", "Room 2").replace("11:00", "11:30").replace("by hand", "by hands")
    taking = taken(event, new, update=True)
    assert record(event) == mine.replace("T11:00", "T11:30").replace("by hand.", "by hands.")
    *changes, conflict = told(taking)
    assert changes == [
        "session 1-2: ends: 2031-05-06 11:00 becomes 2031-05-06 11:30",
        "session 1-2: p01: the text is replaced: “Dr. Ada Quill argued that the light is kept by hands.”",
    ]
    assert conflict == (
        'session 1-2: room: the record has "Mast Room", "Room 2" arrives, and "Halyard Hall" came before; left as it is'
    )
    assert [one.where.field for one in taking.findings if to_decide(one)] == ["room"]
    assert [one.state for one in taken(event, new, update=True).records] == ["unchanged"]


def test_people_who_come_and_change_are_put_in_among_the_others(event: Path) -> None:
    taken(event, TEXT)
    edited(event, ("affiliations: [Korea University]}", "affiliations: [Korea University]} # asked her"))
    new = TEXT.replace("Ada Quill, Quill Institute", "Ada Quill, Quill Society\n\nBo Reed, Reed Works")
    taken(event, new, update=True)
    (session,) = load(event).event.sessions
    assert [(one.name, one.affiliations) for one in session.speakers] == [
        ("Ada Quill", ("Quill Society",)),
        ("نوال البحري", ("Gulf Pearl Archive",)),
        ("Bo Reed", ("Reed Works",)),
    ]
    assert "# asked her" in record(event)


def test_a_value_with_an_anchor_is_changed_in_its_own_place_only(event: Path) -> None:
    taken(event, TEXT)
    edited(
        event,
        ("affiliations: [Quill Institute]", "affiliations: &home [Quill Institute]"),
        ("affiliations: [Gulf Pearl Archive]", "affiliations: *home"),
    )
    taken(event, TEXT.replace("Quill Institute", "Quill Society"), update=True)
    (session,) = load(event).event.sessions
    assert [one.affiliations for one in session.speakers] == [("Quill Society",), ("Quill Institute",)]


def test_a_record_that_was_renamed_is_found_and_updated(event: Path) -> None:
    taken(event, TEXT)
    (event / "sessions/1-2-who-keeps-the-light.yaml").rename(event / "sessions/evening.yaml")
    taking = taken(event, TEXT.replace("Halyard Hall", "Room 2"), update=True)
    assert [(one.path.name, one.state) for one in taking.records] == [("evening.yaml", "updated")]
    assert len(list((event / "received/.imported").iterdir())) == 1


@pytest.mark.parametrize("damage", ["", "{", '{"schema": "other"}'])
def test_where_the_last_import_is_lost_nothing_is_updated_and_it_is_told(event: Path, damage: str) -> None:
    taken(event, TEXT)
    before = record(event)
    (last,) = (event / "received/.imported").iterdir()
    last.write_text(damage)
    taking = taken(event, TEXT.replace("Halyard Hall", "Room 2"), update=True)
    assert ([one.state for one in taking.records], record(event)) == (["kept"], before)
    assert "what was imported last is not known" in told(taking)[0]
    again = taken(event, TEXT.replace("Halyard Hall", "Room 3"), update=True)
    assert [one.where.field for one in again.findings if to_decide(one)] == ["room"]
    assert record(event) == before


def test_a_record_with_faults_is_left_alone(event: Path) -> None:
    taken(event, TEXT)
    before = edited(event, ("title:", "titel:"))
    taking = taken(event, TEXT.replace("Halyard Hall", "Room 2"), update=True)
    assert ([one.state for one in taking.records], record(event)) == (["kept"], before)


def test_a_record_in_another_format_is_told_and_left_alone(event: Path) -> None:
    from reportkit.records import as_file

    taken(event, TEXT)
    (session,) = load(event).event.sessions
    (event / "sessions/1-2-who-keeps-the-light.yaml").unlink()
    path = event / "sessions/1-2-who-keeps-the-light.json"
    path.write_bytes(before := as_file(session))
    taking = taken(event, TEXT.replace("Halyard Hall", "Room 2"), update=True)
    assert path.read_bytes() == before
    assert [one.hint for one in taking.findings if to_decide(one)] == ["change it by hand, or keep it as YAML"]


@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("update", [False, True])
def test_an_import_that_is_killed_is_finished_by_the_next(
    event: Path, monkeypatch: pytest.MonkeyPatch, at: int, update: bool
) -> None:
    text = TEXT
    if update:
        taken(event, TEXT)
        text = TEXT.replace("Halyard Hall", "Room 2")
    write, count = whole.write, []

    def killed(path: Path, data: bytes) -> None:
        count.append(path)
        if len(count) == at:
            raise KeyboardInterrupt
        write(path, data)

    monkeypatch.setattr(whole, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        taken(event, text, update=update)
    monkeypatch.setattr(whole, "write", write)
    taken(event, text, update=True)
    assert ("room: Room 2" if update else "room: Halyard Hall") in record(event)
    assert [one.state for one in taken(event, text, update=True).records] == ["unchanged"]
