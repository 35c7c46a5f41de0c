"""What the verbs that decide have in common: how they are told which changes, and how they say what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import Command
from reportkit.cli.review._options import placed, signed
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.deciding import Case, Sweep
    from reportkit.reviews import Verdict


@dataclass(frozen=True, slots=True)
class Meant:
    """The changes of a review that a command is about, by their numbers and by sweeps, and who decides.

    `number` is that of the return, 0 for the last.
    """

    id: str
    numbers: tuple[str, ...]
    own: bool
    typography: bool
    all_of: tuple[str, ...]
    number: int
    by: str
    event: Path | None


def changes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command a review and the numbers of changes, or the sweeps that stand for them; it is called with them."""

    @wraps(command)
    def told(
        id: str,
        numbers: tuple[str, ...],
        own: bool,
        typography: bool,
        all_of: tuple[str, ...],
        number: int,
        by: str,
        event: Path | None,
        **more: bool,
    ) -> None:
        command(Meant(id, numbers, own, typography, all_of, number, by, event), **more)

    decorators = [
        click.argument("id", metavar="ID"),
        click.argument("numbers", nargs=-1, metavar="[2.1]…"),
        click.option("--own", is_flag=True, help="All open changes of the reviewer's own passages."),
        click.option("--typography", is_flag=True, help="Those of blanks, quotation marks and hyphens only."),
        click.option(
            "--all-of", multiple=True, metavar="PASSAGE", help="All open changes of a passage; may be repeated."
        ),
        returned,
        signed,
        placed,
    ]
    for decorator in reversed(decorators):
        told = decorator(told)
    return told


def returned(command: Command) -> Command:
    """Give a command `--return`; it is called with `number`, 0 for the last."""
    return click.option(
        "--return", "number", metavar="N", type=click.IntRange(0), default=0, help="What came back the N-th time."
    )(command)


def decide_all(meant: Meant, verdict: Verdict, *, quiet: bool, over: bool = False) -> None:
    """Record one verdict on the changes that were named, and say what was decided and what was left."""
    from reportkit.reviewing.deciding import Sweep, decide, numbered, opened
    from reportkit.reviewing.finding import held

    case = opened(held(meant.id, meant.event), meant.number)
    swept = _swept(case, meant)
    if not any([meant.numbers, meant.own, meant.typography, meant.all_of]):
        raise click.UsageError("name changes, such as 2.1, or say --own")
    named = numbered(case, meant.numbers)
    sweep = Sweep(
        tuple(dict.fromkeys([*named, *swept.changes])), tuple(one for one in swept.left if one[0] not in named)
    )
    case = decide(case, sweep.changes, verdict, meant.by, over=over)
    tell(case, sweep, verdict, quiet=quiet, over=over)


def _swept(case: Case, meant: Meant) -> Sweep:
    from reportkit.reviewing.deciding import Sweep, all_of, own, typography

    found = [own(case)] * meant.own + [typography(case)] * meant.typography
    found += [all_of(case, meant.all_of)] * bool(meant.all_of)
    return Sweep(
        tuple(dict.fromkeys(change for one in found for change in one.changes)),
        tuple(dict.fromkeys(left for one in found for left in one.left)),
    )


def tell(case: Case, sweep: Sweep, verdict: Verdict, *, quiet: bool, over: bool = False) -> None:
    """Say what was decided, what is left to be decided singly, and what comes next."""
    from reportkit.reviewing.deciding import DONE, takes_all

    id = case.held.review.id
    if not quiet:
        numbers = ", ".join(change.number for change in sweep.changes)
        click.echo(f"{DONE[verdict]} {numbers}" if numbers else "nothing to decide there")
    for change, why in sweep.left:
        click.echo(f"left: {change.number} ({why}); decide it singly", err=True)
    for change in sweep.changes if verdict != "reject" else ():
        if takes_all(case, change) and verdict == "accept":
            click.echo(f"note: {change.number} takes the whole passage {change.passage} out of the record", err=True)
        if change.key in case.clashes and not over:
            clash = case.clashes[change.key]
            click.echo(f"note: {change.number}: {clash.why}\n  hint: {clash.hint}", err=True)
    if not quiet:
        left = len(case.open)
        rest = f"{plural(left, 'change')} open" if left else f"all decided; reportkit review apply {id}"
        click.echo(f"{id}: {rest}", err=True)
