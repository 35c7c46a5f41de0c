"""Telling how far a long run is: a bar on a terminal, a line for each file in a log, nothing where silence is wanted.

The bar is drawn in `_bar.py`; what became of everything is told at the end, in `_summary.py`.
"""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from reportkit.errors import visible
from reportkit.progress import Progress, Silence


@contextmanager
def progress(total: int, what: str = "", *, silent: bool) -> Iterator[Progress]:
    """Give what tells of `total` things to do; count only those that take their time, as the rate is theirs."""
    if silent or not _on_terminal():
        yield Silence() if silent else Lines(total, what)
        return
    # Rich takes a twentieth of a second to import, which help and logs need not wait for.
    from reportkit.cli._bar import Bar

    with Bar(total, what) as bar:
        yield bar


def _on_terminal() -> bool:
    """Whether a line can be drawn anew; where `-v` has loggers speak, they would write into it."""
    dumb = os.environ.get("TERM", "").lower() in ("dumb", "unknown")
    return sys.stderr.isatty() and not dumb and not logging.getLogger("reportkit").isEnabledFor(logging.INFO)


class Lines:
    """A line for each phase, and one for each file of which something became."""

    def __init__(self, total: int, what: str) -> None:
        self.begin(what, total)

    def __call__(self, label: str = "", state: str = "") -> None:
        if state:
            click.echo(f"{state}  {visible(label)}", err=True)

    def begin(self, what: str, total: int) -> None:
        if what and total:
            click.echo(what, err=True)
