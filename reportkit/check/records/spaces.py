"""Is there one space between words, none before a comma or full stop, and one after?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import LONGEST, MARK, Said, passages
from reportkit.errors import Finding, Mend, Severity
from reportkit.records import Event

TWICE = re.compile(r"(?<! ) {2,}(?=[^\s|,;:!?.])")
BEFORE = re.compile(r"(?<! ) +(?=[,;](?!\d)|[:!?.](?:[\s”’\"')]|$))")
AFTER = re.compile(
    r"[.!?](?<=[a-z]{2}.)(?=[A-Z][a-z]+\b[^.(])|[,;](?<=[a-z].)(?=[A-Za-z]{2})|[”’](?<=[a-z][.!?].)(?=[A-Z][a-z])"
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        if len(said.text) > LONGEST:
            continue
        if "  " in said.text:
            yield from _one(said, _gaps(said, TWICE), " ", "two spaces between words", "leave one")
        if said.english:
            yield from _one(said, _gaps(said, BEFORE), "", "a space before a punctuation mark", "take it out")
            ends = [(match.end(), match.end()) for match in AFTER.finditer(said.plain)]
            yield from _one(said, ends, " ", "no space after a punctuation mark", "put one in")


def _gaps(said: Said, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return where `pattern` stands behind a word, on its line, and not in code, an address or a table."""
    found = [match.span() for match in pattern.finditer(said.text)]
    return [(start, end) for start, end in found if _is_prose(said, start, end)]


def _is_prose(said: Said, start: int, end: int) -> bool:
    if not start or said.text[start - 1] in "\n\t|" or MARK in said.plain[start:end]:
        return False
    line = said.text[said.text.rfind("\n", 0, start) + 1 :]
    return not line.lstrip().startswith("|")


def _one(said: Said, gaps: list[tuple[int, int]], instead: str, message: str, hint: str) -> Iterator[Finding]:
    """Yield one finding for all `gaps` of a passage, at the first."""
    if gaps:
        times = f", {len(gaps)} times in this passage" if len(gaps) > 1 else ""
        mends = tuple(Mend(start, end, instead) for start, end in gaps)
        around = _words_around(said.text, *gaps[0])
        yield said.about(*around, Severity.WARNING, f"{message}{times}", f"{hint}; `--fix` does it", mends)


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words around a gap begin and end."""
    before = re.search(r"\S+$", text[max(0, start - 40) : start])
    after = re.match(r"\S+", text[end : end + 40])
    return start - len(before[0]) if before else start, end + len(after[0]) if after else end
