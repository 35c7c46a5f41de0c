"""`reportkit theme`: the themes there are, a new one, one judged."""

from pathlib import Path

import click

from reportkit.cli._voice import as_data, print_json, tell, voiced
from reportkit.counting import plural


@click.group("theme")
def command() -> None:
    """See, begin and judge themes.

    \b
    Example:
      reportkit theme check my-conference/house
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@voiced
def names(as_json: bool, quiet: bool) -> None:
    """List the themes that travel with reportkit.

    \b
    Example:
      reportkit theme list
    """
    from reportkit.brand import entries

    if as_json:
        print_json([{"name": entry.name, "description": entry.description} for entry in entries()])
        return
    for entry in entries():
        click.echo(entry.name if quiet else f"{entry.name:12}{entry.description}")


@command.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--extends", metavar="NAME", default="institute", show_default=True, help="The theme it begins as.")
@voiced
def new(folder: Path, extends: str, quiet: bool) -> None:
    """Begin a theme in a new folder; it looks like the one it extends until you change it.

    \b
    Example:
      reportkit theme new my-conference/house --extends forum
    """
    from reportkit.brand import begin

    for path in begin(folder, extends):
        if not quiet:
            click.echo(path)
    if not quiet:
        click.echo(f"now edit these, then: reportkit theme check {folder}", err=True)


@command.command("check")
@click.argument("names", nargs=-1, required=True, metavar="NAME|DIR…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are printed.")
@voiced
def check(names: tuple[str, ...], form: str, quiet: bool) -> None:
    """Judge themes: tokens, contrast, fonts, logo, labels, and a specimen in every format; exit 1 on an error.

    \b
    Example:
      reportkit theme check my-conference/house
    """
    from reportkit.brand import judge
    from reportkit.errors import Severity

    findings = [finding for name in names for finding in judge(name)]
    errors = sum(finding.severity == Severity.ERROR for finding in findings)
    if form == "json":
        print_json([as_data(finding) for finding in findings])
    else:
        tell((one for one in findings if not quiet or one.severity == Severity.ERROR), err=False)
        if not quiet:
            others = len(findings) - errors
            click.echo(f"{plural(errors, 'error')}, {plural(others, 'other finding')}", err=True)
    if errors:
        raise click.exceptions.Exit(1)
