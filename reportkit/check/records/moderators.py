"""Does every moderator come up in the prose?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import by_session, english
from reportkit.check.records._people import listed, parts
from reportkit.errors import Finding, Severity
from reportkit.records import Event

CALLED = re.compile(
    r"\b(?:moderat\w+|the chair\w*|chaired|session chair|facilitator|convenor|convener|host)\b", re.IGNORECASE
)
"""What a moderator is called without a name."""


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        prose = " ".join(passage.plain for passage in said)
        if not said or not english(session) or CALLED.search(prose):
            continue
        words, people = parts(prose), tuple(listed(session))
        for one in listed(session, ("moderators",)):
            others = frozenset(
                part for other in people if other.person != one.person for part in parts(other.person.name)
            )
            if not (parts(one.person.name) - others) & words:
                yield Finding(
                    Severity.INFO,
                    one.place("name"),
                    f"the moderator, {one.person.name}, does not come up in the prose",
                    "see whether the opening or the discussion should name the moderator",
                    words=one.person.name,
                )
