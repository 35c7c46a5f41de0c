"""Does reportkit know the words of the languages that are asked for?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event
from reportkit.theme import languages, nearest_language

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    asked = [
        (event.file, event.language),
        *((session.file or session.id, session.language) for session in event.sessions),
    ]
    for record, language in asked:
        if language is not None and nearest_language(language) is None:
            yield Finding(
                Severity.ERROR,
                Origin(record, "language"),
                f'the language "{language}" is not known',
                f"known: {', '.join(sorted(languages()))}",
            )
