"""`reportkit init`: a new event folder that exports at once."""

from pathlib import Path

import click

from reportkit.cli._voice import voiced


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@voiced
def command(folder: Path, quiet: bool) -> None:
    """Make an event folder with one example session; nothing that is there is overwritten.

    \b
    Example:
      reportkit init my-conference
    """
    from reportkit.pipeline import begin

    for path in begin(folder):
        if not quiet:
            click.echo(path)
    if not quiet:
        click.echo(f"now edit these, then: reportkit export {folder} -o out", err=True)
