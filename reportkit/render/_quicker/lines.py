"""Lines of text in WeasyPrint 70: set once where it sets them again and again, and given back when they are done.

Pango sets a line; that is the most costly step of a page. WeasyPrint sets each of its lines once more to draw it, and
sets the same text in the same width over again: for every page that a running footer stands on, and whenever it tries
how wide or high something would be. Here a line that was set is kept for its page, and the lines of a document are
remembered. What is printed stays the same, byte by byte.

WeasyPrint also never gives back the features of the font, such as lining figures, of every line it lays out, some 50 kB
a session, for as long as the process lives. Pango counts who holds a list of attributes; WeasyPrint never lets go of
the ones it made, as it puts the same attribute into many. Here each list has its own, and goes with its line.
"""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout, split_first_line

Split = Callable[..., tuple[Any, ...]]

PARAGRAPHS = "\n\r\u2029"
"""The characters at which Pango begins another paragraph."""


class _Unshared(dict[bytes, Any]):
    """Stands where WeasyPrint keeps attributes for later, and keeps none."""

    def setdefault(self, _: bytes, attribute: Any = None) -> Any:
        return attribute


def careful(fonts: FontConfiguration) -> FontConfiguration:
    """Return `fonts` such that lines set in them leave nothing behind; what is printed stays the same."""
    if not hasattr(Layout.setup, "__wrapped__"):
        Layout.setup = _letting_go(Layout.setup)
    fonts.font_features = _Unshared()
    return fonts


def _letting_go(setup: Any) -> Any:
    @wraps(setup)
    def made(layout: Layout, style: Any) -> None:
        setup(layout, style)
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes != ffi.NULL and isinstance(style.font_config.font_features, _Unshared):
            # The layout holds them, too, and alone from now on.
            pango.pango_attr_list_unref(attributes)

    return made


def set_once() -> None:
    """Make WeasyPrint set each line once, in this process and from now on."""
    if hasattr(Layout.set_text, "__wrapped__"):
        return
    Layout.set_text = _ready_to_draw(Layout.set_text)
    Layout.deactivate = _keeping(Layout.deactivate)
    Layout.reactivate = _as_kept(Layout.reactivate)
    inline.split_first_line = preferred.split_first_line = _remembered(split_first_line)
    inline.strut = _once_a_style(inline.strut)
    line_break.get_font_description = _once_a_style(line_break.get_font_description)


def _ready_to_draw(set_text: Any) -> Any:
    """Let a line be set in the mode in which it is drawn: where that is turned on later, Pango sets it again."""

    @wraps(set_text)
    def made(layout: Layout, text: str, justify: bool = False) -> None:
        whole = not any(character in text for character in PARAGRAPHS)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, whole)
        set_text(layout, text, justify)

    return made


def _keeping(deactivate: Any) -> Any:
    """Keep a line that is done, unless it is spaced out: that is done when it is drawn, and not before."""

    @wraps(deactivate)
    def made(layout: Layout) -> None:
        if layout.justification_spacing:
            deactivate(layout)

    return made


def _as_kept(reactivate: Any) -> Any:
    @wraps(reactivate)
    def made(layout: Layout, style: Any) -> None:
        if not hasattr(layout, "layout"):
            reactivate(layout, style)

    return made


def _once_a_style(measured: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return `measured` such that a style keeps what was found out about it; the copies of one begin anew."""
    name = f"_kept_{measured.__name__}"

    @wraps(measured)
    def made(style: Any) -> Any:
        found = style.__dict__.get(name)
        if found is None:
            found = style.__dict__[name] = measured(style)
        return found

    return made


def _remembered(split: Split) -> Split:
    """Return `split` with a memory for each document, which ends with it."""
    memories: WeakKeyDictionary[Any, dict[tuple[object, ...], tuple[Any, ...]]] = WeakKeyDictionary()

    @wraps(split)
    def made(text: str, style: Any, context: Any, *rest: Any, **more: Any) -> tuple[Any, ...]:
        memory = memories.setdefault(context, {})
        # A style is what it is, and not what it says; the memory holds it, so that no other one gets its number.
        key = (text, id(style), rest, tuple(more.items()))
        if key not in memory:
            memory[key] = (style, split(text, style, context, *rest, **more))
        layout, *measures = memory[key][1]
        # Where an ellipsis is drawn, the line becomes another one; each has to begin with its own words.
        return copy(layout), *measures

    return made
