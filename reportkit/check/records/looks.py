"""Are the event's theme and paper there?"""

from collections.abc import Iterator
from pathlib import Path

from reportkit.errors import BadTheme, Finding, Misused, Origin, Severity
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
        yield Finding(Severity.ERROR, Origin(event.file, "theme"), error.message, error.hint)
    except BadTheme as error:
        first = error.findings[0]
        message = f"the theme cannot be used: {first.place}: {first.message}"
        hint = f"`reportkit theme check {Path(event.file).parent / event.theme}` names all that is wrong"
        yield Finding(Severity.ERROR, Origin(event.file, "theme"), message, hint)
