"""Are the event's theme and paper there?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportkit.errors import BadTheme, Finding, Misused, Origin, Place, Severity
from reportkit.records import Event
from reportkit.theme import PAPERS, theme

FIRM = True


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
        yield from (_of_the_theme(finding, event) for finding in error.findings)


def _of_the_theme(finding: Finding, event: Event) -> Finding:
    """Return a fault in the theme's file as one of the event, its place named from where the event is."""
    home, place = Path(event.file).parent, finding.place or Place(finding.where.record)
    path = Path(place.file)
    file = home / path.relative_to(home.resolve()) if path.is_relative_to(home.resolve()) else path
    return replace(finding, where=Origin(event.file, "theme"), place=replace(place, file=str(file)))
