"""Promise 5: one bad record stops only itself."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportkit.cli import group
from reportkit.render import pdf
from reportkit.resources import room

SESSION = """schema: reportkit/1
id: "{id}"
title: Talk {id}
starts: 2031-05-06T09:30
ends: 2031-05-06T{ends}
sketch: [{{id: p01, text: "{text}"}}]
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    home = tmp_path / "forum"
    (home / "sessions").mkdir(parents=True)
    (home / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\n")
    for number in range(1, 5):
        add(home, str(number))
    return home


def add(home: Path, id: str, ends: str = "10:00", text: str = "Text.") -> None:
    (home / f"sessions/{id}.yaml").write_text(SESSION.format(id=id, ends=ends, text=text))


def export(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["export", str(home), "-o", str(home.parent / "out"), "-j", "1", *arguments])


def files(home: Path) -> list[str]:
    return sorted(path.name for path in (home.parent / "out/forum").iterdir() if path.name[0].isdigit())


def test_a_bad_record_stops_only_itself(event: Path) -> None:
    add(event, "2", ends="09:00")
    (event / "sessions/3.yaml").write_text("schema: reportkit/1\ntitel: Talk\n")
    result = export(event)
    assert result.exit_code == 1
    assert files(event) == ["1-talk-1.docx", "1-talk-1.pdf", "4-talk-4.docx", "4-talk-4.pdf"]
    assert f"{event}/sessions/2.yaml:5:7: ends at 09:00, but starts at 09:30" in result.output
    assert f'{event}/sessions/3.yaml:2:1: unknown field "titel"' in result.output
    assert "4 files in" in result.output
    assert "2 failed" in result.output


def test_a_character_without_a_glyph_stops_only_its_document(event: Path) -> None:
    """An unassigned code point has a glyph in no font; the place is that of the character."""
    add(event, "2", text="A strange \u0378 here.")
    result = export(event, "-f", "pdf")
    assert result.exit_code == 1
    assert files(event) == ["1-talk-1.pdf", "3-talk-3.pdf", "4-talk-4.pdf"]
    assert f"{event}/sessions/2.yaml:6:37: no font has the character" in result.output
    assert "(U+0378)" in result.output


def test_a_document_that_breaks_the_layout_stops_only_itself(event: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render = pdf.render

    def breaking(document, settings):  # type: ignore[no-untyped-def]
        if document.title == "Talk 2":
            raise RecursionError("boxes within boxes")
        return render(document, settings)

    monkeypatch.setattr(pdf, "render", breaking)
    result = export(event, "-f", "pdf")
    assert result.exit_code == 1
    assert files(event) == ["1-talk-1.pdf", "3-talk-3.pdf", "4-talk-4.pdf"]
    assert "sessions/2.yaml: cannot be made: RecursionError: boxes within boxes" in result.output


def test_a_bad_event_file_is_told_once_and_makes_nothing(event: Path) -> None:
    (event / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\ntimezone: Asia/Soul\n")
    result = export(event)
    assert result.exit_code == 1
    assert result.output.count('there is no time zone "Asia/Soul"') == 1
    assert "sessions/1.yaml: not made, since" in result.output
    assert not (event.parent / "out").exists()


def test_fail_fast_stops_at_the_first_failure(event: Path) -> None:
    add(event, "2", text="A strange \u0378 here.")
    assert export(event, "-f", "pdf", "--fail-fast").exit_code == 1
    assert files(event) == ["1-talk-1.pdf"]


def test_an_event_without_sessions_makes_nothing_and_is_no_error(event: Path) -> None:
    for path in (event / "sessions").iterdir():
        path.unlink()
    result = export(event)
    assert result.exit_code == 0
    assert "0 files in" in result.output


def test_a_template_that_fails_for_one_session_stops_only_that(event: Path) -> None:
    (event / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\ntheme: house\n")
    (event / "house/templates").mkdir(parents=True)
    (event / "house/theme.toml").write_text("")
    page = (room("templates") / "document.html.j2").read_text()
    fault = "{% if document.title == 'Talk 2' %}{{ 1 / 0 }}{% endif %}"
    (event / "house/templates/document.html.j2").write_text(page + fault)
    result = export(event, "-f", "pdf")
    assert result.exit_code == 1
    assert files(event) == ["1-talk-1.pdf", "3-talk-3.pdf", "4-talk-4.pdf"]
    assert "document.html.j2:" in result.output
    assert "the template cannot be filled: ZeroDivisionError: division by zero" in result.output
