"""Is every abbreviation that is explained used again?"""

import re
from collections.abc import Iterator

from reportkit.check.records._abbreviations import definitions
from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        explained = {one.short: one for one in reversed([*definitions(sketch)]) if one.said.english}
        for short, one in reversed(explained.items()):
            whole = re.compile(rf"(?<!\w){re.escape(short)}s?(?!\w)")
            if sum(len(whole.findall(said.plain)) for said in sketch) == 1:
                at = one.said.plain.index(f"{short}", max(0, one.start - len(short) - 3))
                yield one.said.about(
                    at,
                    at + len(short),
                    Severity.INFO,
                    f'the abbreviation "{short}" is explained and not used again',
                    "take it out, unless it is better known than the name",
                )
