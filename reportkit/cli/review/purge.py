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
    from reportkit.reviewing.purging import meant, originals, purge
    from reportkit.reviewing.standing import Unready

    refused, found = False, {}
    for ledger, review in meant(names, event):
        try:
            found[ledger, review] = originals(ledger, review)
        except Unready as error:
            tell_text(str(error))
            refused = True
    files = dict.fromkeys(path for paths in found.values() for path in paths)
    if files and not yes:
        _ask([visible(str(path)) for path in files])
    for ledger, review in found:
        purge(ledger, review)
    if not quiet:
        click.echo(f"{plural(len(files), 'file')} of {plural(len(found), 'review')} removed", err=True)
    if refused:
        raise click.exceptions.Exit(1)


def _ask(files: list[str]) -> None:
    """Show what is to be removed, and stop unless somebody agrees."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"{plural(len(files), 'file')} would be removed for good; say --yes")
    for file in files:
        click.echo(file, err=True)
    click.confirm(f"Remove {plural(len(files), 'file')} for good?", abort=True, err=True)
