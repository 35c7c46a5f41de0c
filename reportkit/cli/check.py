"""`reportkit check`: what is wrong with records, by file, line and column."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import as_data, print_json, tell, voiced
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.errors import Finding
    from reportkit.load import Loaded


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="How findings are printed."
)
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Ask this question only; may be given again.")
@click.option("--fix", is_flag=True, help="Mend spaces, dashes and quotation marks in the files; show what changed.")
@click.option("--list", "listing", is_flag=True, help="List the questions and stop.")
@voiced
def command(paths: tuple[Path, ...], form: str, rules: tuple[str, ...], fix: bool, listing: bool, quiet: bool) -> None:
    """Check event folders and session files; exit 1 if anything is an error.

    With --fix, what a machine can mend is mended first: of a file, only the characters concerned change.

    \b
    Example:
      reportkit check inputs/asan-plenum-2026
      reportkit check inputs/asan-plenum-2026 --fix
    """
    from reportkit.check.records import questions
    from reportkit.pipeline import receive

    known = {"file": "Can the file be read?", "field": "Has the record the fields it should have?", **questions()}
    if listing:
        _print_questions(known, form)
        return
    if unknown := [rule for rule in rules if rule not in known]:
        raise click.BadParameter(f"there is no rule {unknown[0]}; see `reportkit check --list`", param_hint="--rule")
    if not paths:
        raise click.UsageError("name an event folder or a session file")
    if fix:
        _mend(paths, rules, err=form != "text")
    received = [receive(path) for path in paths]
    found = [(one, each.loaded) for each in received for one in each.findings if not rules or one.rule in rules]
    _print(found, form, quiet)
    if any(one.severity == "error" for one, _ in found):
        raise click.exceptions.Exit(1)


def _mend(paths: tuple[Path, ...], rules: tuple[str, ...], *, err: bool) -> None:
    """Mend what can be mended, and print what changed."""
    from reportkit.mending import mend

    for path in paths:
        for mended in mend(path, rules):
            for line in mended.difference:
                click.echo(click.style(line, fg=CHANGES.get(line[0]), bold=line.startswith(("---", "+++"))), err=err)


CHANGES = {"-": "red", "+": "green", "@": "cyan"}
"""How the lines of a difference are coloured."""


def _print(found: list[tuple[Finding, Loaded]], form: str, quiet: bool) -> None:
    if form == "json":
        print_json([as_data(finding) for finding, _ in found])
    elif form == "github":
        for finding, _ in found:
            click.echo(_annotation(finding))
    else:
        for finding, loaded in found:
            if not quiet or finding.severity == "error":
                _tell(finding, loaded)
        if not quiet:
            errors = sum(one.severity == "error" for one, _ in found)
            click.echo(f"{plural(errors, 'error')}, {plural(len(found) - errors, 'other finding')}", err=True)


def _tell(finding: Finding, loaded: Loaded) -> None:
    """Print a finding, and below it the line with its words underlined."""
    from dataclasses import replace

    from reportkit.errors import visible

    contents = loaded.contents.get(finding.place.file) if finding.place else None
    shown = contents.underlined(finding.place, finding.words) if contents and finding.place else None
    tell([replace(finding, hint="")], err=False)
    if shown:
        line, start, end = _window(*shown)
        click.echo(f"    {visible(line)}")
        click.echo(f"    {' ' * _width(line[:start])}{click.style('^' * max(1, _width(line[start:end])), fg='yellow')}")
    if finding.hint:
        click.echo(f"  hint: {finding.hint}")


WIDEST = 120
"""The most characters of a line that are shown."""


def _window(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return what of a line is shown: without its indentation, and of a long one what is around the words."""
    indent = len(line) - len(line.lstrip())
    first = indent if end - indent <= WIDEST else max(indent, start - WIDEST // 3)
    shown = line[first : first + WIDEST].rstrip()
    return shown.replace("\t", " "), start - first, min(end - first, len(shown))


def _width(words: str) -> int:
    """Return the columns that words take on a terminal."""
    marks = sum(unicodedata.category(sign) in ("Mn", "Me", "Cf") for sign in words)
    return len(words) - marks + sum(unicodedata.east_asian_width(sign) in "WF" for sign in words)


def _annotation(finding: Finding) -> str:
    """Return `finding` as a workflow command of GitHub Actions."""
    kind = {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
    data = as_data(finding)
    message = f"{finding.message}\n{finding.hint}".strip()
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={data['file']},line={data['line'] or 1},col={data['column'] or 1}"
    return f"::{kind} {place},title={finding.rule}::{escaped}"


def _print_questions(known: dict[str, str], form: str) -> None:
    if form == "json":
        print_json([{"rule": rule, "question": question} for rule, question in known.items()])
        return
    width = max(map(len, known)) + 2
    for rule, question in known.items():
        click.echo(f"{rule:{width}}{question}")
