"""How a disclaimer looks where it got into the prose."""

import re

from reportkit.records import DISCLAIMER, Event

USUAL = re.compile(
    r"[*†‡]*\s*(?:\bThe )?\bviews (?:and opinions )?(?:expressed|contained|presented) (?:herein|in this (?:document"
    r"|report|paper|summary|publication|sketch|material))\b[^.\n]*[.*†‡]*",
    re.IGNORECASE,
)

FEWEST_WORDS = 5
"""The words of a disclaimer that nobody says by chance."""


class Disclaimers:
    """The disclaimer of an event and the usual ones, wherever their words stand, with the marks around them."""

    def __init__(self, event: Event) -> None:
        self.known = [("views", USUAL)]
        for text in dict.fromkeys([event.disclaimer, DISCLAIMER]):
            words = re.findall(r"\w+", text)
            if len(words) >= FEWEST_WORDS:
                self.known.insert(0, (max(words, key=len).casefold(), _whole(words)))

    def within(self, text: str) -> re.Match[str] | None:
        """Return where `text` has one."""
        plain = text.casefold()
        # Most texts do not even have the longest word.
        return next((found for word, one in self.known if word in plain and (found := one.search(text))), None)


def _whole(words: list[str]) -> re.Pattern[str]:
    said = r"\W{1,4}".join(map(re.escape, words))
    return re.compile(rf"[*†‡]*\s*\b{said}\b[.。*†‡”]*", re.IGNORECASE)
