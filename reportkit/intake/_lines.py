"""What stands in a text line by line, without what a page puts around it: disclaimers, page numbers, running heads.

What the lines say of a session is read in `_session.py`; paragraphs are put together in `_passages.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportkit.errors import Finding, Place, Severity
from reportkit.intake import Choices, _labels, remark
from reportkit.records import DISCLAIMER

CUT = "\f"
"""Where a page ended; programs that take the text out of a PDF write it, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, a paragraph of Word, or a row of a table, then with its `cells`.

    `gap` tells of a blank line before it, `cut` of the end of a page; `heading` is a heading by its style. `prose` is
    the line as Markdown, where more than its words is known; `style` is what Word calls it, `table` a row of one there;
    `offsets` is where in its line each cell of a text begins.
    """

    words: str
    number: int
    cells: tuple[str, ...] = ()
    gap: bool = False
    cut: bool = False
    heading: bool = False
    prose: str = ""
    style: str = ""
    table: bool = False
    offsets: tuple[int, ...] = ()


def lines(text: str, name: str, choices: Choices) -> tuple[list[Line], list[Finding]]:
    """Return the lines of `text` that people wrote, and remarks about those that were taken for a page's own."""
    text, remarks = without_disclaimers(text, name, choices)
    return _aligned(tidied(list(_split(text)), choices)), remarks


def tidied(found: list[Line], choices: Choices) -> list[Line]:
    """Return the lines without page numbers and what is repeated at the head of pages."""
    numbers = _labels.page_numbers()
    after = [*found[1:], None]
    kept = [
        line
        for line, next_ in zip(found, after, strict=True)
        if not numbers.fullmatch(line.words) and not (_figures(line) and (line.cut or next_ is None or next_.cut))
    ]
    kept = _passed_on(found, kept)
    heads = {id(line) for line in _running_heads(kept, choices)}
    return _passed_on(kept, [line for line in kept if id(line) not in heads])


def _figures(line: Line) -> bool:
    """Tell whether a line has no more than a number, which is a page's where a page ends."""
    return len(line.words) < 5 and line.words.isdecimal()


def _passed_on(before: list[Line], kept: list[Line]) -> list[Line]:
    """Return `kept` with the gaps and cuts of the lines that went from `before`."""
    left = {id(line) for line in kept}
    gap = cut = False
    result = []
    for line in before:
        gap, cut = gap or line.gap, cut or line.cut
        if id(line) in left:
            result.append(replace(line, gap=gap, cut=cut))
            gap = cut = False
    return result


def without_disclaimers(text: str, name: str, choices: Choices) -> tuple[str, list[Finding]]:
    """Return `text` with a cut where each disclaimer stood, as many lines as before."""
    wordings = dict.fromkeys([choices.event.disclaimer if choices.event else DISCLAIMER, DISCLAIMER])
    for wording in wordings:
        text = _pattern(wording).sub(_cut, text)
    remarks, pieces, at, line = [], [], 0, 1
    for start, words in _like_disclaimers(text):
        pieces += [text[at:start], CUT, "\n" * words.count("\n")]
        line += text.count("\n", at, start)
        message = f"taken out as a disclaimer: “{' '.join(words.split())}”"
        at = start + len(words)
        remarks.append(remark(name, line, message, "see that it is none of the prose", severity=Severity.INFO))
        line += words.count("\n")
    return "".join([*pieces, text[at:]]), remarks


def _like_disclaimers(text: str) -> list[tuple[int, str]]:
    """Return the paragraphs, each behind where it begins, that say what disclaimers say in words of their own."""
    found = []
    for match in _VIEWS.finditer(text):
        words = re.split(
            r"\n[ \t]*(?:\n|\f)|(?<=[.*])[ \t]*\n|\f", text[match.start() : match.start() + LONGEST], maxsplit=1
        )[0]
        if len(words) < LONGEST and re.search(r"\bnot\b", words) and _WHOSE.search(words):
            found.append((match.start(), words))
    return found


def part(line: Line, words: str, *, whole: bool, cut: bool) -> Line:
    """Return `line`, or what is left of it around a disclaimer."""
    if whole:
        return replace(line, cut=line.cut or cut)
    return replace(line, words=" ".join(words.split()), cells=(), prose="", cut=line.cut or cut)


def moved(finding: Finding, name: str, numbers: Sequence[int]) -> Finding:
    """Return a finding about lines of a text whose every second one is a paragraph with the paragraph's number."""
    line = finding.place.line if finding.place else 0
    at = min((line - 1) // 2, len(numbers) - 1)
    return replace(finding, place=Place(name, numbers[at] if numbers else 0))


def _pattern(wording: str) -> re.Pattern[str]:
    """Return `wording` as it may stand at the foot of a page: starred, broken, with the page's number in between."""
    number = _labels.page_numbers().pattern
    between = rf"\s+(?:(?:{number})\s+)?"
    words = between.join(re.escape(word) for word in wording.rstrip(" .").split())
    return re.compile(rf"[*＊]{{0,3}}[ \t]{{0,9}}{words}\.?[ \t]{{0,9}}[*＊]{{0,3}}", re.IGNORECASE)


LONGEST = 700
"""The longest disclaimer in words of its own, in characters."""

_VIEWS = re.compile(
    r"^[ \t]{0,9}[*＊]{0,3}[ \t]{0,9}(?:disclaimer: ?)?(?:the |all |any )?(?:views|opinions)(?: and opinions)?\s+"
    r"(?:expressed|presented|stated|contained|reported)\b",
    re.IGNORECASE | re.MULTILINE,
)
_WHOSE = re.compile(r"\b(?:speakers?|authors?|participants?|institut\w+|organi[sz]ations?|employers?)\b", re.IGNORECASE)


def _cut(match: re.Match[str]) -> str:
    return CUT + "\n" * match[0].count("\n") + (" " if "\n" not in match[0] else "")


def _split(text: str) -> Iterator[Line]:
    gap = cut = False
    for number, raw in enumerate(text.split("\n"), 1):
        pieces = raw.split(CUT)
        for position, piece in enumerate(pieces):
            cut = cut or position > 0
            words = " ".join(piece.split())
            if not words:
                continue
            columns = _columns(piece)
            yield Line(words, number, tuple(columns.values()), gap, cut, offsets=tuple(columns))
            gap = cut = False
        gap = gap or not raw.strip(f" \t{CUT}")


def _columns(raw: str) -> dict[int, str]:
    """Return the columns of a line that is laid out in some, each with where it begins."""
    if not re.search(r"\S(?: {3,}|\t)\s*\S|^ {12,}\S", raw.rstrip()):
        return {}
    found = re.finditer(r"\S+(?: \S+)*", raw.replace("\t", "    "))
    return {match.start(): match[0] for match in found}


def _aligned(found: Sequence[Line]) -> list[Line]:
    """Return the lines, those below the heads of a table of people with a cell for each head."""
    heads: tuple[int, ...] = ()
    result: list[Line] = []
    for line in found:
        if len(line.cells) > 1 and all(cell.casefold() in _labels.heads() for cell in line.cells):
            heads = line.offsets
        elif heads and line.cells and (line.offsets[0] or _labels.label(line.words, line.cells)):
            row = _by_heads(line, heads)
            if not any(row[:-1]) and result[-1].offsets == heads:
                # The institution was too long for its column.
                before = result.pop()
                row = (*before.cells[:-1], f"{before.cells[-1]} {row[-1]}".strip())
                result.append(replace(before, cells=row))
            else:
                result.append(replace(line, cells=row, offsets=heads))
            continue
        else:
            heads = ()
        result.append(line)
    return result


def _by_heads(line: Line, heads: tuple[int, ...]) -> tuple[str, ...]:
    row = [""] * len(heads)
    for offset, cell in zip(line.offsets, line.cells, strict=True):
        at = max((number for number, head in enumerate(heads) if offset >= head - 3), default=0)
        row[at] = f"{row[at]} {cell}".strip()
    return tuple(row)


def _running_heads(found: list[Line], choices: Choices) -> list[Line]:
    """Return the lines at the head of pages that name the event or session, or that come again on every page."""
    often = {words for words, times in Counter(line.words for line in found if line.cut).items() if times > 1}
    title = " ".join(choices.event.title.split()) if choices.event else ""
    heads: list[Line] = []
    for before, line in pairwise([None, *found]):
        assert line
        top = line.cut or (heads and before is heads[-1])
        known = line.words == title or (line.cells and line.cells[0] == title) or _labels.CODED.fullmatch(line.words)
        if top and (known or line.words in often):
            heads.append(line)
    return heads
