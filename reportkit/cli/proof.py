"""`reportkit proof`: finished files read back, whoever made them."""

from pathlib import Path

import click

from reportkit.cli._voice import print_json, voiced


@click.command("proof")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--event", metavar="DIR", type=click.Path(path_type=Path), help="Look for the disclaimer of this event.")
@click.option("--disclaimer", metavar="TEXT", help="Look for this disclaimer.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is printed."
)
@voiced
def command(files: tuple[Path, ...], event: Path | None, disclaimer: str | None, form: str, quiet: bool) -> None:
    """Read finished PDF, Word and HTML files back: can the whole disclaimer be seen on every page?

    Without --event or --disclaimer it is the disclaimer that the file declares in its properties, or the usual one.

    \b
    Example:
      reportkit proof outputs/asan-plenum-2026/*.pdf
    """
    from reportkit.pipeline import proof, receive

    if event and disclaimer:
        raise click.UsageError("--event and --disclaimer exclude each other")
    wanted = receive(event).event.disclaimer if event else disclaimer
    proofs = [proof(path, wanted) for path in files]
    if form == "json":
        print_json(
            [
                {"file": one.file, "disclaimer": one.disclaimer, "holds": not one.faults, "faults": list(one.faults)}
                for one in proofs
            ]
        )
    else:
        for one in proofs:
            for fault in one.faults:
                click.echo(f"{click.style('error', fg='red', bold=True)}: {one.file}: {fault}")
            if not one.faults and not quiet:
                click.echo(f"{one.file}: {one.extent} with the disclaimer “{one.disclaimer}”")
    if any(one.faults for one in proofs):
        raise click.exceptions.Exit(max(one.exit_code for one in proofs))
