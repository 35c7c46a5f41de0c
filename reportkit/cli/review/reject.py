"""`reportkit review reject`: changes of a speaker are not to be made in the record."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import changes, decide_all
from reportkit.cli.review._options import placed, signed


@click.command("reject")
@changes
@signed
@placed
@voiced
def command(
    id: str,
    numbers: tuple[str, ...],
    own: bool,
    typography: bool,
    all_of: tuple[str, ...],
    number: int,
    by: str,
    event: Path | None,
    quiet: bool,
) -> None:
    """Reject changes of a review by their numbers, as `reportkit review show` has them; the record keeps its words.

    --own, --typography and --all-of take what they take of `reportkit review accept`.

    \b
    Example:
      reportkit review reject 3-1.kuik.1 2.2
      reportkit review reject 3-1.kuik.1 --typography
    """
    decide_all(id, numbers, (own, typography, all_of), "reject", by, (event, number), quiet=quiet)
