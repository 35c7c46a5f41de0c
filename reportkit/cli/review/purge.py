"""`reportkit review purge`: finished reviews without the files as they went and came."""

import sys
from pathlib import Path

import click

from reportkit.cli._voice import tell_text, voiced
from reportkit.cli.review._options import placed
from reportkit.counting import plural


@click.command("purge")
@click.argument("names", nargs=-1, required=True, metavar="ID…|REC…")
@click.option("--yes", is_flag=True, help="Do not ask.")
@placed
@voiced
def command(names: tuple[str, ...], yes: bool, event: Path | None, quiet: bool) -> None:
    """Remove the Word files and messages of closed reviews; decisions, hashes and the log stay.

    A name is a review, a record or an event: then all its reviews are meant. Those that are not closed are kept, and
    the exit code is 1. What is removed cannot be brought back, so it is asked first.

    \b
    Example:
      reportkit review purge inputs/asan-plenum-2026 --yes
    """
    from reportkit.errors import visible
    from reportkit.reviewing.purging import planned, purge

    plans, kept = planned(names, event)
    for refusal in kept:
        tell_text(str(refusal))
    files = [visible(str(path)) for plan in plans for path in plan.files]
    if files and not yes:
        _ask(files)
    for plan in plans:
        purge(plan)
    if not quiet:
        reviews = sum(len(plan.reviews) for plan in plans)
        click.echo(f"{plural(len(files), 'file')} of {plural(reviews, 'review')} removed", err=True)
    if kept:
        raise click.exceptions.Exit(1)


def _ask(files: list[str]) -> None:
    """Show what is to be removed, and stop unless somebody agrees."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"{plural(len(files), 'file')} would be removed for good; say --yes")
    for file in files:
        click.echo(file, err=True)
    click.confirm(f"Remove {plural(len(files), 'file')} for good?", abort=True, err=True)
