"""Is every list written as one, so that those who hear it are told how long it is?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit import prose
from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

BULLET = re.compile(r"[•‣◦⁃∙▪▫・ㆍ]\s*\S|[■□●○◆◇·*+]\s+\S")
"""What begins nothing but an entry."""

DASH = re.compile(r"–\s+\S")
"""What begins an entry, or the words of somebody."""

SAID = re.compile(r"[.!?…。！？؟»”’\"]\s*$")
"""How a sentence ends, and so what somebody said."""

NUMBER = re.compile(
    r"""\((\d{1,2}|[^\W\d]{1,4})\)\s*\S        # (1) one, (a) one
    |(\d{1,2})(?:[)、．]|\.(?!\d)|-(?=\s))\s*\S  # 1) one, 1.one, 1- one; but not 1.5
    |([^\W\d]{1,4})[)、]\s*\S                  # a) one; but not A. Smith
    |([\u2460-\u2473])\s*\S                     # ① one""",
    re.VERBOSE,
)

ORDERS = (
    tuple("abcdefghijklmnopqrstuvwxyz"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"),
    tuple("가나다라마바사아자차카타파하"),
    tuple("一二三四五六七八九十"),
    tuple("アイウエオ"),
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
)
"""What entries are counted with beside figures."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; `after` is what stands right before it."""

    words: str
    after: str


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for run in _runs(said.text):
            for words, hint in _entries(run):
                yield Finding(
                    Severity.WARNING, said.place, "looks like an entry of a list, but is none", hint, words=words
                )


def _runs(text: str) -> Iterator[list[Line]]:
    """Yield the lines of paragraphs that follow each other."""
    run: list[Line] = []
    before = ""
    for tag, typed in prose.typed(text):
        if tag != "p":
            yield run
            run, before = [], ""
            continue
        for words in typed.split("\n"):
            run.append(Line(words.strip(), before))
            before = words.strip()
    yield run


def _entries(run: list[Line]) -> Iterator[tuple[str, str]]:
    """Yield the beginning of the first of the entries in `run`, and what to write instead."""
    for position, line in enumerate(run):
        following = run[position + 1].words if position + 1 < len(run) else ""
        earlier = run[position - 1].words if position else ""
        if _begins(line, earlier, following):
            yield _beginning(line), "begin each entry with a hyphen and a blank, below a blank line"
        elif _follows(line.words, following) and not _follows(earlier, line.words):
            yield _beginning(line), "begin each entry with a number, a full stop and a blank, below a blank line"


def _begins(line: Line, earlier: str, following: str) -> bool:
    """Tell whether `line` is the first of several with bullets or dashes."""
    if BULLET.match(line.words):
        return not BULLET.match(earlier)
    dashes = DASH.match(line.words) and DASH.match(following) and not DASH.match(earlier)
    return bool(dashes) and _no_talk(line, following)


def _beginning(line: Line) -> str:
    return " ".join(line.words.split()[:4])


def _no_talk(line: Line, following: str) -> bool:
    """Tell whether the dash does not begin what somebody says: entries are announced, or are no sentences."""
    return line.after.endswith((":", "：")) or not (SAID.search(line.words) or SAID.search(following))


def _follows(first: str, second: str) -> bool:
    """Tell whether `second` begins with the number after that of `first`."""
    return any(one + 1 == two for one in _values(first) for two in _values(second))


def _values(words: str) -> Iterator[int]:
    """Yield what the number at the beginning of `words` may count: `(c)` is the third letter, `(i)` the first, too."""
    match = NUMBER.match(words)
    if match is None:
        return
    sign = next(filter(None, match.groups())).casefold()
    if sign.isdecimal():
        yield int(sign)
    for kind, order in enumerate(ORDERS, 1):
        if sign in order:
            yield 1000 * kind + order.index(sign)
