"""The folders of reviews lie beside the records, and nobody takes them for some."""

from pathlib import Path

import pytest
from builders import INPUTS
from click.testing import CliRunner, Result
from events import tree
from rounds import an_event_of, edit, returned

import reportkit
from reportkit.cli import group
from reportkit.homes import homes
from reportkit.reviewing.finding import held
from reportkit.reviewing.signoff import signoff


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """An event with reviews, in whose folders lies all that could be taken for something else."""
    event = an_event_of(tmp_path / "forum", "1-1", "1-2")
    returned(event, "1-1.abe.1", ("twice", "once"))
    for name in ("stray.yaml", "event.yaml", "sessions/stray.yaml", "abe.1/stray.json"):
        path = event / "sessions/1-1.review" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("titel: nothing")
    (event / "event.review").mkdir()
    return event


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, list(map(str, arguments)))


def test_they_are_no_records(event: Path) -> None:
    assert [Path(session.file).name for session in reportkit.load(event).sessions] == ["1-1.yaml", "1-2.yaml"]
    assert [path.name for path in homes([event])[0].records] == ["1-1.yaml", "1-2.yaml"]
    assert "stray" not in run("check", event).output


def test_an_export_has_nothing_of_them_and_nothing_to_do_when_they_change(event: Path, tmp_path: Path) -> None:
    assert run("export", event, "-o", tmp_path / "out", "-f", "html").exit_code == 0
    before = tree(tmp_path / "out")
    held("1-1.abe.1", event).ledger.note("sent", "1-1.abe.1")
    outcomes = reportkit.export(event, out=tmp_path / "out", formats=["html"])
    assert [(one.state, one.session) for one in outcomes] == [("unchanged", "1-1"), ("unchanged", "1-2")]
    assert tree(tmp_path / "out") == before


def test_an_update_of_records_leaves_them_alone(tmp_path: Path) -> None:
    event = tmp_path / "forum"
    run("init", event)
    text = INPUTS / "asan-plenum-2026/received/3-1-an-asian-nato.txt"
    assert run("import", text, "--event", event).exit_code in (0, 1)
    ledger = next((event / "sessions").glob("3-1*.yaml")).with_suffix(".review")
    (ledger / "kuik.1").mkdir(parents=True)
    (ledger / "kuik.1/review.json").write_text("{}")
    before = tree(ledger)
    assert run("import", text, "--event", event, "--update").exit_code in (0, 1)
    assert tree(ledger) == before


def test_a_new_event_keeps_them_out_of_git(tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    assert (tmp_path / "new/.gitignore").read_text().splitlines()[1:] == ["contacts.yaml", "*.review/"]


def test_a_record_that_is_renamed_leaves_its_reviews_behind_and_that_is_told(event: Path) -> None:
    edit(event, "1-1", "Talk 1-1", "Talk")
    (event / "sessions/1-1.yaml").rename(event / "sessions/1-1-talk.yaml")
    assert [(one.id, one.remarks) for one in signoff([event]).standings if one.session == "1-1"] == [
        ("1-1.abe", ("no draft yet",)),
        ("1-1.yun", ("no draft yet",)),
        ("1-1.abe.1", ("its record is gone",)),
    ]
