"""What is the same in the margins of many pages is laid out once, and what is printed stays the same."""

from functools import partial
from typing import Any

import pytest
from alone import undone
from weasyprint import CSS, HTML, layout
from weasyprint.layout import page as pages

from reportkit.render._quicker.margins import share_margins

share_margins()

SHEET = """
@page { size: 60mm 50mm; margin: 12mm 8mm;
  @top-center { content: element(head); vertical-align: top } @bottom-center { content: element(foot); width: 100% } }
.head { position: running(head); border-bottom: 1pt solid red; background: linear-gradient(red, blue) }
.foot { position: running(foot); display: flex }
p { margin: 0 }
"""

HEAD, FOOT = (
    '<div class="head">Congress</div>',
    '<div class="foot"><b>Views</b> <a href="https://example.org">here</a></div>',
)
TEXT = "<p>Some words that go over more than one line.</p>" * 20
OTHER = '<div class="head">Another congress</div>'
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>"

STYLES = {
    "the same on all": "",
    "the first is another": "@page :first { margin: 20mm 8mm; @top-center { content: element(foot) } }",
    "left and right": "@page :left { @top-center { text-align: right } } @page :right { @top-left { content: 'R' } }",
    "of another colour": "@page { @top-right { content: 'R' } } @page :nth(2n) { color: red }",
    "of another size": "@page :nth(3) { size: 70mm 50mm } @page :nth(4) { padding-left: 2mm }",
    "words": "@page { @left-middle { content: 'A' 'B' } @top-right-corner { content: 'C' } }",
    "numbers": "@page { @left-middle { content: counter(page) } }",
    "numbers within": ".foot b::after { content: counter(page) '/' counter(pages) }",
    "marks within": ".foot b::after { content: 'mark' }",
    "titles": "p:nth-child(9n) { string-set: title content() ' ' } @page { @left-middle { content: string(title) } }",
    "what floats": ".foot b { float: right }",
    "what stands elsewhere": ".foot b { position: absolute; right: 0 }",
    "what goes on at its end": ".head { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 6mm }",
    "cut off at its end": ".head { line-clamp: 1; width: 20mm }",
    "spaced out": ".foot b { flex: 1; text-align: justify; text-align-last: justify }",
    "a list": ".foot b { display: list-item; list-style: decimal inside }",
    "a table": ".foot { display: table } .foot b { display: table-cell; background: yellow }",
    "a picture": f'.foot b {{ content: url("{PICTURE}") }} .head {{ background: url("{PICTURE}") }}',
    "the last of a page": "@page { @top-center { content: element(head last) } }",
    "not where it is said": "@page { @top-center { content: element(head first-except) } }",
}


its_own_way = partial(undone, (layout, "make_margin_boxes"))
"""Lets WeasyPrint lay out margins as it does by itself."""


def printed(style: str) -> bytes:
    page = HTML(string=f"<html lang=en><title>A</title>{HEAD}{FOOT}{TEXT}{OTHER}{TEXT}")
    return bytes(page.write_pdf(stylesheets=[CSS(string=SHEET + style)], uncompressed_pdf=True, pdf_tags=True))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_margins_are_printed_as_by_weasyprint_alone(style: str) -> None:
    with its_own_way():
        alone = printed(style)
    assert printed(style) == alone


def laid_out(style: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many margin boxes are laid out."""
    count = [0]

    def counted(*rest: Any) -> Any:
        count[0] += 1
        return lay_out(*rest)

    lay_out = pages.margin_box_content_layout
    with monkeypatch.context() as patch:
        patch.setattr(pages, "margin_box_content_layout", counted)
        printed(style)
    return count[0]


def test_margins_are_laid_out_once_for_each_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    assert laid_out("", monkeypatch) == 2 * 2
    with its_own_way():
        assert laid_out("", monkeypatch) > 5 * 2 * 2
