"""Values of styles in WeasyPrint 70: found in one step where it goes through all that a style sheet could ask for.

Every box asks its style for some hundred values. Nearly all of them are inherited, or what they are where no style
sheet says anything, and most are lengths in pixels; but for each, WeasyPrint first makes sure that it is none of what
is rare. Here that is made sure of at once, and what is rare is left to WeasyPrint. What is printed stays the same, byte
by byte.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from weasyprint.css import ComputedStyle
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import percent

Missing = Callable[[Any, str], Any]  # WeasyPrint has no types
Resolve = Callable[[Any, Any], None]

ENTANGLED = ("position", "float", "display", "page")
"""Properties whose values are found out of those of others, or of boxes further out."""

SAID_BY = {
    name: tuple(dict.fromkeys([name, *(function(block="ttb", inline=inline) for inline in ("ltr", "rtl"))]))
    for name, function in PHYSICAL_FUNCTIONS.items()
}
"""By which names a style sheet can say something of `margin_left` and its kin: by `margin_inline_start`, for one."""


def _is_plain(name: str) -> bool:
    return name not in ENTANGLED and not name.startswith("text_decoration_")


INHERITED_AS_IS = frozenset(filter(_is_plain, INHERITED))
"""Properties whose value, where no style sheet says anything, is that of the box around."""

INITIAL = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if _is_plain(name) and name not in INHERITED and name not in INITIAL_NOT_COMPUTED
}
"""Properties whose value, where no style sheet says anything, is always the same."""

WORKED_OUT = {
    name: (COMPUTER_FUNCTIONS[name], INITIAL_VALUES[name])
    for name in INITIAL_NOT_COMPUTED
    if _is_plain(name) and name not in INHERITED and name in COMPUTER_FUNCTIONS
}
"""Properties whose value is worked out even then, such as the width of a border that is none."""

AT_LEAST = ("min_width", "min_height")
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *("width", "max_width", "height", "max_height", *AT_LEAST),
)
BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


def find_at_once() -> None:
    """Make WeasyPrint find values so, in this process and from now on."""
    if hasattr(ComputedStyle.__missing__, "__wrapped__"):
        return
    ComputedStyle.__missing__ = _found(ComputedStyle.__missing__)
    usual = percent.resolve_percentages
    quick = _resolved(usual)
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint.layout") and vars(module).get("resolve_percentages") is usual:
            module.resolve_percentages = quick  # type: ignore[attr-defined]


def _found(missing: Missing) -> Missing:
    @wraps(missing)
    def made(style: Any, name: str) -> Any:
        for said in SAID_BY.get(name, (name,)):
            if said in style.cascaded:
                return missing(style, name)
        if name in INITIAL:
            value = INITIAL[name]
        elif name in INHERITED_AS_IS and style.parent_style is not None:
            value = style.parent_style[name]
        elif name in WORKED_OUT:
            work_out, initial = WORKED_OUT[name]
            value = work_out(style, name, initial)
        else:
            return missing(style, name)
        style[name] = value
        return value

    return made


def _resolved(resolve: Resolve) -> Resolve:
    """Return what gives a box the lengths of its style, with `resolve` where some are no pixels."""

    @wraps(resolve)
    def made(box: Any, containing_block: Any) -> None:
        # What stands for a box is none, and hands on what is put into it.
        if not (isinstance(box, Box) and _put_pixels(box)):
            resolve(box, containing_block)
            return
        style, used = box.style, box.__dict__
        collapse = style["border_collapse"] == "collapse"
        for name in BORDERS:
            # In a table, those that cells share are settled already.
            if not (collapse and hasattr(box, name)):
                used[name] = style[name]
        if style["box_sizing"] != "content-box":
            percent.adjust_box_sizing(box, "width")
            percent.adjust_box_sizing(box, "height")

    return made


def _put_pixels(box: Any) -> bool:
    """Put the lengths of its style into a box, and tell whether all of them are pixels."""
    style, used = box.style, box.__dict__
    for name in LENGTHS:
        value = style[name]
        if type(value) is Dimension and value.unit == "px":
            used[name] = value.value
        elif value == "auto":
            used[name] = 0 if name in AT_LEAST else value
        else:
            return False
    return True
