"""The Markdown of a passage with edits made that were made in its plain text; all other characters stay as they are.

What is read of Markdown is decided in `prose.py`, what of it a Word file shows in `_plain.py`, and which character of
the one is which of the other in `_chart.py`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportkit.collect._chart import Chart, charted
from reportkit.collect._plain import blocks, hollow, plain

__all__ = ["Edit", "plain", "rewritten"]

MARKUP = re.compile(r"([\\*_\[\]|^!#>+`~-]|(?<=\d)[.)])")
"""What may be read as markup somewhere."""

FAR = 12
"""How far in markup a place for new words is looked for."""

_CONTAINER = re.compile(r"[ \t]*(?:(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*)*")
_ITEM = re.compile(r"([-+*]|(\d{1,9})([.)]))([ \t]+)$")
_CLOSING = re.compile(r"[*_]+|\]\([^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands from `start` to `end` of a text becomes `after`."""

    start: int
    end: int
    after: str


def rewritten(source: str, text: str, edits: Sequence[Edit]) -> str | None:
    """Return the Markdown `source`, which reads as `text`, with `edits` of that made.

    None where it does not read as `text`, or where what we would write does not read as the edited text: some edits
    have no Markdown, such as a new paragraph within a cell of a table. Nothing is guessed.
    """
    if folded(plain(source)) != folded(text):
        return None
    edits = _moved(_touching(edits), text, plain(source))
    text = plain(source)
    for edit in reversed(edits):
        text = text[: edit.start] + edit.after + text[edit.end :]
        changed = _one(source, edit, text)
        if changed is None:
            return None
        source = changed
    return source


def folded(text: str) -> list[str]:
    """Return the lines of `text` as they are compared: without blanks at their ends, and one blank for several."""
    return [" ".join(line.split()) if line.isascii() else _folded(line) for line in text.split("\n") if line.strip()]


def _folded(line: str) -> str:
    return re.sub(r"[ \t]+", " ", line).strip(" \t")


def _touching(edits: Iterable[Edit]) -> list[Edit]:
    """Return `edits` in their order, those that follow on each other as one."""
    joined: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if joined and joined[-1].end >= edit.start:
            joined[-1] = Edit(joined[-1].start, edit.end, joined[-1].after + edit.after)
        else:
            joined.append(edit)
    return joined


def _moved(edits: Sequence[Edit], text: str, read: str) -> list[Edit]:
    """Return edits of `text` as edits of `read`, which differs from it in blanks only."""
    if text == read:
        return list(edits)
    places, at = [], 0
    for letter in text:
        while at < len(read) and read[at] != letter and read[at].isspace():
            at += 1
        places.append(at)
        at += not letter.isspace() or (at < len(read) and read[at] == letter)
    places.append(len(read))
    return [Edit(places[edit.start], max(places[edit.start], places[edit.end]), edit.after) for edit in edits]


def _one(source: str, edit: Edit, wanted: str) -> str | None:
    """Return `source` with one edit made, the first way that reads as wanted and leaves no marks round nothing."""
    chart = charted(source)
    if chart is None:
        return None
    empty = hollow(blocks(source))
    for candidate in dict.fromkeys(_candidates(chart, edit)):
        if folded(plain(candidate)) == folded(wanted) and hollow(blocks(candidate)) <= empty:
            return candidate
    return None


# --- ways to make an edit, the best first -----------------------------------------------------------------------


def _candidates(chart: Chart, edit: Edit) -> Iterator[str]:
    for start, end, kept in _places(chart, edit):
        before, behind = chart.source[:start], chart.source[end:]
        # A paragraph begins and ends without blanks.
        before = before.rstrip(" \t") if edit.after[:1] == "\n" else before
        behind = behind.lstrip(" \t") if edit.after[-1:] == "\n" else behind
        for words in _wordings(chart.source, start, edit.after):
            for instead in dict.fromkeys(_beside(words, kept)):
                yield from _seams(before, instead, behind)


def _beside(words: str, markup: str) -> Iterator[str]:
    """Yield words with markup behind or before them, blanks outside."""
    yield words + markup
    yield words.rstrip() + markup + words[len(words.rstrip()) :]
    yield markup + words
    yield words[: len(words) - len(words.lstrip())] + markup + words.lstrip()


def _places(chart: Chart, edit: Edit) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where the Markdown may be replaced, and what markup in between is kept."""
    if edit.start == edit.end:
        yield from ((place, place, "") for place in _insertions(chart, edit))
        return
    spans = [span for span in chart.spans[edit.start : edit.end] if span]
    if len(spans) < edit.end - edit.start:
        return
    start, end = spans[0][0], spans[-1][1]
    between = [chart.source[one[1] : two[0]] for one, two in pairwise(spans)]
    marks = [markup for markup in between if markup]
    # What begins and ends in between may go; what goes on beyond it must stay.
    for markup in dict.fromkeys(["".join(marks), *marks[:1], *marks[-1:], ""]):
        yield start, end, markup
    around, behind = chart.gap(edit.start), chart.gap(edit.end)
    if (
        not edit.after
        and around
        and behind
        and "\n" not in chart.source[around[0] : start] + chart.source[end : behind[1]]
    ):
        yield around[0], behind[1], ""


def _insertions(chart: Chart, edit: Edit) -> list[int]:
    """Return where in the Markdown something may be inserted, such that words go on in the marks that they are in."""
    gap = chart.gap(edit.start)
    if gap is None:
        return []
    before, behind = chart.text[edit.start - 1 : edit.start], chart.text[edit.start : edit.start + 1]
    places = _on_the_line(chart.source, *gap, of_the_next=not before)
    goes_on = before.isalnum() and edit.after[:1].isalnum()
    from_left = not edit.after[:1].isspace() and (edit.after[-1:].isspace() or goes_on)
    if not before or before == "\n":
        from_left = edit.after[-1:].isspace() or not behind.isalnum()
    return places if from_left else places[::-1]


def _on_the_line(source: str, start: int, end: int, *, of_the_next: bool) -> list[int]:
    """Return the places from `start` to `end` on the line of the first, or of the last, the farther ones left out."""
    if of_the_next:
        start = max(start, source.rfind("\n", start, end) + 1)
    elif (line_end := source.find("\n", start, end)) >= 0:
        end = line_end
    places = list(range(start, end + 1))
    return places if len(places) <= 2 * FAR else [*places[:FAR], *places[-FAR:]]


def _wordings(source: str, place: int, words: str) -> Iterator[str]:
    """Yield how words may be written at a place, as they are if that will do; paragraphs end as they do there."""
    for lines in (words.split("\n"), [MARKUP.sub(r"\\\1", line) for line in words.split("\n")]):
        if len(lines) == 1:
            yield lines[0]
            continue
        # In the middle of emphasis, it ends with the paragraph and begins anew.
        for marks in ("", "*", "**", "***", "_", "__"):
            for paragraph in _breaks(source, place):
                yield (marks + paragraph + marks).join(lines)


def _breaks(source: str, place: int) -> Iterator[str]:
    """Yield what ends a paragraph at a place and begins the next: a new item in a list, a line between two else."""
    line = _first_line(source, place)
    inside = _CONTAINER.match(line)
    prefix = inside[0] if inside else ""
    if item := _ITEM.search(prefix):
        number = f"{int(item[2]) + 1}{item[3]}" if item[2] else item[1]
        yield "\n" + prefix[: item.start()] + number + item[4]
        yield "\n\n" + re.sub(r"[^>\s]", " ", prefix)
    elif ">" in prefix:
        yield "\n" + prefix.rstrip() + "\n" + prefix
    else:
        yield "\n\n" + prefix


def _first_line(source: str, place: int) -> str:
    """Return the line in which the paragraph at a place begins."""
    lines = source[:place].split("\n")
    while len(lines) > 1 and lines[-2].strip("> \t") and not _ITEM.search((_CONTAINER.match(lines[-1]) or [""])[0]):
        lines.pop()
    start = len("\n".join(lines)) - len(lines[-1])
    return source[start:].partition("\n")[0]


def _seams(before: str, words: str, behind: str) -> Iterator[str]:
    """Yield the three joined; then with blanks moved out of marks, which would be no marks beside a blank."""
    yield before + words + behind
    left = before + words
    blanks = left[len(left.rstrip()) :]
    if blanks and (closing := _CLOSING.match(behind)):
        yield left.rstrip() + closing[0] + blanks + behind[closing.end() :]
    right = words + behind
    opening = re.search(r"[*_\[]+$", before)
    if opening and right[:1].isspace():
        yield before[: opening.start()] + right[: len(right) - len(right.lstrip())] + opening[0] + right.lstrip()
