"""Are the event's theme and paper there?"""

from collections.abc import Iterator
from pathlib import Path

from reportkit.errors import Finding, Misused, Origin, Severity
from reportkit.records import Event
from reportkit.theme import PAPERS, theme


def check(event: Event) -> Iterator[Finding]:
    if event.paper not in PAPERS:
        yield Finding(
            Severity.ERROR,
            Origin(event.file, "paper"),
            f'there is no paper "{event.paper}"',
            f"known: {', '.join(PAPERS)}",
        )
    try:
        theme(event.theme, Path(event.file).parent)
    except Misused as error:
        message = error.message.replace(f"{Path(event.file).parent.resolve()}/", "")
        yield Finding(Severity.ERROR, Origin(event.file, "theme"), message, error.hint)
