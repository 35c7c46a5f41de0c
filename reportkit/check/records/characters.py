"""Can every character be printed?"""

import re
from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event, EventFile, SessionFile

UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffc-\uffff\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, lone surrogates, noncharacters, and overrides of direction that make a name read otherwise."""


def check(event: Event) -> Iterator[Finding]:
    yield from _of(event.file, event.model_dump(include=set(EventFile.model_fields)))
    for session in event.sessions:
        yield from _of(session.file or session.id, session.model_dump(include=set(SessionFile.model_fields)))


def _of(record: str, value: object, field: str = "") -> Iterator[Finding]:
    match value:
        case str():
            for character in dict.fromkeys(UNPRINTABLE.findall(value)):
                name = "byte order mark" if character == "\ufeff" else "control character"
                yield Finding(
                    Severity.ERROR,
                    Origin(record, field),
                    f"{name} U+{ord(character):04X}",
                    "delete it; it cannot be printed",
                    words=character,
                )
        case dict():
            for key, inner in value.items():
                yield from _of(record, inner, f"{field}.{key}" if field else str(key))
        case tuple():
            for index, inner in enumerate(value):
                yield from _of(record, inner, f"{field}.{index}")
