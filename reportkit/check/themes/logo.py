"""Is the logo a picture, with words for those who cannot see it?"""

from collections.abc import Iterator

from reportkit.errors import BadTheme, Finding, Origin, Severity
from reportkit.theme import Theme


def check(theme: Theme) -> Iterator[Finding]:
    logo = theme.tokens.logo
    if not logo.file:
        return
    try:
        theme.logo()
    except BadTheme as error:
        yield from error.findings
    if not logo.alt.strip():
        place = Origin(str(theme.file), "logo.file")
        yield Finding(
            Severity.ERROR, place, "the logo has no alternative text", 'write alt = "the name of the institute"'
        )
