"""Without libharfbuzz-subset PDFs are made, but slowly: people are told at the start of each run, and by the doctor."""

from pathlib import Path

import pytest
from builders import INPUTS
from click.testing import CliRunner
from events import new_event
from weasyprint.pdf import fonts
from weasyprint.text import ffi

from reportkit import subsetter
from reportkit.cli import group
from reportkit.render.pdf import subsets_with_harfbuzz

SESSION = str(INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml")
WARNING = f"warning: {subsetter.LACKING}\n  hint: {subsetter.remedy()}\n"


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the machine as it is without the library, for us and for WeasyPrint."""
    monkeypatch.setattr(subsetter, "FILES", ("libharfbuzz-subset-of-nowhere.so.0",))
    for module in (ffi, fonts):
        monkeypatch.setattr(module, "harfbuzz_subset", None)


def test_the_system_and_weasyprint_agree() -> None:
    assert subsetter.is_there() == subsets_with_harfbuzz()


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("command", ["render", "export"])
def test_a_run_with_pdfs_says_so_once(tmp_path: Path, command: str) -> None:
    session = str(new_event(tmp_path / "forum", 1) / "sessions/01.yaml")
    arguments = [command, session, "-f", "docx", "-f", "pdf", "-o", str(tmp_path)]
    result = CliRunner().invoke(group, arguments)
    assert (result.exit_code, result.stderr.count(WARNING)) == (0, 1)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("more", [["-f", "docx"], ["-q", "-f", "docx"]], ids=["Word only", "quiet"])
def test_others_say_nothing(tmp_path: Path, more: list[str]) -> None:
    result = CliRunner().invoke(group, ["render", SESSION, "-o", str(tmp_path), *more])
    assert (result.exit_code, result.stderr) == (0, "")


def test_where_it_is_there_nothing_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["render", SESSION, "-o", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.usefixtures("without_library")
def test_the_doctor_finds_it_and_exits_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    # To cut a font with thousands of characters takes three seconds then.
    monkeypatch.setattr("reportkit.diagnosis.SCRIPTS", {})
    result = CliRunner().invoke(group, ["doctor"])
    assert result.exit_code == 3
    assert f"lacks libharfbuzz-subset: not found: every PDF takes 3 to 80 times longer\n      {subsetter.remedy()}" in (
        result.stdout
    )


@pytest.mark.usefixtures("without_library")
def test_fonts_do_not_tell_when_they_were_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the same record would give other bytes a second later."""
    made = []
    for now in (4_000_000_000, 4_100_000_000):
        monkeypatch.setattr("fontTools.ttLib.tables._h_e_a_d.timestampNow", lambda now=now: now)
        CliRunner().invoke(group, ["render", SESSION, "-o", str(tmp_path / "it.pdf")])
        made.append((tmp_path / "it.pdf").read_bytes())
    assert made[0] == made[1]
