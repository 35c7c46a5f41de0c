"""Is every font there, whole, and free to be embedded, with a glyph for what European names are written in?"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from reportkit.errors import Finding, Origin, Severity
from reportkit.theme import Theme

RESTRICTED = 0x0002
"""The bit of `fsType` (OpenType OS/2) by which a font forbids to be embedded."""

ALWAYS = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA1, 0x100)])).replace("\u00ad", "") + "–—‘’“”…•"
"""Latin letters, figures and marks that every document may have."""

EUROPEAN = "".join(map(chr, range(0x100, 0x17F))).translate(dict.fromkeys(map(ord, "ĬĭĲĳĸĿŀŉŦŧ")))
"""Latin Extended-A without letters that hardly any name has today."""

VIETNAMESE = "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ƠơƯư"

WANTED = (
    (Severity.ERROR, ALWAYS, "no document can do without them"),
    (Severity.WARNING, EUROPEAN, "names that have them are set in another font"),
    (Severity.WARNING, VIETNAMESE, "Vietnamese names are set in another font"),
)

SHOWN = 8
"""How many of the missing characters are named."""


def check(theme: Theme) -> Iterator[Finding]:
    for family, files in theme.tokens.fonts.items():
        for name in files:
            place = Origin(str(theme.file), f"fonts.{family}")
            yield from _file(theme.font_file(name), place)


def _file(path: Path, place: Origin) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(Severity.ERROR, place, f"there is no font file {path.name}", "put it beside theme.toml")
        return
    try:
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
            characters, permissions = font.getBestCmap(), font["OS/2"].fsType
    except (TTLibError, KeyError, AssertionError, OSError, ValueError) as error:
        yield Finding(Severity.ERROR, place, f"{path.name} is not a font: {error}", "save it as .ttf or .otf again")
        return
    if permissions & RESTRICTED:
        yield Finding(Severity.ERROR, place, f"{path.name} forbids to be embedded", "ask its maker for another licence")
    for severity, wanted, why in WANTED:
        lacking = [letter for letter in wanted if ord(letter) not in characters]
        if lacking:
            more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
            yield Finding(severity, place, f"{path.name} lacks {' '.join(lacking[:SHOWN])}{more}", why)
