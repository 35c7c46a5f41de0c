"""Every PDF is archival (PDF/A-3a) and accessible (PDF/UA-1) at once, as those say who had no part in making it.

veraPDF reads the standards to the letter, outloud asks what no standard can; each is also shown what is not in order.
What a step of `render/_finish.py` does is in `render/test_finish.py`.
"""

import re
import shutil
from pathlib import Path

import outloud
import pytest
from builders import a_document, a_look, a_session
from samples import EVENT, FIGURES, LIST, printed
from verapdf import broken_rules, needs_verapdf

from reportkit.book import volume
from reportkit.pipeline import illustrated
from reportkit.render import _finish, _mend
from reportkit.render import pdf as press

SPOILT = {
    "as-weasyprint-leaves-it": (press, "finish"),
    "undeclared": (_finish, "declare"),
    "smoothed": (_finish, "smooth_nothing"),
    "lists-without-bodies": (_mend, "complete_list"),
}
"""What veraPDF is to find wrong: steps that are left out."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The samples as files, and one of the events as a book."""
    folder = tmp_path_factory.mktemp("samples")
    made = {folder / f"{name}.pdf": data for name, data in printed()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "kept"))
        made[folder / "book.pdf"] = volume(a_book(folder / "event"), "pdf")
    for file, data in made.items():
        file.write_bytes(data)
    return list(made)


def a_book(folder: Path) -> Path:
    """Return an event of several days and languages, under a name so short that no running header looks like prose."""
    shutil.copytree(EVENT, folder)
    next(folder.glob("sessions/H1-*")).unlink()
    file = folder / "event.yaml"
    file.write_text(re.sub("^title: .*", "title: Forum", file.read_text(), flags=re.MULTILINE))
    return folder


def spoilt(folder: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str, name: str = "it") -> Path:
    """Return two pages with pictures, lists, a table and a note, in which one step was left out."""
    session = a_session(FIGURES, LIST, "| One | Two |\n|---|---|\n| three | four^[Note.] |", folder=EVENT)
    document = illustrated(a_document(session), session.folder)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, lambda *arguments: None)
        (folder / f"{name}.pdf").write_bytes(press.render(document, a_look()))
    return folder / f"{name}.pdf"


@needs_verapdf
def test_verapdf_passes_every_sample_and_nothing_spoilt(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run of Java for all."""
    bad = {name: spoilt(tmp_path, monkeypatch, *step, name=name) for name, step in SPOILT.items()}
    faults = broken_rules([*files, *bad.values()], tmp_path)
    assert {file.stem: faults[file] for file in files} == {file.stem: [] for file in files}
    assert {name: [fault.split(":")[0] for fault in faults[file]] for name, file in bad.items()} == {
        "as-weasyprint-leaves-it": ["PDFA-3A 6.2.8-3", "PDFUA-1 5-1", "PDFUA-1 7.2-20"],
        "undeclared": ["PDFUA-1 5-1"],
        "smoothed": ["PDFA-3A 6.2.8-3"],
        "lists-without-bodies": ["PDFUA-1 7.2-20"],
    }


def findings(file: Path) -> list[str]:
    """Return what outloud finds, down to mere remarks."""
    result = outloud.check(str(file))
    assert result.error is None
    return [f"{one.rule} {one.message}" for one in result.findings]


def test_outloud_has_no_finding_in_any_sample(files: list[Path]) -> None:
    assert {file.stem: findings(file) for file in files} == {file.stem: [] for file in files}


@pytest.mark.parametrize(
    ("module", "step", "rule"),
    [
        (_finish, "set_aside", "PAG-001"),
        (_mend, "complete_list", "LST-002"),
        (press, "paint_in_reading_order", "ORD-001"),
    ],
)
def test_outloud_notices_each_step_that_is_left_out(
    module: object, step: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rule in {finding.split()[0] for finding in findings(spoilt(tmp_path, monkeypatch, module, step))}
