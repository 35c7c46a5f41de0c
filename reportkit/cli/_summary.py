"""What became of a whole run, at its end: a table of counts, then each failure once, then where the files are.

How far a run is while it lasts is told in `_progress.py`; the same for a browser is made in `overview.py`.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import tell_text
from reportkit.errors import visible
from reportkit.outcomes import Outcome

if TYPE_CHECKING:
    from rich.table import Table

STATES = {
    "made": "green",
    "changed": "green",
    "unchanged": "",
    "edited": "yellow",
    "stale": "yellow",
    "removed": "",
    "failed": "red",
}
"""The rows of the table and their colours, the worst last, where the failures follow."""

REMEDIES = {
    "edited": "changed by hand since it was made, and kept; --force makes it anew",
    "stale": "left by a session that is gone or has another name now; --prune removes it",
}

NAMED = 5
"""How many files are named where each calls for a remedy."""

THERE = ("made", "unchanged", "edited")
"""The states of files that belong to a session and are there."""


def sum_up(outcomes: Sequence[Outcome], out: Path, *, quiet: bool = False) -> None:
    """Print what became of all `outcomes`, whose files are in `out`; with `quiet`, only what went wrong."""
    if outcomes and not quiet:
        _print_table(_cells(outcomes))
    for failure in dict.fromkeys(outcome.failure for outcome in outcomes if outcome.failure):
        tell_text(failure)
    for state, remedy in REMEDIES.items():
        if not quiet or state == "edited":
            _tell_remedy([one.file for one in outcomes if one.state == state], remedy)
    if not quiet:
        click.echo(_sentence(outcomes, out))


def as_data(outcome: Outcome) -> dict[str, object]:
    """Return `outcome` for JSON."""
    return {
        "record": outcome.record,
        "session": outcome.session,
        "format": outcome.format,
        "edition": outcome.edition,
        "file": outcome.file or None,
        "state": outcome.state,
        "reason": outcome.reason,
        "failure": outcome.failure,
        "pages": outcome.pages,
    }


# --- the table --------------------------------------------------------------------------------------------------


def _cells(outcomes: Sequence[Outcome]) -> list[list[str]]:
    """Return the rows of the table, its head first: how many files of each format are in each state."""
    formats = sorted({outcome.format for outcome in outcomes}, key=_place)
    counted = Counter((outcome.state, outcome.format) for outcome in outcomes)
    rows = [["", *(format or "record" for format in formats)]]
    for state in STATES:
        numbers = [counted[state, format] for format in formats]
        if any(numbers):
            rows.append([state, *(f"{number:,}" if number else "" for number in numbers)])
    pages = [
        sum(one.pages or 0 for one in outcomes if one.format == format and one.state in THERE) for format in formats
    ]
    if any(pages):
        rows.append(["pages", *(f"{number:,}" if number else "" for number in pages)])
    return rows


def _place(format: str) -> tuple[int, str]:
    """Return where the column of a format stands; what is no format comes last."""
    known = ("pdf", "docx", "html")
    return (known.index(format) if format in known else len(known) + (not format), format)


def _print_table(rows: list[list[str]]) -> None:
    """Print a table, in colour on a terminal and as plain columns in a log."""
    if not sys.stdout.isatty():
        for line in _aligned(rows):
            click.echo(line)
        return
    from rich.console import Console

    Console(highlight=False).print(_coloured(rows))


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        yield "  ".join(
            [name.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:], strict=True))]
        ).rstrip()


def _coloured(rows: list[list[str]]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    head, *body = rows
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for number, name in enumerate(head):
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for row in body:
        table.add_row(*row, style=STATES.get(row[0], "dim"))
    return table


# --- the sentences ----------------------------------------------------------------------------------------------


def _tell_remedy(files: list[str], remedy: str) -> None:
    for file in files[:NAMED]:
        click.echo(f"{visible(file)}: {remedy}", err=True)
    if len(files) > NAMED:
        click.echo(f"and {len(files) - NAMED:,} more", err=True)


def _sentence(outcomes: Sequence[Outcome], out: Path) -> str:
    if not outcomes:
        return f"0 files in {out}: there are no sessions"
    there = sum(outcome.state in THERE for outcome in outcomes)
    failed = sum(outcome.state == "failed" for outcome in outcomes)
    return f"{there:,} {'file' if there == 1 else 'files'} in {out}" + (f", {failed:,} failed" if failed else "")
