"""Each question that is asked of a theme, with a theme that fails it and one that passes."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from reportkit.brand import begin, judge
from reportkit.resources import room
from reportkit.theme import names

FONTS = room("styles") / "fonts"


def faults(folder: Path, toml: str, css: str = "") -> list[str]:
    """Return what is wrong with a theme, each as `line: message`."""
    (folder / "theme.toml").write_text(toml)
    (folder / "extra.css").write_text(css)
    return [f"{one.place.line if one.place else 0}: {one.message}" for one in judge(str(folder))]


@pytest.mark.parametrize("name", names())
def test_our_own_themes_pass(name: str) -> None:
    assert judge(name) == ()


@pytest.mark.parametrize("base", names())
def test_a_theme_just_begun_passes(tmp_path: Path, base: str) -> None:
    begin(tmp_path / "house", base)
    assert judge(str(tmp_path / "house")) == ()


def test_a_pale_colour_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, '[colours]\nmuted = "#888888"\n') == [
        "2: the role host is hard to read: muted on paper has a contrast of 3.5:1",
        "2: the label of a passage to review is hard to read: muted on shade has a contrast of 3.1:1",
    ]
    assert faults(tmp_path, '[colours]\nmuted = "#6b6b6b"\n') == []


def test_a_title_is_measured_on_its_fill(tmp_path: Path) -> None:
    """The accent is dark enough for paper, and the words of the title are as dark as it."""
    toml = '[masthead]\nfill = "accent"\n'
    assert [fault.partition(": ")[2] for fault in faults(tmp_path, toml)] == [
        "the role kicker is hard to read: accent on accent has a contrast of 1.0:1",
        "the role subtitle is hard to read: muted on accent has a contrast of 1.6:1",
    ]


def test_text_is_measured_on_the_watermark_of_a_draft(tmp_path: Path) -> None:
    assert faults(tmp_path, '[watermark]\ncolour = "#777777"\n') == [
        "2: the text over the watermark is hard to read: text on watermark has a contrast of 3.8:1"
    ]


def test_a_profile_of_the_press_is_one_for_four_inks(tmp_path: Path) -> None:
    (tmp_path / "screen.icc").write_bytes(bytes(16) + b"RGB " + bytes(16) + b"acsp" + bytes(88))
    assert faults(tmp_path, '[print]\nicc = "screen.icc"\n') == ['2: "screen.icc" is no ICC profile of a press']
    assert faults(tmp_path, '[print]\nicc = "none.icc"\n') == ['2: there is no profile "none.icc"']


def test_a_font_that_is_not_there_or_no_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.ttf").write_text("not a font")
    assert faults(tmp_path, '[fonts]\n"House Sans" = ["house.ttf", "note.ttf"]\n') == [
        "2: there is no font file house.ttf",
        "2: note.ttf is not a font: Not a TrueType or OpenType font (not enough data)",
    ]


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    with TTFont(FONTS / "SourceSans3-Regular.ttf") as font:
        font["OS/2"].fsType = 0x0002
        font.save(tmp_path / "house.ttf")
    assert faults(tmp_path, '[fonts]\n"House Sans" = ["house.ttf"]\n') == ["2: house.ttf forbids to be embedded"]


def test_a_font_without_a_needed_glyph_is_refused(tmp_path: Path) -> None:
    with TTFont(FONTS / "SourceSans3-Regular.ttf") as font:
        for table in font["cmap"].tables:
            for letter in "éß":
                table.cmap.pop(ord(letter), None)
        font.save(tmp_path / "house.ttf")
    assert faults(tmp_path, '[fonts]\n"House Sans" = ["house.ttf"]\n') == ["2: house.ttf lacks ß é"]


def test_a_family_that_nobody_has_is_refused(tmp_path: Path) -> None:
    assert faults(tmp_path, '[families]\ntext = "No Such Face"\n') == [
        '2: nothing is set in "No Such Face": it is neither in [fonts] nor installed here'
    ]


def test_a_logo_is_a_picture_with_words_for_it(tmp_path: Path) -> None:
    (tmp_path / "fake.png").write_text("not a picture")
    assert faults(tmp_path, '[logo]\nfile = "fake.png"\n') == [
        '2: "fake.png" is not a PNG or JPEG picture',
        "2: the logo has no alternative text",
    ]
    Image.new("RGB", (60, 20), "navy").save(tmp_path / "logo.png")
    assert faults(tmp_path, '[logo]\nfile = "logo.png"\nalt = "The Society"\n') == []


def test_a_logo_outside_the_theme_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (60, 20), "navy").save(tmp_path / "logo.png")
    (tmp_path / "house").mkdir()
    assert faults(tmp_path / "house", '[logo]\nfile = "../logo.png"\nalt = "x"\n') == [
        '2: "../logo.png" leads out of its folder'
    ]


def test_labels_keep_their_gaps_and_their_languages(tmp_path: Path) -> None:
    toml = '[labels.en]\npage = "Page {page}"\n[labels.xx]\nsketch = "x"\n'
    assert faults(tmp_path, toml) == [
        '2: the label "page" has not {pages} once',
        '3: the language "xx" is not known',
    ]


def test_a_style_sheet_that_hides_the_disclaimer_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, "", ".running-footer { color: white }")
    assert found[0].startswith("0: the specimen as pdf: page 1 of 2: the disclaimer is there but cannot be seen")


def test_a_style_sheet_that_fetches_something_is_refused(tmp_path: Path) -> None:
    found, *_ = faults(tmp_path, "", "h1 { background: url(https://example.org/x.png) }")
    assert found.startswith("0: the specimen as pdf: the page asks for more than it may have")
