"""`reportkit proof` as people and scripts read it."""

import json
from pathlib import Path

import pytest
from builders import DISCLAIMER, a_pdf, a_session
from click.testing import CliRunner, Result

from reportkit import render
from reportkit.cli import group


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "it.pdf"
    path.write_bytes(render(a_session("Text.")))
    return path


def proof(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["proof", *map(str, arguments)])


def test_a_file_that_holds_is_told_question_by_question(file: Path) -> None:
    result = proof(file)
    name, *lines = result.output.splitlines()
    assert (name, result.exit_code) == (str(file), 0)
    assert f"  ok   disclaimer 1 page with the disclaimer “{DISCLAIMER}”" in lines
    assert {line[:7] for line in lines} <= {"  ok   ", "  note "}


def test_what_fails_is_told_with_a_hint_and_notes_are_no_errors(file: Path) -> None:
    result = proof(file, "--disclaimer", "Nobody said anything of the kind.")
    assert result.exit_code == 1
    assert (
        "  no   disclaimer page 1 of 1: the disclaimer is missing\n                  hint: see the theme"
        in result.output
    )
    foreign = file.with_name("foreign.pdf")
    foreign.write_bytes(a_pdf())
    assert proof(foreign, "--disclaimer", DISCLAIMER).exit_code == 0


def test_quiet_tells_only_what_fails(file: Path) -> None:
    assert proof("-q", file).output == ""
    lines = proof("-q", file, "--disclaimer", "Nobody said anything of the kind.").output.splitlines()
    assert [line.split()[0] for line in lines] == [str(file), "no", "hint:"]


def test_json_has_every_answer(file: Path) -> None:
    (found,) = json.loads(proof(file, "--format", "json").output)
    assert (found["file"], found["holds"], found["faults"]) == (str(file), True, [])
    verdicts = {one["question"]: one["verdict"] for one in found["questions"]}
    assert verdicts["disclaimer"] == verdicts["fonts"] == verdicts["numbers"] == "ok"
    assert verdicts["boxes"] == "ok"
    (spoiled,) = json.loads(proof(file, "--format", "json", "--disclaimer", "Nobody said so.").output)
    assert (spoiled["holds"], spoiled["faults"]) == (False, ["page 1 of 1: the disclaimer is missing"])
    assert {one["question"]: one["verdict"] for one in spoiled["questions"]}["disclaimer"] == "no"


def test_one_file_that_cannot_be_read_does_not_stop_the_others(file: Path) -> None:
    damaged = file.with_name("damaged.pdf")
    damaged.write_bytes(b"%PDF-1.7 and then nothing")
    result = proof(damaged, file)
    assert result.exit_code == 4
    assert f"error: {damaged}: not a PDF that can be read" in result.output
    assert f"\n{file}\n  ok " in result.output
