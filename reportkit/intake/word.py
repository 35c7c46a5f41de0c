"""Rapporteur text in a Word file: with styles or none, people in a table or in lines, changes and comments.

Lines mean what they mean in `rapporteur.py`; places count paragraphs. How Word writes them is in `wordml/received.py`.
"""

import re
from collections.abc import Iterator, Sequence

from reportkit import prose
from reportkit.document import Paragraph as Printed
from reportkit.document import words as printed_words
from reportkit.errors import Finding, Origin, Severity
from reportkit.intake import Arrival, Choices, _lines, _session, remark
from reportkit.intake._lines import Line
from reportkit.intake._package import members
from reportkit.intake._paragraphs import plain
from reportkit.wordml.received import Paragraph, Received, Run, Table, received

NAME = "word"


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802
    return any(re.fullmatch(r"word/document\d*\.xml", member) for member in members(data))


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions that the Word file tells of; raise Refused where it is not safe to open."""
    file = received(data, accept=choices.changes == "accept")
    lines, remarks = _without_disclaimers(list(_lines_of(file.blocks)), name, choices)
    return _session.arrival(_lines.tidied(lines, choices), name, choices, [*remarks, *_remarks(file, name, choices)])


def _lines_of(blocks: Sequence[Paragraph | Table]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield from _line(block)


def _line(paragraph: Paragraph) -> Iterator[Line]:
    """Yield a paragraph; one that was broken by hand yields each of its lines."""
    pieces = [piece for piece in paragraph.words.split("\n") if piece.strip()]
    for position, piece in enumerate(pieces):
        cells = tuple(" ".join(cell.split()) for cell in piece.split("\t") if cell.strip()) if "\t" in piece else ()
        words = " ".join(piece.split())
        markup = _markup(paragraph) if len(pieces) == 1 else ""
        yield Line(words, paragraph.number, cells, not position, heading=bool(paragraph.level), prose=markup,
                   style=paragraph.style.casefold())  # fmt: skip


def _rows(table: Table) -> Iterator[Line]:
    """Yield the rows of a table; people below each other in one cell are lines of their own."""
    for row in table.rows:
        cells = [[" ".join(one.words.split()) for one in cell if one.words.strip()] for cell in row]
        number = next((one.number for cell in row for one in cell), 0)
        if not any(cells):
            continue
        if len(cells) == 2 and len(cells[1]) > 1:
            yield Line(
                " ".join(cells[0]) or cells[1][0], number, (" ".join(cells[0]), cells[1][0]), gap=True, table=True
            )
            yield from (Line(words, number, gap=True) for words in cells[1][1:])
        else:
            flat = tuple(
                " / ".join(cell) if position == len(cells) - 1 else " ".join(cell)
                for position, cell in enumerate(cells)
            )
            yield Line(" ".join(filter(None, flat)), number, flat, gap=True, table=True)


def _markup(paragraph: Paragraph) -> str:
    """Return the paragraph as Markdown, if that prints as the same words; else as plain words."""
    words = " ".join(paragraph.words.split())
    text = "".join(map(_marked, _alike(paragraph.runs)))
    text = " ".join(text.split())
    bare = plain(words)
    if "^[" not in text and not _prints_as(text, words):
        text = bare
    if paragraph.item:
        return f"{'   ' * paragraph.depth}{paragraph.item} {text}"
    return f"> {text}" if "quote" in paragraph.style.casefold() and text else text


def _alike(runs: Sequence[Run]) -> list[Run]:
    """Return the runs, neighbours that look alike as one, and blanks at their ends outside of what looks special."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        same = last and (last.strong, last.emphasis, last.target, last.note, run.note) == (
            run.strong,
            run.emphasis,
            run.target,
            "",
            "",
        )
        if last and same:
            result[-1] = Run(last.words + run.words, run.strong, run.emphasis, run.target)
        else:
            result.append(run)
    return result


def _marked(run: Run) -> str:
    if run.note:
        return f"^[{run.note.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]"
    core = run.words.strip()
    if not core or not (run.strong or run.emphasis or run.target):
        return plain(run.words) if core else run.words
    before, after = run.words[: len(run.words) - len(run.words.lstrip())], run.words[len(run.words.rstrip()) :]
    marks = "**" * run.strong + "*" * run.emphasis
    inner = f"{marks}{plain(core)}{marks[::-1]}"
    linked = f"[{inner}]({run.target})" if prose.SAFE_LINK.match(run.target) and ")" not in run.target else inner
    return before + linked + after


def _prints_as(text: str, words: str) -> bool:
    blocks = prose.Reader("en").read(text, Origin(""))
    if len(blocks) != 1 or not isinstance(blocks[0], Printed):
        return not words
    return " ".join(printed_words(blocks[0].inlines).split()) == words


def _without_disclaimers(lines: Sequence[Line], name: str, choices: Choices) -> tuple[list[Line], list[Finding]]:
    """Return the lines that are left when the disclaimer is taken out of the prose, a cut where it stood."""
    text = "\n\n".join(line.words.replace(_lines.CUT, " ") for line in lines)
    cleaned, remarks = _lines.without_disclaimers(text, name, choices)
    kept, cut = [], False
    for line, words in zip(lines, cleaned.split("\n\n"), strict=True):
        pieces = words.split(_lines.CUT)
        for position, piece in enumerate(pieces):
            cut = cut or position > 0
            if piece.strip():
                whole = len(pieces) == 1
                kept.append(_lines.part(line, piece, whole=whole, cut=cut))
                cut = False
    numbered = [line.number for line in lines]
    return kept, [_lines.moved(one, name, numbered) for one in remarks]


def _remarks(file: Received, name: str, choices: Choices) -> Iterator[Finding]:
    if file.changes:
        done = "accepted" if choices.changes == "accept" else "rejected"
        other = "reject" if choices.changes == "accept" else "accept"
        hint = f"--changes {other} takes the other side"
        yield remark(name, 0, f"tracked changes were {done}: {file.changes}", hint, severity=Severity.INFO)
    for comment in file.comments:
        who = f" by {comment.author}" if comment.author else ""
        yield remark(name, comment.number, f"comment{who}: “{comment.words}”", severity=Severity.INFO)
    for number in file.pictures:
        yield remark(name, number, "a picture is not taken in", "save it below the event and name it in the prose")
    for number in file.hidden:
        yield remark(name, number, "hidden words are not taken in", "show them in Word if they are meant")
