"""Words cut into runs of one script each, so that every run can be told its language and gets its own face."""

import re
from collections.abc import Iterator

from reportkit.document import Text

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
"""Languages written from right to left."""

HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"

LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"

_WORD = f"[{LATIN}](?:[{LATIN}0-9'’.&/-]*[{LATIN}0-9])?"
_LATIN_RUN = re.compile(rf"{_WORD}(?:\s+{_WORD})*")

_RUN = re.compile(f"[{HANGUL}]+(?:\\s+[{HANGUL}]+)*|[{KANA}{HAN}]+|[{ARABIC}]+(?:\\s+[{ARABIC}]+)*")


def runs(words: str, language: str, hint: str = "") -> tuple[Text, ...]:
    """Return `words` as runs; those in a script that `language` is not written in get a language of their own.

    `hint` is the language of Han characters where it is known; else they are taken for Chinese, or for Japanese where
    kana stand among them.
    """
    if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT:
        return tuple(piece for run in _runs(words, language, hint) for piece in _latin_told(run))
    return _runs(words, language, hint)


def _latin_told(run: Text) -> Iterator[Text]:
    """Yield `run` with the words in Latin letters as runs of their own, so that each is laid out from the left."""
    at = 0
    for match in () if run.language else _LATIN_RUN.finditer(run.words):
        if match.start() > at:
            yield Text(run.words[at : match.start()])
        yield Text(match[0], "und-Latn")
        at = match.end()
    if at < len(run.words):
        yield Text(run.words[at:], run.language)


def _runs(words: str, language: str, hint: str) -> tuple[Text, ...]:
    if words.isascii():
        return (Text(words),) if words else ()
    pieces: list[Text] = []
    at = 0
    kana = bool(re.search(f"[{KANA}]", words))
    for match in _RUN.finditer(words):
        own = _language(match[0], language, hint or ("ja" if kana else ""))
        if own == language:
            continue
        if match.start() > at:
            pieces.append(Text(words[at : match.start()]))
        pieces.append(Text(match[0], own))
        at = match.end()
    if at < len(words):
        pieces.append(Text(words[at:]))
    return tuple(pieces)


def _language(run: str, language: str, hint: str) -> str:
    if re.match(f"[{HANGUL}]", run):
        return "ko"
    if re.match(f"[{ARABIC}]", run):
        return language if language.split("-", maxsplit=1)[0] in ("ar", "fa", "ur") else hint or "ar"
    if language.split("-", maxsplit=1)[0] in ("ja", "zh") and not hint:
        return language
    return hint or "zh-Hans"
