"""`reportkit review accept`: changes of a speaker are to be made in the record."""

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import Meant, changes, decide_all


@click.command("accept")
@changes
@click.option("--theirs", is_flag=True, help="Also where the record has other words by now: these go.")
@voiced
def command(meant: Meant, theirs: bool, quiet: bool) -> None:
    """Accept changes of a review by their numbers, as `reportkit review show` has them; the record is not written yet.

    --own, --typography and --all-of take open changes of the reviewer's own passages, but none that takes a whole
    passage out, and none where the record has other words by now; changes in passages of others are named one by one.

    \b
    Example:
      reportkit review accept 3-1.kuik.1 2.1 2.3
      reportkit review accept 3-1.kuik.1 --own
    """
    decide_all(meant, "accept", quiet=quiet, over=theirs)
