"""`reportkit review send`: drafts go to their speakers, each of them once."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._options import placed
from reportkit.cli.review._outbox import Ways, leave, mailed


@click.command("send")
@click.argument("paths", nargs=-1, metavar="REC…", type=click.Path(path_type=Path))
@mailed
@click.option("--resend", "again", metavar="ID", multiple=True, help="Send this review once more, and no other.")
@placed
@voiced
def command(
    paths: tuple[Path, ...],
    ways: Ways,
    again: tuple[str, ...],
    event: Path | None,
    quiet: bool,
) -> None:
    """Give out the drafts of events or records: as message files that somebody sends, or by SMTP.

    Nothing is sent without --smtp, and nothing twice: what was sent is left out; what was refused for good waits for
    another address or for --resend; where a run was killed while a letter left, nobody knows, and you decide.

    Exit 5 if some letters did not leave or a record cannot be read, 6 if nobody knows of some.

    \b
    Example:
      reportkit review send inputs/asan-plenum-2026 --dry-run
    """
    from reportkit.reviewing.sending import Wish

    if not paths and not again:
        raise click.UsageError("name events or records, or the reviews that are sent once more: --resend ID")
    wish = Wish(paths, "review", ways.per, ways.speakers, frozenset(again), event=event)
    leave(wish, ways, quiet=quiet)
