"""`reportkit handout`: events and finished files on sheets, proven before and after."""

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from builders import DISCLAIMER, INPUTS, a_pdf, a_session, an_event, long_text
from click.testing import CliRunner, Result
from readers import folded, squeezed

from reportkit import render
from reportkit.cli import group
from reportkit.render import booklet

GOOD = b"the good file of yesterday"

EVENT = f"schema: reportkit/1\ntitle: Forum 2031\ndisclaimer: {DISCLAIMER}\n"


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event of three sessions, of one, three and one pages, whose files are not in the order of their time."""
    (tmp_path / "event/sessions").mkdir(parents=True)
    (tmp_path / "event/event.yaml").write_text(EVENT)
    for id, start, paragraphs in (("1", "15:00", 1), ("2", "09:00", 12), ("3", "09:00", 1)):
        add(tmp_path / "event", id, start, long_text(paragraphs))
    return tmp_path / "event"


def add(event: Path, id: str, start: str, text: str, language: str = "en") -> None:
    indented = text.replace("\n", "\n      ")
    (event / f"sessions/{id}.yaml").write_text(
        f'schema: reportkit/1\nid: "{id}"\ntitle: Talk {id}\nlanguage: {language}\n'
        f"starts: 2031-05-06T{start}\nends: 2031-05-06T18:00\n"
        f"sketch:\n  - id: p01\n    text: |\n      {indented}\n"
    )


def handout(*paths: Path, layout: str, out: Path, arguments: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(group, ["handout", *map(str, paths), "--layout", layout, "-o", str(out), *arguments])


def texts_of(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    texts = [folded(document[number].get_textpage().get_text_range()) for number in range(len(document))]
    document.close()
    return texts


def test_a_set_for_a_room_has_all_sessions_in_the_order_of_their_time(event: Path, tmp_path: Path) -> None:
    result = handout(event, layout="collated", out=tmp_path / "set.pdf")
    assert (result.output, result.exit_code) == (f"{tmp_path / 'set.pdf'}\n", 0)
    document = pdfium.PdfDocument(tmp_path / "set.pdf")
    starts = {mark.get_title(): mark.get_dest().get_index() for mark in document.get_toc() if mark.level == 0}
    assert document.get_metadata_value("Title") == "Forum 2031"
    document.close()
    assert list(starts) == ["Talk 2", "Talk 3", "Talk 1"]
    assert {start % 2 for start in starts.values()} == {0}


def test_a_page_that_fills_up_says_the_disclaimer_and_nothing_else(event: Path, tmp_path: Path) -> None:
    handout(event, layout="collated", out=tmp_path / "set.pdf")
    handout(event / "sessions/1.yaml", layout="two-up", out=tmp_path / "pair.pdf")
    blanks = [text for text in texts_of(tmp_path / "set.pdf") if squeezed(text) == squeezed(DISCLAIMER)]
    assert len(blanks) == 2
    (pair,) = texts_of(tmp_path / "pair.pdf")
    assert squeezed(pair).count(squeezed(DISCLAIMER)) == 2
    assert pair.count("Page 1 of 1") == 1


@pytest.mark.parametrize("layout", booklet.LAYOUTS)
def test_every_page_of_the_samples_bears_its_disclaimer_on_the_sheet(layout: str, tmp_path: Path) -> None:
    result = handout(INPUTS / "asan-plenum-2026", layout=layout, out=tmp_path / "it.pdf", arguments=("--marks",))
    assert result.exit_code == 0
    assert {squeezed(text).count("Theviewsexpressedherein") for text in texts_of(tmp_path / "it.pdf")} == {
        1 if layout == "collated" else 2
    }


def test_an_event_in_another_script_is_bound_and_filled_up_in_it(tmp_path: Path) -> None:
    (tmp_path / "sessions").mkdir()
    disclaimer = "الآراء الواردة هنا ملخصات ولا تعبر بالضرورة عن آراء المتحدثين أو مؤسساتهم."
    (tmp_path / "event.yaml").write_text(f"schema: reportkit/1\ntitle: منتدى\nlanguage: ar\ndisclaimer: {disclaimer}\n")
    add(tmp_path, "1", "09:00", "كلمة.", language="ar")
    assert handout(tmp_path, layout="booklet", out=tmp_path / "it.pdf").exit_code == 0
    with pikepdf.open(tmp_path / "it.pdf") as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
        assert len(pdf.pages) == 2


def test_sessions_with_several_disclaimers_share_a_booklet(tmp_path: Path) -> None:
    """One of them is the beginning of another."""
    korean = "본 요약에 담긴 견해는 발표자나 소속 기관의 공식 입장이 아닐 수 있습니다."
    files = []
    for number, disclaimer in enumerate((DISCLAIMER, korean, f"{DISCLAIMER} Quote none of it."), 1):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(render(a_session("Text.", event=an_event(disclaimer=disclaimer))))
    assert handout(*files, layout="booklet", out=tmp_path / "it.pdf").exit_code == 0
    outer, inner = map(squeezed, texts_of(tmp_path / "it.pdf"))
    assert outer.count("Quotenoneofit") == 1
    assert inner.count(squeezed(korean)) == 1
    assert inner.count("Quotenoneofit") == 1


def test_files_without_the_disclaimer_are_refused_by_name_and_page(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(a_pdf(2, disclaimer="The views expressed herein are mine."))
    (tmp_path / "out.pdf").write_bytes(GOOD)
    (tmp_path / "other.pdf").write_bytes(a_pdf(1, disclaimer="The views expressed herein are mine, too."))
    files = (tmp_path / "good.pdf", tmp_path / "other.pdf")
    result = handout(*files, layout="booklet", out=tmp_path / "out.pdf")
    assert result.exit_code == 1
    for name, page in (("good", 1), ("good", 2), ("other", 1)):
        assert f"{tmp_path / name}.pdf: page {page} of " in str(result.exception)
    assert (tmp_path / "out.pdf").read_bytes() == GOOD


def test_type_that_is_too_small_once_it_is_scaled_is_refused(tmp_path: Path) -> None:
    """Large enough to read on A3, too small on a half of A4: nothing is put in its place."""
    file = BytesIO()
    with pikepdf.open(BytesIO(render(a_session(long_text(20))))) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            width, height = (float(number) for number in page.mediabox[2:])
            page.contents_add(b"q 0.72 0 0 0.72 0 0 cm\n", prepend=True)
            page.contents_add(b"\nQ")
            page.mediabox = page.trimbox = page.bleedbox = pikepdf.Array([0, 0, width, height])
        pdf.save(file)
    (tmp_path / "small.pdf").write_bytes(file.getvalue())
    assert handout(tmp_path / "small.pdf", layout="collated", out=tmp_path / "it.pdf").exit_code == 0
    result = handout(tmp_path / "small.pdf", layout="booklet", out=tmp_path / "out.pdf")
    assert result.exit_code == 1
    assert "side 1 of 2: 2 pages stand on it, but the disclaimer is seen" in str(result.exception)
    assert not (tmp_path / "out.pdf").exists()


def test_a_sheet_that_lost_a_page_is_refused(event: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = booklet._place
    monkeypatch.setattr(booklet, "_place", lambda leaf, cell: place(leaf, (cell[0], 0, cell[2], 40)))
    result = handout(event, layout="booklet", out=tmp_path / "out.pdf")
    assert result.exit_code == 1
    assert "side 1 of " in str(result.exception)
    assert not (tmp_path / "out.pdf").exists()


def test_a_bad_session_stops_the_whole_set(event: Path, tmp_path: Path) -> None:
    """A set that lacks a session would lie in the room before anybody noticed."""
    (event / "sessions/2.yaml").write_text("schema: reportkit/1\nid: '2'\ntitel: Talk\n")
    result = handout(event, layout="collated", out=tmp_path / "out.pdf")
    assert result.exit_code == 1
    assert 'sessions/2.yaml:3:1: unknown field "titel"' in str(result.exception)
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["event", "one.pdf"], "event stands beside other files"),
        (["nothing.pdf"], "nothing.pdf: cannot be read"),
        (["empty"], "there is no event.yaml in"),
    ],
)
def test_words_that_do_not_go_together_are_told(names: list[str], message: str, event: Path, tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(a_pdf())
    (tmp_path / "empty").mkdir()
    result = handout(*(tmp_path / name for name in names), layout="booklet", out=tmp_path / "out.pdf")
    assert getattr(result.exception, "exit_code", None) == 2
    assert message in str(result.exception)


def test_an_event_without_sessions_has_nothing_to_print(event: Path, tmp_path: Path) -> None:
    shutil.rmtree(event / "sessions")
    result = handout(event, layout="booklet", out=tmp_path / "out.pdf")
    assert "has no sessions" in str(result.exception)
