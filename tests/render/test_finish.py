"""What those get who hear a PDF, step by step; that the whole holds is asked by others in `test_standards.py`."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from builders import DISCLAIMER, a_document, a_look, a_person, a_session, an_event
from samples import EVENT, FIGURES, LIST, NOTES, TABLE, everything, in_language
from weasyprint import HTML

from reportkit.pipeline import illustrated
from reportkit.records import Session
from reportkit.render import pdf as press
from reportkit.render._finish import finish


def made(session: Session) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(press.render(illustrated(a_document(session), session.folder), a_look())))


def finished(page: str) -> pikepdf.Pdf:
    """Return an HTML page as WeasyPrint prints it and we finish it."""
    html = f"<html lang=en><title>It</title><style>@page {{ size: 400px 300px }}</style><body>{page}"
    pages = HTML(string=html).render(color_profiles={"srgb": press._srgb()})
    return pikepdf.open(BytesIO(pages.write_pdf(pdf_variant="pdf/a-3a", output_intent="", finisher=finish)))


def tags(pdf: pikepdf.Pdf, role: str = "") -> list[Any]:
    """Return the tags of one role, or all, in reading order."""
    return [tag for tag in below(pdf.Root.StructTreeRoot.K[0]) if role in ("", str(tag.S)[1:])]


def below(tag: Any) -> Iterator[Any]:
    yield tag
    for kid in tag.K:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from below(kid)


def roles(tag: Any) -> list[Any]:
    """Return the tree below `tag` as its role and the trees below it, for a picture of it in a test."""
    return [str(tag.S)[1:], *(roles(kid) for kid in tag.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)]


def marks(tag: Any) -> list[tuple[int, int]]:
    """Return the marks that `tag` leads to itself, each as the number of its page object and its own."""
    kids = [(kid.Pg, kid.MCID) if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else kid for kid in tag.K]
    pairs = [kid if isinstance(kid, tuple) else (tag.Pg, kid) for kid in kids if isinstance(kid, int | tuple)]
    return [(page.objgen[0], int(number)) for page, number in pairs]


def painted(page: Any) -> list[tuple[str, int | None, str]]:
    """Return each piece of marked content of a page: its name, its number, and which kind of artifact it is."""
    pieces = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            properties = operands[1]
            number = int(properties.MCID) if "/MCID" in properties else None
            pieces.append((str(operands[0])[1:], number, str(properties.get("/Subtype", ""))[1:]))
    return pieces


# --- the tree is sound ------------------------------------------------------------------------------------------


def test_every_piece_of_every_page_has_one_tag_or_is_an_artifact() -> None:
    pdf = made(everything())
    owners: dict[tuple[int, int], Any] = {}
    for tag in tags(pdf):
        for mark in marks(tag):
            assert mark not in owners
            owners[mark] = tag.objgen
    numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    for page in pdf.pages:
        pieces = painted(page)
        tagged = {number for name, number, _ in pieces if number is not None}
        back = numbers[page.StructParents]
        assert {number: back[number].objgen for number in tagged} == {
            number: owners[page.objgen[0], number] for number in tagged
        }
        assert [number for number, tag in enumerate(back) if tag is None or tag == pikepdf.Object.parse(b"null")] == [
            number for number in range(len(back)) if number not in tagged
        ]
        assert {name for name, number, _ in pieces if number is None} == {"Artifact"}


def test_every_tag_names_the_one_above_it() -> None:
    pdf = made(everything())
    for tag in tags(pdf):
        for kid in tag.K:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == tag.objgen


def test_what_stands_in_the_margins_is_header_and_footer() -> None:
    pdf = made(a_session(NOTES))
    first, second = (painted(page) for page in pdf.pages[:2])
    assert {kind for name, _, kind in first if name == "Artifact"} == {"Footer"}
    assert {kind for name, _, kind in second if name == "Artifact"} == {"Header", "Footer"}


def test_the_page_looks_as_it_did_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for session in (everything(), in_language("ar")):
        document = illustrated(a_document(session), session.folder)
        after = pictures(press.render(document, a_look()))
        with monkeypatch.context() as patch:
            patch.setattr(press, "finish", lambda laid, pdf: None)
            patch.setattr(press, "paint_in_reading_order", lambda pages: None)
            before = pictures(press.render(document, a_look()))
        assert [number for number, (one, two) in enumerate(zip(before, after, strict=True)) if one != two] == []


def pictures(data: bytes) -> list[bytes]:
    document = pdfium.PdfDocument(data)
    drawn = [page.render(scale=1).to_numpy().tobytes() for page in document]
    document.close()
    return drawn


# --- pieces that belong together --------------------------------------------------------------------------------


def test_a_paragraph_that_crosses_a_page_is_one() -> None:
    pdf = made(a_session("A long paragraph. " * 400))
    (paragraph,) = [tag for tag in tags(pdf, "P") if len(marks(tag)) > 20]
    assert {page for page, _ in marks(paragraph)} == {page.objgen[0] for page in pdf.pages}


def test_a_link_that_crosses_a_line_is_one_and_has_its_words() -> None:
    pdf = made(a_session("Some words. " * 5 + "[the register of all the stations of the coast](https://example.org)"))
    (link,) = tags(pdf, "Link")
    handles = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
    assert [str(one.Contents) for one in handles] == ["the register of all the stations of the coast"] * 2


def test_a_table_of_many_pages_is_one_with_one_header_row() -> None:
    pdf = made(a_session(TABLE))
    assert len(pdf.pages) > 3
    (table,) = tags(pdf, "Table")
    assert [str(kid.S) for kid in table.K] == ["/THead", "/TBody"]
    assert len(table.K[1].K) == 120
    names = {str(head.ID) for head in tags(pdf, "TH")}
    assert {str(name) for cell in tags(pdf, "TD") for name in cell.A.Headers} == names
    assert [str(name) for name in pdf.Root.StructTreeRoot.IDTree.Names[::2]] == sorted([*names, "note-1"])


def test_the_links_of_a_header_row_that_comes_again_stay_within_reach() -> None:
    pdf = made(a_session(TABLE))
    numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    links = [numbers[one.StructParent] for page in pdf.pages for one in page.Annots]
    assert len(links) == len(pdf.pages)
    assert {link.objgen for link in links} == {tag.objgen for tag in tags(pdf, "Link")}


def test_a_list_that_crosses_a_page_is_one() -> None:
    pdf = made(a_session(LIST))
    assert len(pdf.pages) > 1
    lists = [tag for tag in tags(pdf, "L") if str(tag.A.ListNumbering) == "/Decimal"]
    assert [len([kid for kid in tag.K if kid.S == "/LI"]) for tag in lists] == [24]


# --- each kind of block -----------------------------------------------------------------------------------------


def test_lists_tell_their_numbering_and_items_have_bodies() -> None:
    pdf = finished("<ol><li>One<ul><li>Two</ul></ol><ol style='list-style-type: upper-roman'><li>Three</ol>")
    item = ["LI", ["Lbl"], ["LBody"]]
    assert roles(pdf.Root.StructTreeRoot.K[0]) == ["Document", ["L", item, ["L", item]], ["L", item]]
    assert [str(tag.A.ListNumbering) for tag in tags(pdf, "L")] == ["/Decimal", "/Circle", "/UpperRoman"]


def test_facts_are_what_their_labels_say() -> None:
    pdf = made(a_session(room="The Hall"))
    assert roles(tags(pdf, "L")[0]) == ["L", *[["LI", ["Lbl"], ["LBody"]]] * 2]


def test_header_cells_tell_what_they_are_for() -> None:
    pdf = finished("<table aria-label=Water><tr><th>Year<th>Level<tr><th scope=row>1868<td>2</table>")
    assert [str(tag.A.Scope) for tag in tags(pdf, "TH")] == ["/Column", "/Column", "/Row"]
    assert str(tags(pdf, "Table")[0].A.Summary) == "Water"


def test_notes_are_told_at_the_end_of_their_page() -> None:
    pdf = finished(
        "<style>i { float: footnote }</style><p>One<i>Below.</i> more<p>Two<p style='break-before: page'>Three"
    )
    note = ["Note", ["Lbl"], ["Span"]]
    paragraph = ["P", ["Span"], ["Reference"], ["Span"]]
    assert roles(pdf.Root.StructTreeRoot.K[0]) == ["Document", paragraph, ["P"], note, ["P"]]
    assert str(tags(pdf, "Note")[0].ID) == "note-1"


def test_the_disclaimer_is_heard_once_in_its_own_language() -> None:
    pdf = made(a_session(NOTES, language="ko", event=an_event(language="en")))
    last = pdf.Root.StructTreeRoot.K[0].K[-1]
    assert (str(last.S), str(last.Lang)) == ("/P", "en")
    assert {page for page, _ in marks(last)} == {pdf.pages[0].objgen[0]}


def test_words_in_another_language_say_so() -> None:
    pdf = made(
        a_session("한국어 in between.", speakers=(a_person("Lu Haichuan", native="陆海川", native_language="zh-Hans"),))
    )
    assert [str(tag.Lang) for tag in tags(pdf) if "/Lang" in tag] == ["zh-Hans", "ko"]
    assert str(pdf.Root.Lang) == "en"


def test_a_figure_has_its_text_and_its_place() -> None:
    pdf = made(a_session(FIGURES, folder=EVENT))
    figure = tags(pdf, "Figure")[0]
    assert str(figure.Alt) == "A map of nine stations"
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert 0 < left < right < 595
    assert 0 < bottom < top < 842


def test_what_the_page_hides_from_those_who_hear_it_is_an_artifact() -> None:
    pdf = finished("<p>Heard</p><p aria-hidden=true>Draft</p>")
    assert roles(pdf.Root.StructTreeRoot.K[0]) == ["Document", ["P"]]
    assert [name for name, _, _ in painted(pdf.pages[0])] == ["Span", "Artifact"]


# --- the whole --------------------------------------------------------------------------------------------------


def test_bookmarks_lead_to_their_headings() -> None:
    pdf = made(a_session("### Part one\n\nText.\n\n### Part two\n\nText."))
    title = pdf.Root.Outlines.First
    marked = [title, title.First, title.First.First, title.First.First.Next]
    assert [str(one.SE.S) for one in marked] == ["/H1", "/H2", "/H3", "/H3"]


def test_viewers_show_the_title_of_the_document() -> None:
    pdf = made(a_session())
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "Who Keeps the Light?"
    assert str(pdf.docinfo["/Subject"]) == DISCLAIMER


def test_the_file_says_which_standards_it_meets() -> None:
    with made(a_session()).open_metadata() as metadata:
        names = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        assert [metadata[name] for name in names] == ["3", "A", "1"]


def test_notes_that_run_over_to_pages_of_their_own_are_read_in_their_order() -> None:
    note = "A note that takes room. " * 120
    pdf = made(a_session(" ".join(f"Word^[{note}]" for _ in range(12))))
    assert len(pdf.pages) > 2
    assert [str(tag.ID) for tag in tags(pdf, "Note")] == [f"note-{number}" for number in range(1, 13)]
