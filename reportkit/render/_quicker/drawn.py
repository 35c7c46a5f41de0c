"""Lines of text in WeasyPrint 70: drawn at once where it goes through them letter by letter.

Of each letter it asks whether it is missing in its font, a picture, or raised, and it asks Pango for each number by
itself. Here the letters of a line are read at once, and what is written for one is remembered. A line in which any of
this is so, or that has a letter for the first time, is left to WeasyPrint. What is printed stays the same, byte by
byte.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.draw import text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

Draw = Callable[..., list[Any]]  # WeasyPrint has no types

PANGO = 14802
"""The first version of Pango, as it counts them, that tells the true size of a font."""

INTEGER = 4
"""The bytes of each number that Pango keeps of a letter: its glyph, its width, and how far it is moved."""


class _Rare(Exception):
    """There is something in a line that is not usual."""


class _Letters(dict[tuple[int, int, int], str]):
    """What is written for the letters of a font in one size, by their glyphs, widths, and how far they are moved."""

    def __init__(self, font: Any, size: float) -> None:
        super().__init__()
        self.known, self.widths = font.to_unicode, font.widths
        self.size = size

    def __missing__(self, letter: tuple[int, int, int]) -> str:
        glyph, width, moved = letter
        # WeasyPrint notes what is new; no glyph is noted that a font does not have.
        if glyph not in self.known or glyph not in self.widths:
            raise _Rare
        offset = moved / self.size
        kerning = self.widths[glyph] + offset - width * 1000 * FROM_UNITS / self.size
        before = f">{-offset}<" if offset else ""
        after = f">{int(kerning)}<" if kerning else ""
        written = self[letter] = f"{before}{glyph:04x}{after}"
        return written


def draw_at_once() -> None:
    """Make WeasyPrint draw so, in this process and from now on."""
    if not hasattr(text.draw_first_line, "__wrapped__") and pango.pango_version() >= PANGO:
        text.draw_first_line = _at_once(text.draw_first_line)


def _at_once(draw: Draw) -> Draw:
    @wraps(draw)
    def made(stream: Any, box: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> list[Any]:
        whole = text_overflow != "ellipsis" and block_ellipsis == "none"
        if not whole or not box.text.strip() or box.style["font_size"] < 1:
            return draw(stream, box, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
        try:
            pieces = _pieces(stream, box.pango_layout.get_first_line()[0])
        except _Rare:
            return draw(stream, box, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for font, size, words in pieces:
            stream.set_font_size(font.hash, size)
            stream.show_text(words)
        return []

    return made


def _pieces(stream: Any, line: Any) -> list[tuple[Any, float, str]]:
    """Return what is to be written of a line, font by font."""
    pieces: list[tuple[Any, float, str]] = []
    former = None
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data
        run = run.next
        font, size = stream.add_font(item.item.analysis.font)
        if font.bitmap or font.svg or font.png or font.colr:
            raise _Rare
        words = _words(font, size, item.glyphs)
        if pieces and item.item.analysis.font == former:
            words = pieces.pop()[2] + words
        former = item.item.analysis.font
        pieces.append((font, size, words))
    return pieces


def _words(font: Any, size: float, glyphs: Any) -> str:
    """Return the letters of a run as they are written."""
    step = ffi.sizeof(glyphs.glyphs[0]) // INTEGER
    numbers = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * step * INTEGER)).cast("i").tolist()
    if not numbers or any(numbers[3::step]):
        raise _Rare
    sizes = font.__dict__.setdefault("_letters", {})
    letters = sizes.get(size) or sizes.setdefault(size, _Letters(font, size))
    words = "<" + "".join(
        map(letters.__getitem__, zip(numbers[::step], numbers[1::step], numbers[2::step], strict=True))
    )
    return words[:-1] if words.endswith("<") else words + ">"
