"""Have expansions of the same kind the same capitals?"""

from collections.abc import Iterator

from reportkit.check.records._abbreviations import SMALL, Definition
from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        found = [(said, one) for said in sketch if said.english for one in said.definitions if one.fits]
        capitals = {_kind(one): one for _, one in found if _capital(one)}
        for said, one in found:
            other = capitals.get(_kind(one))
            if other and _small(one):
                yield said.about(
                    one.start,
                    one.end,
                    Severity.WARNING,
                    f'"{one.full}" has small letters, "{other.full}" has capitals',
                    "write both alike",
                )


def _kind(one: Definition) -> str:
    """Return what an expansion ends with, such as agreement."""
    return one.full.split()[-1].casefold().removesuffix("s")


def _words(one: Definition) -> list[str]:
    return [word for word in one.full.split() if word.casefold() not in SMALL]


def _capital(one: Definition) -> bool:
    return all(word[0].isupper() for word in _words(one))


def _small(one: Definition) -> bool:
    return all(word[0].islower() for word in _words(one))
