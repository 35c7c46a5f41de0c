"""`reportkit review sent`: a draft that somebody sent is put down as sent."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._options import placed

if TYPE_CHECKING:
    from reportkit.reviews import Former, Review


@click.command("sent")
@click.argument("names", nargs=-1, required=True, metavar="ID…|REC…")
@click.option("--on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="The day, if it was not now.")
@placed
@voiced
def command(names: tuple[str, ...], on: datetime | None, event: Path | None, quiet: bool) -> None:
    """Mark reviews as sent whose message files you have sent, or of which nobody knew whether they had left.

    A record or an event stands for all its drafts that `reportkit review send --eml` has written as message files.

    \b
    Example:
      reportkit review sent 3-1.kuik.1 --on 2026-04-20
      reportkit review sent inputs/asan-plenum-2026
    """
    from reportkit.reviewing.sending import mark_sent

    def tell(review: "Review", former: "Former | None") -> None:
        which = ": the draft in its message file, not the one that was made since" if former else ""
        if not quiet or former:
            click.echo(f"{review.id} is sent{which}")

    mark_sent(names, on.date() if on else None, event, tell)
