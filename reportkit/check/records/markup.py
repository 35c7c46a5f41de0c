"""Does the markup of every passage say what its writer meant?"""

from collections.abc import Iterator

from reportkit import prose
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for index, passage in enumerate(session.sketch):
            place = Origin(session.file or session.id, f"sketch.{index}.text")
            if not passage.text.strip():
                yield Finding(
                    Severity.ERROR,
                    place,
                    f'the passage "{passage.id}" has no words',
                    "write it, or take the passage out",
                )
            for trouble in prose.troubles(passage.text):
                yield Finding(Severity(trouble.severity), place, trouble.message, trouble.hint, words=trouble.words)
