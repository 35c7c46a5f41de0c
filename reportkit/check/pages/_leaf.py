"""What a reader sees of one page, of whatever kind of file."""

import re
import unicodedata
from dataclasses import dataclass

NOT_COMPARED = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2010-\u2015\ufeff\ufffe\uffff-]+")
"""White space, hyphens and dashes, and marks of no width: readers of PDF differ about them at the ends of lines."""

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their kin."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The words on one page that can be seen, those that cannot, and why not; `fields` are what Word counts there.

    `off` is how the first words begin that run off the paper, None where none do.
    """

    place: str
    words: str
    hidden: str = ""
    reason: str = ""
    fields: frozenset[str] = frozenset()
    off: str | None = None


def plain(words: str) -> str:
    """Return `words` for comparing: compatibility forms (NFKC) without case, white space and hyphens."""
    return NOT_COMPARED.sub("", unicodedata.normalize("NFKC", words)).casefold()
