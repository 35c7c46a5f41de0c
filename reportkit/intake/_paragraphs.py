"""Paragraphs out of lines: broken lines and pages joined again, words turned into the Markdown that prints as them.

Whose each paragraph is is found out in `_passages.py`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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

    `block` is what it is a part of, if anything: `heading`, `-` or `1.` (a list), `>` (a quotation), `|` (a table).
    """

    words: str
    prose: str
    line: int
    block: str = ""


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
    remarks += [one for group in groups for one in _broken_words(group, name)]
    return list(_listed([_paragraph(group) for group in groups])), remarks


def _broken_words(group: Sequence[Line], name: str) -> Iterator[Finding]:
    """Yield the words that the end of a line may have given their hyphen."""
    for before, after in pairwise(group):
        first, second = re.search(r"\w+-$", before.words), re.match(r"[^\W\d_A-Z]+", after.words)
        if first and second:
            message = f"“{first[0]}{second[0]}” stood at the end of a line"
            yield remark(name, before.number, message, "take out its hyphen if it is one word", severity=Severity.INFO)


def _goes_on(
    before: list[Line], line: Line, width: int, opens: Callable[[str], bool], name: str, remarks: list[Finding]
) -> bool:
    """Tell whether `line` belongs to the paragraph of the lines `before` it."""
    last = before[-1]
    if _block(line) or (_block(last) and not (BULLET.match(last.words) and not line.gap)):
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


def _block(line: Line) -> str:
    """Return what a line is a part of by itself; nothing where it is prose."""
    if line.heading:
        return "heading"
    if line.table:
        return "|"
    match = re.match(r" *(-|1\.|>) ", line.prose)
    return match[1] if match else "-" if BULLET.match(line.words) else ""


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    block = _block(lines[0])
    words = joined([line.words for line in lines])
    text = lines[0].prose if len(lines) == 1 and lines[0].prose else plain(words)
    match block:
        case "heading":
            text = f"### {text}"
        case "|":
            text = f"| {' | '.join(plain(cell).replace('|', chr(92) + '|') for cell in lines[0].cells)} |"
        case "-" if not lines[0].prose:
            text = f"- {plain(BULLET.sub('', words))}"
    return Paragraph(words, text, lines[0].number, block)


def _listed(found: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, neighbours of one list, one quotation or one table as one."""
    gathered: list[Paragraph] = []
    for one in found:
        if gathered and not (one.block not in ("", "heading") and _belongs(one, gathered[0])):
            yield _together(gathered)
            gathered = []
        gathered.append(one)
    if gathered:
        yield _together(gathered)


def _belongs(one: Paragraph, first: Paragraph) -> bool:
    inner = one.prose.startswith(" ") and first.block in ("-", "1.")
    return inner or (one.block == first.block and not first.prose.startswith(" "))


def _together(parts: Sequence[Paragraph]) -> Paragraph:
    first = parts[0]
    texts = [part.prose for part in parts]
    if first.block == "|":
        texts.insert(1, f"|{'---|' * (first.prose.replace(chr(92) + '|', '').count('|') - 1)}")
    elif first.block == "-" and len(parts) == 1 and BULLET.match(first.words):
        # One bullet makes no list; it stays as it was written.
        texts = [plain(first.words)]
    sign = "\n>\n" if first.block == ">" else "\n"
    return Paragraph(" ".join(part.words for part in parts), sign.join(texts), first.line, first.block)


def joined(pieces: Sequence[str]) -> str:
    """Return broken lines as one; a hyphen or dash at the end of a line holds two words together, as it stands."""
    parts: list[str] = []
    for piece in pieces:
        before = parts[-1] if parts else ""
        if before.endswith("\u00ad"):
            parts[-1] = before[:-1]
        elif before and not re.search(r"\w[-‐‑–—/]$", before[-2:]) and not _without_blanks(before, piece):
            parts.append(" ")
        parts.append(piece)
    return "".join(parts)


def _without_blanks(before: str, after: str) -> bool:
    """Tell whether a line broke within writing that sets no blanks: Chinese and Japanese."""
    wide = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]")
    return bool(wide.match(before[-1:]) and wide.match(after))


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
