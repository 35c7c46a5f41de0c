"""Columns that are filled one after the other are laid out once, and what is printed stays the same."""

from functools import partial
from typing import Any

import pytest
from alone import undone
from weasyprint import CSS, HTML
from weasyprint.layout import block

from reportkit.render._quicker.columns import fill_once

fill_once()

SHEET = """
@page { size: 90mm 60mm; margin: 8mm; @footnote { border-top: 1pt solid } }
body { font-size: 9pt; margin: 0 }
.columns { columns: 2; column-fill: auto; column-gap: 4mm }
p { margin: 0 0 3pt; orphans: 2; widows: 2 }
"""

MANY = "".join(f"<p>Person {number} of the {'very ' * (number % 7)}long institute</p>" for number in range(40))


def columns(within: str, style: str = "") -> str:
    return f'<div class="columns" style="{style}">{within}</div>'


def each(style: str) -> str:
    """Return all paragraphs, each with something of this style at its beginning."""
    return MANY.replace("<p>", f'<p><b style="{style}">B</b>')


PAGES = {
    "many pages": f"<h1>Index</h1>{columns(MANY)}",
    "one page": f"{columns(MANY[:400])}<p>After</p>",
    "one column": columns("<p>Alone</p>"),
    "nothing": columns(""),
    "from right to left": columns(MANY, "direction: rtl"),
    "three, with padding": columns(MANY[:900], "columns: 3; padding: 2mm; min-height: 30mm"),
    "a height": columns(MANY[:900], "height: 20mm"),
    "little room": f'<div style="height: 38mm">Above</div>{columns(MANY, "break-inside: avoid")}',
    "what stays together": columns(f"<style>p {{ break-inside: avoid; break-after: avoid }}</style>{MANY}"),
    "a break": columns(f'{MANY[:300]}<p style="break-before: page">B</p>{MANY}'),
    "columns within": columns(f'<div style="columns: 2">{MANY[:700]}</div>{MANY}'),
    "boxes in lines": columns(each("display: inline-block")),
    "a little aside": columns(each("position: relative; left: 3mm")),
    "twice": f"{columns(MANY)}{columns(MANY, 'column-fill: balance')}",
    "a footnote before": f'<p>A<i style="float: footnote">Note</i></p>{columns(MANY)}',
    "balanced": columns(MANY[:900], "column-fill: balance"),
    "a heading across": columns(f'{MANY[:300]}<h2 style="column-span: all">All</h2>{MANY}'),
    "floats": columns(each("float: left")),
    "what stands elsewhere": columns(each("position: absolute")),
    "footnotes": columns(each("float: footnote")),
}


its_own_way = partial(undone, (block, "columns_layout"))
"""Lets WeasyPrint lay out columns as it does by itself."""


def printed(body: str) -> bytes:
    return bytes(
        HTML(string=f"<html lang=en><title>A</title>{body}").write_pdf(
            stylesheets=[CSS(string=SHEET)], uncompressed_pdf=True, pdf_tags=True
        )
    )


@pytest.mark.parametrize("name", PAGES)
def test_columns_are_printed_as_by_weasyprint_alone(name: str) -> None:
    with its_own_way():
        alone = printed(PAGES[name])
    assert printed(PAGES[name]) == alone


def columns_laid_out(name: str, monkeypatch: pytest.MonkeyPatch) -> int:
    count = [0]

    def counted(context: Any, box: Any, *rest: Any, **more: Any) -> Any:
        count[0] += box.is_column
        return lay_out(context, box, *rest, **more)

    lay_out = block.block_container_layout
    with monkeypatch.context() as patch:
        patch.setattr(block, "block_container_layout", counted)
        printed(PAGES[name])
    return count[0]


def test_columns_are_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    ours = columns_laid_out("many pages", monkeypatch)
    with its_own_way():
        assert columns_laid_out("many pages", monkeypatch) > 2 * ours


@pytest.mark.parametrize("name", ["balanced", "a heading across", "floats", "footnotes"])
def test_where_columns_depend_on_each_other_weasyprint_tries_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = columns_laid_out(name, monkeypatch)
    with its_own_way():
        assert columns_laid_out(name, monkeypatch) == ours
