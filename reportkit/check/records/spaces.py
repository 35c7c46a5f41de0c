"""Is there one space between words, none before a comma or full stop, and one after?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import MARK, Said, passages
from reportkit.errors import Finding, Mend, Severity
from reportkit.records import Event

TWICE = re.compile(r"(?<=[^\s|])(?:  +)(?=[^\s|])")
BEFORE = re.compile(r"(?<=[\w”’)\]]) +(?=[,;:!?](?:[\s”’\"')]|$)|\.(?:[\s”’\"')]|$))")
AFTER = re.compile(
    r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]+\b[^.(])|(?<=[a-z][,;])(?=[A-Za-z]{2})|(?<=[a-z][.!?][”’])(?=[A-Z][a-z])"
)

KINDS = (
    (TWICE, " ", "two spaces between words", "leave one"),
    (BEFORE, "", "a space before a punctuation mark", "take it out"),
    (AFTER, " ", "no space after a punctuation mark", "put one in"),
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for pattern, instead, message, hint in KINDS if said.english else KINDS[:1]:
            yield from _of(said, pattern, instead, message, hint)


def _of(said: Said, pattern: re.Pattern[str], instead: str, message: str, hint: str) -> Iterator[Finding]:
    """Yield one finding for the whole passage, at the first place."""
    # The plain text has blanks for the ends of lines.
    text = said.text if pattern is TWICE else said.plain
    found = [match for match in pattern.finditer(text) if _is_prose(said, match)]
    if found:
        first = found[0]
        times = f", {len(found)} times in this passage" if len(found) > 1 else ""
        start, end = _words_around(said.plain, first.start(), first.end())
        mends = tuple(Mend(match.start(), match.end(), instead) for match in found)
        yield said.about(start, end, Severity.WARNING, f"{message}{times}", f"{hint}; `--fix` does it", mends)


def _is_prose(said: Said, match: re.Match[str]) -> bool:
    """Tell whether a gap is not within code or an address, nor between the bars of a table."""
    line = said.text[said.text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    return MARK not in said.plain[match.start() : match.end()] and not line.lstrip().startswith("|")


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words around a gap begin and end."""
    before = re.search(r"\S+$", text[max(0, start - 40) : start])
    after = re.match(r"\S+", text[end : end + 40])
    return start - len(before[0]) if before else start, end + len(after[0]) if after else end
