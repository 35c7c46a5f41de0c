"""Can every character be printed?"""

from collections.abc import Iterator

from reportkit.errors import UNPRINTABLE, Finding, Origin, Severity
from reportkit.records import Event, EventFile, SessionFile

NAMES = {"\ufeff": "byte order mark", "\ufffd": "replacement for a lost character", "\ufffc": "stand-in for an object"}


def check(event: Event) -> Iterator[Finding]:
    yield from _of(event.file, event.model_dump(include=set(EventFile.model_fields)))
    for session in event.sessions:
        yield from _of(session.file or session.id, session.model_dump(include=set(SessionFile.model_fields)))


def _of(record: str, value: object, field: str = "") -> Iterator[Finding]:
    match value:
        case str():
            for character in dict.fromkeys(UNPRINTABLE.findall(value)):
                name = NAMES.get(character, "control character")
                lost = character == "\ufffd"
                yield Finding(
                    Severity.ERROR,
                    Origin(record, field),
                    f"{name} U+{ord(character):04X}",
                    "type the character that was there" if lost else "delete it; it cannot be printed",
                    words=character,
                )
        case dict():
            for key, inner in value.items():
                path = f"{field}.{key}" if field else str(key)
                yield from _of(record, key, path)
                yield from _of(record, inner, path)
        case tuple():
            for index, inner in enumerate(value):
                yield from _of(record, inner, f"{field}.{index}")
