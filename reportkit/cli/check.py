"""`reportkit check`: what is wrong with records, by file, line and column."""

from pathlib import Path

import click

from reportkit.cli._voice import as_data, plural, print_json, tell, voiced
from reportkit.errors import Finding, Severity


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
    findings = [one for path in paths for one in receive(path).findings if not rules or one.rule in rules]
    _print(findings, form, quiet)
    if any(one.severity == Severity.ERROR for one in findings):
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


def _print(findings: list[Finding], form: str, quiet: bool) -> None:
    if form == "json":
        print_json([as_data(finding) for finding in findings])
    elif form == "github":
        for finding in findings:
            click.echo(_annotation(finding))
    else:
        tell((one for one in findings if not quiet or one.severity == Severity.ERROR), err=False)
        if not quiet:
            errors = sum(one.severity == Severity.ERROR for one in findings)
            click.echo(f"{plural(errors, 'error')}, {plural(len(findings) - errors, 'other finding')}", err=True)


def _annotation(finding: Finding) -> str:
    """Return `finding` as a workflow command of GitHub Actions."""
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[finding.severity]
    data = as_data(finding)
    message = f"{finding.message}\n{finding.hint}".strip()
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    place = f"file={data['file']},line={data['line'] or 1},col={data['column'] or 1}"
    return f"::{kind} {place},title={finding.rule}::{escaped}"


def _print_questions(known: dict[str, str], form: str) -> None:
    if form == "json":
        print_json([{"rule": rule, "question": question} for rule, question in known.items()])
        return
    for rule, question in known.items():
        click.echo(f"{rule:16}{question}")
