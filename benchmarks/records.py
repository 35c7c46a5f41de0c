"""Records alone: a programme taken in as CSV, and records checked, for each of many sessions."""

import csv
import json
from pathlib import Path

from benchmarks.clock import Cost, medians, reportkit
from benchmarks.events import EVENT, session
from benchmarks.results import Figures, Results
from benchmarks.scene import Scene

ROUNDS = 3

IMPORT, CHECK = "import of a programme as CSV", "check"


def measure(scene: Scene) -> Results:
    size = scene.size(1000)
    ways = {
        IMPORT: lambda: taken_in(scene, size),
        CHECK: lambda: reportkit("check", scene.event(size), "-q") / size,
    }
    costs = medians(ways, scene.rounds(ROUNDS), warm_up=False)
    return Results((Figures(f"the record of a session, of {size}", CHECK, costs),))


def taken_in(scene: Scene, size: int) -> Cost:
    """Return what each session costs of a programme that a new event takes in."""
    event = scene.emptied("taken-in")
    event.mkdir()
    (event / "event.yaml").write_text(EVENT, encoding="utf-8")
    return reportkit("import", programme(scene.folder / "programme.csv", size), "--event", event, "-q") / size


def programme(path: Path, size: int) -> Path:
    """Write a programme of so many sessions, a row each, and return its path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["ID", "Title", "Date", "Start", "End", "Room", "Speakers"])
        for number in range(size):
            table.writerow(row(number))
    return path


def row(number: int) -> list[str]:
    """Return what a programme tells of one session of `events.py`."""
    facts = {
        field: json.loads(value) for field, _, value in (line.partition(": ") for line in session(number).splitlines())
    }
    (day, starts), (_, ends) = facts["starts"].split("T"), facts["ends"].split("T")
    speakers = "\n".join(person["name"] for person in facts["speakers"])
    return [facts["id"], facts["title"], day, starts, ends, facts["room"], speakers]
