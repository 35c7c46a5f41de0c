"""Is every abbreviation that is explained used again?"""

import re
from collections.abc import Iterator

from reportkit.check.records._abbreviations import Definition
from reportkit.check.records._passages import Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        explained: dict[str, tuple[Said, Definition]] = {}
        for said in sketch:
            for one in said.definitions if said.english else ():
                explained.setdefault(one.short, (said, one))
        for short, (said, one) in explained.items():
            if sum(_times(short, other.plain) for other in sketch) == 1:
                yield said.about(
                    one.at,
                    one.at + len(short),
                    Severity.INFO,
                    f'the abbreviation "{short}" is explained and not used again',
                    "take it out, unless it is better known than the name",
                )


def _times(short: str, text: str) -> int:
    return len(re.findall(rf"{re.escape(short)}(?<!\w{re.escape(short)})s?(?!\w)", text)) if short in text else 0
