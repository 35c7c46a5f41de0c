"""Does the disclaimer stand at the foot of the page only, and not in the prose?"""

from collections.abc import Iterator

from reportkit.check.records._disclaimer import Disclaimers
from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    known = Disclaimers(event)
    for said in passages(event):
        if match := known.within(said.text):
            yield said.about(
                match.end() - len(match[0].lstrip()),
                match.end(),
                Severity.ERROR,
                "the disclaimer stands in the prose",
                "take it out; it is printed at the foot of every page",
            )
