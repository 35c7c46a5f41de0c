"""Files that arrived become records: whole, readable, and never over somebody's work."""

import shutil
from pathlib import Path

import pytest
from builders import INPUTS

from reportkit.arrivals import Taking, take_in
from reportkit.errors import Misused, Refused
from reportkit.intake import Choices
from reportkit.pipeline import receive

RECEIVED = INPUTS / "asan-plenum-2026/received/3-1-an-asian-nato.txt"

SMALL = """Session: Session 1: X
Date/Time: April 8, 2026 / 14:40-16:00
Speakers:
Ada Quill, Guild of Lamps, Inc.
Session Sketch:

The hall was full: "quite" full.

Ada Quill argued.

Somebody: 'went' on # and on.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(INPUTS / "asan-plenum-2026", tmp_path / "inputs/event", ignore=shutil.ignore_patterns("sessions"))
    shutil.copytree(INPUTS / "schemas", tmp_path / "inputs/schemas")
    return tmp_path / "inputs/event"


def taken(home: Path, text: str, **options: bool) -> Taking:
    path = home / "received/new.txt"
    path.write_text(text, encoding="utf-8")
    return take_in([path], home, Choices(), **options)


def test_a_record_is_written_as_people_would_type_it(home: Path) -> None:
    taken(home, SMALL)
    written = (home / "sessions/1-x.yaml").read_text(encoding="utf-8")
    assert written == (
        """# yaml-language-server: $schema=../../schemas/session.json
# Imported from new.txt.
schema: reportkit/1
id: "1"
kind: Session
title: X
starts: 2026-04-08T14:40
ends: 2026-04-08T16:00
speakers:
  - {id: ada-quill, name: Ada Quill, affiliations: ['Guild of Lamps, Inc.']}
sketch:
  - id: p01
    text: >-
      The hall was full: "quite" full.
  - id: p02
    speaker: ada-quill
    text: >-
      Ada Quill argued.
  # To decide: whose p03 is, is not certain: it opens with nobody who is listed.
  - id: p03
    text: >-
      Somebody: 'went' on # and on.
"""
    )


def test_the_real_session_is_a_record_that_checks_clean(home: Path) -> None:
    taking = take_in([RECEIVED], home, Choices())
    assert [(one.path.name, one.state) for one in taking.records] == [("3-1-an-asian-nato.yaml", "written")]
    received = receive(home)
    assert (received.failed, len(received.event.sessions)) == ((), 1)


def test_a_second_import_changes_nothing(home: Path) -> None:
    (first,) = taken(home, SMALL).records
    (second,) = taken(home, SMALL).records
    assert (second.state, second.path.read_bytes()) == ("unchanged", first.data)


def test_a_record_that_is_there_is_left_as_it_is(home: Path) -> None:
    (record,) = taken(home, SMALL).records
    edited = record.data.replace(b"Ada Quill argued.", b"Ada Quill argued well.")
    record.path.write_bytes(edited)
    renamed = record.path.rename(home / "sessions/renamed.yaml")
    taking = taken(home, SMALL)
    assert [(one.path, one.state) for one in taking.records] == [(renamed, "kept")]
    assert (renamed.read_bytes(), record.path.exists()) == (edited, False)
    message = f"session 1 is not taken in: {renamed} is left as it is, since it is there already"
    assert [one.message for one in taking.findings if one.severity == "error"] == [message]


def test_a_dry_run_writes_nothing(home: Path) -> None:
    (record,) = taken(home, SMALL, dry=True).records
    assert (record.state, (home / "sessions").exists()) == ("written", False)


def test_what_is_missing_is_an_error_of_the_record_and_nothing_is_lost(home: Path) -> None:
    taking = taken(home, SMALL.replace("Date/Time: April 8, 2026 / 14:40-16:00\n", ""))
    assert [one.message for one in taking.findings if one.severity == "error"] == ["the session has no day and time"]
    assert [one.message for one in receive(home).findings] == ['missing field "starts"', 'missing field "ends"']


@pytest.mark.parametrize(("line", "id"), [("Session: The Big/Opening", "the-big-opening"), ("Session: S 1: X", "1")])
def test_an_id_can_be_part_of_a_file_name(home: Path, line: str, id: str) -> None:
    taken(home, SMALL.replace("Session: Session 1: X", line))
    assert [session.id for session in receive(home).event.sessions] == [id]


def test_a_session_without_code_and_title_is_told_and_not_made(home: Path) -> None:
    taking = taken(home, SMALL.replace("Session: Session 1: X\n", ""))
    assert taking.records == ()
    assert "no record is made of a session that has neither a code nor a title" in [
        one.message for one in taking.findings
    ]


def test_one_refused_file_stops_only_itself(home: Path) -> None:
    bad, good = home / "received/bad.txt", home / "received/good.txt"
    bad.write_bytes(b"%PDF-1.7")
    good.write_text(SMALL)
    taking = take_in([bad, good], home, Choices())
    assert [type(one) for one in taking.refused] == [Refused]
    assert [one.state for one in taking.records] == ["written"]


def test_without_an_event_the_way_to_one_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misused) as caught:
        take_in([RECEIVED], tmp_path, Choices())
    assert caught.value.hint == f"`reportkit init {tmp_path}` makes a new event there"


def test_prose_of_any_characters_is_read_back_as_it_was(home: Path) -> None:
    words = "Tabs\tand  blanks, “quotes”: {braces} [brackets] & *stars* | ﷽ 🏮 \u200f — end\u00a0."
    taken(home, SMALL.replace('The hall was full: "quite" full.', words))
    (session,) = receive(home).event.sessions
    assert (
        session.sketch[0].text == "Tabs and blanks, “quotes”: {braces} [brackets] & \\*stars\\* | ﷽ 🏮 \u200f — end ."
    )
