"""Have all footnotes come through the layout?

WeasyPrint 70 may lose one that it has put off to the next page, where the paragraph of its mark is broken. Breaking
pages at other lines helps. What a footnote says is in `document.py`, how it looks in `styles/`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

BREAKS = ("", "main { orphans: 1; widows: 1 }", "main { orphans: 3; widows: 3 }", "p { break-inside: avoid }")
"""Other rules for where pages may break, to be tried one after the other."""


def printed(pages: Iterable[Any]) -> int:
    """Return how many footnotes stand at the feet of pages that WeasyPrint has laid out."""
    return len({id(box.element) for page in pages for box in _notes([page._page_box], within=False)})


def _notes(boxes: Iterable[Any], *, within: bool) -> Iterator[Any]:  # WeasyPrint has no types
    for box in boxes:
        if within:
            yield box
        elif type(box).__name__ != "LineBox":
            yield from _notes(getattr(box, "children", ()), within=type(box).__name__ == "FootnoteAreaBox")
