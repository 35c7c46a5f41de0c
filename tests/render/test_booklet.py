"""Where each page stands on its sheet, read back half by half from the finished sheets."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from builders import DISCLAIMER, a_pdf
from readers import folded, needs_poppler, needs_qpdf, output_of

from reportkit.errors import Refused
from reportkit.render.booklet import LAYOUTS, Sheets, Source, impose

FOLDED = {
    1: """
        |  |p1|
        |  |  |""",
    3: """
        |  |p1|
        |p2|p3|""",
    4: """
        |p4|p1|
        |p2|p3|""",
    8: """
        |p8|p1|
        |p2|p7|
        |p6|p3|
        |p4|p5|""",
    9: """
        |  |p1|
        |p2|  |
        |  |p3|
        |p4|p9|
        |p8|p5|
        |p6|p7|""",
}
"""The sides of a booklet, the outer sheet first: the front of a sheet, then its back."""

A4_LYING = (842, 595)


def sheets(*sources: bytes, layout: str = "booklet", marks: bool = False) -> Sheets:
    named = [Source(f"{number}.pdf", data, DISCLAIMER) for number, data in enumerate(sources, 1)]
    return impose(named, layout, lambda source, language, size: a_blank(language), marks=marks)


def a_blank(language: str) -> bytes:
    return a_pdf(language=language, css="h1 { visibility: hidden }")


def drawn(data: bytes, folder: Path) -> str:
    """Return what each half of each side says, without the disclaimer; a blank page says nothing."""
    (folder / "it.pdf").write_bytes(data)
    sizes = sizes_of(data)
    return "\n".join(
        "|" + "|".join(half(folder / "it.pdf", side, at * width // 2, width // 2, height) for at in (0, 1)) + "|"
        for side, (width, height) in enumerate(sizes, 1)
    )


def half(pdf: Path, side: int, left: int, width: int, height: int) -> str:
    """Return the name of the page on one half, two blanks for none; fail unless the half bears the disclaimer."""
    area = ["-f", side, "-l", side, "-x", left, "-y", 0, "-W", width, "-H", height]
    said = folded(output_of("pdftotext", *area, pdf, "-"))
    assert said.count(DISCLAIMER) == 1
    return said.replace(DISCLAIMER, "").strip() or "  "


def sizes_of(data: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        boxes = [[float(number) for number in page.mediabox] for page in pdf.pages]
    return [(round(box[2]), round(box[3])) for box in boxes]


def drawing(text: str) -> str:
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE).strip()


@needs_poppler
@pytest.mark.parametrize(("pages", "sides"), FOLDED.items(), ids=[f"{pages} pages" for pages in FOLDED])
def test_a_booklet_is_in_order_once_it_is_folded(pages: int, sides: str, tmp_path: Path) -> None:
    assert drawn(sheets(a_pdf(pages)).data, tmp_path) == drawing(sides)


@needs_poppler
def test_a_booklet_that_is_read_from_the_right_is_bound_there(tmp_path: Path) -> None:
    made = sheets(a_pdf(7, language="ar"))
    assert drawn(made.data, tmp_path) == drawing("""
        |p1|  |
        |p7|p2|
        |p3|p6|
        |p5|p4|""")
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


@needs_poppler
def test_two_up_is_in_reading_order(tmp_path: Path) -> None:
    assert drawn(sheets(a_pdf(3), a_pdf(2), layout="two-up").data, tmp_path) == drawing("""
        |p1|p2|
        |p3|p1|
        |p2|  |""")
    assert drawn(sheets(a_pdf(2, language="he"), layout="two-up").data, tmp_path) == "|p2|p1|"


@needs_poppler
def test_the_drawing_can_be_wrong(tmp_path: Path) -> None:
    """Two pages in each other's place are seen."""
    assert drawn(sheets(a_pdf(4), layout="two-up").data, tmp_path) != drawing(FOLDED[4])


def test_every_session_of_a_set_begins_on_a_right_hand_page() -> None:
    made = sheets(a_pdf(3), a_pdf(2), a_pdf(1), layout="collated")
    said = [text.replace(DISCLAIMER, "").strip() for text in texts_of(made.data)]
    assert said == ["p1", "p2", "p3", "", "p1", "p2", "p1"]
    assert set(sizes_of(made.data)) == {(595, 842)}


def texts_of(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    texts = [folded(document[number].get_textpage().get_text_range()) for number in range(len(document))]
    document.close()
    return texts


def test_a_set_keeps_the_bookmarks_of_its_sessions() -> None:
    document = pdfium.PdfDocument(sheets(a_pdf(3), a_pdf(1), layout="collated").data)
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    top = "Of other origin"
    assert marks == [(0, top, 0), (1, "p1", 0), (1, "p2", 1), (1, "p3", 2), (0, "p1", 4)]


@pytest.mark.parametrize(
    ("page", "sheet"),
    [("A4", A4_LYING), ("letter", (792, 612)), ("A5", A4_LYING), ("5.5in 8.5in", (792, 612)), ("A3", (1191, 842))],
)
def test_the_sheet_suits_the_page(page: str, sheet: tuple[int, int]) -> None:
    assert set(sizes_of(sheets(a_pdf(4, size=page)).data)) == {sheet}


@needs_poppler
@pytest.mark.parametrize(("page", "scale"), [("A5", 1.0), ("A4", 0.707), ("letter", 0.647)])
def test_pages_are_scaled_only_where_they_must(page: str, scale: float, tmp_path: Path) -> None:
    heights = []
    for name, data in (("page", a_pdf(1, size=page)), ("sheet", sheets(a_pdf(1, size=page)).data)):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        word = next(
            line
            for line in output_of("pdftotext", "-bbox", tmp_path / f"{name}.pdf", "-").splitlines()
            if ">p1<" in line
        )
        numbers = [float(number) for number in re.findall(r'="([\d.]+)"', word)]
        heights.append(numbers[3] - numbers[1])
    assert heights[1] / heights[0] == pytest.approx(scale, abs=0.005)


def turned(data: bytes, degrees: int, crop: list[int] | None = None) -> bytes:
    """Return the PDF `data`, its pages turned as viewers are told, and cropped."""
    file = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = degrees
            if crop:
                page.cropbox = pikepdf.Array(crop)
                del page.obj["/TrimBox"], page.obj["/BleedBox"]
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_pages_stand_upright_however_they_are_stored(degrees: int) -> None:
    """A page that is stored turned and shown upright comes out as one that is stored upright."""
    stored = {0: "", 90: "rotate(-90deg)", 180: "rotate(180deg)", 270: "rotate(90deg)"}[degrees]
    size = "A4" if degrees % 180 == 0 else "A4 landscape"
    page = turned(a_pdf(1, size=size, css=f"h1 {{ transform: {stored} }}"), degrees)
    made = sheets(page, layout="collated")
    assert sizes_of(made.data) == [(595, 842)]
    assert upright(made.data)


def upright(data: bytes) -> bool:
    """Tell whether the word p1 is wider than it is high and reads from the left."""
    document = pdfium.PdfDocument(data)
    text = document[0].get_textpage()
    at = text.get_text_range().index("p1")
    first, second = text.get_charbox(at), text.get_charbox(at + 1)
    document.close()
    return second[0] > first[0] and abs(second[1] - first[1]) < 20


def test_a_page_that_lies_across_its_half_is_turned() -> None:
    """As large as a page that stands, with its head to the left."""
    made = sheets(a_pdf(2, size="A4 landscape"), layout="two-up")
    assert sizes_of(made.data) == [A4_LYING]
    document = pdfium.PdfDocument(made.data)
    text = document[0].get_textpage()
    at = text.get_text_range().index("p1")
    first, second = text.get_charbox(at), text.get_charbox(at + 1)
    document.close()
    assert abs(second[0] - first[0]) < 10
    assert 10 < second[1] - first[1] < 40
    assert first[0] < 421


def test_what_is_cropped_away_does_not_come_back() -> None:
    page = turned(a_pdf(1), 0, crop=[0, 0, 595, 300])
    made = sheets(page, layout="collated")
    assert sizes_of(made.data) == [(595, 300)]
    with pikepdf.open(BytesIO(made.data)) as pdf:
        form = pdf.pages[0].Resources.XObject.Leaf1
        assert [round(float(number)) for number in form.BBox] == [0, 0, 595, 300]


def test_crop_marks_stand_clear_of_the_sheet_and_boxes_say_where_to_cut() -> None:
    bled = a_pdf(1, css="@page { bleed: 5mm }")
    for data, bleed in ((a_pdf(1), 0), (bled, 8.504)):
        with pikepdf.open(BytesIO(sheets(data, layout="collated", marks=True).data)) as pdf:
            page = pdf.pages[0]
            trim = [float(number) for number in page.trimbox]
            beyond = [abs(float(a) - b) for a, b in zip(page.bleedbox, trim, strict=True)]
            assert (round(trim[2] - trim[0]), round(trim[3] - trim[1])) == (595, 842)
            assert beyond == pytest.approx([bleed] * 4, abs=0.001)
            assert marks_of(page) == 8


def marks_of(page: pikepdf.Page) -> int:
    """Count the lines on a page; fail if one comes within 3 mm of the trim."""
    left, bottom, right, top = (float(number) for number in page.trimbox)
    ends = [
        tuple(float(number) for number in operands)
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) in ("m", "l")
    ]
    for x, y in ends:
        assert not (left - 8.51 < x < right + 8.51 and bottom - 8.51 < y < top + 8.51)
    return len(ends) // 2


def test_a_booklet_with_marks_shows_where_to_fold() -> None:
    with pikepdf.open(BytesIO(sheets(a_pdf(4), marks=True).data)) as pdf:
        assert [marks_of(page) for page in pdf.pages] == [10, 10]


def test_each_side_is_told_which_disclaimers_stand_on_it() -> None:
    assert sheets(a_pdf(3)).sides == ((DISCLAIMER, DISCLAIMER),) * 2
    assert sheets(a_pdf(3), layout="collated").sides == ((DISCLAIMER,),) * 3


@needs_qpdf
@pytest.mark.parametrize("layout", LAYOUTS)
def test_sheets_are_sound_and_the_same_each_time(layout: str, tmp_path: Path) -> None:
    made = [sheets(a_pdf(3), a_pdf(2), layout=layout).data for _ in range(2)]
    assert made[0] == made[1]
    (tmp_path / "it.pdf").write_bytes(made[0])
    assert "No syntax or stream encoding errors found" in output_of("qpdf", "--check", tmp_path / "it.pdf")


def encrypted(data: bytes, user: str) -> bytes:
    file = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="secret", user=user))
    return file.getvalue()


def without_pages() -> bytes:
    file = BytesIO()
    pikepdf.new().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK and then nothing", "1.pdf: not a PDF"),
        (b"", "1.pdf: not a PDF"),
        (b"%PDF-1.7 and then nothing", "1.pdf: a damaged PDF"),
        (a_pdf(3)[:-900], "1.pdf: a damaged PDF"),
        (encrypted(a_pdf(), user="secret"), "1.pdf: locked with a password"),
        (encrypted(a_pdf(), user=""), "1.pdf: encrypted"),
        (without_pages(), "1.pdf: a PDF without pages"),
    ],
    ids=["another kind", "empty", "a head only", "cut short", "password", "owner's password", "no pages"],
)
def test_what_is_no_pdf_to_print_is_refused_by_name(data: bytes, message: str) -> None:
    with pytest.raises(Refused) as caught:
        sheets(data)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
