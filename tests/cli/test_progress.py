"""How far an export is: a bar on a terminal, plain lines in a log."""

import subprocess
import sys

import pytest
from rich.cells import cell_len
from terminal import Seen, on_terminal

PROGRAM = """
import sys, threading, time
from reportkit.cli import _bar, _progress
from reportkit.cli._progress import progress

_bar.PAUSE = 0
with progress(3, "reading 3 records", silent="silent" in sys.argv) as step:
    for _ in range(3):
        step()
        time.sleep(0.01)
    step.begin("", 1200)
    for name in ("등대지기의 기록과 기억.pdf", "1-2-\\x1b[31m[red].docx", "last.pdf"):
        step(f"out/forum/{name}", "failed" if "red" in name else "made")
        time.sleep(0.01)
    if "wait" in sys.argv:
        time.sleep(30)
    assert threading.active_count() == 1
print("after")
"""

LOG = """reading 3 records
made  out/forum/등대지기의 기록과 기억.pdf
failed  out/forum/1-2-<U+001B>[31m[red].docx
made  out/forum/last.pdf
"""


def test_a_terminal_shows_count_rate_time_left_and_the_name() -> None:
    seen = on_terminal(PROGRAM, width=110)
    *frames, after = seen.frames
    assert (after, seen.exit_code) == ("after", 0)
    assert any(frame.startswith("2/3  ━") and frame.endswith("/s  reading 3 records") for frame in frames)
    counts = [frame.split()[0] for frame in frames]
    assert list(dict.fromkeys(counts)) == ["0/3", "1/3", "2/3", "3/3", "0/1,200", "1/1,200", "2/1,200", "3/1,200"]
    assert "  1 failed  " in frames[-1]
    assert " left  " in frames[-1]
    assert frames[-1].endswith("/s  last.pdf")
    assert "1-2-<U+001B>[31m[red].docx" in "".join(frames)


@pytest.mark.parametrize("width", [3, 20, 47, 62])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Letters of East Asia take two columns."""
    seen = on_terminal(PROGRAM, width=width)
    assert seen.exit_code == 0
    assert max(map(cell_len, seen.frames[:-1])) < width
    assert seen.frames[-1] == "after"


def test_a_long_name_is_cut() -> None:
    assert any(frame.endswith("등대지기의 …") for frame in on_terminal(PROGRAM, width=64).frames)


def test_the_cursor_comes_back_and_the_line_is_gone() -> None:
    sent = on_terminal(PROGRAM).sent
    assert sent.count("\x1b[?25l") == 1
    assert sent.rindex("\x1b[2K") < sent.rindex("after")
    assert sent.rindex("\x1b[?25h") < sent.rindex("after")


def test_after_ctrl_c_the_cursor_comes_back() -> None:
    seen = on_terminal(PROGRAM, "wait", stop_at="last.pdf")
    assert "KeyboardInterrupt" in seen.sent
    assert seen.sent.rindex("\x1b[?25h") > seen.sent.rindex("\x1b[?25l")
    assert "after" not in seen.frames


def test_without_colour_there_is_none() -> None:
    assert on_terminal(PROGRAM).colours
    assert on_terminal(PROGRAM, NO_COLOR="1").colours == set()


def plain(seen: Seen) -> str:
    return seen.sent.replace("\r\n", "\n")


def test_a_terminal_that_cannot_go_back_gets_lines() -> None:
    assert plain(on_terminal(PROGRAM, TERM="dumb")) == LOG + "after\n"


def test_loggers_that_speak_are_not_drawn_over() -> None:
    loud = "import logging; logging.getLogger('reportkit').setLevel(logging.INFO)\n" + PROGRAM
    assert plain(on_terminal(loud)) == LOG + "after\n"


@pytest.mark.parametrize(("arguments", "told"), [([], LOG), (["silent"], "")])
def test_a_log_has_a_line_for_each_file(arguments: list[str], told: str) -> None:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert (run.stdout, run.stderr) == ("after\n", told)


def test_where_there_is_nothing_to_do_nothing_is_shown() -> None:
    idle = (
        "from reportkit.cli._progress import progress\nwith progress(0, silent=False) as step: step.begin('making', 0)"
    )
    assert on_terminal(idle).sent == ""
    assert on_terminal(idle, TERM="dumb").sent == ""


def test_silence_is_silence_on_a_terminal_too() -> None:
    assert plain(on_terminal(PROGRAM, "silent")) == "after\n"
