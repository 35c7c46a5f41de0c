"""`reportkit review status`: who has signed off what of an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import print_json, tell, voiced
from reportkit.cli.review._options import placed
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.signoff import Signoff
    from reportkit.reviewing.standing import Standing

HEAD = ("review", "speaker", "state", "deadline", "open", "remark")

COLOURS = {"drafted": "", "sent": "blue", "returned": "yellow", "closed": "red"}
"""The colours of reviews that are not settled and wait for nothing special."""

ORDER = ("done", "returned", "sent", "drafted", "without a draft", "reopened", "illegible", "closed")
"""How the last line counts."""


@click.command("status")
@click.argument("paths", nargs=-1, metavar="[REC…]", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Exit with 1 unless everybody has signed off, and say who has not.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@placed
@voiced
def command(paths: tuple[Path, ...], check: bool, as_json: bool, event: Path | None, quiet: bool) -> None:
    """List every speaker of every session with the state of their review.

    REC is an event or a session file; without one, the event in or below this folder is meant. Rounds that a newer one
    has replaced are left out, unless something of theirs is open. Exit 1 if a file cannot be read.

    \b
    Example:
      reportkit review status inputs/asan-plenum-2026
      reportkit review status inputs/asan-plenum-2026 --check
    """
    from reportkit.reviewing.signoff import signoff

    found = signoff(paths, event)
    if as_json:
        print_json(_data(found))
    elif not quiet:
        _print([one for one in found.standings if not (one.superseded and one.settled)])
        click.echo(_sum(found))
    tell(found.findings)
    if check:
        tell(() if as_json else [fault.finding() for fault in found.faults.values()])
    if found.findings or (check and found.open):
        raise click.exceptions.Exit(1)


def _data(found: Signoff) -> dict[str, object]:
    """Return everything for JSON."""
    return {
        "signed_off": not (found.open or found.findings),
        "reviews": [_as_data(one) for one in found.standings],
    }


def _as_data(one: Standing) -> dict[str, object]:
    review = one.review
    return {
        "session": one.session,
        "record": str(one.record),
        "speaker": one.speaker,
        "name": one.name,
        "review": review.id if review else None,
        "round": review.round if review else None,
        "state": review.state if review else None,
        "reason": review.closed.reason if review and review.closed else None,
        "deadline": (review.deadline or None) if review else None,
        "settled": one.settled,
        "overdue": one.overdue,
        "reopened": one.reopened,
        "superseded": one.superseded,
        "listed": one.listed,
        "legible": one.legible,
        "undecided": list(one.undecided),
        "unapplied": list(one.unapplied),
        "returns": len(review.returns) if review else 0,
        "comments": one.comments,
        "replies": one.replies,
        "delivery": one.delivery or None,
        "remarks": list(one.remarks),
    }


# --- the table --------------------------------------------------------------------------------------------------


def _print(standings: Sequence[Standing]) -> None:
    from reportkit.cli.review._table import print_table

    print_table(HEAD, [_cells(one) for one in standings], [_colour(one) for one in standings])


def _cells(one: Standing) -> tuple[str, ...]:
    from reportkit.errors import visible

    deadline = one.review.deadline.replace("T", " ") if one.review and not one.review.closed else ""
    open = str(len(one.undecided)) if one.undecided else ""
    return tuple(map(visible, (one.id, one.name, one.state or "–", deadline, open, "; ".join(one.remarks))))


def _colour(one: Standing) -> str:
    if one.settled:
        return "green"
    pressing = one.overdue or one.reopened or one.review is None or not one.legible
    return "red" if pressing else COLOURS[one.review.state] if one.review else ""


def _sum(found: Signoff) -> str:
    """Return how many stand where: `6 sign-offs of 1 session: 1 done, 2 sent; 1 overdue`."""
    latest = [one for one in found.standings if not one.superseded]
    states = Counter("done" if one.settled else _where(one) for one in latest)
    counts = ", ".join(f"{states[state]:,} {state}" for state in ORDER if states[state])
    late = sum(one.overdue for one in latest)
    whose = f"{plural(len(latest), 'sign-off')} of {plural(len({one.record for one in latest}), 'session')}"
    return f"{whose}{': ' * bool(counts)}{counts}" + (f"; {late:,} overdue" if late else "")


def _where(one: Standing) -> str:
    if one.review is None:
        return "without a draft"
    return "reopened" if one.reopened else one.review.state if one.legible else "illegible"
