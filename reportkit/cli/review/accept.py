"""`reportkit review accept`: changes of a speaker are to be made in the record."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._deciding import changes, decide_all
from reportkit.cli.review._options import placed, signed


@click.command("accept")
@changes
@click.option("--theirs", is_flag=True, help="Also where the record has other words by now: these go.")
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
    theirs: bool,
    by: str,
    event: Path | None,
    quiet: bool,
) -> None:
    """Accept changes of a review by their numbers, as `reportkit review show` has them; the record is not written yet.

    --own, --typography and --all-of take open changes of the reviewer's own passages, but none that takes a whole
    passage out, and none where the record has other words by now; changes in passages of others are named one by one.

    \b
    Example:
      reportkit review accept 3-1.kuik.1 2.1 2.3
      reportkit review accept 3-1.kuik.1 --own
    """
    sweeps = (own, typography, all_of)
    decide_all(id, numbers, sweeps, "accept", by, (event, number), quiet=quiet, over=theirs)
