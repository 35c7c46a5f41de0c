"""An event as one book: every link and number leads where it says, and what has not changed is not laid out again."""

import gc
import re
import shutil
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pydyf
import pypdfium2 as pdfium
import pytest
from builders import INPUTS
from click.testing import CliRunner, Result
from PIL import Image, ImageChops, ImageFilter, ImageOps
from readers import needs_qpdf, output_of, squeezed

from reportkit import book as corridor
from reportkit import compose
from reportkit.book import How
from reportkit.cli import group
from reportkit.document import Volume, words
from reportkit.errors import BadPage, BadRecord, BadTheme, Misused
from reportkit.pipeline import receive
from reportkit.render import html
from reportkit.render import pdf as press
from reportkit.settings import settle
from reportkit.wishes import Wishes
from reportkit.write import kept

FULL = """schema: reportkit/1
id: "4-1"
title: The Last Lamp
starts: 2031-10-17T16:00
ends: 2031-10-17T17:00
language: {language}
speakers:
{people}
sketch:
  - id: p01
    text: |
      A first line.^[A note of its own.]

      1. One
      2. Two

      | Place | Lamp |
      |---|---|
      | North | Red |

      [The register of lamps](https://example.org/lamps)
"""


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample event without its longest session, and with one in Arabic that fifteen people share."""
    folder = tmp_path_factory.mktemp("event") / "forum"
    shutil.copytree(INPUTS / "lantern-forum-2031", folder)
    next(folder.glob("sessions/H1-*")).unlink()
    people = "\n".join(f"  - {{name: Keeper {letter}anning}}" for letter in "BCDFGHJKLMNPRTV")
    (folder / "sessions/4-1.yaml").write_text(FULL.format(language="ar", people=people))
    return folder


def small(folder: Path, language: str = "en") -> Path:
    """Write an event of four sessions on two days, each of one page."""
    (folder / "sessions").mkdir(parents=True)
    (folder / "event.yaml").write_text(f"schema: reportkit/1\ntitle: Forum\nlanguage: {language}\n")
    for number in range(1, 5):
        (folder / f"sessions/{number}.yaml").write_text(
            f'schema: reportkit/1\nid: "{number}"\ntitle: Talk {number}\n'
            f"starts: 2031-05-0{5 + number // 3}T09:0{number}\nends: 2031-05-09T10:00\n"
            f"speakers: [{{name: Lee, id: lee}}]\nsketch:\n  - {{id: p01, text: What was said at {number}.}}\n"
        )
    return folder


@pytest.fixture
def four(tmp_path: Path) -> Path:
    return small(tmp_path / "four")


@pytest.fixture(scope="module", autouse=True)
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Small chunks, kept in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("kept")))
        patch.setattr(corridor, "FEWEST", 2)
        patch.setattr(corridor, "MOST", 3)
        yield


@pytest.fixture(scope="module")
def book(event: Path) -> bytes:
    return corridor.volume(event, "pdf")


@pytest.fixture(scope="module")
def read(book: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(book)
    yield document
    document.close()


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Gathers the sessions of each chunk that is laid out; no sessions for the pages around them."""
    chunks: list[list[str]] = []
    lay_out = corridor.lay_out
    monkeypatch.setattr(
        corridor, "lay_out", lambda job: chunks.append([one.anchor for one in job.entries]) or lay_out(job)
    )
    return chunks


def model(event: Path) -> Volume:
    received = receive(event)
    return compose.volume(received.event, settle(received.event.sessions[0], Wishes()))


def text_of(page: pdfium.PdfPage, box: tuple[float, ...] | None = None) -> str:
    text = page.get_textpage()
    return squeezed(text.get_text_bounded(*box) if box else text.get_text_bounded())


def links(book: bytes) -> Iterator[tuple[int, str, tuple[float, ...], int]]:
    """Yield the inner links: on which page, what they say they are, where, and the page they lead to, from 1."""
    with pikepdf.open(BytesIO(book)) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        places = {bytes(name): place[0].objgen for name, place in zip(names[::2], names[1::2], strict=True)}
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for number, page in enumerate(pdf.pages, 1):
            for link in page.obj.get("/Annots", ()):
                if "/Dest" in link:
                    box = tuple(float(edge) for edge in link.Rect)
                    box = (box[0], min(box[1], box[3]), box[2], max(box[1], box[3]))
                    yield number, str(link.Contents), box, numbers[places[bytes(link.Dest)]]


def bare(text: str) -> str:
    """Return `text` without what lines of a page add to words or take from them."""
    return "".join(letter for letter in text if letter.isalnum())


def printed(page: pdfium.PdfPage, box: tuple[float, ...]) -> str:
    """Return the figures at the end of what stands in a box."""
    words = text_of(page, box)
    return words[len(words.rstrip("0123456789")) :]


# --- where links and numbers lead -------------------------------------------------------------------------------------


def test_each_entry_of_the_contents_leads_to_the_page_that_it_tells(
    event: Path, book: bytes, read: pdfium.PdfDocument
) -> None:
    found = {said: (page, box, target) for page, said, box, target in links(book) if page == 3}
    for entry in model(event).contents.entries:
        page, box, target = found[f"{words(entry.kicker)}: {words(entry.title)}"]
        assert printed(read[page - 1], box) == str(target)
        assert bare(words(entry.title)) in bare(text_of(read[target - 1]))


def test_the_head_of_a_day_leads_to_its_sessions(book: bytes, read: pdfium.PdfDocument) -> None:
    found = [(said, printed(read[3], box), str(target)) for page, said, box, target in links(book) if page == 4]
    assert [said.partition(":")[0] for said, _, _ in found] == [
        "Plenary Session P1",
        "Concurrent Session 1-1",
        "Night Screening F1",
    ]
    assert [number for _, number, _ in found] == [target for _, _, target in found]


def test_each_page_in_the_index_bears_the_name(event: Path, book: bytes, read: pdfium.PdfDocument) -> None:
    people = [named for initial in model(event).index.initials for named in initial.people]
    wanted = sorted(words(named.name) for named in people for _ in named.mentions)
    natives = {words(named.name): words(named.native) for named in people}
    first = next(number for number in range(len(read)) if text_of(read[number]).startswith("Indexofpeople"))
    found = [(said, page, box, target) for page, said, box, target in links(book) if page > first]
    assert sorted(said.partition(":")[0] for said, _, _, _ in found) == wanted
    for said, page, box, target in found:
        assert text_of(read[page - 1], box) == str(target)
        name = said.partition(":")[0]
        assert any(bare(one) in bare(text_of(read[target - 1])) for one in (name, natives[name] or name))


def test_the_index_knows_where_the_people_of_a_session_go_on_on_another_page(four: Path) -> None:
    session = four / "sessions/2.yaml"
    people = "".join(f", {{name: Keeper {number:02} of the Far Lamps}}" for number in range(30))
    session.write_text(session.read_text().replace("{name: Lee, id: lee}", "{name: Lee, id: lee}" + people))
    book = corridor.volume(four, "pdf")
    pages = pdfium.PdfDocument(book)
    found = {said: target for _, said, _, target in links(book) if said.startswith("Keeper")}
    assert len(set(found.values())) == 2
    assert all(bare(said.partition(":")[0]) in bare(text_of(pages[target - 1])) for said, target in found.items())


def test_bookmarks_go_from_days_to_sessions_to_their_headings(event: Path, read: pdfium.PdfDocument) -> None:
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in read.get_toc()]
    days = [day.heading for day in model(event).contents.days]
    assert [title for level, title, _ in marks if level == 0] == [
        "About this volume",
        "Contents",
        *days,
        "Index of people",
    ]
    assert marks[2:6] == [
        (0, days[0], 3),
        (1, "What the Tide Keeps", 4),
        (2, "What was said", 4),
        (2, "Discussion", 6),
    ]
    assert all(squeezed(title) in text_of(read[page]) for _, title, page in marks if title.isascii())


# --- the numbers of pages ---------------------------------------------------------------------------------------------


def foot(page: pdfium.PdfPage, *, leftward: bool) -> Image.Image:
    """Return a picture of where the number of a page is."""
    width, height = page.get_size()
    left, right = (90, width - 155) if leftward else (width - 155, 90)
    return page.render(scale=4, grayscale=True, crop=(left, 45, right, height - 70)).to_pil()


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether a picture has ink where the other has none within a quarter of a point.

    Figures that were laid out by themselves may stand a hair beside.
    """
    return any(
        ImageChops.subtract(there.filter(ImageFilter.MinFilter(3)), here)
        .point(lambda grey: 255 * (grey > 150))
        .getbbox()
        for here, there in ((one, other), (other, one))
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_number_of_a_page_looks_as_if_it_had_been_laid_out(language: str, tmp_path: Path) -> None:
    event = small(tmp_path / "event", language)
    leaf, look = model(event).leaf(), settle(receive(event).event.sessions[0], Wishes())
    pages = pdfium.PdfDocument(corridor.volume(event, "pdf"))
    for number in (2, 6, len(pages)):
        label = leaf.page_label.format(page=number, pages=len(pages))
        written = html.page(replace(leaf, page_label=label), look.theme, paged=True)
        laid = press.laid_out(written, leaf, look, ".this-page, .all-pages { display: none }")
        there, here = (
            foot(one, leftward=language == "ar") for one in (pdfium.PdfDocument(laid.write_pdf())[0], pages[number - 1])
        )
        assert there.getextrema()[0] < 100  # There is ink to be compared.
        assert not differ(there, here)
        assert differ(there, ImageOps.flip(here))


def test_the_cover_has_no_number_and_counts(read: pdfium.PdfDocument) -> None:
    assert "Page" not in text_of(read[0])
    assert f"Page2of{len(read)}" in text_of(read[1])


# --- the file ---------------------------------------------------------------------------------------------------------


@needs_qpdf
def test_qpdf_has_no_complaint(book: bytes, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(book)
    assert "No syntax or stream encoding errors" in output_of("qpdf", "--check", tmp_path / "book.pdf")


def test_pictures_that_several_chunks_show_are_in_the_file_once(book: bytes) -> None:
    with pikepdf.open(BytesIO(book)) as pdf:
        pictures = {
            one.objgen: one.read_raw_bytes()
            for page in pdf.pages
            for one in page.obj.Resources.XObject.values()
            if one.Subtype == "/Image"
        }
    assert len(pictures) == len(set(pictures.values())) > 0


def test_the_same_bytes_by_one_worker_and_by_two_kept_or_not(
    four: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = corridor.volume(four, "pdf")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "new"))
    assert corridor.volume(four, "pdf", how=How(jobs=2)) == book
    assert corridor.volume(four, "pdf", how=How(jobs=2)) == book


# --- who does the work ------------------------------------------------------------------------------------------------


def test_one_crew_does_it_all_the_longest_chunks_first(
    four: Path, laid_out: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(corridor, "MOST", 1)
    crews = []
    crew = corridor.workers.crew
    monkeypatch.setattr(corridor.workers, "crew", lambda *work, **how: crews.append(work) or crew(*work, **how))
    file = four / "sessions/3.yaml"
    file.write_text(file.read_text().replace("What was said", "What was said at length " * 20))
    corridor.volume(four, "pdf")
    assert next(filter(None, laid_out)) == ["session-3"]
    assert len(crews) == 1


def test_who_has_workers_needs_no_press(four: Path) -> None:
    said = output_of(
        sys.executable,
        "-c",
        "import sys; from pathlib import Path; from reportkit.book import How, volume;"
        f"volume(Path({str(four)!r}), 'pdf', how=How(jobs=2)); print('weasyprint' in sys.modules)",
    )
    assert said.strip() == "False"


def test_a_part_has_no_identifier_and_the_book_has_one(
    four: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    book = corridor.volume(four, "pdf")
    parts = [file.read_bytes() for file in (tmp_path / "reportkit/chunks").iterdir()]
    assert ["/ID" in pikepdf.open(BytesIO(one[one.index(b"%PDF") :])).trailer for one in (*parts, book)] == [
        *(False for _ in parts),
        True,
    ]


def test_tags_of_a_part_are_packed_in_haste(four: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    corridor.volume(four, "pdf")
    parts = [file.read_bytes() for file in (tmp_path / "reportkit/chunks").iterdir()]
    # The second byte tells how it was packed (RFC 1950, 2.2); what numbers are put together of is no part.
    hasty = [re.findall(rb"/ObjStm.*?stream\nx(.)", one, re.DOTALL) for one in parts]
    assert sorted(hasty) == [*[[b"\x01"]] * (len(parts) - 1), [b"\xda"]]
    assert pydyf.zlib is zlib


# --- what has not changed ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("swept", [True, False])
def test_garbage_is_looked_for_again_when_a_chunk_is_laid_out(swept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def broken(job: object) -> None:
        seen.append(gc.isenabled())
        raise OSError("out of paper")

    monkeypatch.setattr(corridor, "_laid_out", broken)
    if not swept:
        gc.disable()
    try:
        with pytest.raises(OSError, match="paper"):
            corridor.lay_out(None)  # type: ignore[arg-type]  # it is not asked for
        assert (seen, gc.isenabled()) == ([False], swept)
    finally:
        gc.enable()


def test_what_has_not_changed_is_not_laid_out_again(event: Path, book: bytes, laid_out: list[list[str]]) -> None:
    assert corridor.volume(event, "pdf") == book
    assert laid_out == []


def test_a_changed_session_has_its_own_chunk_laid_out_and_no_other(
    four: Path, laid_out: list[list[str]], tmp_path: Path
) -> None:
    book = corridor.volume(four, "pdf")
    laid_out.clear()
    # In another folder, with a remark that nobody prints.
    elsewhere = shutil.copytree(four, tmp_path / "elsewhere/four")
    file = elsewhere / "sessions/4.yaml"
    file.write_text(file.read_text() + "# A remark of the rapporteur.\n")
    assert corridor.volume(elsewhere, "pdf") == book
    assert laid_out == []
    file.write_text(file.read_text().replace("What was said", "What was meant"))
    assert corridor.volume(elsewhere, "pdf") != book
    assert laid_out == [["session-4"]]


def test_what_was_kept_is_not_trusted_when_it_is_damaged_or_something_else(
    four: Path, laid_out: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    book = corridor.volume(four, "pdf")
    laid_out.clear()
    one, other, third, *_ = sorted((tmp_path / "reportkit/chunks").iterdir())
    one.write_bytes(one.read_bytes()[:-100])
    other.write_bytes(third.read_bytes())
    assert corridor.volume(four, "pdf") == book
    assert len(laid_out) == 2


def test_not_more_is_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(kept, "MOST", 500)
    for key in ("a", "b", "c"):
        kept.keep("things", key, b"x" * 200)
    kept.find("things", "a")
    kept.tidy("things")
    assert [bool(kept.find("things", key)) for key in ("a", "b", "c")] == [True, False, False]


def test_where_nothing_can_be_kept_nothing_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept.keep("things", "a", b"x")
    kept.tidy("things")
    assert kept.find("things", "a") is None


# --- what is refused --------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["volume", *map(str, arguments)])


def test_a_page_without_disclaimer_keeps_the_book_from_its_place(four: Path, tmp_path: Path) -> None:
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand/theme.toml").write_text('extends = "institute"\n')
    (tmp_path / "brand/extra.css").write_text(".index { page: bare } @page bare { @bottom-center { content: none } }")
    (tmp_path / "book.pdf").write_bytes(b"the good book of yesterday")
    with pytest.raises(BadPage, match="page 11 of 11: the disclaimer is missing"):
        corridor.volume(four, "pdf", Wishes(theme=str(tmp_path / "brand")))
    result = run(four, "-o", tmp_path / "book.pdf", "--theme", tmp_path / "brand", "-j", 1)
    assert isinstance(result.exception, BadPage)
    assert (tmp_path / "book.pdf").read_bytes() == b"the good book of yesterday"


def test_one_bad_session_refuses_the_whole_book_with_all_that_is_wrong(four: Path) -> None:
    for number, old, new in ((2, "title:", "titel:"), (3, "starts:", "start:")):
        file = four / f"sessions/{number}.yaml"
        file.write_text(file.read_text().replace(old, new))
    with pytest.raises(BadRecord) as caught:
        corridor.volume(four, "pdf")
    assert {(Path(one.place.file).name, one.place.line) for one in caught.value.findings if one.place} >= {
        ("2.yaml", 3),
        ("3.yaml", 4),
    }


def test_characters_without_a_glyph_are_told_by_their_place_of_every_chunk(four: Path) -> None:
    for number in (1, 4):
        file = four / f"sessions/{number}.yaml"
        file.write_text(file.read_text().replace("What was said", "What was \u0378 said"))
    with pytest.raises(BadPage) as caught:
        corridor.volume(four, "pdf")
    assert [(Path(one.place.file).name, one.place.line) for one in caught.value.findings if one.place] == [
        ("1.yaml", 8),
        ("4.yaml", 8),
    ]


def test_templates_of_a_theme_that_cannot_make_a_book_are_told(four: Path, tmp_path: Path) -> None:
    templates = tmp_path / "brand/templates"
    templates.mkdir(parents=True)
    (tmp_path / "brand/theme.toml").write_text('extends = "institute"\n')
    blocks = (INPUTS.parent / "templates/blocks.html.j2").read_text()
    (templates / "blocks.html.j2").write_text(blocks.replace(' id="{{ person.anchor }}"', ""))
    with pytest.raises(BadTheme, match="gives people no id, by which the index finds them"):
        corridor.volume(four, "pdf", Wishes(theme=str(tmp_path / "brand")))


def test_an_event_without_sessions_makes_no_book(tmp_path: Path) -> None:
    (tmp_path / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\n")
    with pytest.raises(Misused, match="session"):
        corridor.volume(tmp_path, "pdf")


def test_a_name_that_is_no_books_is_a_usage_error(four: Path, tmp_path: Path) -> None:
    result = run(four, "-o", tmp_path / "book.odt")
    assert (result.exit_code, "let it end in .pdf or .docx" in result.output) == (2, True)
