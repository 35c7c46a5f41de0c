"""`reportkit review decide`: everything that came back, one change at a time, by single keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli._voice import voiced
from reportkit.cli.review._lines import columns, show
from reportkit.cli.review._options import placed, signed
from reportkit.counting import plural

if TYPE_CHECKING:
    from reportkit.reviewing.deciding import Case
    from reportkit.reviewing.showing import Shown, View
    from reportkit.reviews import Change, Verdict

HELP = """\
  a  accept: the record is to have the change
  r  reject: the record keeps its words
  e  edit: other words are to stand there
  s  skip: leave it open for now
  b  back: the change before this one, decided or not
  q  quit: all that was decided is kept
  ?  this help"""

VERDICTS: dict[str, Verdict] = {"a": "accept", "r": "reject"}


@click.command("decide")
@click.argument("names", nargs=-1, metavar="[ID|RECORD]…")
@signed
@placed
@voiced
def command(names: tuple[str, ...], by: str, event: Path | None, quiet: bool) -> None:
    """Decide on all open changes in one sitting: a accept, r reject, e edit, s skip, b back, q quit, ? help.

    Reviews are named, or those of a record or an event, or all that came back. Every decision is kept at once, so that
    nothing is lost by quitting. Where there is no terminal, keys are read line by line, and `e` with the words behind
    it. Nothing is written into a record; that is done by `reportkit review apply`.

    \b
    Example:
      reportkit review decide
      reportkit review decide 3-1.kuik.1
    """
    from reportkit.reviewing.finding import meant, with_records
    from reportkit.reviewing.showing import view

    found = [one for one in meant(names, event) if one[1].state == "returned"]
    sitting = Sitting([view(held) for held in with_records(found)], by)
    if not sitting.queue:
        click.echo("nothing to decide")
        return
    sitting.hold()
    if not quiet:
        _summary(sitting)


@dataclass(slots=True)
class Sitting:
    """All open changes of some reviews, one after the other; `cases` are those with what was decided by now."""

    views: list[View]
    by: str
    queue: list[tuple[int, Shown, Change]] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    told: set[tuple[int, str]] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cases = [one.case for one in self.views]
        for at, one in enumerate(self.views):
            left = one.case.open
            self.queue += [
                (at, passage, each.change)
                for passage in one.passages
                for each in passage.changes
                if each.change in left
            ]

    def hold(self) -> None:
        """Ask for each change until all were asked for, or somebody has had enough."""
        at = 0
        while at < len(self.queue):
            self._show(at)
            at += self._answer(at)
            if at < 0:
                click.echo("this is the first")
                at = 0

    def _answer(self, at: int) -> int:
        """Read keys until one moves on, and return how far."""
        while True:
            key, words = _key()
            match key:
                case "a" | "r":
                    self._decide(at, VERDICTS[key])
                    return 1
                case "e":
                    made = self._words(at) if words is None else words
                    if made is not None:
                        self._decide(at, "edit", made)
                        return 1
                case "s":
                    return 1
                case "b":
                    return -1
                case "q" | "":
                    return len(self.queue)
                case _:
                    click.echo(HELP)

    def _decide(self, at: int, verdict: Verdict, text: str = "") -> None:
        from reportkit.reviewing.deciding import DONE, decide

        which, _, change = self.queue[at]
        # The three texts were shown, so what is decided on them stands.
        self.cases[which] = decide(self.cases[which], [change], verdict, self.by, text, over=verdict != "reject")
        self.decided.add(f"{which} {change.key}")
        click.echo(f"  {DONE[verdict]}")

    def _words(self, at: int) -> str | None:
        """Return what somebody writes instead; None where it is left."""
        there = self.queue[at][2].after
        if os.environ.get("VISUAL") or os.environ.get("EDITOR"):
            made = click.edit(there)
            return made.removesuffix("\n") if made is not None else None
        words: str = click.prompt("  instead", default=there, show_default=True)
        return words

    # --- what is shown ----------------------------------------------------------------------------------------

    def _show(self, at: int) -> None:
        from reportkit.errors import visible
        from reportkit.reviewing.lines import comment_lines, heading, wrapped

        which, passage, change = self.queue[at]
        view, width = self.views[which], columns()
        if self._first(which, ""):
            click.echo()
            show(self._head(view, width))
        if self._first(which, passage.id):
            click.echo()
            show(wrapped(heading(passage), width))
            for comment in passage.comments:
                show(comment_lines(comment, width))
        click.echo()
        count = f"{at + 1} of {len(self.queue)}"
        click.echo(click.style(f"{count}  {visible(view.case.held.review.id)} {visible(change.number)}", bold=True))
        show(self._change(which, passage, change, width))

    def _first(self, which: int, passage: str) -> bool:
        """Tell whether this is the first time that something of a review, or of a passage of it, is shown."""
        new = (which, passage) not in self.told
        self.told.add((which, passage))
        return new

    def _head(self, view: View, width: int) -> Iterator[list[tuple[str, str]]]:
        """Yield what an editor should know of a review: remarks, and comments where nothing is to be decided."""
        from reportkit.errors import visible
        from reportkit.reviewing.lines import comment_lines, wrapped

        review, session = view.case.held.review, view.case.held.session
        yield from wrapped([("title", f"{review.id}  {visible(review.name)}: {visible(session.title)}")], width)
        yield from wrapped([("", view.verdict)], width)
        for remark in view.case.proposal.remarks:
            yield from wrapped([("warning", "! "), ("", visible(remark))], width, "", "  ")
        left = {passage.id for which, passage, _ in self.queue if self.views[which] is view}
        elsewhere = [one for passage in view.passages if passage.id not in left for one in passage.comments]
        for comment in (*view.comments, *elsewhere):
            yield from comment_lines(comment, width)

    def _change(self, which: int, passage: Shown, change: Change, width: int) -> Iterator[list[tuple[str, str]]]:
        """Yield a change in its sentence, and what is known of it."""
        from reportkit.reviewing.lines import change_lines, change_pieces, wrapped
        from reportkit.reviewing.showing import in_its_sentence, safe, seen_as

        before, after = in_its_sentence(passage.sent, change)
        pieces = [("", safe(before)), *change_pieces(change.before, change.after), ("", safe(after))]
        yield from wrapped([(role, words.replace("\n", " ¶ ")) for role, words in pieces], width, "  ")
        yield from change_lines(seen_as(self.cases[which], change), width)


def _key() -> tuple[str, str | None]:
    """Return the next key; where there is no terminal the first letter of a line, with the words behind it."""
    if sys.stdin.isatty():
        click.echo("a/r/e/s/b/q/? ", nl=False)
        key = click.getchar()
        click.echo(key if key.isprintable() else "")
        return ("q" if key in ("\x04", "\x1b") else key.lower() or "?"), None
    line = sys.stdin.readline()
    if not line:
        return "q", None
    key, _, words = line.strip().partition(" ")
    return key.lower() or "?", words


def _summary(sitting: Sitting) -> None:
    left = sum(len(case.open) for case in sitting.cases)
    ready = [case.held.review.id for case in sitting.cases if not case.open]
    click.echo(f"{plural(len(sitting.decided), 'change')} decided, {left:,} open", err=True)
    for id in ready:
        click.echo(f"all decided: reportkit review apply {id}", err=True)
