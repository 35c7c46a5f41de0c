"""Whoever wants to know how far a long run has come; how people are told is in `cli/_progress.py`."""

from typing import Protocol


class Progress(Protocol):
    """What a run calls: once for each thing done, and at the beginning of each of its phases."""

    def __call__(self, label: str = "", state: str = "") -> None:
        """Count one thing as done: `label` names it, and `state` is what became of it, where that is worth telling."""

    def begin(self, what: str, total: int) -> None:
        """Begin a phase of `total` things to do: `reading 1,000 records`."""


class Silence:
    """Tells nobody."""

    def __call__(self, label: str = "", state: str = "") -> None:
        pass

    def begin(self, what: str, total: int) -> None:
        pass
