"""Rapporteur text: labels, people, prose, as it comes by mail or out of a PDF.

    Session: Concurrent Session 3-1: An Asian NATO?
    Date/Time: April 8, 2026 / 14:40-16:00
    Speakers:
    Kuik Cheng-Chwee, National University of Malaysia
    Session Sketch:
    Dr. Kuik Cheng-Chwee, a professor …

The same in a Word file is read by `word.py`.
"""

from reportkit.intake import Arrival, Choices, _session
from reportkit.intake._labels import CODED, KINDS, label
from reportkit.intake._lines import lines
from reportkit.intake._text import glance, text
from reportkit.intake._when import when

NAME = "rapporteur"

FEWEST = 2
"""How many labels of different meaning make a text one of a rapporteur; a code or a day may go without one."""

HEAD = 6
"""Among how many lines, at the beginning, something is understood without a label."""


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802
    words = glance(data).lstrip()
    if words.startswith(("{", "[", "<", "BEGIN:", "PK")) or "\0" in words:
        return False
    lines = [" ".join(line.split()) for line in words.split("\n")]
    labels = {one.kind for one in map(label, lines) if one}
    head = [line for line in lines if line][:HEAD]
    codes = {"session" for line in head if (match := CODED.fullmatch(line[:200])) and KINDS.search(match["kind"])}
    days = {"when" for line in head if len(line) < 80 and when(line).starts}
    return len(labels | codes | days) >= FEWEST


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions that the text tells of."""
    found, remarks = lines(text(data, name), name, choices)
    return _session.arrival(found, name, choices, remarks)
