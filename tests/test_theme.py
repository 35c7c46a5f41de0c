"""One source for the looks of pages and Word: themes are merged, and what is wrong with one is told by its line."""

import re
import statistics
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from builders import INPUTS, a_session, an_event
from readers import needs_poppler, output_of

import reportkit
from reportkit import render
from reportkit.errors import BadRecord, BadTheme, Misused
from reportkit.theme import Theme, languages, names, theme
from reportkit.tokens import ROLES


def a_theme(folder: Path, toml: str) -> Theme:
    folder.mkdir(exist_ok=True)
    (folder / "theme.toml").write_text(toml)
    return theme(str(folder))


def test_three_themes_travel_with_the_package() -> None:
    assert names() == ("institute", "forum", "plain")
    assert [set(theme(name).tokens.roles) for name in names()] == [set(ROLES)] * 3


def test_a_theme_says_only_what_is_its_own(tmp_path: Path) -> None:
    own = a_theme(tmp_path, "[roles]\nheading-1 = { size = 30 }\n")
    default = theme("institute")
    assert own.role("heading-1") == default.role("heading-1").model_copy(update={"size": 30.0})
    assert own.tokens.colours == default.tokens.colours


def test_themes_extend_each_other(tmp_path: Path) -> None:
    a_theme(tmp_path / "house", 'extends = "forum"\n[colours]\naccent = "#112233"\n')
    series = a_theme(tmp_path / "series", 'extends = "house"\n[roles]\nfooter = { size = 9 }\n')
    assert series.tokens.colours.accent == "#112233"
    assert series.family("text") == theme("forum").family("text")
    assert [folder.name for folder in series.folders] == ["series", "house", "forum", "institute"]


def test_what_extends_each_other_in_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one/theme.toml").write_text('extends = "two"\n')
    with pytest.raises(BadTheme) as caught:
        a_theme(tmp_path / "two", 'extends = "one"\n')
    assert [finding.message for finding in caught.value.findings] == ["themes extend each other in a circle"]


def test_the_theme_of_an_event_extends_nothing_outside_the_event(tmp_path: Path) -> None:
    a_theme(tmp_path / "elsewhere", "")
    a_theme(tmp_path / "event", "")
    (tmp_path / "event/house").mkdir()
    (tmp_path / "event/house/theme.toml").write_text('extends = "../../elsewhere"\n')
    with pytest.raises(Misused, match="there is no theme"):
        theme("house", tmp_path / "event")


BAD = """\
extends = "forum"

[colours]
acent = "#123456"
muted = "grey"

[roles]
heading-1 = { size = 24, colur = "text" }
heading-9 = { size = 30 }
text = { size = "big", family = "body" }

[fonts]
"House Sans" = ["../../etc/passwd"]

[spacing]
wide = 3
"""


def test_all_faults_of_a_theme_are_told_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(BadTheme) as caught:
        a_theme(tmp_path, BAD)
    told = [
        (finding.place.line, finding.place.column, finding.message)
        for finding in caught.value.findings
        if finding.place
    ]
    assert sorted(told) == [
        (4, 1, 'unknown token "acent"'),
        (5, 1, '"muted" is not a colour: grey'),
        (8, 26, 'unknown token "colur"'),
        (9, 1, 'unknown role "heading-9"'),
        (10, 10, '"size": input should be a valid number, unable to parse string as a number'),
        (10, 24, "\"family\" is not 'text' or 'heads'"),
        (13, 1, '"../../etc/passwd" is not a font file'),
        (15, 1, 'unknown token "spacing"'),
    ]
    assert caught.value.exit_code == 1


def test_a_fault_is_told_in_the_file_that_has_it(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house/theme.toml").write_text('[colours]\naccent = "navy"\n')
    with pytest.raises(BadTheme) as caught:
        a_theme(tmp_path / "series", 'extends = "house"\n')
    assert str(caught.value.findings[0].place) == f"{tmp_path / 'house/theme.toml'}:2:1"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[labels.en]\nsketsh = "S"\n', 'unknown label "sketsh"'),
        ('[labels.en]\nspeakers = "Speaker"\n', 'the label "speakers" is not of this form'),
        ("[labels.en]\npage = 5\n", 'the label "page" is not of this form'),
        ("[editions.draft.labels.en]\ndraft = 7\n", 'the label "draft" is not of this form'),
        ("[margins]\nstart = 140\n", "the margins leave less than 80 mm for the text"),
        (
            "[margins]\nheader = 200\n",
            "the header does not lie within the top margin, or the footer within the bottom one",
        ),
        ("[colours\n", "not TOML: expected ']' at the end of a table declaration"),
    ],
)
def test_faults_of_labels_and_of_toml(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(BadTheme) as caught:
        a_theme(tmp_path, toml)
    assert [finding.message for finding in caught.value.findings] == [message]


def test_a_theme_words_its_labels(tmp_path: Path) -> None:
    own = a_theme(tmp_path, '[labels.en]\nsketch = "What was said"\n')
    assert own.labels("en")["sketch"] == "What was said"
    assert own.labels("ko") == languages()["ko"]


def test_a_theme_words_its_labels_for_regions_of_a_language_too(tmp_path: Path) -> None:
    own = a_theme(tmp_path, '[labels.en]\nsketch = "Summary"\n[labels.en-GB]\nwhere = "Place"\n')
    assert (own.labels("en-GB")["sketch"], own.labels("en-GB")["where"]) == ("Summary", "Place")
    assert own.labels("en")["where"] == "Venue"


def test_margins_go_with_the_paper() -> None:
    usual, narrow, wide = (theme("institute").margins(paper) for paper in ("A4", "A5", "Letter"))
    assert usual == theme("institute").tokens.margins
    assert narrow.start == pytest.approx(usual.start * 148 / 210, abs=0.01)
    assert wide.start == pytest.approx(usual.start + 2.95)


@needs_poppler
@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_lines_have_60_to_75_letters(name: str, paper: str, tmp_path: Path) -> None:
    session = reportkit.load(next(INPUTS.glob("asan-plenum-2026/sessions/*.yaml")))
    (tmp_path / "it.pdf").write_bytes(render(session, "pdf", theme=name, paper=paper))
    blocks = re.findall(
        r"<block.*?</block>", output_of("pdftotext", "-bbox-layout", tmp_path / "it.pdf", "-"), re.DOTALL
    )
    lengths = []
    for block in blocks:
        lines = [
            " ".join(re.findall(r">([^<]*)</word>", line)) for line in re.findall(r"<line.*?</line>", block, re.DOTALL)
        ]
        lengths += [len(line) for line in lines[:-1] if len(lines) > 3]
    assert 60 <= statistics.median(lengths) <= 75


# --- one change shows everywhere --------------------------------------------------------------------------------

CHANGE = """\
[colours]
accent = "#8a1f3d"

[families]
text = "Source Sans 3"

[word_fallbacks]
text = "Calibri"
"""


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return package.read(name).decode()


def style_of_word(docx: bytes, style: str) -> str:
    found = re.search(rf'<w:style [^>]*w:styleId="{style}".*?</w:style>', part(docx, "word/styles.xml"), re.DOTALL)
    assert found
    return found[0]


def ink_of(pdf: bytes) -> set[str]:
    """Return the colours that the pages of a PDF fill with, as they are written."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return {
            " ".join(f"{float(value):.3f}" for value in step.operands)
            for page in file.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "rg"
        }


def faces_of(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one]
        return {str(font["/BaseFont"]).partition("+")[2] for font in fonts}


def test_a_change_of_accent_and_of_the_body_face_shows_in_pdf_html_and_word(tmp_path: Path) -> None:
    a_theme(tmp_path, CHANGE)
    session = a_session("Text.")
    before = {form: render(session, form) for form in ("pdf", "html", "docx")}
    after = {form: render(session, form, theme=str(tmp_path)) for form in ("pdf", "html", "docx")}

    old, new = "0.122 0.227 0.373", "0.541 0.122 0.239"
    assert (old in ink_of(before["pdf"]), new in ink_of(before["pdf"])) == (True, False)
    assert (old in ink_of(after["pdf"]), new in ink_of(after["pdf"])) == (False, True)
    assert any("Serif" in face for face in faces_of(before["pdf"]))
    assert not any("Serif" in face for face in faces_of(after["pdf"]))

    assert b"--colour-accent: #1f3a5f;" in before["html"]
    assert b"--colour-accent: #8a1f3d;" in after["html"]
    assert b'--family-text: "Source Sans 3";' in after["html"]

    assert 'w:val="1F3A5F"' in style_of_word(before["docx"], "Heading1")
    assert 'w:val="8A1F3D"' in style_of_word(after["docx"], "Heading1")
    assert 'w:ascii="Source Serif 4"' in style_of_word(before["docx"], "Normal")
    assert 'w:ascii="Source Sans 3"' in style_of_word(after["docx"], "Normal")


@pytest.mark.parametrize("name", names())
def test_every_theme_dresses_the_richest_sample_in_all_formats(name: str) -> None:
    path = next(INPUTS.glob("lantern-forum-2031/sessions/2-2-*.yaml"))
    session = reportkit.load(path)
    for form in ("pdf", "docx", "html"):
        assert render(session, form, theme=name)


def test_a_broken_theme_is_told_where_the_event_names_it(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house/theme.toml").write_text("[colours]\nacent = 1\n")
    with pytest.raises(BadRecord, match=r"house/theme.toml:2:1: unknown token \"acent\""):
        render(a_session("Text.", folder=tmp_path, event=an_event(theme="house")))
