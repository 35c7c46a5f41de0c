"""`reportkit review remind`: those who have not answered are reminded, in the thread of their letter."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._outbox import Ways, leave, mailed


@click.command("remind")
@click.argument("paths", nargs=-1, required=True, metavar="REC…", type=click.Path(path_type=Path))
@mailed
@click.option("--again", is_flag=True, help="Also those who were reminded today.")
@voiced
def command(paths: tuple[Path, ...], ways: Ways, again: bool, quiet: bool) -> None:
    """Remind the speakers of events or records who were sent a draft and have not answered, with a file or in words.

    Nobody is reminded twice on one day without --again.

    Exit 5 if some letters did not leave or a record cannot be read, 6 if nobody knows of some.

    \b
    Example:
      reportkit review remind inputs/asan-plenum-2026 --dry-run
    """
    from reportkit.reviewing.sending import Wish

    leave(Wish(paths, "reminder", ways.per, ways.speakers, reminders=again), ways, quiet=quiet)
