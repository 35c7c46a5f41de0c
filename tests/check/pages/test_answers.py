"""What `proof` asks of a finished file, and what it answers when a file is spoiled in one respect."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from builders import DISCLAIMER, a_pdf, a_session, long_text
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from reportkit import render
from reportkit.check import pages
from reportkit.errors import Origin


def answers(data: bytes, question: str) -> list[str]:
    """Return the answers to one question about a file, each as `ok: why`."""
    file = pages.File(data, pages.kind(data), DISCLAIMER)
    return [f"{answer.verdict}: {answer.message}" for asked, answer in pages.proof(file) if asked == question]


def changed(data: bytes, change: Callable[[Pdf], object]) -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(a_session(long_text(12)), "pdf")


@pytest.fixture(scope="module")
def docx() -> bytes:
    return render(a_session("Text."), "docx")


def test_of_our_own_files_nothing_fails(pdf: bytes, docx: bytes) -> None:
    for data in (pdf, docx, render(a_session("Text."), "html")):
        file = pages.File(data, pages.kind(data), DISCLAIMER)
        assert [answer for _, answer in pages.proof(file) if answer.verdict == "no"] == []


def test_every_question_of_a_pdf_is_answered(pdf: bytes) -> None:
    asked = {question for question, _ in pages.proof(pages.File(pdf, "pdf", DISCLAIMER))}
    assert asked == set(pages.questions()) - {"twins", "pictures", "alone"}


def test_numbers(pdf: bytes, docx: bytes) -> None:
    assert answers(pdf, "numbers") == ["ok: “Page 1 of 3” and so on, on every page"]
    assert answers(docx, "numbers") == ["ok: counted by Word in every footer"]
    assert answers(changed(pdf, lambda it: it.pages.append(it.pages[2])), "numbers") == [
        "note: not found: its pages bear no label that we know, such as “Page 1 of 2”"
    ]
    assert answers(changed(pdf, lambda it: it.pages.reverse()), "numbers") == ["note: not found on page 1, 3"]
    assert answers(a_pdf(), "numbers")[0].startswith("note: not found")


@pytest.mark.parametrize("language", ["ar", "ko", "ja", "zh-Hans", "vi", "fr"])
def test_numbers_are_read_in_every_language(language: str) -> None:
    assert answers(render(a_session("Text.", language=language)), "numbers")[0].startswith("ok: ")


def test_fonts_that_are_not_in_the_file_keep_it_from_leaving(pdf: bytes) -> None:
    def outside(it: Pdf) -> None:
        for font in it.objects:
            if isinstance(font, Dictionary) and font.get("/Type") == Name.FontDescriptor:
                for key in {"/FontFile2", "/FontFile3"} & set(font.keys()):
                    del font[key]

    assert answers(pdf, "fonts")[0].endswith(", all embedded")
    spoiled = changed(pdf, outside)
    assert answers(spoiled, "fonts")[0].startswith("no: not in the file: Source-Sans-3")
    assert [finding.rule for finding in pages.check(spoiled, DISCLAIMER, Origin("it.pdf"))] == ["fonts"]


def test_fonts_within_forms_are_found(pdf: bytes) -> None:
    def named_only(it: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        form = it.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.Resources = Dictionary(Font=Dictionary(F1=font))
        it.pages[0].Resources.XObject = Dictionary(X1=form)

    assert answers(changed(pdf, named_only), "fonts") == ["no: not in the file: Helvetica"]


def test_fonts_of_a_page_without_text_are_none() -> None:
    blank = changed(a_pdf(), lambda it: it.add_blank_page() and it.pages.remove(p=1))
    assert answers(blank, "fonts") == ["note: none: no page has text that can be searched or read aloud"]


def test_tags_title_and_language(pdf: bytes, docx: bytes) -> None:
    def bare(it: Pdf) -> None:
        for key in ("/MarkInfo", "/StructTreeRoot", "/Lang", "/ViewerPreferences"):
            del it.Root[key]

    spoiled = changed(pdf, bare)
    assert answers(pdf, "tags") == ["ok: its words are in a structure tree"]
    assert answers(spoiled, "tags") == ["note: none: for print only"]
    assert answers(spoiled, "language") == ["note: not told, so that nobody knows how to read it aloud"]
    assert answers(spoiled, "title") == ["note: “Who Keeps the Light?”, but viewers show the name of the file"]
    assert answers(docx, "title") == ["ok: “Who Keeps the Light?”"]
    assert answers(docx, "language")[0].startswith("ok: en")
    assert answers(b"<html><body>Text</body></html>", "title") == ["note: none"]


def test_a_tree_that_leads_nowhere_is_no_tree(pdf: bytes) -> None:
    spoiled = changed(pdf, lambda it: it.Root.StructTreeRoot.update({"/K": Array()}))
    assert answers(spoiled, "tags") == ["note: it says that it is tagged, but its structure tree leads to no words"]


def test_claims(pdf: bytes) -> None:
    assert "PDF/UA-1" in answers(pdf, "claims")[0]
    assert answers(a_pdf(), "claims") == ["note: none: neither PDF/A nor PDF/UA nor PDF/X"]


def test_extent_and_boxes(pdf: bytes) -> None:
    assert answers(pdf, "extent") == ["ok: 3 pages, A4"]
    assert answers(a_pdf(size="letter landscape"), "extent") == ["ok: 1 page, Letter lying"]
    assert answers(a_pdf(size="100mm 200mm"), "extent") == ["ok: 1 page, 100 × 200 mm"]
    assert answers(pdf, "boxes") == ["ok: nothing to cut"]
    assert answers(a_pdf(css="@page { bleed: 3mm }"), "boxes") == ["ok: cut to A4, 3 mm of bleed"]
    outside = changed(pdf, lambda it: it.pages[1].obj.update({"/TrimBox": Array([-9, 0, 595, 842])}))
    assert answers(outside, "boxes") == ["note: page 2: TrimBox, BleedBox and MediaBox do not lie in each other"]


def test_intent(pdf: bytes) -> None:
    def for_a_press(it: Pdf) -> None:
        it.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier="FOGRA51")])

    assert answers(changed(pdf, for_a_press), "intent") == ["ok: FOGRA51 (GTS_PDFX)"]
    assert answers(a_pdf(), "intent")[0].startswith("note: none")


@pytest.mark.parametrize(
    ("width", "answer"), [(400, "ok: 1, each of 200 dpi or more"), (300, "note: under 200 dpi: page 1 of 1: 150 dpi")]
)
def test_pictures_are_measured_as_they_are_printed(width: int, answer: str) -> None:
    """Two inches wide, within a form of half its size."""
    file = BytesIO()
    with pikepdf.open(BytesIO(a_pdf())) as pdf:
        picture = pdf.make_stream(Image.new("RGB", (width, width)).tobytes())
        picture.update(
            Dictionary(
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=width,
                Height=width,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB,
            )
        )
        form = pdf.make_stream(
            b"288 0 0 288 0 0 cm /P Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 288, 288])
        )
        form.Resources = Dictionary(XObject=Dictionary(P=picture))
        pdf.pages[0].Resources.XObject = Dictionary(F=form)
        pdf.pages[0].contents_add(b"q 0.5 0 0 0.5 0 0 cm /F Do Q")
        pdf.save(file)
    assert answers(file.getvalue(), "pictures") == [answer]


def test_where_some_pages_are_asked_the_others_cost_and_say_nothing(pdf: bytes) -> None:
    """A book is proven span by span: what is amiss on a page is told once, and each page is read once."""

    def spoil_the_first(it: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        words = b"q 1 0 0 1 -300 100 cm BT /Own 12 Tf (off the paper) Tj ET Q"
        blank = it.add_blank_page(page_size=(400, 400))
        blank.Resources = Dictionary(Font=Dictionary(Own=font))
        blank.contents_add(words)
        it.pages.insert(0, blank)
        del it.pages[-1]

    spoiled = changed(pdf, spoil_the_first)

    def rules(within: range) -> list[str]:
        return [one.rule for one in pages.check(spoiled, DISCLAIMER, Origin("it.pdf"), within=within)]

    assert rules(range(1)) == ["disclaimer", "fonts", "paper"]
    assert rules(range(1, 4)) == []
