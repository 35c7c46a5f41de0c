"""Where a run of the benchmark works, and how much it does."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import python
from benchmarks.events import make_event

FULL = 1000
"""The sessions that targets are for."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder for all that is made, and the sessions of the largest event."""

    folder: Path
    sessions: int

    def size(self, of_a_thousand: int) -> int:
        """Return how many sessions a job has that has `of_a_thousand` in a full run."""
        return max(10, of_a_thousand * self.sessions // FULL)

    def rounds(self, usual: int) -> int:
        """Return how often ways take turns, of which a try needs less."""
        return usual if self.sessions >= FULL else min(usual, 3)

    def event(self, sessions: int) -> Path:
        """Return the folder of an event of so many sessions."""
        folder = self.folder / f"event-{sessions}"
        if not folder.exists():
            make_event(folder, sessions)
        return folder

    def pages(self, sessions: int) -> Path:
        """Return a folder with so many sessions as other programs take them, and the event of the same."""
        folder = self.folder / f"pages-{sessions}"
        if not folder.exists():
            make_event(folder / "event", sessions)
            python("-m", "benchmarks.pages", folder / "event", folder)
        return folder

    def volume(self, sessions: int) -> Path:
        """Return the page on which all of so many sessions stand."""
        folder = self.folder / f"volume-{sessions}"
        if not folder.exists():
            python("-m", "benchmarks.pages", "--volume", self.event(sessions), folder)
        return folder / "volume.html"

    def emptied(self, name: str) -> Path:
        """Return a folder of this name that is not there any more."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return self.folder / name
