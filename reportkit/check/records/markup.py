"""Does the markup of every passage say what its writer meant?"""

from collections.abc import Iterator

from reportkit import prose
from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        if not said.text.strip():
            yield Finding(
                Severity.ERROR,
                said.place,
                f'the passage "{said.passage.id}" has no words',
                "write it, or take the passage out",
            )
        for trouble in prose.troubles(said.text):
            yield Finding(Severity(trouble.severity), said.place, trouble.message, trouble.hint, words=trouble.words)
