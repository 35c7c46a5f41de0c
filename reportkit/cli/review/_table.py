"""A table whose last column is prose: as wide as the terminal, and one line a row in pipes and logs."""

import shutil
import sys
from collections.abc import Iterator, Sequence

import click
from rich.cells import cell_len, set_cell_size

LONGEST = 28
"""The columns of a terminal that a cell may take."""

ROOM = 24
"""The columns that prose needs beside the other cells; with fewer, it stands below them."""

INDENT = "    "


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]], colours: Sequence[str]) -> None:
    """Print `rows` below `head`, on a terminal each in its colour."""
    if not sys.stdout.isatty():
        print_columns([head, *rows])
        return
    width = shutil.get_terminal_size().columns
    aligned = list(_aligned([head, *([*map(_short, cells), prose] for *cells, prose in rows)]))
    if cell_len(aligned[0][0]) > width:
        lines = [_stacked(head, row, width) for row in rows]
    else:
        lines, colours = [_fitted(cells, prose, width) for cells, prose in aligned], ["bright_black", *colours]
    for row_of_lines, colour in zip(lines, colours, strict=True):
        for line in row_of_lines:
            click.secho(line, fg=colour or None)


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Print `rows` below each other, one line a row."""
    for cells, prose in _aligned(rows):
        click.echo(f"{cells}{prose}".rstrip())


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield each row as its cells, padded to columns, and its prose."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:-1]
    for *cells, prose in rows:
        padded = (set_cell_size(cell, width) for cell, width in zip(cells, widths, strict=True))
        yield "".join(f"{cell}  " for cell in padded), prose


def _short(cell: str) -> str:
    return cell if cell_len(cell) <= LONGEST else set_cell_size(cell, LONGEST - 1).rstrip() + "…"


def _fitted(cells: str, prose: str, width: int) -> Iterator[str]:
    """Yield a row in lines of at most `width` columns, which its cells do not fill."""
    room = width - cell_len(cells)
    if cell_len(prose) <= room:
        yield f"{cells}{prose}".rstrip()
    elif room < ROOM:
        yield cells.rstrip()
        yield from (INDENT + line for line in _wrapped(prose, width - len(INDENT)))
    else:
        first, *more = _wrapped(prose, room)
        yield cells + first
        yield from (" " * cell_len(cells) + line for line in more)


def _stacked(head: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    """Yield a row that is too wide as a block, its cells behind their names."""
    yield row[0]
    named = "; ".join(f"{name} {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell)
    yield from (INDENT + line for line in _wrapped(named, width - len(INDENT)))


def _wrapped(words: str, width: int) -> list[str]:
    """Return `words` in lines of `width` columns; East Asian letters take two."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]
