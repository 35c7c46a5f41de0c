"""`reportkit export`: every session of an event, in every format."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._dress import dressed
from reportkit.cli._voice import print_json, voiced, warn_of_slow_fonts
from reportkit.cli.render import FORMATS

if TYPE_CHECKING:
    from reportkit.outcomes import Outcome

NOT_WELL = ("failed", "edited")
"""Files that are not what their records say."""

WOULD_CHANGE = ("changed", "removed")


@click.command("export")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the files.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What to make; may be given again.  [default: pdf, docx]",
)
@dressed
@click.option("--attach-record", is_flag=True, help="Attach the record to the PDF, as JSON.")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="How many at a time.  [default: one a core]")
@click.option("--timeout", metavar="S", type=float, default=60, show_default=True, help="Seconds for one document.")
@click.option("--on", "address", metavar="ADDRESS", default="", help="A Dask scheduler: tcp://host:8786.")
@click.option("--force", is_flag=True, help="Make everything again, also what was changed by hand.")
@click.option("--prune", is_flag=True, help="Remove the files of sessions that are gone.")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would change.")
@click.option(
    "--require-signoff", "signed", is_flag=True, help="Refuse sessions that not all speakers have signed off."
)
@click.option("--explain", is_flag=True, help="Say of each file why it is made or not.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document with what became of each file.")
@voiced
def command(
    paths: tuple[Path, ...],
    out: Path,
    formats: tuple[str, ...],
    theme: str | None,
    paper: str | None,
    edition: str,
    no_watermark: bool,
    attach_record: bool,
    jobs: int | None,
    timeout: float,
    address: str,
    force: bool,
    prune: bool,
    check: bool,
    signed: bool,
    explain: bool,
    fail_fast: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Make what has changed of event folders and session files; one bad record stops only itself.

    \b
    Example:
      reportkit export inputs/asan-plenum-2026 -o outputs
    """
    from reportkit import batch, workers
    from reportkit.cli._progress import progress
    from reportkit.cli._summary import as_data, sum_up
    from reportkit.errors import visible
    from reportkit.wishes import Wishes

    if str(out) == "-":
        raise click.UsageError("many files do not go to standard output; name a folder with -o")
    chosen = tuple(dict.fromkeys(formats)) or ("pdf", "docx")
    warn_of_slow_fonts(chosen, quiet=quiet)
    wishes = Wishes(theme, paper, edition, not no_watermark, attach_record)
    how = batch.How(jobs or workers.cores(), timeout, force, prune, check, address, signed)
    outcomes: list[Outcome] = []
    with progress(0, silent=quiet or as_json) as told:
        for outcome in batch.export(paths, out, chosen, wishes, how, told):
            outcomes.append(outcome)
            if fail_fast and outcome.failure:
                break
    if explain and not as_json:
        for outcome in outcomes:
            click.echo(f"{outcome.state:9}  {visible(outcome.file or outcome.record)}: {outcome.reason}", err=True)
    if as_json:
        print_json([as_data(outcome) for outcome in outcomes])
    else:
        sum_up(outcomes, out, quiet=quiet)
    if any(outcome.state in NOT_WELL or (check and outcome.state in WOULD_CHANGE) for outcome in outcomes):
        raise click.exceptions.Exit(1)
