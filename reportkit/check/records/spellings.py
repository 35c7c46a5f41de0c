"""Is every word spelled in one way throughout a session?"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from reportkit.check.records._passages import MARK, QUOTED, Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

FORMS = (
    {"U.S.": re.compile(r"\bU\.S\.(?!A)"), "US": re.compile(r"(?<![\w$/-])US(?![\w$/])")},
    {"U.K.": re.compile(r"\bU\.K\."), "UK": re.compile(r"(?<![\w/-])UK(?![\w/])")},
    {"U.N.": re.compile(r"\bU\.N\."), "UN": re.compile(r"(?<![\w/-])UN(?![\w/])")},
    {"E.U.": re.compile(r"\bE\.U\."), "EU": re.compile(r"(?<![\w/-])EU(?![\w/])")},
    {
        "hub-and-spokes": re.compile(r"\bhub[- ]and[- ]spokes\b", re.IGNORECASE),
        "hub-and-spoke": re.compile(r"\bhub[- ]and[- ]spoke\b", re.IGNORECASE),
    },
)
"""What is written in several ways, each of which is right by itself."""

# Names are written as their owners write them, and so only small letters are compared.
WORD = re.compile(r"[a-z]{4,}|[a-z]+-[a-z]{3,}")
AROUND = f".,;:!?()[]“”‘’\"'…–—{MARK}{QUOTED}"

AMERICAN = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|ing|er|ers|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|able|ite|al|hood|er|ers)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{3})ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"^(defen|offen|preten)ce(?=s?$)"), r"\1se"),
    (re.compile(r"^(cent|theat|fib|lit|meag|spect)re(?=s?$)"), r"\1er"),
    (re.compile(r"^(anal|paral|catal)ys(?=e|ed|ing$)"), r"\1yz"),
)
"""What makes a British spelling an American one; a word is told only where both are there."""

TWO_WORDS = re.compile(r"^(?:re|un|de)-")
"""With a hyphen they mean something else: to re-sign, to re-form."""


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        english = [said for said in sketch if said.english]
        whole = "\n".join(said.narration for said in english)
        for forms in (*_forms(whole), *_same_words(whole)):
            yield from _rarer(
                {
                    form: [(said, *match.span()) for said in english for match in pattern.finditer(said.narration)]
                    for form, pattern in forms.items()
                }
            )


Forms = dict[str, re.Pattern[str]]


def _forms(text: str) -> Iterator[Forms]:
    """Yield those of `FORMS` that are in `text` in more than one way."""
    for forms in FORMS:
        # To look for the last part of each form is quick, and most texts have none.
        likely = all(form.rpartition("-")[2] in text for form in forms)
        if likely and all(pattern.search(text) for pattern in forms.values()):
            yield forms


def _same_words(text: str) -> Iterator[Forms]:
    """Yield each word of `text` that is spelled in several ways, with what finds each of them."""
    words: dict[str, set[str]] = defaultdict(set)
    for word in sorted({word.strip(AROUND) for word in text.split()}):
        words[_plain(word)].add(word)
    for plain, spellings in words.items():
        if plain and len(spellings) > 1:
            yield {word: re.compile(rf"(?<![\w’'-]){word}(?![\w-])") for word in sorted(spellings)}


# A thousand sessions have much the same words.
@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    """Return what the spellings of a word have in common; nothing for names and for short words."""
    if not WORD.fullmatch(word):
        return ""
    if "-" in word:
        return word if TWO_WORDS.match(word) else word.replace("-", "")
    for pattern, american in AMERICAN:
        word = pattern.sub(american, word)
    return word


Places = dict[str, list[tuple[Said, int, int]]]


def _rarer(places: Places) -> Iterator[Finding]:
    """Yield the first place of each spelling but the one that is most frequent, or comes first."""
    used = {form: spans for form, spans in places.items() if spans}
    if len(used) < 2:
        return
    usual = max(used, key=lambda form: len(used[form]))
    for form, spans in used.items():
        if form != usual:
            said, start, end = spans[0]
            yield said.about(
                start, end, Severity.WARNING, f'"{form}" is also spelled "{usual}"', "write both alike throughout"
            )
