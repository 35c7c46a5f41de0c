"""The verbs by which an editor looks at what came back, decides, and writes it into the record."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reviews_made import COMMENTS, OUTSIDE, RECORD, an_event_with_a_record, returned
from rich.cells import cell_len
from terminal import Seen, on_terminal

from reportkit.cli import group
from reportkit.reviewing.deciding import opened
from reportkit.reviewing.finding import held

WATER = "counted the [-water-]{+sea+} twice and wrote it down once[-,-]{+;+} because"
NOBODY = "Nobody [-answered-]{+did+}."
PROGRAM = "from reportkit.cli import main; main()"


def run(record: Path, *arguments: str, keys: str | None = None) -> Result:
    event = ["--event", str(record.parent.parent)]
    return CliRunner().invoke(group, ["review", *arguments, *event], input=keys)


def a_return(home: Path) -> Path:
    record = an_event_with_a_record(home)
    returned(record, "kuik", WATER, NOBODY, comments=COMMENTS, outside=OUTSIDE)
    return record


def decisions(record: Path, id: str = "3-1.kuik.1") -> dict[str, tuple[str, str]]:
    case = opened(held(id, record.parent.parent))
    return {one.number: (made.verdict, made.text) for one in case.proposal.changes if (made := case.decision(one))}


# --- one verb after the other -----------------------------------------------------------------------------------


def test_from_show_to_the_record(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    shown = run(record, "show", "3-1.kuik.1")
    assert "counted the [-water-]{+sea+} twice" in shown.stdout
    assert "  3.1  [-answered-]{+did+}  replace, tracked, Lavina Lee, 2031-05-07: open" in shown.stdout
    assert run(record, "accept", "3-1.kuik.1", "--own").stdout == "accepted 1.1, 1.2\n"
    assert run(record, "edit", "3-1.kuik.1", "1.2", "--text", ":").stdout == "edited 1.2\n"
    rejected = run(record, "reject", "3-1.kuik.1", "3.1")
    assert (rejected.stdout, rejected.stderr) == (
        "rejected 3.1\n",
        "3-1.kuik.1: all decided; reportkit review apply 3-1.kuik.1\n",
    )
    dry = run(record, "apply", "3-1.kuik.1", "--dry-run")
    assert "+      Kuik counted the sea twice and wrote it down once: because" in dry.stdout
    assert record.read_text() == RECORD
    applied = run(record, "apply", "3-1.kuik.1")
    assert (applied.exit_code, applied.stdout) == (0, dry.stdout)
    assert applied.stderr == f"{record}: 2 changes written\n"
    assert record.read_text() == RECORD.replace("the water", "the sea").replace("once, because", "once: because")


def test_conflicts_are_told_with_three_texts_and_exit_1(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    record.write_text(RECORD.replace("the water", "the waves"))
    assert run(record, "accept", "3-1.kuik.1", "1.1").stderr.splitlines()[0] == (
        "note: 1.1: the record has other words there by now"
    )
    applied = run(record, "apply", "3-1.kuik.1")
    assert applied.exit_code == 1
    told = "conflict: 3-1.kuik.1: p01, 1.1: the record has other words there by now\n"
    assert applied.stderr.startswith(f"{told}    sent: water\n  record: waves\n  theirs: sea\n  hint: reject it")
    assert run(record, "accept", "3-1.kuik.1", "1.1", "--theirs").exit_code == 0
    assert run(record, "apply", "3-1.kuik.1").exit_code == 0
    assert record.read_text() == RECORD.replace("the water", "the sea")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["accept", "3-1.kuik.1", "9.9"], 'error: 3-1.kuik.1 has no change "9.9"\n  hint: there is 1.1, 1.2, 3.1'),
        (["accept", "3-1.kuik.9", "1.1"], 'error: there is no review "3-1.kuik.9"'),
        (["reject", "3-1.kuik.1", "--all-of", "p03"], "error: p03 is not Kuik Cheng-Chwee's own passage"),
        (["show", "3-1.kuik.1", "--return", "2"], "error: 3-1.kuik.1 has no return 2\n  hint: there is 1"),
    ],
)
def test_mistakes_name_what_there_is(arguments: list[str], message: str, tmp_path: Path) -> None:
    record = a_return(tmp_path)
    result = run(record, *arguments)
    assert str(result.exception).startswith(message)
    assert result.exception.exit_code == 2  # type: ignore[union-attr] # one of ours


def test_who_names_nothing_is_told_so(tmp_path: Path) -> None:
    result = run(a_return(tmp_path), "accept", "3-1.kuik.1")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, "Error: name changes, such as 2.1, or say --own")
    assert run(a_return(tmp_path), "edit", "3-1.kuik.1", "1.1").exit_code == 2


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    data = json.loads(run(a_return(tmp_path), "show", "3-1.kuik.1", "--format", "json").stdout)
    page = (Path(__file__).parent.parent.parent / "docs/commands.md").read_text()
    assert data["schema"] == "reportkit/review-1"
    fields = {*data, *data["passages"][0], *data["passages"][0]["changes"][0], *data["passages"][0]["comments"][0]}
    assert {field for field in {*fields, *data["outside"][0]} if f"`{field}`" not in page} == set()


# --- one sitting ------------------------------------------------------------------------------------------------


def sitting(record: Path, *keys: tuple[str, str], **more: str) -> Seen:
    event = str(record.parent.parent)
    return on_terminal(
        f"import sys; sys.argv = ['reportkit', 'review', 'decide', '--event', {event!r}]\n{PROGRAM}", keys=keys, **more
    )


def test_single_keys_decide_on_a_terminal(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    ask = "b/q/? "
    seen = sitting(
        record, (ask, "a"), (ask, "?"), (ask, "b"), (ask, "r"), (ask, "e"), ("instead [;]: ", ":\r"), (ask, "s")
    )
    assert seen.exit_code == 0
    assert decisions(record) == {"1.1": ("reject", ""), "1.2": ("edit", ":")}
    assert [frame for frame in seen.frames if " of 3  " in frame] == [
        *("1 of 3  3-1.kuik.1 1.1", "2 of 3  3-1.kuik.1 1.2", "1 of 3  3-1.kuik.1 1.1", "2 of 3  3-1.kuik.1 1.2"),
        "3 of 3  3-1.kuik.1 3.1",
    ]
    assert any("a  accept" in frame for frame in seen.frames)
    assert seen.frames[-1] == "2 changes decided, 1 open"


def test_comments_stand_where_they_belong(tmp_path: Path) -> None:
    frames = sitting(a_return(tmp_path), ("b/q/? ", "q")).frames
    places = [
        at
        for at, frame in enumerate(frames)
        for words in ("Thank you", "Passage 1", "Was it twice?", "1 of 3")
        if words in frame
    ]
    assert places == sorted(places)
    assert len(places) == 4


def test_ctrl_c_loses_nothing(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    seen = sitting(record, ("b/q/? ", "a"), ("2 of 3", "\x03"))
    assert seen.exit_code == 130
    assert decisions(record) == {"1.1": ("accept", "")}


def test_who_is_killed_loses_nothing(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    command = [sys.executable, "-u", "-c", PROGRAM, "review", "decide", "--event", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"r\n")
        process.stdin.flush()
        while b"2 of 3" not in process.stdout.readline():
            pass
        os.kill(process.pid, 9)
    assert decisions(record) == {"1.1": ("reject", "")}


def test_lines_decide_where_there_is_no_terminal(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    returned(record, "lee", "asked [-who-]{+whom+} keeps")
    result = run(record, "decide", keys="a\ne one; two\nr\nA\n")
    assert decisions(record) == {"1.1": ("accept", ""), "1.2": ("edit", "one; two"), "3.1": ("reject", "")}
    assert decisions(record, "3-1.lee.1") == {"2.1": ("accept", "")}
    assert "all decided: reportkit review apply 3-1.lee.1" in result.stderr
    assert run(record, "decide").stdout == "nothing to decide\n"


def test_the_words_of_an_editor_come_from_an_editor(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    (tmp_path / "editor").write_text('#!/bin/sh\nprintf "tide\\n" > "$1"\n')
    (tmp_path / "editor").chmod(0o755)
    sitting(record, ("b/q/? ", "e"), ("2 of 3", "q"), EDITOR=str(tmp_path / "editor"))
    assert decisions(record) == {"1.1": ("edit", "tide")}


# --- terminals --------------------------------------------------------------------------------------------------


def test_colour_is_for_terminals(tmp_path: Path) -> None:
    record = a_return(tmp_path)
    program = (
        f"import sys; sys.argv = ['reportkit', 'review', 'show', '3-1.kuik.1', '--event', {str(tmp_path)!r}]\n{PROGRAM}"
    )
    seen = on_terminal(program)
    assert seen.colours
    assert max(map(cell_len, seen.frames)) <= 80
    assert "\x1b" not in run(record, "show", "3-1.kuik.1").stdout


def test_fifteen_speakers_and_two_hundred_changes_are_shown_at_once(tmp_path: Path) -> None:
    from time import perf_counter

    words = " ".join(f"word{number}" for number in range(200)) + "."
    entries = "".join(
        f"  - {{id: q{number:02}, speaker: kuik, text: Speaker {number} {words}}}\n" for number in range(15)
    )
    record = an_event_with_a_record(tmp_path, RECORD + entries)
    marked = [
        f"Speaker {at} " + " ".join(f"[-word{n}-]{{+other{n}+}}" if not n % 14 else f"word{n}" for n in range(200))
        for at in range(15)
    ]
    there = returned(record, "kuik", *marked)
    assert len(there.ledger.proposal(there.review).changes) == 225  # type: ignore[union-attr] # there is one
    start = perf_counter()
    assert run(record, "show", "3-1.kuik.1").exit_code == 0
    assert run(record, "accept", "3-1.kuik.1", "--own", "-q").exit_code == 0
    assert perf_counter() - start < 8
