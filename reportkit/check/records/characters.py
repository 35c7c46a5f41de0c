"""Can every character be printed?"""

from collections.abc import Iterator

from reportkit.errors import UNPRINTABLE, Finding, Origin, Severity
from reportkit.records import Event, EventFile, SessionFile, texts

NAMES = {"\ufeff": "byte order mark", "\ufffd": "replacement for a lost character", "\ufffc": "stand-in for an object"}

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for field, text in texts(event, EventFile):
        yield from _of(event.file, field, text)
    for abbreviation in event.glossary:
        yield from _of(event.file, f"glossary.{abbreviation}", abbreviation)
    for session in event.sessions:
        for field, text in texts(session, SessionFile):
            yield from _of(session.file or session.id, field, text)


def _of(record: str, field: str, text: str) -> Iterator[Finding]:
    for character in dict.fromkeys(UNPRINTABLE.findall(text)):
        lost = character == "\ufffd"
        yield Finding(
            Severity.ERROR,
            Origin(record, field),
            f"{NAMES.get(character, 'control character')} U+{ord(character):04X}",
            "type the character that was there" if lost else "delete it; it cannot be printed",
            words=character,
        )
