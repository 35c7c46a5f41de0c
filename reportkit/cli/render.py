"""`reportkit render`: one session as PDF, Word or HTML."""

import sys
from pathlib import Path

import click

from reportkit.cli._dress import dressed
from reportkit.cli._voice import tell, voiced, warn_of_slow_fonts

FORMATS = ("pdf", "docx", "html")


@click.command("render")
@click.argument("session", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="What to make; may be given again.  [default: pdf]",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR|-",
    default=".",
    show_default="this folder",
    help="Where to write it; - is standard output.",
)
@dressed
@click.option("--attach-record", is_flag=True, help="Attach the record to the PDF, as JSON.")
@voiced
def command(
    session: Path,
    formats: tuple[str, ...],
    output: str,
    theme: str | None,
    paper: str | None,
    edition: str,
    no_watermark: bool,
    attach_record: bool,
    quiet: bool,
) -> None:
    """Make one session; the file is written only if the disclaimer was read back from every page.

    \b
    Example:
      reportkit render inputs/asan-plenum-2026/sessions/3-1-an-asian-nato.yaml -f pdf -f docx -o outputs
    """
    from reportkit.errors import BadRecord
    from reportkit.pipeline import publish, receive
    from reportkit.settings import settle
    from reportkit.wishes import Wishes
    from reportkit.write import names, whole

    target = Path(output)
    is_file = target.suffix.lstrip(".").lower() in FORMATS and not target.is_dir()
    chosen = tuple(dict.fromkeys(formats)) or ((target.suffix.lstrip(".").lower(),) if is_file else ("pdf",))
    if len(chosen) > 1 and (is_file or output == "-"):
        raise click.UsageError("one file takes one format; name a folder with -o")
    if is_file and target.suffix.lstrip(".").lower() != chosen[0]:
        raise click.UsageError(f"{target} is no name for a {chosen[0]} file")
    received = receive(session)
    if received.failed:
        tell(received.findings)
        raise click.exceptions.Exit(1)
    if len(received.event.sessions) != 1:
        raise click.UsageError(f"{session} is not one session; `reportkit export` takes whole events")
    warn_of_slow_fonts(chosen, quiet=quiet)
    record = received.event.sessions[0]
    wishes = Wishes(theme, paper, edition, not no_watermark, attach_record)
    for form in chosen:
        try:
            data = publish(record, form, settle(record, wishes))
        except BadRecord as error:
            tell(received.loaded.placed(error.findings))
            raise click.exceptions.Exit(error.exit_code) from None
        if output == "-":
            sys.stdout.buffer.write(data)
            continue
        path = target if is_file else names.single(target, record, form, edition)
        whole.write(path, data)
        if not quiet:
            click.echo(path)
