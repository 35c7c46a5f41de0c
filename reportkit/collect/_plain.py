"""What of a passage's Markdown is to be read in a Word file, line by line, as `render/docx.py` writes it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from reportkit.document import (
    Block,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Origin,
    Paragraph,
    Quote,
    Strong,
    Table,
    runs,
    words,
)
from reportkit.prose import Reader

HERE = Origin("")


def plain(source: str) -> str:
    """Return the text of `source` as it stands in a draft; paragraphs, items and cells end where a line does."""
    return "\n".join(_lines(blocks(source)))


@lru_cache(maxsize=8)
def blocks(source: str) -> tuple[Block, ...]:
    return Reader("en").read(source, HERE)


def hollow(blocks: Iterable[Block]) -> int:
    """Return how often `blocks` have marks without words between them: emphasis of nothing, a link with no text."""
    return sum(_hollow(run) for block in blocks for run in runs(block))


def _hollow(inlines: Iterable[Inline]) -> int:
    return sum(
        (not words(one.inlines).strip()) + _hollow(one.inlines)
        for one in inlines
        if isinstance(one, Emphasis | Strong | Link)
    )


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the paragraphs of a Word file; between two tables there is an empty one, and one has each picture."""
    behind_table = False
    for block in _flat(blocks):
        if isinstance(block, Table):
            if behind_table:
                yield ""
            yield from (_said(cell.inlines) for row in (block.header, *block.rows) for cell in row)
        elif isinstance(block, Figure):
            yield ""
            if block.caption:
                yield _said(block.caption)
        else:
            yield block
        behind_table = isinstance(block, Table)


def _flat(blocks: Iterable[Block]) -> Iterator[Table | Figure | str]:
    for block in blocks:
        match block:
            case Table() | Figure():
                yield block
            case Quote():
                yield from _flat(block.blocks)
            case Items():
                for item in block.items:
                    # A list item that begins with something else than words has its mark in a paragraph of its own.
                    if not (item and isinstance(item[0], Paragraph)):
                        yield ""
                    yield from _flat(item)
            case Paragraph() | Heading():
                yield _said(block.inlines)
            case _:
                raise AssertionError(block)


def _said(inlines: Iterable[Inline]) -> str:
    return words(inlines).replace("\t", " ")
