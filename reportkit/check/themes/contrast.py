"""Can every role be read on what it lies on, in every edition?"""

from collections.abc import Iterator

from reportkit.contrast import contrast
from reportkit.errors import Finding, Origin, Severity
from reportkit.theme import Theme
from reportkit.tokens import MASTHEAD, ROLES, ColourName, RoleName
from reportkit.wishes import EDITIONS

LEAST = 4.5
"""What WCAG 2.2 (1.4.3, level AA) wants of ordinary text."""

BESIDES: tuple[tuple[ColourName, str], ...] = (("accent", "links"), ("muted", "labels"))
"""Colours of words that are no role of their own."""


def check(theme: Theme) -> Iterator[Finding]:
    told = set()
    for edition in EDITIONS:
        for words, colour, below in _pairs(theme.edition(edition)):
            found = contrast(*_colours(theme.edition(edition), colour, below))
            if found < LEAST and (colour, below) not in told:
                told.add((colour, below))
                yield Finding(
                    Severity.ERROR,
                    Origin(str(theme.file), "watermark.colour" if below == "watermark" else f"colours.{colour}"),
                    f"{words} is hard to read: {colour} on {below} has a contrast of {found:.1f}:1",
                    f"at least {LEAST}:1; make one of them darker or lighter",
                )


def _pairs(theme: Theme) -> Iterator[tuple[str, ColourName, str]]:
    """Yield what words they are, the name of their colour, and what they lie on."""
    for role in ROLES:
        yield f"the role {role}", theme.role(role).colour, ground(theme, role)
    for colour, words in BESIDES:
        yield words, colour, "paper"
    yield "the text over the watermark", "text", "watermark"
    yield "a passage to review", "text", "shade"
    yield "the label of a passage to review", theme.role("label").colour, "shade"


def _colours(theme: Theme, colour: ColourName, below: str) -> tuple[str, str]:
    tokens = theme.tokens
    under = tokens.watermark.colour if below == "watermark" else str(getattr(tokens.colours, below))
    return tokens.colours.hex(colour), under


def ground(theme: Theme, role: RoleName) -> ColourName:
    """Return the colour that the words of a role lie on."""
    fill = theme.tokens.masthead.fill
    return fill if role in MASTHEAD and fill != "none" else "paper"
