"""`reportkit review edit`: other words than a speaker's are to stand where one changed something."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import returned, tell
from reportkit.cli.review._options import placed, signed


@click.command("edit")
@click.argument("id", metavar="ID")
@click.argument("change", metavar="2.1")
@click.option("--text", help="What is to stand there; without it, your editor opens.")
@returned
@signed
@placed
@voiced
def command(id: str, change: str, text: str | None, number: int, by: str, event: Path | None, quiet: bool) -> None:
    """Have other words stand instead of a change, and instead of the record's own there; nothing is written yet.

    \b
    Example:
      reportkit review edit 3-1.kuik.1 2.1 --text "flexible alignment"
    """
    from reportkit.reviewing.deciding import Sweep, decide, numbered, opened
    from reportkit.reviewing.finding import held

    case = opened(held(id, event), number)
    (meant,) = numbered(case, [change])
    words = _words(meant.after) if text is None else text
    sweep = Sweep((meant,))
    tell(decide(case, (meant,), "edit", by, words, over=True), sweep, "edit", quiet=quiet, over=True)


def _words(there: str) -> str:
    """Return what somebody makes of the words of a change in an editor; only on a terminal is there somebody."""
    import sys

    if not sys.stdin.isatty():
        raise click.UsageError("say what is to stand there: --text")
    made = click.edit(there)
    if made is None:
        raise click.UsageError("nothing was saved, so nothing is decided")
    return made.removesuffix("\n")
