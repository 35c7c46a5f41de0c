"""The boxes of a page of a PDF (ISO 32000-1, 14.11.2), in points and in millimetres."""

from pikepdf import Object, Page

from reportkit.theme import PAPERS

POINT = 72 / 25.4
"""The points in a millimetre."""

Box = tuple[float, float, float, float]


def box(numbers: Object) -> Box:
    left, bottom, right, top = (float(str(number)) for number in numbers)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def trim(page: Page) -> Box:
    """Return what remains of a page when it is cut; all that is seen of it where nothing is said."""
    return box(page.trimbox)


def inside(inner: Box, outer: Box) -> bool:
    """Tell whether a box lies in another, give or take a hundredth of a point."""
    return all(a >= b - 0.01 for a, b in zip(inner[:2], outer[:2], strict=True)) and all(
        a <= b + 0.01 for a, b in zip(inner[2:], outer[2:], strict=True)
    )


def millimetres(of: Box) -> tuple[float, float]:
    """Return the width and height of a box."""
    return (of[2] - of[0]) / POINT, (of[3] - of[1]) / POINT


def paper_name(size: tuple[float, float]) -> str:
    """Return what paper of this size is called: `A4`, `A4 lying`, `210 × 280 mm`."""
    for name, paper in PAPERS.items():
        if _alike(size, paper):
            return name
        if _alike(size, paper[::-1]):
            return f"{name} lying"
    return f"{size[0]:.0f} × {size[1]:.0f} mm"


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < 1 for a, b in zip(one, other, strict=True))
