"""How long commands take to start, as a ratio to `python -c pass` and to an empty click command, in one run.

Each command runs in turn with the others, round after round, the first round not counted; medians of user and system
time, since the wall clock of a busy machine tells little.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 15
EMPTY_CLICK = "import click; click.command()(lambda: None).main([], standalone_mode=False)"
WEASYPRINT = "import weasyprint"


def commands(event: Path) -> dict[str, list[str]]:
    """Return what is measured; `event` is a new event folder."""
    reportkit = [sys.executable, "-m", "reportkit"]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "an empty click command": [sys.executable, "-c", EMPTY_CLICK],
        "reportkit --version": [*reportkit, "--version"],
        "reportkit --help": [*reportkit, "--help"],
        "reportkit check (one session)": [*reportkit, "check", str(event)],
        "import weasyprint": [sys.executable, "-c", WEASYPRINT],
        "reportkit render (one PDF)": [*reportkit, "render", str(event / "sessions/1-opening.yaml"), "-o", str(event)],
    }


def cost(command: list[str]) -> float:
    """Return the seconds of user and system time that `command` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        event = Path(folder) / "event"
        subprocess.run([sys.executable, "-m", "reportkit", "init", str(event)], check=True, capture_output=True)
        measured = commands(event)
        rounds = [{name: cost(command) for name, command in measured.items()} for _ in range(ROUNDS + 1)][1:]
    medians = {name: statistics.median(one[name] for one in rounds) for name in measured}
    python, click = medians["python -c pass"], medians["an empty click command"]
    print(f"{'command':32}{'ms':>8}{'x python':>10}{'x click':>9}")
    for name, seconds in medians.items():
        print(f"{name:32}{seconds * 1000:8.0f}{seconds / python:10.1f}{seconds / click:9.2f}")


if __name__ == "__main__":
    main()
