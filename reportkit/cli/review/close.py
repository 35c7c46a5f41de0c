"""`reportkit review close`: how a review ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import tell_text, voiced
from reportkit.cli.review._options import placed, signed

if TYPE_CHECKING:
    from reportkit.reviews import Reason


@click.command("close")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--approved", "reason", flag_value="approved", help="The speaker agreed, or every change is decided.")
@click.option("--silent", "reason", flag_value="silent", help="The deadline that was named has passed without a word.")
@click.option("--withdrawn", "reason", flag_value="withdrawn", help="Nobody asks any more.")
@signed
@placed
@voiced
def command(ids: tuple[str, ...], reason: Reason | None, by: str, event: Path | None, quiet: bool) -> None:
    """Close reviews; exit 1 if one of them cannot end so yet.

    An approval is bound to what the record says of the speaker: edit it later, and the speaker has to be asked again.
    Silence agrees only when a deadline was named and has passed. A late answer opens a silent review again.

    \b
    Example:
      reportkit review close 3-1.kuik.1 --approved
    """
    from reportkit.errors import visible
    from reportkit.reviewing.closing import close
    from reportkit.reviewing.finding import held
    from reportkit.reviewing.standing import Unready

    if reason is None:
        raise click.UsageError("say how they end: --approved, --silent or --withdrawn")
    refused = False
    for one in [held(id, event) for id in dict.fromkeys(ids)]:
        try:
            close(one, reason, by)
        except Unready as error:
            tell_text(str(error))
            refused = True
        else:
            if not quiet:
                click.echo(f"{one.review.id}: closed ({reason}), {visible(one.review.name)}")
    if refused:
        raise click.exceptions.Exit(1)
