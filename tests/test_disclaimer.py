"""Promise 1: no PDF or Word file is put in its place unless the disclaimer can be seen on every page.

Each test sabotages the footer in another way and expects no file, the exit code 1 and the name of the page.
"""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from builders import DISCLAIMER, a_session, an_event, long_text
from click.testing import CliRunner, Result
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from reportkit import proof
from reportkit.cli import group
from reportkit.document import Document
from reportkit.pipeline import publish
from reportkit.render import docx as word_renderer
from reportkit.resources import room
from reportkit.settings import Settings, settle
from reportkit.wishes import Wishes

GOOD = b"the good file of yesterday"

EVENT = f"schema: reportkit/1\ntitle: Forum 2031\ndisclaimer: {DISCLAIMER}\n"
SESSION = """schema: reportkit/1
id: "1"
title: Who Keeps the Light?
starts: 2031-05-06T09:30
ends: 2031-05-06T11:00
sketch:
  - id: p01
    text: |
      {text}
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event with one session of several pages and a good PDF and Word file of yesterday."""
    (tmp_path / "sessions").mkdir()
    (tmp_path / "event.yaml").write_text(EVENT)
    (tmp_path / "sessions/1.yaml").write_text(SESSION.format(text=long_text().replace("\n", "\n      ")))
    for form in ("pdf", "docx"):
        (tmp_path / f"it.{form}").write_bytes(GOOD)
    return tmp_path


def a_theme(event: Path, css: str = "", toml: str = "", template: Callable[[str], str] | None = None) -> str:
    """Make the theme `sabotage` in the event folder and return its name."""
    folder = event / "sabotage"
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.toml").write_text(toml)
    (folder / "extra.css").write_text(css)
    if template:
        text = (room("templates") / "document.html.j2").read_text()
        (folder / "templates/document.html.j2").write_text(template(text))
    return str(folder)


def render(event: Path, form: str, *arguments: str) -> Result:
    return CliRunner().invoke(
        group, ["render", str(event / "sessions/1.yaml"), "-o", str(event / f"it.{form}"), *arguments]
    )


def assert_refused(result: Result, event: Path, form: str, place: str, reason: str) -> None:
    assert result.exit_code == 1
    assert f"{place}: the disclaimer {reason}" in result.output
    assert (event / f"it.{form}").read_bytes() == GOOD


def test_a_sound_theme_passes(event: Path) -> None:
    for form in ("pdf", "docx"):
        assert (
            render(event, form, "--theme", a_theme(event) if form == "pdf" else str(event / "sabotage")).exit_code == 0
        )
        assert (event / f"it.{form}").read_bytes() != GOOD


def test_a_template_without_the_footer_is_refused(event: Path) -> None:
    def without_footer(text: str) -> str:
        return "\n".join(line for line in text.splitlines() if "running-footer" not in line)

    result = render(event, "pdf", "--theme", a_theme(event, template=without_footer))
    assert_refused(result, event, "pdf", "page 1 of 6", "is missing")
    assert "page 5 of 6: the disclaimer is missing" in result.output


def test_a_footer_on_the_first_page_only_is_refused(event: Path) -> None:
    css = """@page { @bottom-center { content: none } }
        @page :first { @bottom-center { content: element(running-footer) } }"""
    result = render(event, "pdf", "--theme", a_theme(event, css))
    assert_refused(result, event, "pdf", "page 2 of 6", "is missing")
    assert "page 1 of 6" not in result.output


NO_INK = "is there but cannot be seen: a part of it leaves no ink (contrast 1.0:1)"
OFF_THE_PAGE = "is there but cannot be seen: it lies off the page"
COVERED = """.disclaimer { position: relative }
    .disclaimer::after { background: white; content: ''; height: 9mm; left: 40mm; position: absolute; width: 60mm }"""


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        (".running-footer { display: none }", "is missing"),
        (".disclaimer { display: none }", "is missing"),
        (".running-footer { visibility: hidden }", "is missing"),
        (".running-footer { color: white }", NO_INK),
        (".running-footer { color: #fdfdfd }", NO_INK),
        (".running-footer { opacity: 0 }", NO_INK),
        (".running-footer { font-size: 1pt; line-height: 1 }", "is there but cannot be seen: the type is too small"),
        (".disclaimer { margin-left: -300mm; white-space: nowrap }", OFF_THE_PAGE),
        (".disclaimer { text-indent: -500mm; white-space: nowrap; overflow: hidden }", OFF_THE_PAGE),
        (".disclaimer { background: #1d1d1b }", NO_INK),
        (".disclaimer { height: 4pt; overflow: hidden }", NO_INK),
        (".disclaimer { height: 6pt; overflow: hidden }", NO_INK),
        (COVERED, NO_INK),
    ],
)
def test_a_theme_that_hides_the_footer_is_refused(event: Path, css: str, reason: str) -> None:
    result = render(event, "pdf", "--theme", a_theme(event, css))
    assert_refused(result, event, "pdf", "page 1 of 6", reason)


def test_a_theme_whose_text_is_white_is_refused_in_word(event: Path) -> None:
    result = render(event, "docx", "--theme", a_theme(event, toml='[colours]\ntext = "#ffffff"\n'))
    assert_refused(
        result, event, "docx", "section 1, footer", "is there but cannot be seen: text the colour of the paper"
    )


def test_a_draft_for_a_speaker_is_refused_alike(event: Path) -> None:
    """What was drafted before stays as it was."""
    record = event / "sessions/1.yaml"
    speaker = "speakers: [{id: abe, name: Abe Ren}]\n"
    record.write_text(record.read_text().replace("sketch:\n", f"{speaker}sketch:\n"))
    CliRunner().invoke(group, ["review", "draft", str(event)])
    kept = event / "sessions/1.review/abe.1/sent.docx"
    before = kept.read_bytes()
    a_theme(event, toml='[colours]\ntext = "#ffffff"\n')
    (event / "event.yaml").write_text(f"{EVENT}theme: sabotage\n")
    result = CliRunner().invoke(group, ["review", "draft", str(event)])
    assert (result.exit_code, kept.read_bytes() == before) == (1, True)
    assert (
        "section 1, footer: the disclaimer is there but cannot be seen: text the colour of the paper" in result.output
    )
    place = ["--event", str(event), "-o", str(event / "it.docx")]
    result = CliRunner().invoke(group, ["review", "redline", "1.abe.1", *place])
    assert "cannot be seen: text the colour of the paper" in str(result.exception)
    assert (event / "it.docx").read_bytes() == GOOD


def sabotaged_word(monkeypatch: pytest.MonkeyPatch, sabotage: Callable[[Word], None]) -> None:
    """Have the renderer spoil the Word file after it has signed it."""
    signed = word_renderer._signed

    def spoiled(document: Document, settings: Settings) -> Word:
        word = signed(document, settings)
        sabotage(word)
        return word

    monkeypatch.setattr(word_renderer, "_signed", spoiled)


def empty(footer: docx.section._Footer) -> None:
    for child in list(footer._element):
        footer._element.remove(child)
    footer.add_paragraph()


def own_first_page(word: Word) -> None:
    empty(word.sections[0].first_page_footer)


def second_section_with_own_first_page(word: Word) -> None:
    section = word.add_section()
    section.different_first_page_header_footer = True
    section.first_page_footer.is_linked_to_previous = False


def even_and_odd_pages(word: Word) -> None:
    word.settings.odd_and_even_pages_header_footer = True
    empty(word.sections[0].even_page_footer)


def no_footer(word: Word) -> None:
    empty(word.sections[0].footer)


def white_text(word: Word) -> None:
    for run in runs_of(word):
        run.font.color.rgb = RGBColor(255, 255, 255)


def hidden_text(word: Word) -> None:
    for run in runs_of(word):
        run.font.hidden = True


def tiny_text(word: Word) -> None:
    for run in runs_of(word):
        run.font.size = Pt(1)


def deleted_text(word: Word) -> None:
    for run in runs_of(word):
        mark = OxmlElement("w:del")
        run._r.addprevious(mark)
        mark.append(run._r)


def footer_off_the_page(word: Word) -> None:
    word.sections[0]._sectPr.pgMar.set(qn("w:footer"), "-4000")


def runs_of(word: Word) -> list[docx.text.run.Run]:
    cell = word.sections[0].footer.tables[0].rows[0].cells[0]
    return [run for paragraph in cell.paragraphs for run in paragraph.runs]


@pytest.mark.parametrize(
    ("sabotage", "place", "reason"),
    [
        (no_footer, "section 1, footer", "is missing"),
        (own_first_page, "section 1, first-page footer", "is missing"),
        (second_section_with_own_first_page, "section 2, first-page footer", "is missing"),
        (even_and_odd_pages, "section 1, even-page footer", "is missing"),
        (deleted_text, "section 1, footer", "is missing"),
        (white_text, "section 1, footer", "is there but cannot be seen: text the colour of the paper (contrast 1.0:1)"),
        (hidden_text, "section 1, footer", "is there but cannot be seen: hidden text"),
        (tiny_text, "section 1, footer", "is there but cannot be seen: type of 1 pt"),
        (footer_off_the_page, "section 1, footer", "is there but cannot be seen: the footer lies off the page"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_sabotaged_word_file_is_refused(
    event: Path, monkeypatch: pytest.MonkeyPatch, sabotage: Callable[[Word], None], place: str, reason: str
) -> None:
    sabotaged_word(monkeypatch, sabotage)
    assert_refused(render(event, "docx"), event, "docx", place, reason)


def test_even_pages_switched_on_later_bear_the_disclaimer(tmp_path: Path) -> None:
    """Whoever ticks "different odd and even pages" in Word finds the disclaimer on both."""
    path = tmp_path / "it.docx"
    session = a_session("Text.")
    path.write_bytes(publish(session, "docx", settle(session, Wishes())))
    word = docx.Document(str(path))
    word.settings.odd_and_even_pages_header_footer = True
    word.save(str(path))
    assert proof(path.read_bytes(), DISCLAIMER) == []


def test_the_whole_disclaimer_is_wanted() -> None:
    session = a_session("Text.")
    data = publish(session, "pdf", settle(session, Wishes()))
    assert proof(data, DISCLAIMER) == []
    assert [finding.message for finding in proof(data, DISCLAIMER + " And more.")] == [
        "page 1 of 1: the disclaimer is missing"
    ]


def test_the_first_and_the_last_letter_are_wanted() -> None:
    """Each is a word of its own here, so that nothing beside it leaves ink in its place."""

    def found(first: str, last: str) -> list[str]:
        from weasyprint import HTML

        page = (
            f"<p>Talk</p><p><i style='color: {first}'>A</i> view of speakers in session <i style='color: {last}'>B</i>"
        )
        findings = proof(bytes(HTML(string=page).write_pdf()), "A view of speakers in session B")
        return [finding.message.partition("a part of it ")[2] for finding in findings]

    assert found("black", "black") == []
    for ends in (("white", "black"), ("black", "white")):
        assert found(*ends) == ["leaves no ink (contrast 1.0:1)"], ends


@pytest.mark.parametrize(
    "disclaimer",
    [
        "본 요약에 담긴 견해는 발표자나 소속 기관의 공식 입장이 아닐 수 있습니다.",
        "本摘要所载观点未必反映发言人或其所属机构的立场。",
        "الآراء الواردة هنا ملخصات ولا تعبر بالضرورة عن آراء المتحدثين أو مؤسساتهم.",
        "Quan điểm nêu ở đây là tóm tắt, không nhất thiết phản ánh quan điểm của diễn giả.",
        "Views are summaries – co-operative, off-the-record – and may, “or may not”, be Müller’s & O’Neill’s.",
    ],
    ids=["Korean", "Chinese", "Arabic", "Vietnamese", "punctuation"],
)
def test_a_disclaimer_in_any_script_is_read_back(disclaimer: str) -> None:
    session = a_session("Text.", event=an_event(disclaimer=disclaimer))
    for form in ("pdf", "docx", "html"):
        publish(session, form, settle(session, Wishes()))
