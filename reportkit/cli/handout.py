"""`reportkit handout`: finished pages on sheets for the printer."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced


@click.command("handout")
@click.argument("paths", nargs=-1, required=True, metavar="FILE.pdf… | EVENT", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    required=True,
    type=click.Choice(["booklet", "two-up", "collated"]),
    help="Folded sheets, two pages side by side, or a set in which every session begins on a right-hand page.",
)
@click.option("--marks", is_flag=True, help="Draw crop marks, clear of a bleed of 3 mm.")
@click.option(
    "-o",
    "--output",
    "output",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the sheets.",
)
@voiced
def command(paths: tuple[Path, ...], layout: str, marks: bool, output: Path, quiet: bool) -> None:
    """Lay finished PDF files, or all sessions of an event, on sheets for the printer.

    Each page is proven before and after. The sheets are for print only: publish the files they were made from.

    \b
    Example:
      reportkit handout inputs/asan-plenum-2026 --layout booklet -o outputs/booklet.pdf
    """
    from reportkit.imposition import handout
    from reportkit.write import whole

    whole.write(output, handout(paths, layout, marks=marks))
    if not quiet:
        click.echo(output)
