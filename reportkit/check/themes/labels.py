"""Do the theme's own labels keep what is filled in?"""

from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.theme import Theme, languages, nearest_language
from reportkit.wishes import EDITIONS

GAPS = ("{page}", "{pages}")
"""What the label of page numbers must hold."""


def check(theme: Theme) -> Iterator[Finding]:
    every = [pair for edition in EDITIONS for pair in theme.edition(edition).tokens.labels.items()]
    for language, labels in {str(pair): pair for pair in every}.values():
        place = Origin(str(theme.file), f"labels.{language}")
        if nearest_language(language) is None:
            known = f"known: {', '.join(sorted(languages()))}"
            yield Finding(Severity.ERROR, place, f'the language "{language}" is not known', known)
        page = str(labels.get("page", " ".join(GAPS)))
        if missing := [gap for gap in GAPS if page.count(gap) != 1]:
            place = Origin(str(theme.file), f"labels.{language}.page")
            yield Finding(
                Severity.ERROR,
                place,
                f'the label "page" has not {" and ".join(missing)} once',
                "Page {page} of {pages}",
            )
