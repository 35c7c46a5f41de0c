"""How large the watermark of a draft is: as the theme says, or smaller where its words would not fit the paper."""

from math import hypot

from reportkit.render._css import ems
from reportkit.settings import Settings
from reportkit.theme import PAPERS

REACH = 0.66
"""How much of a page's diagonal the words may take; at either end they keep clear of the header and the disclaimer."""

BOLD = 1.15
"""How much wider than ordinary letters those of the watermark are."""


def extent(words: str, settings: Settings) -> tuple[float, float]:
    """Return the size of the type and the width of `words`, in points."""
    wide = ems(words) * BOLD
    diagonal = hypot(*PAPERS[settings.paper]) / 25.4 * 72
    size = min(settings.theme.tokens.watermark.size, diagonal * REACH / max(wide, 1))
    return size, size * wide
