"""How commands speak: results on standard output, everything else on standard error, colour on a terminal only."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from reportkit.errors import Finding

Command = TypeVar("Command", bound=Callable[..., Any])

COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
"""The colours of findings by their severity."""


def voiced(command: Command) -> Command:
    """Give a command `-q` and `-v`; it is called with `quiet` and the count `verbose`."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
    verbose = click.option(
        "-v", "--verbose", count=True, expose_value=False, callback=_listen, help="Say more; -vv with tracebacks."
    )
    return quiet(verbose(command))


def _listen(context: click.Context, parameter: click.Parameter, count: int) -> None:
    """Let the loggers of the package speak at `-v`, with tracebacks at `-vv`."""
    logging.basicConfig(format="%(message)s", level=logging.CRITICAL)
    logging.getLogger("reportkit").setLevel([logging.CRITICAL, logging.INFO, logging.DEBUG][min(count, 2)])


def tell(findings: Iterable[Finding], *, err: bool = True) -> None:
    """Print `findings` as people read them."""
    for finding in findings:
        severity, _, rest = str(finding).partition(": ")
        click.echo(f"{click.style(severity, fg=COLOURS[finding.severity], bold=True)}: {rest}", err=err)


def warn_of_slow_fonts(formats: Iterable[str], *, quiet: bool) -> None:
    """Say at the start of a run with PDFs that all of them will be slow, where they will, and what mends it."""
    if quiet or "pdf" not in formats:
        return
    # Opening libraries is for runs that print.
    from reportkit import subsetter

    if not subsetter.is_there():
        click.echo(f"{click.style('warning', fg='yellow', bold=True)}: {subsetter.LACKING}", err=True)
        click.echo(f"  hint: {subsetter.remedy()}", err=True)


def tell_text(failure: str) -> None:
    """Print what was found, given as text."""
    click.echo(failure.replace("error:", click.style("error", fg="red", bold=True) + ":", 1), err=True)


def as_data(finding: Finding) -> dict[str, object]:
    """Return `finding` for JSON."""
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "file": place.file if place else finding.where.record,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "field": finding.where.field,
        "message": finding.message,
        "hint": finding.hint,
    }


def print_json(data: object) -> None:
    """Print one JSON document and nothing else."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
