"""`reportkit review redline`: what has changed since a speaker was sent a draft, as tracked changes of Word."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._options import placed


@click.command("redline")
@click.argument("id", metavar="ID")
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The Word file to write."
)
@click.option("--no-watermark", is_flag=True, help="No large word behind the text.")
@placed
@voiced
def command(id: str, output: Path, no_watermark: bool, event: Path | None, quiet: bool) -> None:
    """Write a Word file whose tracked changes lead from what a speaker was sent to the record as it is now.

    All changes rejected, its passages say what was sent; all accepted, what the record says.

    \b
    Example:
      reportkit review redline 3-1.kuik.1 -o kuik-changes.docx
    """
    from reportkit.counting import plural
    from reportkit.errors import visible
    from reportkit.reviewing.finding import held
    from reportkit.reviewing.redline import redline
    from reportkit.write import whole

    made = redline(held(id, event), watermark=not no_watermark)
    whole.write(output, made.word)
    if quiet:
        return
    click.echo(output)
    changed = f"{plural(len(made.changed), 'passage')} changed ({', '.join(made.changed)})"
    what = changed if made.changed else "no change"
    round = f"; what comes back of it is for {made.answers}" if made.answers else ""
    click.echo(visible(f"{id}: {what} since it was drafted{round}"), err=True)
