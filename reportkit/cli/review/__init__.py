"""`reportkit review`: drafts to speakers, their corrections back into the record, a sign-off of each of them.

One verb, one file; how they are told which review is meant is in `_options.py`.
"""

import click

from reportkit.cli._commands import Commands

ORDER = (
    *("draft", "send", "sent", "remind", "collect", "status", "show"),
    *("decide", "accept", "reject", "edit", "apply", "redline", "close", "purge"),
)
"""The verbs in the order of a review round."""


@click.group("review", cls=Commands, room=__name__, order=ORDER)
def command() -> None:
    """Have speakers review what is said of them, and sign it off.

    \b
    Example:
      reportkit review draft inputs/asan-plenum-2026 --deadline 2026-05-04T18:00
    """
