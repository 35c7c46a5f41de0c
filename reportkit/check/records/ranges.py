"""Have ranges of numbers, years and times an en dash?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Mend, Severity
from reportkit.records import Event

RANGE = re.compile(
    r"(?<![\w.,:/$€£#-])(?P<money>[$€£])?(?P<first>\d{1,4}(?::\d\d)?)(?P<dash> ?- ?)[$€£]?(?P<second>\d{1,4}(?::\d\d)?)"
    r"(?![\w/-]|[.,:]\d)"
    r"(?P<after> ?%| (?:percent|per cent|percentage|million|billion|trillion|mm|cm|km|kg|GW|MW|kW)\b| [a-z]+s\b)?"
)

LIKELY = re.compile(r"\d(?: ?- ?)[$€£]?\d")

CODE = re.compile(
    r"\b(?:Sessions?|Panels?|Tracks?|Rooms?|Halls?|Tables?|Figures?|Articles?|Resolutions?|Sections?|Chapters?|Plenary"
    r"|UNSCRs?|Groups?|Rounds?|Nos?\.|Block|Route|Gate|Act|Workshop|Annex|Item|won|lost|score|by|vote|voted) ?$",
    re.IGNORECASE,
)
"""After this, two numbers are the number of something, or a score."""


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for match in RANGE.finditer(said.plain) if said.english and LIKELY.search(said.plain) else ():
            if _is_range(match) and not CODE.search(said.plain, max(0, match.start() - 14), match.start()):
                start, end = match.start(), match.end("second")
                yield said.about(
                    start,
                    end,
                    Severity.WARNING,
                    f'the range "{said.text[start:end]}" has a hyphen',
                    f"write an en dash: {match['first']}–{match['second']}; `--fix` does it",
                    (Mend(*match.span("dash"), "–"),),
                )


def _is_range(match: re.Match[str]) -> bool:
    """Tell ranges from codes, scores and dates: by hours, by years, or by what is counted."""
    first, second = match["first"], match["second"]
    if ":" in first or ":" in second:
        return ":" in first and ":" in second
    if len(first) == 4:
        return _year(first) and (_year(second) and first < second if len(second) == 4 else _short(first, second))
    # The attacks of 9-11 are no range.
    counted = bool(match["after"] or match["money"]) and int(first) < int(second)
    return counted and (first, second) != ("9", "11")


def _year(digits: str) -> bool:
    return digits[:2] in ("15", "16", "17", "18", "19", "20")


def _short(first: str, second: str) -> bool:
    """Tell whether `second` is the end of a later year: 2022-23. A month would be one, too: 2022-11."""
    return len(second) == 2 and first[2:] < second and int(second) > 12
