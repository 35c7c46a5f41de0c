"""Does any word stand twice in a row?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

TWICE = re.compile(r"(?<![\w’'-])([A-Za-z]+) +(\1)(?![\w’'-])", re.IGNORECASE)

SAID_TWICE = frozenset(
    ["had", "that", "very", "so", "many", "much", "really", "more", "long", "far", "no", "yes", "never", "again", "is"]
)
"""What may well stand twice."""


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for match in TWICE.finditer(said.narration) if said.english and _likely(said.narration) else ():
            # With a capital, it is a name: Pago Pago.
            if match[2].islower() and match[2] not in SAID_TWICE:
                yield said.about(
                    *match.span(), Severity.WARNING, f'the word "{match[2]}" stands twice', "take one of them out"
                )


def _likely(text: str) -> bool:
    """Tell whether any two words in a row are the same; to compare them is quicker than to search."""
    return any(one == two for one, two in pairwise(text.casefold().split()))
