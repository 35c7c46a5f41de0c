"""`reportkit review reject`: changes of a speaker are not to be made in the record."""

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import Meant, changes, decide_all


@click.command("reject")
@changes
@voiced
def command(meant: Meant, quiet: bool) -> None:
    """Reject changes of a review by their numbers, as `reportkit review show` has them; the record keeps its words.

    --own, --typography and --all-of take what they take of `reportkit review accept`.

    \b
    Example:
      reportkit review reject 3-1.kuik.1 2.2
      reportkit review reject 3-1.kuik.1 --typography
    """
    decide_all(meant, "reject", quiet=quiet)
