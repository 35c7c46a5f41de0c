"""What stands in the margins of pages in WeasyPrint 70: laid out once where it is the same on many pages.

WeasyPrint lays out running headers and footers anew for each page. In a book, where numbers of pages are gaps until it
is bound, they hardly ever differ, and a page is given a copy of those of another one. What is printed stays the same,
byte by byte.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint import layout
from weasyprint.formatting_structure.boxes import TextBox

Make = Callable[..., Iterable[Any]]  # WeasyPrint has no types

EDGES = {"top": ("left", "center", "right"), "left": ("top", "middle", "bottom")}
KEYWORDS = (
    *(f"@{edge}-{place}" for edge in ("top", "bottom") for place in EDGES["top"]),
    *(f"@{edge}-{place}" for edge in ("left", "right") for place in EDGES["left"]),
    *(f"@{edge}-{place}-corner" for edge in ("top", "bottom") for place in ("left", "right")),
)
"""The margin boxes of a page."""

SILENT = ("normal", "inhibit", "none")
"""What style sheets say of content that is not theirs."""


def share_margins() -> None:
    """Make WeasyPrint do so, in this process and from now on."""
    if not hasattr(layout.make_margin_boxes, "__wrapped__"):
        layout.make_margin_boxes = _sharing(layout.make_margin_boxes)


def _sharing(make: Make) -> Make:
    """Return `make` with a memory for each document, which ends with it."""
    memories: WeakKeyDictionary[Any, list[tuple[object, list[Any]]]] = WeakKeyDictionary()

    @wraps(make)
    def made(context: Any, page: Any, state: Any) -> Iterable[Any]:
        look = _look(context, page)
        if look is None:
            return make(context, page, state)
        memory = memories.setdefault(context, [])
        boxes = next((boxes for known, boxes in memory if known == look), None)
        if boxes is None:
            boxes = list(make(context, page, state))
            memory.append((look, boxes))
        return _copied(boxes)

    return made


def _look(context: Any, page: Any) -> object | None:
    """Return all on which the margins of a page depend; None where the page itself is told in them."""
    styles = [context.style_for(page.page_type, keyword) for keyword in KEYWORDS]
    running: list[Any] = []
    for style in styles:
        if style is None or style["content"] in SILENT:
            continue
        for kind, value in style["content"]:
            if kind == "element()":
                running += context.get_running_element_for(page, *value)
            elif kind != "string":
                return None
    if not all(map(_is_plain, running)):
        return None
    return [style and style.cascaded for style in (page.style, *styles)], running


def _is_plain(element: Any) -> bool:
    """Tell whether a running element says the same on all pages."""
    said = [box.style["content"] for box in element.descendants(placeholders=True)]
    return all(content in SILENT or all(kind == "string" for kind, _ in content) for content in said)


def _copied(boxes: Sequence[Any]) -> list[Any]:
    """Return copies of `boxes` and of all in them; each page has lines of its own, as drawing may change them."""
    copies = [box.copy() for box in boxes]
    for one in copies:
        if one.children:
            one.children = _copied(one.children)
        if isinstance(one, TextBox):
            one.pango_layout = copy(one.pango_layout)
    return copies
