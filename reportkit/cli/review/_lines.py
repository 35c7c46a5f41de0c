"""Lines of a review in the colours of a terminal."""

from collections.abc import Iterable

import click

COLOURS: dict[str, dict[str, object]] = {
    "title": {"bold": True},
    "old": {"fg": "red", "strikethrough": True},
    "new": {"fg": "green", "underline": True},
    "soft": {"dim": True},
    "warning": {"fg": "yellow"},
}


def show(lines: Iterable[list[tuple[str, str]]]) -> None:
    """Print lines of pieces that each have a role."""
    for line in lines:
        click.echo(dressed(line).rstrip())


def dressed(line: Iterable[tuple[str, str]]) -> str:
    return "".join(click.style(words, **COLOURS[role]) if role else words for role, words in line)  # type: ignore[arg-type] # click's own settings


def columns() -> int:
    """Return how wide lines may be: the terminal, up to what can be read at a glance."""
    import shutil

    return max(40, min(100, shutil.get_terminal_size((80, 24)).columns))
