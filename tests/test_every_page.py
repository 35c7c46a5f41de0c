"""The samples as a reader gets them, by tools of others.

The whole disclaimer and the page number are on every page, and all formats say the same words (promise 2).
"""

from functools import cache
from pathlib import Path

import pytest
import readers
from builders import INPUTS, all_sessions
from readers import (
    laid_out_by_libreoffice,
    needs_libreoffice,
    needs_poppler,
    needs_qpdf,
    output_of,
    squeezed,
)
from test_twins import assert_twins, words_in

from reportkit import batch
from reportkit.pipeline import FORMATS, receive
from reportkit.wishes import EDITIONS, Wishes
from reportkit.write.names import FOLDERS

pytestmark = needs_poppler


@pytest.fixture(scope="module", params=EDITIONS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, Path]]:
    """Every sample in one edition, in all formats: by session id, its disclaimer and the folder of its files."""
    out = tmp_path_factory.mktemp("out")
    events = [path.parent for path in sorted(INPUTS.glob("*/event.yaml"))]
    outcomes = list(batch.export(events, out, FORMATS, Wishes(edition=request.param)))
    assert [outcome.failure for outcome in outcomes if outcome.failure] == []
    return {
        session.stem: (session.disclaimer, out / one.loaded.folder / FOLDERS[request.param])
        for one in map(receive, events)
        for session in one.event.sessions
    }


@cache
def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page of a file that stays as it is."""
    return readers.pages_of(pdf)


def assert_bears_disclaimer(pdf: Path, disclaimer: str) -> None:
    pages = pages_of(pdf)
    assert pages
    without = [number for number, page in enumerate(pages, 1) if squeezed(disclaimer) not in squeezed(page)]
    assert without == []


def test_the_samples_are_all_there(exported: dict[str, tuple[str, Path]]) -> None:
    assert len(exported) == len(all_sessions()) >= 9


def test_every_page_of_every_pdf_bears_the_disclaimer(exported: dict[str, tuple[str, Path]]) -> None:
    lengths = {}
    for stem, (disclaimer, folder) in exported.items():
        assert_bears_disclaimer(folder / f"{stem}.pdf", disclaimer)
        lengths[stem] = len(pages_of(folder / f"{stem}.pdf"))
    assert max(lengths.values()) >= 40


def test_every_page_of_every_pdf_bears_its_number(exported: dict[str, tuple[str, Path]]) -> None:
    for stem, (_, folder) in exported.items():
        pages = pages_of(folder / f"{stem}.pdf")
        korean = "쪽" in pages[0]
        for number, page in enumerate(pages, 1):
            label = f"{number} / {len(pages)} 쪽" if korean else f"Page {number} of {len(pages)}"
            assert squeezed(label) in squeezed(page)


@needs_qpdf
def test_every_pdf_is_sound(exported: dict[str, tuple[str, Path]]) -> None:
    for stem, (_, folder) in exported.items():
        assert "No syntax or stream encoding errors found" in output_of("qpdf", "--check", folder / f"{stem}.pdf")


def test_every_pdf_has_its_fonts_within(exported: dict[str, tuple[str, Path]]) -> None:
    for stem, (_, folder) in exported.items():
        rows = [line.split() for line in output_of("pdffonts", folder / f"{stem}.pdf").splitlines()[2:]]
        assert rows
        assert [row[0] for row in rows if row[-5] != "yes"] == []


@needs_libreoffice
def test_every_page_of_every_word_file_bears_the_disclaimer(
    exported: dict[str, tuple[str, Path]], tmp_path: Path
) -> None:
    """Laid out by LibreOffice, whose pages are also as many as those of the PDF, give or take one.

    In large print, whose long session has over a hundred, it is one in twenty.
    """
    files = [folder / f"{stem}.docx" for stem, (_, folder) in exported.items()]
    for (stem, (disclaimer, folder)), pdf in zip(
        exported.items(), laid_out_by_libreoffice(files, tmp_path), strict=True
    ):
        assert_bears_disclaimer(pdf, disclaimer)
        pages = len(pages_of(folder / f"{stem}.pdf"))
        assert abs(len(pages_of(pdf)) - pages) <= 1 + (pages // 20 if "large-print" in str(folder) else 0)


LONG = 50_000
"""The size of a record, in bytes, that poppler would take long to read back; check/pages/test_words.py has it."""


@pytest.mark.parametrize(
    "path", [path for path in all_sessions() if path.stat().st_size < LONG], ids=lambda path: path.stem
)
def test_samples_say_the_same_in_all_formats(exported: dict[str, tuple[str, Path]], path: Path) -> None:
    stem = receive(path).event.sessions[0].stem
    _, folder = exported[stem]
    assert_twins(words_in(folder / stem))
