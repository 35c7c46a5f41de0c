"""Columns in WeasyPrint 70 that are filled one after the other: laid out once, where WeasyPrint lays them out twice.

It lays out all columns of a page to see whether they can be balanced, and then once more as they are. Where they are
not to be balanced, nothing depends on what it saw. What is printed stays the same, byte by byte.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.layout import block

LayOut = Callable[..., Any]  # WeasyPrint has no types

NOTHING: tuple[Any, ...] = (None, None, {"break": "any", "page": None}, [], False, None)
"""What the layout of a box says that has no room for anything."""


def fill_once() -> None:
    """Make WeasyPrint lay out columns once, in this process and from now on."""
    if not hasattr(block.columns_layout, "__wrapped__"):
        block.columns_layout = _without_trial(block.columns_layout)


def _without_trial(columns_layout: LayOut) -> LayOut:
    plain: WeakKeyDictionary[Any, dict[Any, bool]] = WeakKeyDictionary()

    @wraps(columns_layout)
    def made(context: Any, box: Any, *rest: Any) -> Any:
        known, name = plain.setdefault(context, {}), (box.element, box.element_tag)
        if name not in known:
            known[name] = _is_plain(box)
        if not known[name] or context.footnotes or context.reported_footnotes:
            return columns_layout(context, box, *rest)
        lay_out = block.block_box_layout
        # The layout of columns asks for this when it begins, and nobody else may get it.
        block.block_box_layout = _skipping_trials(lay_out)
        try:
            return columns_layout(context, box, *rest)
        finally:
            block.block_box_layout = lay_out

    return made


def _is_plain(box: Any) -> bool:
    """Tell whether nothing in the columns of `box` depends on a trial: all follows one after the other."""
    return (
        box.style["column_fill"] == "auto"
        and all(child.style["column_span"] != "all" for child in box.children)
        and all(one.is_in_normal_flow() for one in box.descendants(placeholders=True) if one is not box)
    )


def _skipping_trials(lay_out: LayOut) -> LayOut:
    """Return `lay_out` for columns: a trial, which has a list of margins of its own, finds no room."""

    @wraps(lay_out)
    def made(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        block.block_box_layout = lay_out
        margins = rest[6]
        return NOTHING if margins is not None else lay_out(context, box, *rest, **more)

    return made
