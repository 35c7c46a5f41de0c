"""The options by which commands that print say how it is to look, once for all of them."""

import click

from reportkit.cli._voice import Command

OPTIONS = (
    click.option("--theme", metavar="NAME|DIR", help="A theme instead of the event's."),
    click.option("--paper", metavar="NAME", help="A4, A5 or Letter instead of the event's."),
    click.option(
        "--edition", metavar="NAME", default="handout", show_default=True, help="handout, draft or large-print."
    ),
    click.option("--no-watermark", is_flag=True, help="A draft without the large word behind its text."),
)


def dressed(command: Command) -> Command:
    """Give a command its options; it is called with `theme`, `paper`, `edition` and `no_watermark`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command
