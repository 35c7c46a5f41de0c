"""Characters that no font has: told in the same words of pages and of Word files, which are made without fonts.

Where they stand in the record is found in `pipeline.py`.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from reportkit.document import Document, Origin, characters, notes, runs, words
from reportkit.errors import BadPage, Finding, Severity
from reportkit.settings import Settings

LOG = logging.getLogger(__name__)

COMMON = re.compile("[\\s!-~\u00a0-\u017e\u1ea0-\u1ef9\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u20ac]")
"""What the faces have that travel with reportkit; a page with these alone need not be laid out to know."""


@lru_cache(maxsize=8)
def _known(settings: Settings) -> dict[str, bool]:
    """Return whether a character can be printed, as far as it was asked; the same table at each call."""
    return {}


def refuse_tofu(document: Document, settings: Settings) -> None:
    """Raise BadPage when `document` has characters that could not be printed on this machine, so no PDF of it could.

    Without WeasyPrint nobody can tell, and the file is made.
    """
    known, said = _known(settings), dict.fromkeys(characters(document))
    asked = "".join(one for one in said if one not in known and not COMMON.match(one))
    if asked:
        try:
            from reportkit.render import pdf
        except OSError as error:
            LOG.warning("whether fonts have all characters is not known: WeasyPrint cannot start: %s", error)
            return
        lacking = pdf.without_glyph(asked, settings)
        known.update((one, one not in lacking) for one in asked)
    if findings := tuple(no_glyphs((one for one in said if not known.get(one, True)), document)):
        raise BadPage(findings)


def no_glyphs(lacking: Iterable[str], document: Document) -> Iterator[Finding]:
    for character in dict.fromkeys(lacking):
        yield Finding(
            Severity.ERROR,
            _origin_of(character, document),
            f'no font has the character "{character}" (U+{ord(character):04X})',
            "`reportkit doctor` names the fonts to install, or correct the character",
            "glyph",
            words=character,
        )


def _origin_of(character: str, document: Document) -> Origin:
    """Return the origin of the first block with `character`."""
    for block in document.blocks:
        said = [*runs(block), *(note.inlines for note in notes([block]))]
        if any(character in words(run) for run in said):
            return block.origin
    return document.origin
