"""`reportkit doctor`: what this machine lacks, with the command that mends it."""

import click

from reportkit.cli._voice import print_json, voiced


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@voiced
def command(as_json: bool, quiet: bool) -> None:
    """See whether this machine can make PDF and Word files in every script; exit 3 if it lacks something.

    \b
    Example:
      reportkit doctor
    """
    from reportkit.diagnosis import examine

    symptoms = list(examine())
    if as_json:
        print_json(
            [{"part": one.part, "well": one.well, "remark": one.remark, "remedy": one.remedy} for one in symptoms]
        )
    else:
        for one in symptoms:
            if one.well and quiet:
                continue
            mark = click.style("ok   ", fg="green") if one.well else click.style("lacks", fg="red", bold=True)
            click.echo(f"{mark} {one.part}: {one.remark}")
            if not one.well:
                click.echo(f"      {one.remedy}")
    if not all(one.well for one in symptoms):
        raise click.exceptions.Exit(3)
