"""How the commands that send letters show what is to leave and what became of it, and with which code they end."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import tell
from reportkit.counting import plural

if TYPE_CHECKING:
    from rich.table import Table

    from reportkit.letters import Per
    from reportkit.reviewing.sending import Row, Wish

COLOURS = {"due": "green", "sent": "green", "pending": "yellow", "bounced": "red", "unknown": "red", "no letter": "red"}

HEAD = ("speaker", "address", "language", "sessions", "file", "size", "deadline", "state")

WAYS = (
    click.option("--eml", metavar="DIR", type=click.Path(path_type=Path), help="Write message files into DIR."),
    click.option("--smtp", is_flag=True, help="Send them, as `mail` in the event file says."),
    click.option("--dry-run", is_flag=True, help="Show who would get what, and touch nothing."),
    click.option(
        "--per",
        type=click.Choice(["session", "person"]),
        default="session",
        show_default=True,
        help="One letter for each session, or one for all of a person.",
    ),
    click.option("--speaker", "speakers", metavar="ID", multiple=True, help="Only the speaker with this id."),
    click.option(
        "--rate",
        metavar="N/min",
        default="",
        callback=lambda _, __, rate: _checked(rate),
        help="How many leave in which time, at most: 20/min.",
    ),
)


@dataclass(frozen=True, slots=True)
class Ways:
    """How letters are to leave, if at all; `speakers` are those who are meant, everybody where there are none."""

    eml: Path | None
    smtp: bool
    dry_run: bool
    per: "Per"
    speakers: frozenset[str]
    rate: str


def mailed(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options by which letters leave; it is called with the `ways`."""

    @wraps(command)
    def told(
        eml: Path | None,
        smtp: bool,
        dry_run: bool,
        per: "Per",
        speakers: tuple[str, ...],
        rate: str,
        **more: object,
    ) -> None:
        command(ways=Ways(eml, smtp, dry_run, per, frozenset(speakers), rate), **more)

    for option in reversed(WAYS):
        told = option(told)
    return told


def _checked(rate: str) -> str:
    import re

    if rate and not re.fullmatch(r"[1-9]\d{0,4}/(s|min|h)", rate):
        raise click.BadParameter(f'"{rate}" is no rate; for example 20/min, 1/s or 200/h')
    return rate


def leave(wish: "Wish", ways: Ways, *, quiet: bool) -> None:
    """Show what would leave, or have it leave, and raise where some of it did not or might not have."""
    from reportkit.reviewing import sending

    if not (ways.dry_run or ways.eml or ways.smtp) or (ways.eml and ways.smtp):
        raise click.UsageError(
            "say how the letters leave: --eml DIR writes message files, which you look at and send with your own mail"
            " program; --smtp sends them now, through the server that `mail` in the event file names."
            " --dry-run shows who would get what"
        )
    if ways.dry_run:
        outbox = sending.planned(wish)
        show(outbox.rows)
        tell(outbox.findings)
        _explain(outbox.rows, wish)
        if outbox.unread or any(row.state == "no letter" for row in outbox.rows):
            raise click.exceptions.Exit(1)
        return
    with sending.held_outbox(wish) as outbox:
        tell(one for one in outbox.findings if not quiet or one.severity == "error")
        kept = [row for row in outbox.rows if row.state != "due"]
        if ways.eml:
            written = sending.write_files(outbox, ways.eml, lambda path: None if quiet else click.echo(path))
            rows = kept
            summary = f"{plural(len(written), 'message file')} in {ways.eml}; none is sent before you send it"
            if written and wish.kind == "review":
                summary += "; say so then: reportkit review sent"
        else:
            became = sending.send(outbox, ways.rate, lambda row: None if quiet else click.echo(_line(row)))
            rows = kept + became
            summary = _summary(kept, became)
    _explain(rows, wish)
    if not quiet:
        click.echo(summary, err=True)
    sending.judged(rows, outbox.findings, outbox.unread)


def _line(row: "Row") -> str:
    state = click.style(row.state, fg=COLOURS.get(row.state))
    return f"{state}  {row.to}  {' '.join(row.ids)}  {row.said}"


def _explain(rows: "list[Row] | tuple[Row, ...]", wish: "Wish") -> None:
    """Say of each letter that is not in order what somebody can do about it."""
    from reportkit.reviewing.sending import remedy

    for row in rows:
        if row.remark:
            click.echo(f"{' '.join(row.ids)}: {row.remark}; see that not both are sent", err=True)
        if hint := remedy(row, wish.kind):
            click.echo(f"{' '.join(row.ids)}: {row.words}\n  hint: {hint}", err=True)


def _summary(kept: "list[Row]", became: "list[Row]") -> str:
    """Return how many letters are in which state: `3 sent, 1 bounced, 2 sent before`."""
    from collections import Counter

    states = [row.state for row in became] + ["sent before" if row.state == "sent" else row.state for row in kept]
    return ", ".join(f"{number:,} {state}" for state, number in Counter(states).items()) or "no letters"


# --- the table --------------------------------------------------------------------------------------------------


def show(rows: "tuple[Row, ...]") -> None:
    """Print who gets what: as a table on a terminal, as columns elsewhere."""
    if sys.stdout.isatty():
        from rich.console import Console

        Console(highlight=False, markup=False).print(_table(rows))
    else:
        from reportkit.cli.review._table import print_columns

        print_columns([HEAD, *map(_cells, rows)])


def _cells(row: "Row") -> tuple[str, ...]:
    from reportkit.errors import visible

    first = row.reviews[0]
    language = row.letter.language if row.letter else ""
    sessions = ", ".join(dict.fromkeys(one.session.id for one in row.reviews))
    size = f"{row.size / 1000:,.0f} kB" if row.size else ""
    deadline = first.review.deadline.replace("T", " ")
    cells = (first.review.name, row.to, language, sessions, ", ".join(row.files), size, deadline, row.words)
    return tuple(visible(cell) or "-" for cell in cells)


def _table(rows: "tuple[Row, ...]") -> "Table":
    """Return the same for a terminal, where a letter has two lines and more."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for head in ("speaker\naddress", "session\nfile", "deadline\nlanguage, size", "state"):
        table.add_column(head, overflow="fold")
    for row in rows:
        name, address, language, sessions, file, size, deadline, state = (cell.lstrip("-") for cell in _cells(row))
        pairs = ((name, address), (sessions, file), (deadline, ", ".join(filter(None, [language, size]))))
        styled = Text(state, style=COLOURS.get(row.state, "dim"))
        table.add_row(*("\n".join(filter(None, pair)) for pair in pairs), styled)
    return table
