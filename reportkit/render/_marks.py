"""The marks by which a printer cuts and folds a sheet, outside all that is printed on it."""

POINT = 72 / 25.4
"""The points in a millimetre."""

BLEED = 3 * POINT
"""How far colour goes on beyond the trim, so that a cut beside its place shows no paper."""

GAP = 1 * POINT
"""What the marks keep clear of the bleed."""

LENGTH = 5 * POINT

MARGIN = BLEED + GAP + LENGTH + POINT
"""What a sheet has around its trim where it bears marks."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


def grown(box: Box, by: float) -> Box:
    left, bottom, right, top = box
    return left - by, bottom - by, right + by, top + by


def around(trim: Box, *, fold: bool) -> bytes:
    """Return the operators that draw crop marks at the corners of `trim`, and dashed ones where the sheet is folded."""
    left, bottom, right, top = trim
    near, far = BLEED + GAP, BLEED + GAP + LENGTH
    lines = []
    for x in (left, right):
        lines += [(x, top + near, x, top + far), (x, bottom - near, x, bottom - far)]
    for y in (bottom, top):
        lines += [(left - near, y, left - far, y), (right + near, y, right + far, y)]
    middle = (left + right) / 2
    folds = [(middle, top + near, middle, top + far), (middle, bottom - near, middle, bottom - far)] if fold else []
    return b"q 0 G 0.25 w\n%s[2 2] 0 d\n%sQ\n" % (_strokes(lines), _strokes(folds))


def _strokes(lines: list[Box]) -> bytes:
    return b"".join(b"%.4f %.4f m %.4f %.4f l S\n" % line for line in lines)
