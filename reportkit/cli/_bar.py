"""The progress bar of a terminal: one line, drawn anew when something is done, cut to the width that there is.

It has no thread of its own, since workers are forked beside it. What is shown elsewhere is in `_progress.py`.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePath
from time import monotonic
from types import TracebackType

from rich.console import Console, ConsoleOptions, RenderResult
from rich.progress import Progress, Task
from rich.progress_bar import ProgressBar
from rich.text import Text

from reportkit.errors import visible

PAUSE = 0.1
"""Seconds between two drawings."""

BAR = (10, 40)
"""The least and the most columns of the bar itself."""

NAME = 12
"""The least columns in which a name is worth showing."""

GAP = 2
"""The columns between two things of a line."""


class Bar:
    """Progress on a terminal; see `_progress.Progress`. Nothing is drawn before there is something to do."""

    def __init__(self, total: int, what: str) -> None:
        console = Console(stderr=True)
        self.lines = Line(
            console=console, auto_refresh=False, transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self.task = self.lines.add_task(visible(what), total=total, failed=0)
        self.total = total
        self.failed = 0
        self.drawn = 0.0

    def __enter__(self) -> "Bar":
        if self.total:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lines.stop()

    def __call__(self, label: str = "", state: str = "") -> None:
        self.failed += state == "failed"
        name = visible(PurePath(label).name) if label else None
        self.lines.update(self.task, advance=1, description=name, failed=self.failed)
        if monotonic() - self.drawn >= PAUSE:
            self.lines.refresh()
            self.drawn = monotonic()

    def begin(self, what: str, total: int) -> None:
        self.lines.reset(self.task, total=total, description=visible(what))
        if total:
            self._start()

    def _start(self) -> None:
        try:
            self.lines.start()
        except BaseException:  # Ctrl-C may come when the cursor is hidden already.
            self.lines.stop()
            raise


class Line(Progress):
    """Rich's progress, drawn as one line."""

    def get_renderables(self) -> Iterator["Drawn"]:
        yield from map(Drawn, self.tasks)


class Drawn:
    """How far a task is: `12/40  ━━━━━━━╺━━━━━━━  1 failed  00:35 left  16.9/s  3-1-an-asian-nato.pdf`."""

    def __init__(self, task: Task) -> None:
        self.task = task

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        # Some terminals break a line that reaches their last column.
        count, *words = _fitting(self._words(), options.max_width - 1)
        room = options.max_width - 1 - sum(word.cell_len + GAP for word in [count, *words])
        bar = min(room - GAP - NAME if room >= BAR[0] + GAP + NAME else room, BAR[1])
        line = [count]
        if bar >= BAR[0]:
            line.append(_drawn_bar(self.task, bar, console, options))
            room -= bar + GAP
        line += words
        if room >= NAME:
            line.append(_cut(self.task.description, room))
        yield Text("  ", end="").join(line)

    def _words(self) -> list[Text]:
        """Return what there is to say besides the name, the most important first."""
        words = [Text(f"{self.task.completed:,.0f}/{self.task.total or 0:,.0f}")]
        if failed := self.task.fields["failed"]:
            words.append(Text(f"{failed:,} failed", "bold red"))
        if (left := self.task.time_remaining) is not None:
            words.append(Text(f"{timedelta(seconds=left)}".removeprefix("0:") + " left"))
        if speed := self.task.speed:
            words.append(Text(f"{speed:,.1f}/s"))
        return words


def _fitting(words: list[Text], width: int) -> list[Text]:
    """Return the first words and as many of the others as there is room for."""
    words[0].truncate(max(width, 1))
    while sum(word.cell_len + GAP for word in words) - GAP > width and len(words) > 1:
        words = words[:-1]
    return words


def _cut(name: str, width: int) -> Text:
    """Return `name` in at most `width` columns, of which letters of East Asia take two."""
    text = Text(name, "dim")
    text.truncate(width, overflow="ellipsis")
    return text


def _drawn_bar(task: Task, width: int, console: Console, options: ConsoleOptions) -> Text:
    (line,) = console.render_lines(ProgressBar(task.total, task.completed), options.update(width=width))
    return Text.assemble(*((segment.text, segment.style or "") for segment in line))
