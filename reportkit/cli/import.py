"""`reportkit import`: what others sent becomes records of an event."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import tell, tell_text, voiced
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.arrivals import Taking
    from reportkit.intake import Changes


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--event", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The event they are for.")
@click.option("--as", "form", metavar="FORMAT", default="", help="What the files are, where it is not recognised.")
@click.option("--update", is_flag=True, help="Change records that are there, where nobody touched them since.")
@click.option("--dry-run", is_flag=True, help="Print the records instead of writing them.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject"]),
    default="accept",
    show_default=True,
    help="What becomes of tracked changes in Word files.",
)
@click.option(
    "--mapping", metavar="FILE", type=click.Path(path_type=Path), help="Which column of a table is which field."
)
@voiced
def command(
    files: tuple[Path, ...],
    event: Path,
    form: str,
    update: bool,
    dry_run: bool,
    changes: "Changes",
    mapping: Path | None,
    quiet: bool,
) -> None:
    """Make records of what arrived; what is not understood is told with its line, and no record is overwritten.

    Files that tell of one session are brought together, and what they disagree in is told; exit 1 if somebody has to
    decide.

    What a file is shows in its content; --as says it where that is not enough.

    \b
    Example:
      reportkit import received/3-1.txt --event inputs/asan-plenum-2026
    """
    from reportkit.arrivals import take_in, to_decide
    from reportkit.intake import Choices
    from reportkit.intake._mapping import columns

    choices = Choices(changes=changes, columns=columns(mapping) if mapping else {})
    taking = take_in(files, event, choices, form, dry=dry_run, update=update)
    for record in taking.records:
        if dry_run:
            click.echo(f"# {record.path}: {'would be ' * (record.state in ('written', 'updated'))}{record.state}")
            click.echo(record.data.decode(), nl=False)
        elif record.state in ("written", "updated") and not quiet:
            click.echo(record.path)
    tell(one for one in taking.findings if not quiet or one.severity == "error" or to_decide(one))
    for refusal in taking.refused:
        tell_text(str(refusal))
    if not quiet:
        click.echo(_summary(taking, dry=dry_run), err=True)
    failed = any(one.severity == "error" or to_decide(one) for one in taking.findings)
    if code := max([int(failed), *(refusal.exit_code for refusal in taking.refused)]):
        raise click.exceptions.Exit(code)


def _summary(taking: "Taking", *, dry: bool) -> str:
    """Return how many sessions became what: `1 session: 1 written; 2 remarks`."""
    from reportkit.arrivals import tally

    states = ", ".join(
        f"{number} {'would be ' * (dry and state in ('written', 'updated'))}{state}"
        for state, number in tally(taking.records)
    )
    sessions = plural(len(taking.records), "session")
    remarks = plural(len(taking.findings), "remark")
    return f"{sessions}{': ' * bool(states)}{states}; {remarks}"
