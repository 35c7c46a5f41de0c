"""Tables too wide for large type, told row by row: what a cell is about, then what it says.

Broken words and figures are worse to read than a long list. Which tables fit is asked of the theme.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportkit.document import Block, Break, Cell, Inline, Items, Own, Paragraph, Quote, Strong, Table, Text, notes
from reportkit.theme import Labels, Theme


def row_by_row(blocks: Iterable[Block], theme: Theme, labels: Labels) -> Iterator[Block]:
    """Yield `blocks`, each table that would have its words broken as a list of its rows."""
    for block in blocks:
        match block:
            case Table() if theme.fit(block) == "tight" and _can_be_told(block):
                yield _list(block, labels["pair"])
            case Items():
                yield replace(block, items=tuple(tuple(row_by_row(item, theme, labels)) for item in block.items))
            case Quote() | Own():
                yield replace(block, blocks=tuple(row_by_row(block.blocks, theme, labels)))
            case _:
                yield block


def _can_be_told(table: Table) -> bool:
    """Tell whether no word is lost or said twice in a list: there are rows, and the header has no footnotes."""
    header = replace(table, rows=())
    return bool(table.rows) and not any(notes([header]))


def _list(table: Table, pair: str) -> Items:
    rows = (Paragraph(tuple(_row(table.header, row, pair)), table.origin) for row in table.rows)
    return Items(tuple((row,) for row in rows), None, table.origin)


def _row(header: tuple[Cell, ...], row: tuple[Cell, ...], pair: str) -> Iterator[Inline]:
    """Yield what a row says, a line for each cell, the first of them strong."""
    before, _, rest = pair.partition("{label}")
    between, _, after = rest.partition("{value}")
    for index, (head, cell) in enumerate(zip(header, row, strict=True)):
        if index:
            yield Break()
        value = cell.inlines if index else (Strong(cell.inlines),)
        yield from (Text(before), *head.inlines, Text(between), *value, Text(after))
