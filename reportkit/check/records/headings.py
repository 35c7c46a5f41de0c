"""Is everything that looks like a heading one, and has every heading words?"""

from collections.abc import Iterator
from itertools import pairwise

from reportkit import prose
from reportkit.check.records._passages import Said, passages
from reportkit.document import Paragraph, Strong, words
from reportkit.errors import Finding, Severity
from reportkit.records import Event

LONGEST = 80
"""The letters that a heading has at most."""

STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", ";", ",", ")", "”", "»", "」")
"""How a sentence ends, or a part of one."""


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        yield from _empty(said)
        yield from _bold(said)


def _empty(said: Said) -> Iterator[Finding]:
    for tag, typed in prose.typed(said.text):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and not typed.strip():
            yield Finding(
                Severity.WARNING,
                said.place,
                "a heading without words is not printed",
                "write it, or take it out",
                words="#" * int(tag[1]),
            )


def _bold(said: Said) -> Iterator[Finding]:
    """Yield each paragraph that is bold from end to end, as short as a heading, and stands above something."""
    if "**" not in said.text and "__" not in said.text:
        return
    for block, _ in pairwise(said.blocks()):
        match block:
            case Paragraph(inlines=(Strong() as strong,)) if _like_a_heading(shown := words(strong.inlines).strip()):
                yield Finding(
                    Severity.WARNING,
                    said.place,
                    f'"{shown}" looks like a heading, but is none',
                    "begin it with ### and a blank, and take out the asterisks",
                    words=shown,
                )


def _like_a_heading(shown: str) -> bool:
    return len(shown) < LONGEST and not shown.endswith(STOPS) and any(letter.isalpha() for letter in shown)
