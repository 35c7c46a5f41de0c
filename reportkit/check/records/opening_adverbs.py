"""Do opening adverbs have a comma throughout, or never?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import MARK, Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

OPENERS = f".!?”{MARK}"

ADVERB = re.compile(
    r"(?:Accordingly|Additionally|Consequently|Conversely|Finally|Furthermore|However|Instead|Likewise|Meanwhile"
    r"|Moreover|Nevertheless|Nonetheless|Similarly|Subsequently|Therefore|Ultimately)\b"
)
SUBJECT = re.compile(
    r" (?:he|she|they|it|we|the|this|these|those|there|his|her|their|an?|Mr\.|Ms\.|Mrs\.|Dr\.|Prof\.|Professor"
    r"|Ambassador|Minister) "
)
"""Before it, an adverb stands for itself: not in "However hard", not in "Instead of"."""


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        opening = [(said, match) for said in sketch if said.english for match in _adverbs(said)]
        commas = [(said, match) for said, match in opening if said.plain.startswith(",", match.end())]
        others = [(said, match) for said, match in opening if SUBJECT.match(said.plain, match.end())]
        if commas and others:
            rare, usual = (others, commas) if len(others) <= len(commas) else (commas, others)
            have = ("no comma", "one") if rare is others else ("a comma", "none")
            for said, match in rare:
                yield said.about(
                    *match.span(),
                    Severity.WARNING,
                    f'"{match[0]}" has {have[0]}, "{usual[0][1][0]}" has {have[1]}',
                    "write both alike",
                )


def _adverbs(said: Said) -> Iterator[re.Match[str]]:
    """Yield the adverbs that begin a sentence."""
    for match in ADVERB.finditer(said.narration):
        before = said.plain[max(0, match.start() - 2) : match.start()]
        if len(before) < 2 or before[1] == "\n" or (before[0] in OPENERS and before[1] == " "):
            yield match
