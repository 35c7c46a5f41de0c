"""`reportkit review draft`: a Word file for each speaker, kept beside the record until it is sent."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import tell, voiced
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.drafting import Draft

OUT = ("sent", "returned", "closed")
"""The states of reviews whose drafts stay as they are."""


@click.command("draft")
@click.argument("records", nargs=-1, required=True, metavar="REC…", type=click.Path(path_type=Path))
@click.option("--speaker", "speakers", metavar="ID", multiple=True, help="Draft for this person; may be given again.")
@click.option("--deadline", metavar="TIME", default="", help="2026-05-04T18:00 in the event's time, or 2026-05-04.")
@click.option(
    "--protect",
    type=click.Choice(["tracked", "comments"]),
    help="Ask Word for tracked changes only, or for comments only.",
)
@click.option("--no-watermark", is_flag=True, help="No large word behind the text.")
@click.option("--again", is_flag=True, help="A new round for those who were sent a draft already.")
@click.option("-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="Copies to look at.")
@voiced
def command(
    records: tuple[Path, ...],
    speakers: tuple[str, ...],
    deadline: str,
    protect: str | None,
    no_watermark: bool,
    again: bool,
    output: Path | None,
    quiet: bool,
) -> None:
    """Draft for the speakers and discussants of events or records: a Word file each, with their passages marked.

    It may be repeated: what was not sent is made anew where the record has changed, what was sent stays as it is.

    \b
    Example:
      reportkit review draft inputs/asan-plenum-2026 --deadline 2026-05-04T18:00 -o drafts
    """
    from reportkit.errors import Severity, visible
    from reportkit.reviewing.drafting import Terms, a_deadline, draft_all
    from reportkit.write import whole

    terms = Terms(a_deadline(deadline), protect or "", not no_watermark, again)
    run = draft_all(records, speakers, terms)
    for one in run.drafts:
        if output and (word := one.word):
            whole.write(output / f"{one.review.id}.docx", word)
        if not quiet:
            click.echo(visible(_line(one)))
    tell(finding for finding in run.findings if not quiet or finding.severity == Severity.ERROR)
    if not quiet and run.drafts:
        click.echo(_sum(run.drafts, output), err=True)
    if not run.drafts or any(finding.severity == Severity.ERROR for finding in run.findings):
        raise click.exceptions.Exit(1)


def _sum(drafts: "Sequence[Draft]", output: Path | None) -> str:
    """Return `6 drafts: 4 drafted, 2 sent already; copies in drafts`."""
    states = Counter(f"{one.done} already" if one.done in OUT else one.done for one in drafts)
    counts = ", ".join(f"{number:,} {state}" for state, number in states.items())
    return f"{plural(len(drafts), 'draft')}: {counts}" + (f"; copies in {output}" if output else "")


def _line(draft: "Draft") -> str:
    """Return `3-1.kuik.1: drafted for Kuik Cheng-Chwee (p01)`."""
    review = draft.review
    if draft.done == "unknown":
        return (
            f"{review.id}: left as it is, since nobody knows whether it was sent; `reportkit review sent` says it was"
        )
    if draft.done in OUT:
        since = "; the record has changed since: --again begins a new round" if draft.outdated else ""
        return f"{review.id}: {draft.done} already{since}"
    whose = ", ".join(review.own) or "no passage of their own"
    return f"{review.id}: {draft.done} for {review.name} ({whose})"
