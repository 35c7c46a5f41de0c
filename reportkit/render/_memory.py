"""What WeasyPrint 70 forgets to give back: the features of the font, such as lining figures, of every line it lays out.

They are some 50 kB a session, for as long as the process lives. Pango counts who holds a list of attributes; WeasyPrint
never lets go of the ones it made, as it puts the same attribute into many. Here each list has its own, and goes with
its line.
"""

from functools import wraps
from typing import Any

from weasyprint.text.ffi import ffi, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import Layout


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
