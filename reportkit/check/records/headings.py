"""Is everything that looks like a heading one, and has every heading words?"""

from collections.abc import Iterator
from itertools import pairwise

from reportkit import prose
from reportkit.document import Paragraph, Strong, words
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event, Session

LONGEST = 80
"""The letters that a heading has at most."""

STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", ";", ",", ")", "”", "»", "」")
"""How a sentence ends, or a part of one."""


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for index, passage in enumerate(session.sketch):
            place = Origin(session.file or session.id, f"sketch.{index}.text")
            yield from _empty(passage.text, place)
            yield from _bold(session, passage.text, place)


def _empty(text: str, place: Origin) -> Iterator[Finding]:
    for tag, typed in prose.typed(text):
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and not typed.strip():
            yield Finding(
                Severity.WARNING,
                place,
                "a heading without words is not printed",
                "write it, or take it out",
                words="#" * int(tag[1]),
            )


def _bold(session: Session, text: str, place: Origin) -> Iterator[Finding]:
    """Yield each paragraph that is bold from end to end, as short as a heading, and stands above something."""
    if "**" not in text and "__" not in text:
        return
    for block, _ in pairwise(prose.Reader(session.tongue).read(text, place)):
        match block:
            case Paragraph(inlines=(Strong() as strong,)) if _like_a_heading(said := words(strong.inlines).strip()):
                yield Finding(
                    Severity.WARNING,
                    place,
                    f'"{said}" looks like a heading, but is none',
                    "begin it with ### and a blank, and take out the asterisks",
                    words=said,
                )


def _like_a_heading(said: str) -> bool:
    return len(said) < LONGEST and not said.endswith(STOPS) and any(letter.isalpha() for letter in said)
