"""The pages of a PDF as a reader sees them, by PDFium: the words where they stand, and their ink on the paper.

Words that are in the file but leave no ink - white, covered, clipped, transparent, off the page, too small - are no
words to a reader, so every word of the disclaimer is looked for in the picture of the page.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from math import hypot

import pypdfium2 as pdfium
from pikepdf import PasswordError, Pdf, PdfError
from PIL.Image import Image
from pypdfium2 import raw

from reportkit.check.pages._leaf import RIGHT_TO_LEFT, Leaf, plain
from reportkit.contrast import linear, ratio
from reportkit.errors import Refused

SCALE = 3.0
"""Pixels to the point at which ink is looked for: 216 dpi."""

LEAST_CONTRAST = 2.5
"""The least contrast between ink and paper within a word; thin strokes lose some of theirs to the grid of pixels."""

LEAST_HEIGHT = 3.2
"""The height in points that the tallest letter of the disclaimer must have: that of 5 pt type."""

LONGEST_WORD = 12
"""Scripts without spaces are looked at in pieces of so many characters."""

Box = tuple[float, float, float, float]


def leaves(data: bytes, disclaimer: str, within: range | None = None) -> list[Leaf]:
    """Return each page of the PDF `data` with the `disclaimer`, if it bears it, hidden where it leaves no ink.

    Of all other words it is told where the first of them run off the paper.
    """
    return [_leaf(page, place, disclaimer) for page, place in _pages(data, within)]


def sightings(data: bytes, disclaimer: str) -> list[int]:
    """Return how often the whole `disclaimer` can be seen on each page of the PDF `data`."""
    return [_sightings(page, disclaimer) for page, _ in _pages(data)]


def pages_with(data: bytes, labels: tuple[str, ...]) -> dict[str, set[int]]:
    """Return for each of the page labels on which pages, counting from 1, it stands, filled in with their number."""
    found: dict[str, set[int]] = {label: set() for label in labels}
    for number, (page, _) in enumerate(_pages(data), 1):
        text = page.get_textpage()
        letters = [letter for piece in pieces_of(text) for letter in piece]
        text.close()
        for label in labels:
            if _stands(label.format(page=number, pages=len(page.pdf)), letters):
                found[label].add(number)
    return found


def pictures(data: bytes) -> Iterator[tuple[str, float]]:
    """Yield each picture that is printed: on which page, and with how many dots to the inch at the least."""
    for page, place in _pages(data):
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
            width, height = picture.get_px_size()
            matrix, around = picture.get_matrix(), picture.container
            while around:
                matrix, around = matrix.multiply(around.get_matrix()), around.container
            across, down = hypot(matrix.a, matrix.b) / 72, hypot(matrix.c, matrix.d) / 72
            if across and down:
                yield place, min(width / across, height / down)


def opened(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF; raise Refused when it cannot be read."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Refused("a PDF that is locked with a password", "save it without one") from None
        raise Refused(f"not a PDF that can be read: {error}", "make it again") from None


def number(data: bytes) -> int:
    """Return how many pages a PDF has."""
    document = opened(data)
    try:
        return len(document)
    finally:
        document.close()


def objects(data: bytes) -> Pdf:
    """Open a PDF for asking what it is made of; raise Refused when it is damaged or locked."""
    try:
        return Pdf.open(BytesIO(data))
    except PasswordError:
        raise Refused("a PDF that is locked with a password", "save it without one") from None
    except PdfError as error:
        raise Refused(f"not a PDF that can be read: {error}", "make it again") from None


def _pages(data: bytes, within: range | None = None) -> Iterator[tuple[pdfium.PdfPage, str]]:
    """Yield the pages of a PDF, or those `within`, with their names; raise Refused when it cannot be read."""
    document = opened(data)
    try:
        for index in within or range(len(document)):
            yield document[index], f"page {index + 1} of {len(document)}"
    finally:
        document.close()


def _leaf(page: pdfium.PdfPage, place: str, disclaimer: str) -> Leaf:
    text = page.get_textpage()
    try:
        reasons = [_reason(page, text, start, end) for start, end in _occurrences(text, disclaimer)]
        off = _off_the_paper(page, text)
    finally:
        text.close()
    if not reasons:
        return Leaf(place, "", off=off)
    if all(reasons):
        return Leaf(place, "", disclaimer, reasons[0], off=off)
    return Leaf(place, disclaimer, off=off)


def _off_the_paper(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> str | None:
    """Return how the first words begin that lie off the page, None where none do."""
    left, bottom, right, top = page.get_cropbox()
    for index in range(text.count_rects()):
        box = text.get_rect(index)
        if box[0] < left or box[1] < bottom or box[2] > right or box[3] > top:
            return str(text.get_text_bounded(*box))[:40]
    return None


def _sightings(page: pdfium.PdfPage, disclaimer: str) -> int:
    """Return how often the disclaimer can be seen; those that overlap are one."""
    text = page.get_textpage()
    number, after = 0, 0
    try:
        for start, end in _occurrences(text, disclaimer):
            if start >= after and not _reason(page, text, start, end):
                number, after = number + 1, end
    finally:
        text.close()
    return number


def _occurrences(text: pdfium.PdfTextPage, disclaimer: str) -> Iterator[tuple[int, int]]:
    """Yield where the disclaimer begins and ends among the characters of a page."""
    rightward = not RIGHT_TO_LEFT.search(disclaimer)
    # Letters and figures only: the full stop of Latin words stands in front of them on a page read from the right.
    pieces = list(map(_letters, pieces_of(text)))
    letters, wanted = "".join(pieces), _letters(plain(disclaimer))
    starts = _found(letters, wanted) if rightward else _found_in_any_order(letters, wanted)
    ends = list(accumulate(map(len, pieces)))
    for start in starts:
        yield bisect_right(ends, start), bisect_right(ends, start + len(wanted) - 1) + 1


def pieces_of(text: pdfium.PdfTextPage) -> list[str]:
    """Return the characters of a page, each as the letters that are compared."""
    words, number = text.get_text_range(), text.count_chars()
    if len(words) != number:
        # Some are no text, or text of more than one, so that each has to be asked for.
        words = [chr(raw.FPDFText_GetUnicode(text, index)) for index in range(number)]
    return list(map(_compared, words))


_compared = lru_cache(maxsize=4096)(plain)


@lru_cache(maxsize=4096)
def _letters(piece: str) -> str:
    """Return the letters and figures of what is compared."""
    return "".join(filter(str.isalnum, piece))


def _stands(words: str, letters: list[str]) -> bool:
    """Tell whether `words` stand somewhere among the letters of a page."""
    wanted = plain(words)
    if RIGHT_TO_LEFT.search(words):
        return next(_found_in_any_order([one for one in letters if one.isalnum()], wanted), None) is not None
    return wanted in "".join(letters)


def _found(page: str, wanted: str) -> Iterator[int]:
    at = page.find(wanted)
    while wanted and at >= 0:
        yield at
        at = page.find(wanted, at + 1)


def _found_in_any_order(page: Sequence[str], wanted: str) -> Iterator[int]:
    """Yield where the letters of `wanted` stand together on the page, in whatever order.

    Text from right to left comes back as it was drawn, with ligatures and punctuation turned round in ways that depend
    on what stands beside it.
    """
    missing = Counter(letter for letter in wanted if letter.isalnum())
    length = missing.total()
    for at, letter in enumerate(page):
        missing[letter] -= 1
        if at >= length:
            missing[page[at - length]] += 1
        if at >= length - 1 and length and not any(missing.values()):
            yield at - length + 1


def _reason(page: pdfium.PdfPage, text: pdfium.PdfTextPage, start: int, end: int) -> str:
    """Return why the characters from `start` to `end` cannot be seen, or nothing."""
    words = list(_words(text, start, end))
    if max(top - bottom for boxes in words for _, bottom, _, top in boxes) < LEAST_HEIGHT:
        return "the type is too small"
    left, bottom, right, top = page.get_cropbox()
    around = _around([box for boxes in words for box in boxes])
    if around[0] < left or around[1] < bottom or around[2] > right or around[3] > top:
        return "it lies off the page"
    margins = (around[0] - left, around[1] - bottom, right - around[2], top - around[3])
    picture = page.render(scale=SCALE, grayscale=True, may_draw_forms=False, crop=margins).to_pil()
    for boxes in words:
        contrast = min(_contrast(picture, part, (around[0], around[3])) for part in _head_and_foot(_around(boxes)))
        if contrast < LEAST_CONTRAST:
            return f"a part of it leaves no ink (contrast {contrast:.1f}:1)"
    return ""


def _head_and_foot(box: Box) -> tuple[Box, Box]:
    """Return the upper and the lower third of a word, both of which leave ink unless it is cut or covered."""
    left, bottom, right, top = box
    third = (top - bottom) / 3
    return (left, top - third, right, top), (left, bottom, right, bottom + third)


def _words(text: pdfium.PdfTextPage, start: int, end: int) -> Iterator[list[Box]]:
    """Yield the boxes of the characters, word by word."""
    word: list[Box] = []
    for index in range(start, end):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if _compared(letter):
            box = _box(text, index)
            if word and (abs(box[1] - word[-1][1]) > 20 or len(word) >= LONGEST_WORD):
                yield word
                word = []
            word.append(box)
        elif word:
            yield word
            word = []
    if word:
        yield word


def _box(text: pdfium.PdfTextPage, index: int) -> Box:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, bottom.value, right.value, top.value


def _around(boxes: list[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _contrast(picture: Image, box: Box, corner: tuple[float, float]) -> float:
    """Return the contrast (WCAG 2.2) between the darkest and the lightest point of `box`."""
    left, bottom, right, top = box
    pixels = (
        max(int((left - corner[0]) * SCALE), 0),
        max(int((corner[1] - top) * SCALE), 0),
        min(int((right - corner[0]) * SCALE) + 1, picture.width),
        min(int((corner[1] - bottom) * SCALE) + 1, picture.height),
    )
    darkest, lightest = picture.crop(pixels).getextrema()
    return ratio(linear(int(lightest)), linear(int(darkest)))  # type: ignore[arg-type]
