"""Is the profile of the press one for four inks?"""

from collections.abc import Iterator

from reportkit.errors import BadTheme, Finding
from reportkit.theme import Theme


def check(theme: Theme) -> Iterator[Finding]:
    try:
        theme.press_profile()
    except BadTheme as error:
        yield from error.findings
