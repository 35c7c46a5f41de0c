"""Do the letters of every abbreviation stand for the words before it?"""

from collections.abc import Iterator

from reportkit.check.records._abbreviations import KNOWN
from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    known = {short.replace(".", "") for short in event.glossary}
    for said in passages(event):
        for one in said.definitions if said.english else ():
            if not (one.fits or one.short in known or KNOWN.fullmatch(one.short)):
                yield said.about(
                    one.start,
                    one.end,
                    Severity.INFO,
                    f'the letters of {one.short} are not those of "{one.full}"',
                    "see whether both are right; what is in the glossary is let pass",
                )
