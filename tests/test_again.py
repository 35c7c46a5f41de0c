"""A second run: what has changed is made again and nothing else, and nobody's work by hand is lost."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportkit import batch
from reportkit.cli import group
from reportkit.write.lock import Busy
from reportkit.write.manifest import opened

SESSION = """schema: reportkit/1
id: "{id}"
title: {title}
starts: 2031-05-06T09:30
ends: 2031-05-06T10:00
sketch: [{{id: p01, text: "{text}"}}]
"""


@pytest.fixture
def event(tmp_path: Path) -> Path:
    """Three sessions in a theme of their own, exported once."""
    home = tmp_path / "forum"
    (home / "sessions").mkdir(parents=True)
    (home / "house").mkdir()
    (home / "house/theme.toml").write_text('[colours]\naccent = "#1f3a5f"\n')
    (home / "event.yaml").write_text("schema: reportkit/1\ntitle: Forum\ntheme: house\n")
    for number in "123":
        write(home, number)
    assert export(home).exit_code == 0
    return home


def write(home: Path, id: str, title: str = "", text: str = "Text.") -> None:
    (home / f"sessions/{id}.yaml").write_text(SESSION.format(id=id, title=title or f"Talk {id}", text=text))


def export(home: Path, *arguments: str) -> Result:
    command = ["export", str(home), "-o", str(home.parent / "out"), "-j", "1", "-f", "html", *arguments]
    return CliRunner().invoke(group, command)


def outcomes(home: Path, *arguments: str) -> dict[str, tuple[str, str]]:
    """Export and return the state of each file, and why."""
    result = export(home, "--json", *arguments)
    found = json.loads(result.stdout)
    return {Path(one["file"] or one["record"]).name: (one["state"], one["reason"]) for one in found}


def states(home: Path, *arguments: str) -> Counter[str]:
    return Counter(state for state, _ in outcomes(home, *arguments).values())


def out(home: Path, name: str) -> Path:
    return home.parent / "out/forum" / name


def test_nothing_is_made_when_nothing_has_changed(event: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in out(event, "").iterdir()}
    assert states(event) == {"unchanged": 3}
    assert {path: path.stat().st_mtime_ns for path in out(event, "").iterdir()} == before


def test_a_session_that_changed_is_made_again_and_no_other(event: Path) -> None:
    write(event, "2", text="Other text.")
    found = outcomes(event)
    assert found.pop("2-talk-2.html") == ("made", "its record has changed")
    assert set(found.values()) == {("unchanged", "nothing has changed")}
    assert "Other text." in out(event, "2-talk-2.html").read_text()


def test_a_file_that_comes_out_the_same_is_not_written_again(event: Path) -> None:
    """A comment changes the record, and not the page."""
    before = out(event, "2-talk-2.html").stat().st_mtime_ns
    with (event / "sessions/2.yaml").open("a") as record:
        record.write("# checked by A. B.\n")
    assert outcomes(event)["2-talk-2.html"] == ("unchanged", "its record has changed, and it came out the same")
    assert out(event, "2-talk-2.html").stat().st_mtime_ns == before
    assert outcomes(event)["2-talk-2.html"] == ("unchanged", "nothing has changed")


def test_a_file_that_is_gone_is_made_again(event: Path) -> None:
    out(event, "2-talk-2.html").unlink()
    assert outcomes(event)["2-talk-2.html"] == ("made", "its file is gone")


def test_the_event_file_concerns_all_sessions(event: Path) -> None:
    (event / "event.yaml").write_text("schema: reportkit/1\ntitle: Other Forum\ntheme: house\n")
    assert set(outcomes(event).values()) == {("made", "the event file has changed")}


@pytest.mark.parametrize("file", ["theme.toml", "extra.css", "templates/blocks.html.j2"])
def test_the_theme_concerns_all_sessions(event: Path, file: str) -> None:
    (event / "house/templates").mkdir()
    (event / "house" / file).write_text(
        {
            "theme.toml": '[colours]\naccent = "#5f1f3a"\n',
            "extra.css": ".text { color: var(--colour-accent) }",
        }.get(file, (Path(__file__).parent.parent / "templates/blocks.html.j2").read_text() + " ")
    )
    assert {reason.partition(",")[0] for _, reason in outcomes(event).values()} == {"the theme has changed"}


def test_another_edition_lies_beside_the_handout(event: Path) -> None:
    assert states(event, "--edition", "draft") == {"made": 3}
    assert states(event, "--edition", "draft") == states(event) == {"unchanged": 3}
    assert out(event, "drafts/2-talk-2.html").is_file()


def test_other_options_make_other_files(event: Path) -> None:
    assert set(outcomes(event, "--paper", "A5").values()) == {
        ("unchanged", "other options are asked for, and it came out the same")
    }


def test_a_picture_concerns_the_sessions_that_show_it(event: Path) -> None:
    picture = Path(__file__).parent.parent / "inputs/lantern-forum-2031/pictures"
    one, other = sorted(picture.iterdir())[:2] if len(list(picture.iterdir())) > 1 else [*picture.iterdir()] * 2
    (event / "it.png").write_bytes(one.read_bytes())
    write(event, "2", text="![A pier.](it.png)")
    assert states(event) == {"made": 1, "unchanged": 2}
    (event / "it.png").write_bytes(other.read_bytes() + b"\0" * 8)
    assert outcomes(event)["2-talk-2.html"][1].startswith("a picture has changed")


def test_other_software_makes_everything_again(event: Path) -> None:
    manifest = out(event, "manifest.json")
    before = json.loads(manifest.read_text())
    (name, spelt), *_ = before["software"].items()
    before["software"] = {"other": [one.replace("weasyprint 7", "weasyprint 6") for one in spelt]}
    manifest.write_text(json.dumps(before).replace(name, "other"))
    reasons = {reason for _, reason in outcomes(event).values()}
    assert len(reasons) == 1
    assert reasons.pop().startswith("the software has changed: weasyprint 7")


def test_force_makes_everything_again(event: Path) -> None:
    found = outcomes(event, "--force")
    assert set(found.values()) == {("unchanged", "asked for by --force, and it came out the same")}


# --- what was changed by hand -----------------------------------------------------------------------------------


def test_a_file_changed_by_hand_is_never_overwritten_silently(event: Path) -> None:
    out(event, "2-talk-2.html").write_text("corrected by hand")
    write(event, "2", text="Other text.")
    result = export(event)
    assert result.exit_code == 1
    assert "2-talk-2.html: changed by hand since it was made, and kept; --force makes it anew" in result.output
    assert out(event, "2-talk-2.html").read_text() == "corrected by hand"


def test_a_file_changed_by_hand_is_told_though_nothing_is_due(event: Path) -> None:
    out(event, "2-talk-2.html").write_text("corrected by hand")
    assert states(event) == {"edited": 1, "unchanged": 2}
    assert export(event).exit_code == 1


def test_force_replaces_what_was_changed_by_hand(event: Path) -> None:
    out(event, "2-talk-2.html").write_text("corrected by hand")
    assert export(event, "--force").exit_code == 0
    assert "Text." in out(event, "2-talk-2.html").read_text()
    assert states(event) == {"unchanged": 3}


def test_a_file_of_somebody_else_is_left_alone(event: Path) -> None:
    write(event, "4")
    out(event, "4-talk-4.html").write_text("notes of mine")
    assert states(event) == {"edited": 1, "unchanged": 3}
    assert out(event, "4-talk-4.html").read_text() == "notes of mine"


def test_a_file_that_is_as_we_would_make_it_is_ours(event: Path) -> None:
    """As after a manifest was lost: nobody's work is in it."""
    out(event, "manifest.json").unlink()
    assert set(outcomes(event).values()) == {("unchanged", "it is new, and it came out the same")}
    assert states(event) == {"unchanged": 3}


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"schema": "reportkit/manifest-1"}', b"\xff", b'{"schema": 1'])
def test_a_damaged_manifest_is_as_good_as_none(event: Path, damage: bytes) -> None:
    whole = out(event, "manifest.json").read_bytes()
    out(event, "manifest.json").write_bytes(damage)
    assert states(event) == {"unchanged": 3}
    assert out(event, "manifest.json").read_bytes() == whole


# --- what is gone -----------------------------------------------------------------------------------------------


def test_outputs_of_a_session_that_is_gone_are_told(event: Path) -> None:
    (event / "sessions/2.yaml").unlink()
    assert outcomes(event)["2-talk-2.html"] == ("stale", "its session is gone")
    assert export(event).exit_code == 0
    assert out(event, "2-talk-2.html").is_file()


def test_prune_removes_outputs_of_sessions_that_are_gone(event: Path) -> None:
    (event / "sessions/2.yaml").unlink()
    assert outcomes(event, "--prune")["2-talk-2.html"] == ("removed", "its session is gone")
    assert not out(event, "2-talk-2.html").exists()
    assert states(event) == {"unchanged": 2}
    assert "talk-2" not in out(event, "manifest.json").read_text()


def test_another_title_leaves_the_file_of_the_old_one(event: Path) -> None:
    write(event, "2", title="Speech 2")
    found = outcomes(event, "--prune")
    assert found["2-speech-2.html"] == ("made", "its record has changed")
    assert found["2-talk-2.html"] == ("removed", "its session has another name now")


def test_prune_leaves_what_was_changed_by_hand(event: Path) -> None:
    (event / "sessions/2.yaml").unlink()
    out(event, "2-talk-2.html").write_text("corrected by hand")
    assert outcomes(event, "--prune")["2-talk-2.html"][0] == "edited"
    assert out(event, "2-talk-2.html").read_text() == "corrected by hand"


def test_a_session_exported_alone_leaves_the_others_in_peace(event: Path) -> None:
    write(event, "2", text="Other text.")
    command = ["export", str(event / "sessions/2.yaml"), "-o", str(event.parent / "out"), "-f", "html", "--prune"]
    assert CliRunner().invoke(group, command).exit_code == 0
    assert states(event) == {"unchanged": 3}


def test_a_record_with_another_file_name_keeps_its_outputs(event: Path) -> None:
    (event / "sessions/2.yaml").rename(event / "sessions/02.yaml")
    found = outcomes(event, "--prune")
    assert found["2-talk-2.html"] == ("unchanged", "it is new, and it came out the same")
    assert len(found) == 3


# --- what does not go together ----------------------------------------------------------------------------------


def test_a_new_session_with_the_id_of_an_unchanged_one_is_refused(event: Path) -> None:
    (event / "sessions/4.yaml").write_text(SESSION.format(id="2", title="Talk 4", text="Text."))
    result = export(event)
    assert result.exit_code == 1
    assert 'sessions/4.yaml:2:5: the id "2" is also that of' in result.output
    assert not out(event, "2-talk-4.html").exists()


def test_files_that_are_no_records_are_nobodys_business(event: Path) -> None:
    (event / "sessions/notes.txt").write_text("call Ms. Abe")
    (event / "sessions/.2.yaml.swp").write_bytes(b"\0")
    assert states(event) == {"unchanged": 3}


def test_two_runs_do_not_write_into_one_folder(event: Path) -> None:
    with opened(out(event, "")):
        result = export(event)
    assert isinstance(result.exception, Busy)
    assert "another run is writing into" in str(result.exception)
    assert export(event).exit_code == 0


def test_a_record_that_fails_keeps_its_good_file(event: Path) -> None:
    good = out(event, "2-talk-2.html").read_bytes()
    (event / "sessions/2.yaml").write_text("schema: reportkit/1\ntitel: Talk\n")
    assert states(event, "--prune") == {"failed": 1, "unchanged": 2}
    assert out(event, "2-talk-2.html").read_bytes() == good


def test_sessions_that_lie_in_no_event_do_not_overwrite_each_other(event: Path) -> None:
    for folder in ("a", "b"):
        (event / folder).mkdir()
        (event / folder / f"{folder}.yaml").write_bytes((event / "sessions/1.yaml").read_bytes())
    paths = [str(event / "a/a.yaml"), str(event / "b/b.yaml")]
    result = CliRunner().invoke(group, ["export", *paths, "-o", str(event / "alone"), "-f", "html", "-j", "1"])
    assert result.exit_code == 1
    assert f"b.yaml: its outputs would be named 1-talk-1, as those of {event}/a/a.yaml" in result.output
    assert (event / "alone/1-talk-1.html").is_file()


# --- --check and --explain --------------------------------------------------------------------------------------


def test_check_writes_nothing_and_tells_what_would_change(event: Path) -> None:
    assert export(event, "--check").exit_code == 0
    write(event, "2", text="Other text.")
    before = {path: path.read_bytes() for path in out(event, "").iterdir()}
    assert states(event, "--check") == {"changed": 1, "unchanged": 2}
    assert export(event, "--check").exit_code == 1
    assert {path: path.read_bytes() for path in out(event, "").iterdir()} == before


def test_check_before_the_first_run_makes_no_folder(event: Path) -> None:
    command = ["export", str(event), "-o", str(event / "elsewhere"), "-f", "html", "--check", "-j", "1"]
    assert CliRunner().invoke(group, command).exit_code == 1
    assert not (event / "elsewhere").exists()


def test_explain_says_of_each_file_why(event: Path) -> None:
    write(event, "2", text="Other text.")
    said = export(event, "--explain").output
    assert f"made       {out(event, '2-talk-2.html')}: its record has changed" in said
    assert f"unchanged  {out(event, '3-talk-3.html')}: nothing has changed" in said


# --- the page about it all --------------------------------------------------------------------------------------


def test_the_page_about_a_run_is_left_alone_where_it_tells_the_same(event: Path) -> None:
    before = out(event, "report.html").stat().st_mtime_ns
    export(event)
    assert out(event, "report.html").stat().st_mtime_ns == before


def test_the_page_tells_what_a_run_made_that_was_cut_short(event: Path) -> None:
    """The next run finds nothing to do, but for the page that the one before did not come to."""
    write(event, "1", "TALK 1")
    run = batch.export([event], event.parent / "out", ["html"])
    assert next(outcome for outcome in run if outcome.state == "made")
    run.close()
    assert states(event) == {"unchanged": 3}
    assert "TALK 1" in out(event, "report.html").read_text()


def test_the_page_tells_what_went_wrong_until_it_does_not(event: Path) -> None:
    (event / "sessions/2.yaml").write_text("schema: reportkit/1\n")
    for _ in range(2):
        assert export(event).exit_code == 1
        assert "missing field" in out(event, "report.html").read_text()
    write(event, "2")
    assert export(event).exit_code == 0
    assert "missing field" not in out(event, "report.html").read_text()
