"""`reportkit review collect`: what speakers sent back is taken in and kept beside the record."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import print_json, tell_text, voiced
from reportkit.cli.review._options import placed
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.collecting import Collected

MOST_LEFT = 10
"""How many of the things that are nothing for us are named."""


@click.command("collect")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option("--as", "meant", metavar="ID", default="", help="The review they are of, where they do not say.")
@placed
@click.option("--dry-run", is_flag=True, help="Say what would be taken in, and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each as JSON.")
@voiced
def command(paths: tuple[Path, ...], meant: str, event: Path | None, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Take in what came back: Word files, messages (.eml), mailboxes (mbox), or folders of them.

    A file is known by what is in it, whatever its name. Nothing of it goes into the record yet; `reportkit review show`
    shows what it proposes. Exit 4 if a file was refused, 2 if it is not certain which review one is of.

    \b
    Example:
      reportkit review collect inbox/ --event inputs/asan-plenum-2026
    """
    from reportkit.reviewing.collecting import collect

    done = []
    for one in collect(paths, event, meant, dry=dry_run):
        done.append(one)
        if not as_json:
            _tell(one, quiet=quiet)
    if as_json:
        print_json([_as_data(one) for one in done])
    elif not quiet:
        click.echo(_summary(done, dry=dry_run), err=True)
    if code := max((one.error.exit_code for one in done if one.error), default=0):
        raise click.exceptions.Exit(code)


def _tell(one: "Collected", *, quiet: bool) -> None:
    """Print what became of one thing."""
    from reportkit.errors import visible

    if one.error:
        kept = f"\n  kept as {one.kept}" if one.kept else ""
        tell_text(str(one.error).replace("error: ", f"error: {visible(one.place)}: ", 1) + kept)
    elif one.state != "left" or one.lines:
        lines = [line for line in one.lines if not quiet or line.startswith("warning: ")]
        if lines:
            click.echo(f"{visible(one.place)}{f' ({_which(one)})' if one.review else ''}")
        for line in lines:
            click.echo(f"  {_coloured(line)}")


def _which(one: "Collected") -> str:
    return f"{one.review}, return {one.number}" if one.state == "returned" else one.review


def _coloured(line: str) -> str:
    start, warns, rest = line.partition("warning: ")
    return line if start or not warns else click.style("warning", fg="yellow", bold=True) + f": {rest}"


def _summary(done: "list[Collected]", *, dry: bool) -> str:
    """Return how many things became what: `3 returns, 1 reply, 2 refused; 4 left alone`."""
    numbers = {state: sum(one.state == state for one in done) for state in WORDS}
    told = [
        plural(number, word) if word in ("return", "reply") else f"{number:,} {word}"
        for state, word in WORDS.items()
        if (number := numbers[state])
    ]
    text = ", ".join(told).replace("replys", "replies") or "nothing came back"
    left = [one.place for one in done if one.state == "left" and not one.lines]
    names = f": {', '.join(map(str, left[:MOST_LEFT]))}{', …' * (len(left) > MOST_LEFT)}" if left else ""
    return f"{text}{' (nothing was kept: --dry-run)' * dry}" + (f"; {len(left)} left alone{names}" if left else "")


WORDS = {
    "returned": "return",
    "replied": "reply",
    "known": "collected before",
    "unopened": "unchanged",
    "bounced": "not delivered",
    "failed": "not taken",
    "refused": "refused",
    "damaged": "damaged beside the records",
}


def _as_data(one: "Collected") -> dict[str, object]:
    return {
        "file": one.place,
        "state": one.state,
        "review": one.review,
        "number": one.number,
        "sha256": one.sha256,
        "lines": one.lines,
        "error": one.error.message if one.error else "",
        "hint": one.error.hint if one.error else "",
        "exit_code": one.error.exit_code if one.error else 0,
        "kept": str(one.kept) if one.kept else "",
    }
