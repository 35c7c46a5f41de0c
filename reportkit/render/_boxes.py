"""What WeasyPrint's boxes tell about the tags of a PDF: from which box each was made, which marks stand in the margins.

WeasyPrint knows it while it makes the tags and says nothing of it afterwards; here it is made to remember. What is done
with it is in `_tags.py` and `_finish.py`.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags

Build = Callable[..., Iterator[Any]]


class InMargin(bytes):
    """The reference of a tag in a margin box, with the name of that box, such as `@top-center`."""

    margin: str


def _remembering(build: Build) -> Build:
    """Return `build`, WeasyPrint's maker of tags, so that each tag has its `box` and no tag in a margin is mistaken."""

    @wraps(build)
    def built(box: Any, parent: Any, pdf: Any, page: int, marks: dict[int, bytes], *rest: Any) -> Iterator[Any]:
        before = set(marks)
        for tag in build(box, parent, pdf, page, marks, *rest):
            # The boxes of the page and of `body` have no tags of their own and hand on those of others.
            if not hasattr(tag, "box"):
                tag.box = box
            yield tag
        if isinstance(box, MarginBox):
            for mark in marks.keys() - before:
                marks[mark] = InMargin(marks[mark])
                marks[mark].margin = box.at_keyword  # type: ignore[attr-defined]  # an InMargin since the line above

    return built


def remember() -> None:
    """Make WeasyPrint remember, in this process and from now on; what it prints stays the same."""
    if not hasattr(tags._build_box_tree, "__wrapped__"):
        tags._build_box_tree = _remembering(tags._build_box_tree)


def paint_in_reading_order(laid_out: Any) -> None:
    """Let the marks of lists be painted before their items, and not after all else of their page."""
    for page in laid_out.pages:
        for box in page._page_box.descendants(placeholders=True):
            if box.is_outside_marker:
                # All is in its place by now, and this only tells when it is painted.
                box.style["position"] = "static"
