"""`reportkit proof`: finished files read back, whoever made them."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import print_json, voiced

if TYPE_CHECKING:
    from reportkit.proofreading import Proof

COLOURS = {"ok": "green", "no": "red", "note": "yellow"}


@click.command("proof")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--event", metavar="DIR", type=click.Path(path_type=Path), help="Look for the disclaimer of this event.")
@click.option("--disclaimer", metavar="TEXT", help="Look for this disclaimer.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How the result is printed."
)
@voiced
def command(files: tuple[Path, ...], event: Path | None, disclaimer: str | None, form: str, quiet: bool) -> None:
    """Read finished PDF, Word and HTML files back: what holds, what does not, and what is worth knowing.

    Can the whole disclaimer be seen on every page, does every word lie on the paper, are all fonts in the file, do the
    PDF and Word files of one session say the same? If not, the exit code is 1. All other answers are for information.
    Without --event or --disclaimer it is the disclaimer that the file declares in its properties, or the usual one.

    \b
    Example:
      reportkit proof outputs/asan-plenum-2026/*.pdf
    """
    from reportkit.pipeline import receive
    from reportkit.proofreading import proof

    if event and disclaimer:
        raise click.UsageError("--event and --disclaimer exclude each other")
    proofs = proof(files, receive(event).event.disclaimer if event else disclaimer)
    if form == "json":
        print_json([_data(one) for one in proofs])
    else:
        for one in proofs:
            _tell(one, quiet)
    if any(one.faults for one in proofs):
        raise click.exceptions.Exit(max(one.exit_code for one in proofs))


def _tell(proof: "Proof", quiet: bool) -> None:
    """Print what was asked of one file and answered; with `quiet`, only what does not hold."""
    if proof.refusal:
        click.echo(f"{click.style('error', fg='red', bold=True)}: {proof.file}: {proof.refusal}")
        return
    answers = [(question, answer) for question, answer in proof.answers if answer.verdict == "no" or not quiet]
    if answers:
        click.echo(proof.file)
    for question, answer in answers:
        click.echo(
            f"  {click.style(f'{answer.verdict:4}', fg=COLOURS[answer.verdict])} {question:<10} {answer.message}"
        )
        if answer.hint and answer.verdict == "no":
            click.echo(f"                  hint: {answer.hint}")


def _data(proof: "Proof") -> dict[str, object]:
    return {
        "file": proof.file,
        "disclaimer": proof.disclaimer,
        "holds": not proof.faults,
        "faults": list(proof.faults),
        "questions": [
            {"question": question, "verdict": answer.verdict, "message": answer.message, "hint": answer.hint}
            for question, answer in proof.answers
        ],
    }
