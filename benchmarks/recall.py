"""What the rules of `reportkit check` find of what is wrong, and how often they cry wolf.

`python -m benchmarks.recall` plants one defect at a time into texts without fault (`defects.py`), and the rule has to
find it. On the texts as they are, every finding is a false alarm. `--write-docs` puts the table into docs/checks.md.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.clock import HOME
from benchmarks.defects import DEFECTS, event_of
from benchmarks.events import make_event
from reportkit.check.records import check
from reportkit.load import load
from reportkit.records import Event, Session

TEXTS = Path(__file__).parent / "texts"
PAGE = HOME / "docs/checks.md"
BEGIN, END = "<!-- what `python -m benchmarks.recall` found -->", "<!-- until here -->"

LEAST, MOST = 0.9, 0.05
"""The least recall of a rule, and the most sessions without fault in which it may find one."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many defects of a rule were planted and found, and in how many of the texts without fault it found any."""

    rule: str
    planted: int
    found: int
    alarms: int
    texts: int

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 0.0

    @property
    def good(self) -> bool:
        return self.recall >= LEAST and self.alarms <= MOST * self.texts


def texts() -> tuple[Session, ...]:
    """Return the sessions without fault that defects are planted into."""
    return load(TEXTS).event.sessions


def scores(quiet: tuple[Session, ...]) -> Iterator[Score]:
    """Yield the score of each rule; `quiet` are sessions without fault, beside those that defects are planted into."""
    clean = texts()
    alarms = Counter(rule for one in (*clean, *quiet) for rule in rules(event_of(one)))
    for rule, plant in DEFECTS.items():
        events = [event for session in clean for event in plant(session)]
        found = sum(finds(rule, event) for event in events)
        yield Score(rule, len(events), found, alarms[rule], len(clean) + len(quiet))


def rules(event: Event) -> set[str]:
    """Return the rules that find something in `event`."""
    return {finding.rule for finding in check(event, whole=True)}


def finds(rule: str, event: Event) -> bool:
    """Tell whether `rule` finds something in `event`; the others are not asked."""
    question = import_module(f"reportkit.check.records.{rule.replace('-', '_')}")
    return any(question.check(event))


def table(every: list[Score]) -> Iterator[str]:
    yield "| rule | planted | found | recall | false alarms |"
    yield "|---|--:|--:|--:|--:|"
    for one in every:
        yield f"| `{one.rule}` | {one.planted} | {one.found} | {one.recall:.2f} | {one.alarms} of {one.texts} |"


def quiet(folder: Path) -> tuple[Session, ...]:
    """Return other sessions without fault: those of the samples in English, and some of a made-up event in `folder`."""
    make_event(folder, 8)
    samples = load(HOME / "inputs/lantern-forum-2031").event.sessions
    return (*(one for one in samples if one.tongue == "en"), *load(folder).event.sessions)


def main() -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        every = list(scores(quiet(Path(folder) / "event")))
    lines = "\n".join(table(every))
    print(lines)
    if "--write-docs" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}", encoding="utf-8")
    sys.exit(not all(one.good for one in every))


if __name__ == "__main__":
    main()
