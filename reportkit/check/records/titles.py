"""Does every title say the title alone, without the kind and the code of its session?"""

import re
from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

KIND = (
    r"(?:(?:Concurrent|Plenary|Parallel|Breakout|Special|Opening|Closing|Panel|Night|Expert|Main|Keynote)[ ])?"
    r"(?:Session|Plenary|Panel|Workshop|Roundtable|Round[ ]Table|Track)"
)
CODE = r"(?:No\.?[ ]?)?(?:\d{1,3}(?:[-.]\d{1,2})?[A-Za-z]?|[IVX]+|[A-Z]\d*)"
BREAK = r"[ ]*(?:[:：]|[-–—][ ]|[.][ ])[ ]*(?=\w|[“\"‘])"
FRONT = re.compile(rf"(?:{KIND}[ ]{CODE}|\d{{1,2}}[-.]\d{{1,2}}){BREAK}")
"""A kind and a code, or a code, in front of a title; a year is no code."""


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        match = FRONT.match(session.title) or _own(session.id, session.kind, session.title)
        if match:
            yield Finding(
                Severity.WARNING,
                Origin(session.file or session.id, "title"),
                f'the title begins with "{match[0].strip()}"',
                "put the kind into `kind` and the code into `id`; both are printed",
                words=match[0].strip(),
            )


def _own(id: str, kind: str | None, title: str) -> re.Match[str] | None:
    """Return where `title` begins with the session's own kind and code, or with its code."""
    front = next((front for front in (f"{kind} {id}", id) if title.startswith(front)), None)
    return re.match(re.escape(front) + BREAK, title) if front else None
