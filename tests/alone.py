"""WeasyPrint as it works by itself: what we have it do in other ways is undone for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tinyhtml5 import inputstream
from weasyprint.css import ComputedStyle
from weasyprint.draw import text
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, preferred, table
from weasyprint.layout import float as floating
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

import reportkit.render.pdf  # noqa: F401 - it makes WeasyPrint work in other ways

CHANGED = (
    (Layout, "set_text"),
    (Layout, "deactivate"),
    (Layout, "reactivate"),
    (inline, "split_first_line"),
    (preferred, "split_first_line"),
    (inline, "strut"),
    (line_break, "get_font_description"),
    (text, "draw_first_line"),
    (ComputedStyle, "__missing__"),
    *(
        (module, "resolve_percentages")
        for module in (absolute, block, column, floating, grid, inline, page, percent, table)
    ),
)
"""What of WeasyPrint works in another way than its own."""


@contextmanager
def undone(*changed: tuple[object, str]) -> Iterator[None]:
    """Let WeasyPrint do these as it does by itself."""
    with pytest.MonkeyPatch.context() as patch:
        for where, name in changed:
            patch.setattr(where, name, vars(where)[name].__wrapped__)
        yield


@contextmanager
def its_own_way() -> Iterator[None]:
    """Let WeasyPrint do all of a page as it does by itself."""
    with undone(*CHANGED), pytest.MonkeyPatch.context() as patch:
        patch.setattr(inputstream, "characters_until_regex", {})
        yield
