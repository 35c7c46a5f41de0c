"""`reportkit review apply`: what was decided is written into the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import returned
from reportkit.cli.review._options import placed, signed
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.applying import Applied
    from reportkit.reviewing.meeting import Clash

COLOURS = {"-": "red", "+": "green", "@": "cyan"}


@click.command("apply")
@click.argument("names", nargs=-1, required=True, metavar="ID…")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@returned
@signed
@placed
@voiced
def command(names: tuple[str, ...], dry_run: bool, number: int, by: str, event: Path | None, quiet: bool) -> None:
    """Write accepted and edited changes into the record, and show what changed in it; exit 1 if some could not be made.

    What the record says by now stays. Where it has other words in the place of a change, nothing of that passage is
    written, and the three texts are shown. Comments, order and layout of the file stay. A record or an event stands for
    all its reviews.

    \b
    Example:
      reportkit review apply 3-1.kuik.1 --dry-run
      reportkit review apply 3-1.kuik.1
    """
    from reportkit.reviewing.applying import apply
    from reportkit.reviewing.finding import meant, with_records

    found = [one for one in meant(names, event) if one[1].returns or one[1].id in names]
    outcomes = apply(with_records(found), by, dry=dry_run, number=number)
    for outcome in outcomes:
        _show(outcome, quiet=quiet)
        for review, clash in outcome.clashes:
            _tell(review, clash)
        if not quiet:
            click.echo(_summary(outcome, dry=dry_run), err=True)
    if any(outcome.clashes for outcome in outcomes):
        raise click.exceptions.Exit(1)


def _show(outcome: Applied, *, quiet: bool) -> None:
    from reportkit.errors import visible

    for line in outcome.difference if not quiet else ():
        click.echo(click.style(visible(line), fg=COLOURS.get(line[0]), bold=line.startswith(("---", "+++"))))


def _tell(review: str, clash: Clash) -> None:
    """Print what could not be made, with the three texts and what to do."""
    from reportkit.errors import visible

    click.echo(f"{click.style('conflict', fg='red', bold=True)}: {review}: {visible(str(clash))}", err=True)
    for spot in clash.spots:
        for name, text in (("sent", spot.sent), ("record", spot.now), ("theirs", spot.theirs)):
            click.echo(f"  {name:>6}: {visible(text)}", err=True)
    click.echo(f"  hint: {clash.hint}", err=True)


def _summary(outcome: Applied, *, dry: bool) -> str:
    written = sum(not one.already for one in outcome.made)
    already = len(outcome.made) - written
    parts = [f"{plural(written, 'change')} {'would be ' * dry}written"]
    parts += [f"{already} already there"] * bool(already)
    conflicts = sum(len(clash.numbers) for _, clash in outcome.clashes)
    parts += [f"{plural(conflicts, 'change')} in conflict"] * bool(conflicts)
    return f"{outcome.record}: {', '.join(parts)}"
