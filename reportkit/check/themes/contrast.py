"""Can every role be read on what it lies on?"""

from collections.abc import Iterator

from reportkit.contrast import contrast
from reportkit.errors import Finding, Origin, Severity
from reportkit.theme import Theme
from reportkit.tokens import MASTHEAD, ROLES, ColourName, RoleName

LEAST = 4.5
"""What WCAG 2.2 (1.4.3, level AA) wants of ordinary text."""

BESIDES: tuple[tuple[ColourName, str], ...] = (("accent", "links"), ("muted", "labels"))
"""Colours of words that are no role of their own."""


def check(theme: Theme) -> Iterator[Finding]:
    told = set()
    pairs = [(theme.role(role).colour, ground(theme, role), f"the role {role}") for role in ROLES]
    pairs += [(colour, "paper", words) for colour, words in BESIDES]
    for colour, below, words in pairs:
        found = contrast(theme.tokens.colours.hex(colour), theme.tokens.colours.hex(below))
        if found < LEAST and (colour, below) not in told:
            told.add((colour, below))
            yield Finding(
                Severity.ERROR,
                Origin(str(theme.file), f"colours.{colour}"),
                f"{words} is hard to read: {colour} on {below} has a contrast of {found:.1f}:1",
                f"at least {LEAST}:1; make one of them darker or lighter",
            )


def ground(theme: Theme, role: RoleName) -> ColourName:
    """Return the colour that the words of a role lie on."""
    fill = theme.tokens.masthead.fill
    return fill if role in MASTHEAD and fill != "none" else "paper"
