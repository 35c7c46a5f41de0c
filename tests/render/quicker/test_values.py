"""Values of styles are found at once, whatever style sheets say, and what is printed stays the same."""

from collections.abc import Callable

import pytest
from alone import its_own_way
from builders import a_document, a_look, a_session, long_text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from weasyprint import CSS, HTML
from weasyprint.css import ComputedStyle
from weasyprint.css.properties import Dimension
from weasyprint.layout import percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from reportkit.render._quicker import values
from reportkit.render.pdf import render

STYLES = (
    "margin: 1em auto; width: 60%",
    "margin: 5% calc(1mm + 3%); padding: 2% 1%",
    "margin-inline-start: 4mm; padding-inline-end: 3mm; direction: rtl",
    "border-inline-start: 2pt solid red; inline-size: 70%",
    "border: medium solid; box-sizing: border-box; width: 40mm; padding: 3mm",
    "border-width: 3pt; outline: 1pt dotted; box-sizing: padding-box; height: 12mm",
    "min-height: 10%; max-width: calc(50% - 2mm)",
    "height: 50%; max-height: 30mm; overflow: hidden",
    "--room: 3mm; margin: var(--room); padding: var(--none, 1mm)",
    "all: initial; border: inherit",
    "display: inherit; color: inherit; margin: inherit; width: inherit",
    "text-decoration: underline 2pt wavy; columns: 2; column-gap: 2em",
    "text-indent: calc(2mm + 10%); line-height: 1.6",
    "position: relative; left: 10%; top: 1mm",
    "position: absolute; right: 2mm; width: 50%; border: 1pt solid",
    "display: flex; gap: 2mm; width: 80%",
    "display: grid; grid-template-columns: 1fr 2fr; padding: 1mm",
    "display: inline-block; width: 30%; vertical-align: top",
    "display: list-item; margin-left: 8mm; list-style: square",
    "float: footnote",
    "float: right; min-width: 20%; margin: 1mm",
    "page: wide; break-before: page",
    "border-collapse: collapse; display: table; border: 1pt solid; padding: 2mm",
    "display: table-cell; border: 1pt solid; width: 30%; margin: 3mm",
    "font-size: 120%; width: 12ch; margin: 1ex 1lh",
    "width: 20vw; margin-left: 5vh",
)
"""Ways to set boxes, also those that our own sheets do not know: a theme may."""

SHEET = """
@page { size: 70mm 90mm; margin: 5% 6mm; @footnote { border-top: 1pt solid; padding: 1% }
        @bottom-center { content: counter(page); width: 50%; margin: 1mm } @top-left { content: 'a' } }
@page wide { size: 90mm 70mm; margin: 4mm; border: 1pt solid; padding: 2% }
b::before { content: '(' } b::after { content: counter(list-item) ')'; margin-inline: 1mm }
::footnote-call { color: red; margin-inline: 1mm } b::footnote-marker { color: blue; padding: 1% }
div::marker { color: green } p::first-line { color: red } div::first-letter { margin: 1mm }
"""


def boxes(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def box(kind: str, style: str, inside: list[str]) -> str:
        return f'<{kind} style="{style}">{"".join(inside)}</{kind}>'

    kinds = st.sampled_from(["div", "p", "b", "ul", "td"])
    return st.builds(box, kinds, st.sampled_from(STYLES), st.lists(inner, min_size=1, max_size=4))


@example("".join(f'<div style="{style}">one <b>two</b></div>' for style in STYLES))
@example('<p>one<b style="float: footnote">two</b></p><ul><li>three<ol><li><p>four</ol></ul>')
@settings(max_examples=40, deadline=None)
@given(st.recursive(st.sampled_from(["one ", "two", "<li>three", "<b>four</b>", "<hr>"]), boxes, max_leaves=12))
def test_boxes_of_any_kind_are_printed_as_by_weasyprint_alone(body: str) -> None:
    def made() -> bytes | str:
        sheet = CSS(string=SHEET)
        try:
            return bytes(HTML(string=f"<body>{body}").write_pdf(stylesheets=[sheet], uncompressed_pdf=True))
        except Exception as error:  # It does not print everything.
            return repr(error)

    with its_own_way():
        alone = made()
    assert made() == alone


def test_what_stands_for_a_box_hands_lengths_on() -> None:
    box = HTML(string="one").render().pages[0]._page_box.children[0]
    box.style["margin_left"] = Dimension(7, "px")
    percent.resolve_percentages(AbsolutePlaceholder(box), (100, 100))
    assert box.margin_left == 7


def test_the_long_way_is_seldom_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    calls = {"values": 0, "lengths": 0}

    def counted(kind: str, function: Callable[..., object]) -> Callable[..., object]:
        def made(*args: object) -> object:
            calls[kind] += 1
            return function(*args)

        return made

    long_ways = ComputedStyle.__missing__.__wrapped__, percent.resolve_one_percentage
    monkeypatch.setattr(ComputedStyle, "__missing__", values._found(counted("values", long_ways[0])))
    monkeypatch.setattr(percent, "resolve_one_percentage", counted("lengths", long_ways[1]))
    document, look = a_document(a_session(long_text(20))), a_look()
    render(document, look)
    ours, calls["values"], calls["lengths"] = dict(calls), 0, 0
    with its_own_way():
        monkeypatch.setattr(ComputedStyle, "__missing__", counted("values", long_ways[0]))
        render(document, look)
    assert ours["values"] < 0.2 * calls["values"]
    assert ours["lengths"] < 0.2 * calls["lengths"]
