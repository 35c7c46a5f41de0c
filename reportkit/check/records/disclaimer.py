"""Does the disclaimer say something?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import DISCLAIMER, Event

FEWEST_LETTERS = 15

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    if sum(letter.isalpha() for letter in event.disclaimer) < FEWEST_LETTERS:
        yield Finding(
            Severity.ERROR,
            Origin(event.file, "disclaimer"),
            f'the disclaimer says nothing: "{event.disclaimer}"',
            f"for example: {DISCLAIMER}",
        )
