"""Never tofu: a character that no font has fails the PDF and the Word file alike, and is told with its place."""

from pathlib import Path

import pytest
from builders import a_look
from click.testing import CliRunner
from processes import run

import reportkit
from reportkit.cli import group
from reportkit.errors import BadPage
from reportkit.render import _glyphs, pdf

STRANGE = "\u0378"
"""A code point without a character, so that no font has it."""

EVENT = """schema: reportkit/1
title: Forum 2031
organiser: The Lantern Society
disclaimer: The views are summaries and bind nobody at all.
"""
SESSION = """schema: reportkit/1
id: "1"
kind: Talk
title: The Lamp Room
subtitle: A history
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
room: Hall
speakers:
  - {name: Kuik Cheng-Chwee, native: 郭清水, affiliations: [National University]}
sketch:
  - id: p01
    text: |
      Words and *emphasis*.^[A note.]

      | Head | Cell |
      |---|---|
      | entry | figure |

      - an item
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "event.yaml").write_text(EVENT)
    (tmp_path / "sessions/1.yaml").write_text(SESSION)
    return tmp_path


def spoil(file: Path, words: str) -> str:
    """Put the strange character behind `words`; return where it then stands, as messages say it."""
    before, after = file.read_text().split(words)
    file.write_text(f"{before}{words}{STRANGE}{after}")
    lines = f"{before}{words}".split("\n")
    return f"{file}:{len(lines)}:{len(lines[-1]) + 1}: no font has the character"


PLACES = [
    "Talk",
    "The Lamp Room",
    "A history",
    "Hall",
    "Cheng-Chwee",
    "郭清水",
    "National University",
    "Words and",
    "emphasis",
    "A note",
    "Head",
    "figure",
    "an item",
]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("words", PLACES)
def test_a_character_without_glyph_is_told_where_it_stands(home: Path, form: str, words: str) -> None:
    place = spoil(home / "sessions/1.yaml", words)
    result = CliRunner().invoke(group, ["render", str(home / "sessions/1.yaml"), "-o", str(home / f"out.{form}")])
    assert result.exit_code == 1
    assert result.output.count("error:") == 1
    assert f"error: {place}" in result.output
    assert not (home / f"out.{form}").exists()


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("words", ["Forum 2031", "Lantern Society", "views are"])
def test_in_the_words_of_the_event_it_is_told_in_the_event_file(home: Path, form: str, words: str) -> None:
    place = spoil(home / "event.yaml", words)
    result = CliRunner().invoke(group, ["export", str(home), "-f", form, "-o", str(home / "out"), "-j", "1"])
    assert result.exit_code == 1
    assert f"error: {place}" in result.output


def test_workers_tell_it_as_well(home: Path) -> None:
    place = spoil(home / "event.yaml", "Forum 2031")
    formats = ["-f", "pdf", "-f", "docx"]
    result = CliRunner().invoke(group, ["export", str(home), *formats, "-o", str(home / "out"), "-j", "2"])
    assert (result.exit_code, f"error: {place}" in result.output) == (1, True)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_process_of_its_own_tells_it_however_quiet_its_log_is(home: Path, form: str) -> None:
    place = spoil(home / "sessions/1.yaml", "Words and")
    done = run("render", home / "sessions/1.yaml", "-f", form, "-o", home)
    assert done.returncode == 1
    assert f"error: {place}" in done.stderr
    assert list(home.glob(f"*.{form}")) == []


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_programs_are_told_the_place_too(home: Path, form: str) -> None:
    place = spoil(home / "sessions/1.yaml", "A note")
    session = reportkit.load(home / "sessions/1.yaml")
    with pytest.raises(BadPage) as caught:
        reportkit.render(session, form)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"error: {place}")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_not_printed_needs_no_glyph(home: Path, form: str) -> None:
    file = home / "sessions/1.yaml"
    file.write_text(file.read_text().replace("name: Kuik", f"honorific: Dr.{STRANGE}, name: Kuik"))
    result = CliRunner().invoke(group, ["render", str(file), "-o", str(home / f"out.{form}")])
    assert (result.exit_code, result.output) == (0, f"{home}/out.{form}\n")


def test_common_characters_are_in_the_faces_that_travel_along() -> None:
    """So a Word file with these alone is made without a page being laid out."""
    common = "".join(chr(code) for code in range(0x21, 0x2100) if _glyphs.COMMON.match(chr(code)))
    assert "".join(one for one in "Đấy — “Ðß”…" if one == " " or one in common) == "Đấy — “Ðß”…"
    assert pdf.without_glyph(common, a_look()) == ()
