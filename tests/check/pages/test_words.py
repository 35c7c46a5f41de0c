"""The product's own comparison of twins: it agrees that ours say the same, and notices one word that differs."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from builders import DISCLAIMER, a_pdf, a_session, all_sessions, an_event
from hypothesis import HealthCheck, given, settings
from test_twins import LINE, SKETCH

from reportkit import render
from reportkit.check import pages
from reportkit.check.pages._structure import _without
from reportkit.check.pages._words import Words, difference
from reportkit.pipeline import FORMATS, receive
from reportkit.proofreading import proof
from reportkit.records import Session


def words_of(session: Session) -> list[Words]:
    found = [pages.File(render(session, form), form, session.disclaimer).words for form in FORMATS]
    assert None not in found
    return [one for one in found if one]


def assert_twins(session: Session) -> None:
    pdf, docx, html = words_of(session)
    assert len(docx.body[0]) > 20
    assert difference(pdf, docx) is None
    assert difference(docx, html) is None


@pytest.mark.parametrize("path", all_sessions(), ids=lambda path: path.stem)
def test_samples_say_the_same_in_all_formats(path: Path) -> None:
    assert_twins(receive(path).event.sessions[0])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(title=LINE, sketch=SKETCH)
def test_any_record_says_the_same_in_all_formats(title: str, sketch: list[str]) -> None:
    assert_twins(a_session(*sketch, title=title))


def test_arabic_is_compared_line_by_line_whatever_the_order_within() -> None:
    texts = ["كانت المنارة تُضاء باليد^[ملاحظة عن المنارة.] حتى توقفت العبّارة في عام 1974.", "Latin لا and عربي."]
    event = an_event(language="ar", disclaimer="الآراء الواردة هنا ملخصات ولا تعبر بالضرورة عن آراء المتحدثين.")
    whole, less = (a_session(*some, title="من يحرس الضوء؟", language="ar", event=event) for some in (texts, texts[1:]))
    assert_twins(whole)
    assert difference(words_of(whole)[0], words_of(less)[1])


def test_a_header_row_that_a_page_repeats_counts_once() -> None:
    rows = "\n".join(f"| Row {number} | some words in a cell |" for number in range(90))
    assert_twins(a_session(f"| Name | What |\n|---|---|\n{rows}"))


@pytest.fixture
def twins(tmp_path: Path) -> list[Path]:
    """A PDF, and a Word file of yesterday in which one word is spelt otherwise."""
    paths = [tmp_path / "it.pdf", tmp_path / "it.docx"]
    paths[0].write_bytes(render(a_session("He organised his remarks around three questions."), "pdf"))
    paths[1].write_bytes(render(a_session("He organized his remarks around three questions."), "docx"))
    return paths


def test_a_word_that_differs_is_shown_where_it_stands(twins: list[Path]) -> None:
    (found,) = proof(twins[:1], None)
    assert found.exit_code == 1
    here, there = (
        "“…ssion Sketch He organised his remarks around t…”",
        "“…Session Sketch He organized his remarks around t…”",
    )
    assert found.faults == (f"does not say what it.docx says: here {here}, there {there}",)


def test_a_word_that_is_missing_at_the_end_or_in_a_note_is_noticed() -> None:
    whole = Words(("one two three",), ("a note",))
    assert difference(whole, whole) is None
    assert difference(whole, Words(("one two",), ("a note",))) == ("“…one two three…”", "“…one two” and no more")
    assert difference(Words(("one two",)), Words(("one two three",))) == ("“…one two” and no more", "“…one two three…”")
    assert difference(whole, Words(("one two three",))) == ("“…a note…”", "nothing")
    assert difference(Words(("one two three",)), Words(("one three two",)))


def test_lines_of_arabic_in_another_order_are_noticed() -> None:
    drawn = Words(("2031 سنة في", "انتهى."), drawn=True)
    assert difference(drawn, Words(("في سنة 2031 انتهى.",))) is None
    assert difference(Words(("في سنة 2031 انتهى.",)), drawn) is None
    assert difference(drawn, Words(("انتهى في سنة 2031.",)))
    assert difference(drawn, Words(("في سنة 2031 انتهى. جدا",)))
    assert difference(drawn, Words(("في سنة 2031",)))


def test_a_pdf_without_tags_cannot_be_compared_and_is_no_error(twins: list[Path]) -> None:
    twins[0].write_bytes(a_pdf())
    found = proof(twins[:1], DISCLAIMER)[0]
    told = [answer.message for question, answer in found.answers if question == "twins"]
    assert told == ["cannot be compared: it has no tags that tell the order of its words"]
    assert found.exit_code == 0


def test_files_of_one_name_in_two_folders_are_of_two_sessions(twins: list[Path], tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    moved = twins[1].rename(tmp_path / "word/it.docx")
    assert [one.exit_code for one in proof([twins[0]], None)] == [0]
    assert [one.exit_code for one in proof([twins[0], moved], None)] == [0, 0]


def test_words_that_were_deleted_in_word_are_not_read() -> None:
    """A tracked change counts as accepted."""
    data = render(a_session("He organized his remarks."), "docx")
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                mark = b"He organized his remarks."
                assert content.count(mark) == 1
                ours = b'</w:t></w:r><w:del w:id="7"><w:r><w:delText>twice</w:delText></w:r></w:del><w:r><w:t>'
                content = content.replace(mark, b"He organized " + ours + b"his remarks.")
            new.writestr(name, content)
    found = pages.File(file.getvalue(), "docx", "").words
    assert found
    assert "He organized his remarks." in " ".join(found.body[0].split())


def test_a_label_before_an_item_is_read_and_a_mark_is_not() -> None:
    """A finished PDF may tag the words before a date as a label, as it does bullets and numbers."""
    pdf, docx, _ = words_of(a_session("7. one\n8. two\n\n- three"))
    assert difference(pdf, docx) is None
    file = BytesIO()
    with pikepdf.open(BytesIO(render(a_session("7. one\n8. two\n\n- three")))) as it:
        terms = [one for one in it.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/LBody"]
        assert len(terms) >= 2
        terms[0].S = pikepdf.Name.Lbl
        it.save(file)
    labelled = pages.File(file.getvalue(), "pdf", DISCLAIMER).words
    assert labelled
    assert difference(labelled, docx) is None


def test_the_disclaimer_at_the_end_of_the_tags_is_the_foot_of_the_pages() -> None:
    first, second = DISCLAIMER[:40], DISCLAIMER[40:]
    assert _without(DISCLAIMER, ["Text.", first, second]) == ["Text."]
    assert _without(DISCLAIMER, ["Text.", first, second, "More."]) == ["Text.", first, second, "More."]
    assert _without(DISCLAIMER, ["Text."]) == ["Text."]
