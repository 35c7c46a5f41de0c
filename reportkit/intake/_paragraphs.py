"""Paragraphs out of lines: broken lines and pages joined again, words turned into the Markdown that prints as them.

Whose each paragraph is is found out in `_passages.py`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportkit.errors import Finding, Severity
from reportkit.intake import remark
from reportkit.intake._lines import Line

UNBROKEN = 140
"""Lines longer than this were broken by nobody: each is a paragraph."""

ENDS = re.compile(r"[.!?…。！？؟।]['\"”’»」』)\]]*(?:\[?\d{1,3}\]?)?$|[。！？]$")
"""How a sentence ends, with quotation marks, brackets and the mark of a footnote behind it."""

BULLET = re.compile(r"^[•·▪‣●◦○■]\s*(?=\S)")


def ends(words: str) -> bool:
    """Tell whether `words` end as a sentence does."""
    return bool(ENDS.search(words[-12:]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of one paragraph, as they are, beside the Markdown by which they are printed so.

    `apart` is a heading or a list, which nobody opens by being named.
    """

    words: str
    prose: str
    line: int
    heading: bool = False
    apart: bool = False


def paragraphs(lines: Sequence[Line], opens: Callable[[str], bool], name: str) -> tuple[list[Paragraph], list[Finding]]:
    """Return the paragraphs that `lines` make; `opens` tells whether words open with somebody who is listed."""
    width = max((len(line.words) for line in lines if not line.prose), default=0)
    remarks: list[Finding] = []
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, width, opens, name, remarks):
            groups[-1].append(line)
        else:
            groups.append([line])
    return list(_listed([_paragraph(group) for group in groups])), remarks


def _goes_on(
    before: list[Line], line: Line, width: int, opens: Callable[[str], bool], name: str, remarks: list[Finding]
) -> bool:
    """Tell whether `line` belongs to the paragraph of the lines `before` it."""
    last = before[-1]
    if line.heading or last.heading or _own(line) or _own(last) or BULLET.match(line.words):
        return False
    ended = ends(last.words)
    if line.cut and not ended:
        return not (opens(line.words) and line.words[:1].isupper() and last.words.endswith(":"))
    if line.cut:
        return _goes_on_overleaf(last, line, width, opens, name, remarks)
    if line.gap:
        return False
    if width > UNBROKEN:
        return not ended and line.words[:1].islower()
    if ended and opens(line.words):
        return False
    return not ended or len(last.words) >= width * 0.75


def _goes_on_overleaf(
    last: Line, line: Line, width: int, opens: Callable[[str], bool], name: str, remarks: list[Finding]
) -> bool:
    """Tell whether a paragraph goes on behind the end of a page at which a sentence ended."""
    if line.words[:1].islower():
        return True
    if opens(line.words) or width > UNBROKEN or len(last.words) < width * 0.75:
        return False
    remarks.append(
        remark(
            name,
            line.number,
            "taken for a new paragraph, though the page before is full to its last line",
            "if it goes on, join the two",
            severity=Severity.INFO,
        )
    )
    return False


def _own(line: Line) -> bool:
    """Tell whether a line is a block by itself: a row of a table, an item that is Markdown already."""
    return "\n" in line.prose or bool(re.match(r"(?:[-*] |\d+\. |\||> |#+ )", line.prose))


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    words = joined([line.words for line in lines])
    prose = joined([line.prose or plain(line.words) for line in lines]) if len(lines) > 1 else lines[0].prose
    heading = lines[0].heading
    text = prose or plain(words)
    return Paragraph(words, f"### {text}" if heading else text, lines[0].number, heading, heading or _own(lines[0]))


def _listed(found: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, several in a row that begin with a bullet as one list."""
    for bullets, group in groupby(found, lambda one: bool(BULLET.match(one.words))):
        items = list(group)
        if not bullets or len(items) == 1:
            yield from items
            continue
        bare = [BULLET.sub("", item.words) for item in items]
        prose = "\n".join(f"- {plain(words)}" for words in bare)
        yield Paragraph(" ".join(bare), prose, items[0].line, apart=True)


def joined(pieces: Sequence[str]) -> str:
    """Return broken lines as one; a hyphen or dash at the end of a line holds two words together, as it stands."""
    whole = ""
    for piece in pieces:
        if whole.endswith("\u00ad"):
            whole = whole[:-1] + piece
        elif re.search(r"\w[-‐‑–—/]$", whole) or _without_blanks(whole, piece):
            whole += piece
        else:
            whole += " " * bool(whole) + piece
    return whole


def _without_blanks(before: str, after: str) -> bool:
    """Tell whether a line broke within writing that sets no blanks: Chinese and Japanese."""
    return bool(re.search(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]$", before)) and bool(
        re.match(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]", after)
    )


def plain(words: str) -> str:
    """Return the Markdown that prints as `words`: what would be markup is escaped."""
    text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", words)
    text = re.sub(r"(?<=\S)\*|\*(?=\S)", r"\\*", text)
    text = re.sub(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)", r"\\_", text)
    text = re.sub(r"\[(?=\^|[^\[\]]*\]\()", r"\\[", text)
    text = re.sub(r"\^(?=\[)", r"\\^", text)
    text = re.sub(r"^(#{1,6})(?=\s|$)", r"\\\1", text)
    text = re.sub(r"^([-+>*])(?=\s|$)|^(?=>)", lambda match: f"\\{match[1] or ''}", text)
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", text)
