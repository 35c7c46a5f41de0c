"""Can every passage be read alone, as its speaker will?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

LEANS = re.compile(
    r"\bsimilarly(?! (?:sized|situated|minded|placed|priced|structured|named|large|small|high|low)\b)|\blikewise\b"
    r"|\b(?:in|by) (?:sharp )?contrast(?=,)|\bconversely\b|\bin the same vein\b"
    r"|\bin (?:response|reply|reaction) to (?:this|these|those|that|the (?:discussions?|previous|preceding|above))\b"
    r"(?: (?:discussions?|remarks?|comments?|points?|questions?|presentations?))?"
    r"|\bthe (?:previous|preceding) (?:speakers?|presenters?|panell?ists?|presentations?)\b"
    r"|\bas (?:mentioned|noted|discussed|stated) (?:above|earlier|before)\b"
    r"|(?:(?<=\A)|(?<=\n))(?:Furthermore|Moreover|Additionally|In addition)(?=,)",
    re.IGNORECASE,
)
"""What leans on words that stand before it; only what begins a passage has none there."""

SIGNS = (
    "similarly",
    "likewise",
    "contrast",
    "conversely",
    "vein",
    "in re",
    "the pre",
    "above",
    "earlier",
    "before",
    "more,",
    "addition",
)
"""Words without which nothing leans; to look for them is quick."""


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        for said in sketch if len(sketch) > 1 else ():
            if not (said.english and (said.passage.speaker or said.passage.discussion)):
                continue
            plain = said.narration.casefold()
            first = said.opening if any(word in plain for word in SIGNS) else None
            if first and (match := LEANS.search(said.narration, first.start, first.end)):
                # What was said in a discussion is mailed to nobody alone, but cannot be moved.
                severity = Severity.INFO if said.passage.discussion else Severity.WARNING
                yield said.about(
                    *match.span(),
                    severity,
                    f'"{match[0]}" leans on what stands before this passage',
                    "say what is meant, so that the passage can be read alone and be moved",
                )
