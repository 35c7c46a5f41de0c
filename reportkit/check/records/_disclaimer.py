"""How a disclaimer looks where it got into the prose."""

import re
from collections.abc import Iterator

from reportkit.records import DISCLAIMER, Event

USUAL = re.compile(
    r"[*†‡]*\s*(?:\bThe )?\bviews (?:and opinions )?(?:expressed|contained|presented) (?:herein|in this (?:document"
    r"|report|paper|summary|publication|sketch|material))\b[^.\n]*[.*†‡]*",
    re.IGNORECASE,
)

FEWEST_WORDS = 5
"""The words of a disclaimer that nobody says by chance."""


def disclaimers(event: Event) -> tuple[re.Pattern[str], ...]:
    """Return what finds the disclaimer of `event` and the usual ones, with the marks around them."""
    return (*_known(event), USUAL)


def _known(event: Event) -> Iterator[re.Pattern[str]]:
    for text in dict.fromkeys([event.disclaimer, DISCLAIMER]):
        words = re.findall(r"\w+", text)
        if len(words) >= FEWEST_WORDS:
            said = r"\W{1,4}".join(map(re.escape, words))
            yield re.compile(rf"[*†‡]*\s*\b{said}\b[.。*†‡”]*", re.IGNORECASE)
