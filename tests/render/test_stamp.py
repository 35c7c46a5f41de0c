"""What lies beneath the pages of a draft: line numbers beside their lines, and a watermark behind the words."""

import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2 as pdfium
import pytest
from builders import DISCLAIMER, a_document, a_look, a_person, a_session, long_text
from PIL import Image, ImageChops
from readers import needs_poppler, output_of, squeezed

from reportkit import proof, render
from reportkit.errors import MachineLacks
from reportkit.render._stamp import stamps
from reportkit.theme import names

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"


def words_with_boxes(pdf: bytes, folder: Path) -> list[list[tuple[str, float, float, float]]]:
    """Return the words of each page with their left and right edge and their foot, in points, as poppler sees them."""
    (folder / "it.pdf").write_bytes(pdf)
    pages = output_of("pdftotext", "-bbox", folder / "it.pdf", "-").split("<page ")[1:]
    word = re.compile(r'<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
    return [[(found[3], *map(float, found[:3])) for found in word.findall(page)] for page in pages]


def numbers_in_the_margin(pdf: bytes, folder: Path) -> list[list[tuple[int, float]]]:
    """Return the line numbers of each page, with how far below its upper edge they stand."""
    return [
        sorted((int(word), foot) for word, _, right, foot in page if right < 85 and word.isdigit())
        for page in words_with_boxes(pdf, folder)
    ]


@needs_poppler
def test_every_fifth_line_is_numbered_through_the_document(tmp_path: Path) -> None:
    numbers = [number for page in numbers_in_the_margin(draft(), tmp_path) for number, _ in page]
    assert numbers == list(range(5, 5 * len(numbers) + 1, 5))
    assert len(numbers) > 10


def draft(*texts: str, **fields: object) -> bytes:
    return render(a_session(*(texts or (long_text(12),)), **fields), edition="draft")


@needs_poppler
def test_a_number_stands_on_the_base_line_of_its_line(tmp_path: Path) -> None:
    """The lines are told apart by how far they lie below the edge, and counted by poppler."""
    for page, words in zip(numbers_in_the_margin(draft(), tmp_path), words_with_boxes(draft(), tmp_path), strict=True):
        left_edge = a_look().theme.margins("A4").start / 25.4 * 72
        feet = sorted({foot for _, left, _, foot in words if abs(left - left_edge) < 1})
        for _, foot in page:
            assert min(abs(foot - line) for line in feet) < 2.5


@needs_poppler
def test_a_number_leaves_ink_where_it_stands(tmp_path: Path) -> None:
    """A stamp that is mirrored with the page, whose own stream begins by turning it over, would leave none there."""
    first = pictures(draft())[0]
    for _, foot in numbers_in_the_margin(draft(), tmp_path)[0]:
        margin = first.crop((60, round(foot) - 10, 88, round(foot)))
        assert margin.getextrema()[0] < 200


@needs_poppler
def test_only_prose_is_numbered(tmp_path: Path) -> None:
    """Five short lines: a paragraph, two items, a quotation, and one more behind a heading, a table and a footnote."""
    text = f"One^[A note.].\n\n- two\n- three\n\n> four\n\n### Heading\n\n{TABLE}\n\nfive\n\nsix"
    (page,) = words_with_boxes(draft(text), tmp_path)
    ((number, foot),) = numbers_in_the_margin(draft(text), tmp_path)[0]
    (five,) = (foot for word, _, _, foot in page if word == "five")
    assert number == 5
    assert abs(foot - five) < 2.5


@needs_poppler
def test_in_a_language_from_right_to_left_the_numbers_stand_on_the_right(tmp_path: Path) -> None:
    (page,) = words_with_boxes(draft("نص قصير عن المرفأ. " * 40, language="ar"), tmp_path)
    assert sorted(int(word) for word, left, _, _ in page if left > 595 - 90 and word.isdigit()) == [5, 10]


@needs_poppler
def test_nobody_hears_the_stamps(tmp_path: Path) -> None:
    """They stand in the picture of the page, outside its structure, and are marked as artifacts."""
    (tmp_path / "it.pdf").write_bytes(draft("A line. " * 60))
    assert "Draft" not in squeezed(output_of("pdfinfo", "-struct-text", tmp_path / "it.pdf"))
    with pikepdf.open(tmp_path / "it.pdf") as pdf:
        first = pikepdf.parse_content_stream(pdf.pages[0])[:5]
    assert [str(step.operator) for step in first] == ["BDC", "q", "Do", "Q", "EMC"]
    assert str(first[0].operands[0]) == "/Artifact"


def test_each_page_has_its_own_stamp_upright_and_behind_the_words() -> None:
    """Seen in pixels: with the watermark a page has some pale ink more, and nothing else changes."""
    session = a_session(long_text(12))
    with_mark, without = (pictures(render(session, edition="draft", watermark=mark)) for mark in (True, False))
    assert len(with_mark) == len(without) > 2
    for one, other in zip(with_mark, without, strict=True):
        width, height = one.size
        box = ImageChops.difference(one, other).getbbox()
        assert box
        assert box[0] > width * 0.1
        assert box[1] > height * 0.1
        assert box[3] < height * 0.85
        # Ink of text is as dark as before: nothing lies over it.
        assert ImageChops.difference(one, other).getextrema()[1] < 40


def pictures(pdf: bytes) -> list[Image.Image]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=1, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("theme", names())
@pytest.mark.parametrize("language", ["en", "ko", "ar", "vi"])
def test_the_disclaimer_is_seen_through_any_watermark(theme: str, language: str) -> None:
    session = a_session("Text. " * 300, language=language)
    assert proof(render(session, theme=theme, edition="draft"), DISCLAIMER) == []


def test_a_long_watermark_stays_on_the_paper(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('[labels.en]\nwatermark = "Not to be quoted, shown or passed on to anybody"\n')
    for paper in ("A4", "A5"):
        pdf = render(a_session("Text."), theme=str(tmp_path), paper=paper, edition="draft")
        assert proof(pdf, DISCLAIMER) == []


@needs_poppler
def test_fonts_of_stamps_are_within_the_file_and_can_be_read_back(tmp_path: Path) -> None:
    (tmp_path / "it.pdf").write_bytes(draft())
    rows = [line.split() for line in output_of("pdffonts", tmp_path / "it.pdf").splitlines()[2:]]
    assert {(row[-5], row[-3]) for row in rows} == {("yes", "yes")}


def test_a_theme_numbers_other_lines_or_none(tmp_path: Path) -> None:
    for every, count in (("1", 24), ("0", 0)):
        (tmp_path / every).mkdir()
        (tmp_path / every / "theme.toml").write_text(f"[editions.draft.line_numbers]\nevery = {every}\n")
        pdf = render(
            a_session("Words of a line. " * 110), theme=str(tmp_path / every), edition="draft", watermark=False
        )
        with pikepdf.open(BytesIO(pdf)) as file:
            stamped = "/Stamp1" in file.pages[0].Resources.get("/XObject", {})
        assert stamped == bool(count)


def test_a_weasyprint_that_tells_no_lines_is_named() -> None:
    settings = a_look(edition="draft")
    with pytest.raises(MachineLacks, match="does not tell where lines lie"):
        stamps(
            SimpleNamespace(pages=[object()]), a_document(a_session("Text.", speakers=(a_person(),)), "draft"), settings
        )
