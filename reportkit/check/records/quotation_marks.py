"""Are quotation marks and apostrophes of one kind, and do they come in pairs?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import MARK, Said, by_session
from reportkit.errors import Finding, Mend, Severity
from reportkit.records import Event

CURLY = re.compile("[“”‘’]")
STRAIGHT = re.compile(r"[\"'](?:(?<!\d.)|(?=[a-z]))")
"""Straight ones; after a figure they are feet and inches."""

DOUBLE = re.compile('[“”"]')

OPENING = re.compile(rf"(?:^|[\s(\[—–/“‘\"'{MARK}])$")


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        english = [said for said in sketch if said.english]
        curly = any(CURLY.search(said.plain) for said in english)
        for said in english:
            if curly:
                yield from _straight(said)
            yield from _single(said)


def _straight(said: Said) -> Iterator[Finding]:
    """Yield one finding for all straight marks of a passage, at the first."""
    found = list(STRAIGHT.finditer(said.plain))
    if found:
        times = f", {len(found)} in this passage" if len(found) > 1 else ""
        start, end = _word_around(said.plain, found[0].start())
        yield said.about(
            start,
            end,
            Severity.WARNING,
            f"a straight quotation mark or apostrophe among curly ones{times}",
            "write “ ” ‘ ’; `--fix` does it",
            tuple(Mend(*match.span(), _curled(said.plain, match.start())) for match in found),
        )


def _curled(text: str, at: int) -> str:
    opens = bool(OPENING.search(text, max(0, at - 1), at))
    if text[at] == '"':
        return "“" if opens else "”"
    # An apostrophe at the beginning of a word has no partner: the ’90s, ’tis.
    closed = re.compile(r"[^'\n]*[\w.,!?]'(?!\w)").match(text, at + 1)
    return "‘" if opens and closed and not text[at + 1 : at + 2].isdigit() else "’"


def _word_around(text: str, at: int) -> tuple[int, int]:
    before = re.search(r"[^\s\ue000]*$", text[max(0, at - 40) : at])
    after = re.match(r"[^\s\ue000]*", text[at : at + 40])
    return at - len(before[0] if before else ""), at + len(after[0] if after else "")


def _single(said: Said) -> Iterator[Finding]:
    """Yield the marks that have no partner within their paragraph."""
    paragraphs = list(said.paragraphs()) if DOUBLE.search(said.plain) else []
    for number, paragraph in enumerate(paragraphs):
        following = said.plain[paragraphs[number + 1].start :] if number + 1 < len(paragraphs) else ""
        # What is quoted for several paragraphs is opened in each, and closed in the last.
        goes_on = following.lstrip(" " + MARK).startswith("“")
        for at in _lonely(said.plain, paragraph.start, paragraph.end, goes_on=goes_on):
            start, end = _word_around(said.plain, at)
            mark = said.plain[at]
            yield said.about(
                start, end, Severity.WARNING, f"the quotation mark {mark} has no partner", "close it, or take it out"
            )


def _lonely(text: str, start: int, end: int, *, goes_on: bool) -> Iterator[int]:
    opened: list[int] = []
    straight = [match.start() for match in re.finditer(r'(?<!\d)"', text[start:end])]
    for match in re.compile("[“”]").finditer(text, start, end):
        if match[0] == "“":
            if opened:
                yield opened.pop()
            opened.append(match.start())
        elif opened:
            opened.pop()
        elif len(straight) % 2 == 0:
            yield match.start()
    if not goes_on and len(straight) % 2 == 0:
        yield from opened
    elif len(straight) % 2 and not opened and "”" not in text[start:end]:
        yield start + straight[-1]
