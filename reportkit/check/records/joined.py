"""Has every affiliation an entry of its own?"""

import re
from collections.abc import Iterator

from reportkit.check.records._people import listed
from reportkit.errors import Finding, Severity
from reportkit.records import Event

JOINT = re.compile(r"(?<=\w|[.)’”])(?:\s+[/|]\s+|\s*[;；]\s+|\s+／\s+)(?=\w)")


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for one in listed(session):
            for index, name in enumerate(one.person.affiliations):
                if match := JOINT.search(name):
                    yield Finding(
                        Severity.WARNING,
                        one.place(f"affiliations.{index}"),
                        f'"{name}" is more than one affiliation',
                        f"make each an entry of the list: {', '.join(JOINT.split(name))}",
                        words=match[0].strip(),
                    )
