"""What a PDF says of itself and how it is built."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from builders import INPUTS, a_document, a_look, a_person, a_session, an_event, long_text
from readers import needs_poppler, output_of, pages_of, squeezed, words_of_pdf

import reportkit
from reportkit.errors import BadPage
from reportkit.pipeline import receive
from reportkit.records import Session, SessionFile
from reportkit.render import pdf as press
from reportkit.render.pdf import render, subsets_with_harfbuzz
from reportkit.settings import Settings


def pdf(*texts: str, **fields: object) -> bytes:
    return render(a_document(a_session(*texts, **fields)), a_look())


def test_fonts_are_cut_by_harfbuzz_on_this_machine() -> None:
    """Without libharfbuzz-subset every PDF takes 3 to 80 times longer."""
    assert subsets_with_harfbuzz()


@needs_poppler
def test_a_pdf_is_tagged_titled_and_dated_by_its_record(tmp_path: Path) -> None:
    (tmp_path / "it.pdf").write_bytes(pdf("Text.", event=an_event(organiser="The Society", timezone="Asia/Seoul")))
    info = dict(line.split(":", 1) for line in output_of("pdfinfo", "-isodates", tmp_path / "it.pdf").splitlines())
    assert info["Title"].strip() == "Who Keeps the Light?"
    assert info["Author"].strip() == "The Society"
    assert info["Tagged"].strip() == "yes"
    assert info["CreationDate"].strip() == "2031-05-06T00:30:00Z"


@needs_poppler
def test_the_running_header_is_on_all_pages_but_the_first(tmp_path: Path) -> None:
    (tmp_path / "it.pdf").write_bytes(pdf(long_text(20), event=an_event(organiser="The Society")))
    headed = [page.lstrip().startswith("Forum 2031") for page in pages_of(tmp_path / "it.pdf")]
    assert headed == [False] + [True] * (len(headed) - 1)
    assert len(headed) > 3


def test_the_headings_are_bookmarks() -> None:
    document = pdfium.PdfDocument(pdf("### Part one\n\nText.\n\n### Part two\n\nText."))
    assert [mark.get_title() for mark in document.get_toc()] == [
        "Who Keeps the Light?",
        "Session Sketch",
        "Part one",
        "Part two",
    ]
    document.close()


@pytest.mark.parametrize("paper", ["A4", "A5", "Letter"])
def test_the_paper_is_the_one_asked_for(paper: str) -> None:
    sizes = {"A4": (595, 842), "A5": (420, 595), "Letter": (612, 792)}
    document = pdfium.PdfDocument(render(a_document(a_session("Text.")), a_look(paper=paper)))
    assert tuple(round(length) for length in document[0].get_size()) == sizes[paper]
    document.close()


def test_a_character_without_a_glyph_is_named_with_its_place() -> None:
    with pytest.raises(BadPage) as caught:
        pdf("Good.", "A strange \u0378 here.")
    (finding,) = caught.value.findings
    assert finding.message == 'no font has the character "\u0378" (U+0378)'
    assert (finding.where.field, finding.words) == ("sketch.1.text", "\u0378")


@needs_poppler
@pytest.mark.parametrize("columns", [6, 10, 16, 24])
def test_a_table_of_many_columns_stays_on_the_page(columns: int, tmp_path: Path) -> None:
    """Not a word is lost, and none lies off the paper."""
    heads = [f"Considerable{number}" for number in range(columns)]
    text = "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * columns, heads))
    (tmp_path / "it.pdf").write_bytes(pdf(text))
    for box in output_of("pdftotext", "-bbox", tmp_path / "it.pdf", "-").splitlines():
        if "<word" in box:
            assert float(box.split('xMin="')[1].split('"')[0]) > 80
            assert float(box.split('xMax="')[1].split('"')[0]) < 595 - 80
    body, _ = words_of_pdf(tmp_path / "it.pdf")
    assert squeezed("".join(heads * 2)) in squeezed(body)


LONG_WORDS = (
    "Die Hafenverwaltungsangestellten und Leuchtturmwärtervereinigungen beantragten Gezeitenregisterabschriften. " * 6
)


@needs_poppler
def test_words_are_hyphenated_only_where_the_theme_says_so_and_names_never(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text("hyphenation = true\n")
    person = a_person("Annegret Leuchtturmwärterin")
    session = a_session(
        LONG_WORDS + "Annegret Leuchtturmwärterin sagte nichts. " * 12, language="de", speakers=(person,)
    )

    def broken(look: Settings) -> set[str]:
        (tmp_path / "it.pdf").write_bytes(render(a_document(session), look))
        return {part for page in pages_of(tmp_path / "it.pdf") for part in re.findall(r"(\w+)[-\u2010]\n", page)}

    assert broken(a_look()) == set()
    hyphenated = broken(a_look(str(tmp_path)))
    assert hyphenated
    assert [part for part in hyphenated if "Leuchtturmwärterin".startswith(part)] == []


def attached(data: bytes) -> dict[str, tuple[str, bytes]]:
    """Return what is attached to a PDF: by name, how it is related to it, and its bytes."""
    with pikepdf.open(BytesIO(data)) as document:
        related = [str(one.UF) for one in document.Root.get("/AF", [])]
        assert related == list(document.attachments)
        return {
            name: (str(one.obj.AFRelationship), one.get_file().read_bytes())
            for name, one in document.attachments.items()
        }


def test_the_record_is_attached_as_the_source_when_asked_for() -> None:
    session = receive(INPUTS / "lantern-forum-2031/sessions/3-1-what-the-waves-left.yaml").event.sessions[0]
    (name, (relation, data)), *others = attached(reportkit.render(session, attach_record=True)).items()
    assert (name, relation, others) == ("record.json", "/Source", [])
    assert SessionFile.model_validate_json(data) == SessionFile(
        **{field: getattr(session, field) for field in SessionFile.model_fields}
    )
    assert b"lantern-forum" not in data


def test_an_attached_record_can_be_loaded_and_printed_again(tmp_path: Path) -> None:
    first = attached(reportkit.render(a_session("Text.", "*More*."), attach_record=True))
    (tmp_path / "record.json").write_bytes(first["record.json"][1])
    assert attached(reportkit.render(reportkit.load(tmp_path / "record.json"), attach_record=True)) == first


def test_nothing_is_attached_unasked() -> None:
    assert attached(reportkit.render(a_session("Text."))) == {}


def test_a_footnote_that_the_layout_loses_is_won_back_by_breaking_pages_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """WeasyPrint 70 loses the third footnote of this session in large print; without other breaks, nothing is made."""
    session = reportkit.load(INPUTS / "lantern-forum-2031/sessions/2-2-walking-the-lantern-line.yaml")
    assert isinstance(session, Session)
    reportkit.render(session, edition="large-print")
    monkeypatch.setattr(press, "BREAKS", ("",))
    with pytest.raises(BadPage, match="of 5 footnotes, the layout loses some"):
        reportkit.render(session, edition="large-print")


def test_a_korean_title_and_its_bookmark_are_spelt_as_they_were_typed() -> None:
    """On the page, joiners hold the syllables of a word together; catalogues and searches want none of them."""
    document = pdfium.PdfDocument(pdf("본문.", title="파도가 남긴 기록", language="ko"))
    assert document.get_metadata_value("Title") == "파도가 남긴 기록"
    assert next(document.get_toc()).get_title() == "파도가 남긴 기록"
    document.close()
