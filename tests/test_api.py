"""The verbs of the command line, for programs."""

from pathlib import Path

import pytest
from builders import DISCLAIMER, INPUTS, a_person, a_session
from rounds import an_event_of, closed

import reportkit
from reportkit.errors import BadRecord, Misused, Severity
from reportkit.records import Passage

SESSION = INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml"


def test_a_session_file_is_loaded_with_the_disclaimer_of_its_event() -> None:
    session = reportkit.load(SESSION)
    assert session.title == "An Asian NATO?"
    assert session.disclaimer == reportkit.load(INPUTS / "asan-plenum-2026").disclaimer


def test_verbs_stay_functions_when_rooms_are_imported() -> None:
    """`reportkit.render` is a verb and a room; importing the room must not hide the verb."""
    session = reportkit.load(SESSION)
    for form in ("html", "docx", "pdf"):
        data = reportkit.render(session, form)
        assert reportkit.proof(data, session.disclaimer) == []
    assert {finding.severity for finding in reportkit.check(SESSION)} <= {Severity.WARNING, Severity.INFO}


def test_a_session_made_by_a_program_is_checked() -> None:
    session = a_session(sketch=(Passage(id="p01", speaker="nobody", text="Text."),), speakers=(a_person(id="lee"),))
    with pytest.raises(BadRecord, match='nobody in this session has the id "nobody"'):
        reportkit.render(session)


def test_a_session_made_by_a_program_bears_the_disclaimer_of_its_event() -> None:
    assert reportkit.proof(reportkit.render(a_session("Text.")), DISCLAIMER) == []


def test_export_tells_what_became_of_each_file(tmp_path: Path) -> None:
    outcomes = reportkit.export(INPUTS / "asan-plenum-2026", out=tmp_path)
    assert [(outcome.format, outcome.failure) for outcome in outcomes] == [("pdf", ""), ("docx", "")]
    assert all(outcome.path and outcome.path.is_file() for outcome in outcomes)


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="there is no file"):
        reportkit.load(tmp_path / "nothing.yaml")


def test_an_event_is_laid_on_sheets() -> None:
    event = INPUTS / "asan-plenum-2026"
    data = reportkit.handout(event, layout="two-up")
    assert reportkit.proof(data, reportkit.load(event).disclaimer) == []
    with pytest.raises(Misused, match='there is no layout "three-up"'):
        reportkit.handout(event, layout="three-up")


def test_an_event_becomes_a_book() -> None:
    event = INPUTS / "asan-plenum-2026"
    for form in ("pdf", "docx"):
        assert reportkit.proof(reportkit.volume(event, form), reportkit.load(event).disclaimer) == []


def test_sign_offs_are_told(tmp_path: Path) -> None:
    event = an_event_of(tmp_path)
    closed(event, "1-1.abe.1")
    assert [(one.id, one.settled) for one in reportkit.signoff(event)] == [("1-1.abe.1", True), ("1-1.yun", False)]
    (event / "sessions/1-1.yaml").write_text("schema: [")
    with pytest.raises(BadRecord, match="the file ends within a list"):
        reportkit.signoff(event)
