"""The options by which the verbs of a review are told which one is meant, and who gives the word."""

import getpass
from pathlib import Path

import click

from reportkit.cli._voice import Command


def placed(command: Command) -> Command:
    """Give a command `--event`; it is called with `event`, a path or None."""
    return click.option(
        "--event",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The event of the review, where it is not in or below this folder.",
    )(command)


def signed(command: Command) -> Command:
    """Give a command `--by`; it is called with `by`, the name of whoever decides."""
    return click.option(
        "--by",
        metavar="NAME",
        envvar="REPORTKIT_EDITOR",
        default=_user,
        help="Who decides, for the log; REPORTKIT_EDITOR or the user's name else.",
    )(command)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "editor"
