"""`reportkit volume`: the event as one book."""

from pathlib import Path

import click

from reportkit.cli._dress import dressed
from reportkit.cli._voice import voiced, warn_of_slow_fonts


@click.command("volume")
@click.argument("event", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the book: a name that ends in .pdf or .docx.",
)
@dressed
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="How many at a time.  [default: one a core]")
@click.option(
    "--timeout", metavar="S", type=float, default=300, show_default=True, help="Seconds for some twenty sessions."
)
@voiced
def command(
    event: Path,
    output: Path,
    theme: str | None,
    paper: str | None,
    edition: str,
    no_watermark: bool,
    jobs: int | None,
    timeout: float,
    quiet: bool,
) -> None:
    """Make an event one book: cover, imprint, contents, the sessions by day, index of people.

    The file is written only if the disclaimer was read back from every page. What has not changed since the last time
    is not laid out again.

    \b
    Example:
      reportkit volume inputs/asan-plenum-2026 -o outputs/asan-plenum-2026.pdf
    """
    from reportkit import workers
    from reportkit.book import FORMATS, How, volume
    from reportkit.cli._progress import progress
    from reportkit.wishes import Wishes
    from reportkit.write import whole

    form = output.suffix.lstrip(".").lower()
    if form not in FORMATS:
        raise click.UsageError(f"{output} is no name for a book; let it end in .pdf or .docx")
    warn_of_slow_fonts([form], quiet=quiet)
    wishes = Wishes(theme, paper, edition, watermark=not no_watermark)
    with progress(0, silent=quiet) as told:
        data = volume(event, form, wishes, How(jobs or workers.cores(), timeout), told)
    whole.write(output, data)
    if not quiet:
        click.echo(output)
