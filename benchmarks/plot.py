"""What many sessions cost against how many there are, as an SVG picture: a line for each way."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, log10

from benchmarks.results import Point

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 200, 40, 52
COLOURS = ("#1f3a5f", "#2f7f6f", "#b5472f", "#7a5aa0")
INK, HAIR = "#55565a", "#d9dde3"


def plot(points: Sequence[Point]) -> str:
    """Return the picture; both axes begin at nothing, so that what grows in proportion is a straight line."""
    across, up = axis([point.sessions for point in points]), axis([point.cpu for point in points])
    ways = list(dict.fromkeys(point.way for point in points))
    parts = [*grid(across, up)]
    for colour, way in zip(COLOURS, ways, strict=False):
        mine = sorted((point.sessions, point.cpu) for point in points if point.way == way)
        parts += line([place(it, across, up) for it in mine], way, colour)
    label = "Seconds of processor against number of sessions"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}"'
        f' font-family="sans-serif" font-size="12" fill="{INK}">\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def axis(values: Sequence[float]) -> list[float]:
    """Return the marks of an axis from nothing to beyond the largest of `values`, in steps of 1, 2 or 5 and noughts."""
    most = max(values)
    unit = 10 ** int(log10(most) - 0.5)
    step = next(unit * times for times in (0.1, 0.2, 0.5, 1, 2, 5, 10) if most / (unit * times) <= 6)
    return [step * mark for mark in range(ceil(most / step) + 1)]


def place(values: tuple[float, float], across: list[float], up: list[float]) -> tuple[float, float]:
    x = LEFT + (WIDTH - LEFT - RIGHT) * values[0] / across[-1]
    return x, HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * values[1] / up[-1]


def grid(across: list[float], up: list[float]) -> Iterator[str]:
    for mark in up:
        x, y = place((0, mark), across, up)
        yield f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="{HAIR}"/>'
        yield f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{mark:g}</text>'
    for mark in across:
        x, y = place((mark, 0), across, up)
        yield f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{mark:,g}</text>'
    yield f'<text x="{LEFT}" y="{TOP - 16}">seconds of processor</text>'
    yield f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 12}" text-anchor="end">sessions</text>'


def line(places: list[tuple[float, float]], name: str, colour: str) -> Iterator[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)
    x, y = places[-1]
    # A line that ends early has its name before its end, where no other goes.
    beyond, anchor = (9, "start") if x > WIDTH - RIGHT - 1 else (-9, "end")
    yield f'<text x="{x + beyond:.1f}" y="{y + 4:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(name)}</text>'
