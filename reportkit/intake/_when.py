"""Dates and times as people write them: `Tuesday, May 14, 2024 / 16:20-17:40`, `8 April 2026, 2.40-4 p.m.`

A date that may be two days, `04/08/2026`, is none. How our own pages write them is in `compose/_when.py`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError

LONGEST = 300
"""The longest words, in characters, that are taken for a date and a time."""


@dataclass(frozen=True, slots=True)
class When:
    """What was understood of a date and a time; `rest` are the words that were not, `doubt` is what does not agree."""

    starts: datetime | None = None
    ends: datetime | None = None
    day: date | None = None
    rest: str = ""
    doubt: str = ""


HOUR = (
    r"(?P<{0}h>[01]?\d|2[0-4])(?:\s*[:.h時时시]\s*(?P<{0}m>[0-5]\d)?(?:\s*[分분])?(?::[0-5]\d)?)?"
    r"\s*(?P<{0}x>[ap]\.?\s?m\b\.?)?"
)
SPAN = re.compile(
    rf"(?<![\w./-])(?:from\s+)?{HOUR.format('a')}\s*(?:-|–|—|‑|~|～|〜|至|to|until|till|bis|à)\s*"
    rf"{HOUR.format('b')}(?![\w/-])(?:\s*(?:hrs?|hours|uhr|h)\b\.?)?",
    re.IGNORECASE,
)
START = re.compile(
    r"(?<![\w./-])(?:at\s+)?(?P<ah>[01]?\d|2[0-3])[:.h](?P<am>[0-5]\d)\s*(?P<ax>[ap]\.?\s?m\b\.?)?(?![\w/-])",
    re.IGNORECASE,
)
NUMBERS = (
    re.compile(
        r"(?<!\d)(?P<y>\d{4})(?:[-/]|\.\s?|\s?[年년]\s*)(?P<m>\d{1,2})(?:[-/]|\.\s?|\s?[月월]\s*)(?P<d>\d{1,2})(?:\s*[日일.])?(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
)
SLASHED = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4})(?!\d)")


def when(words: str, language: str = "en") -> When:
    """Return what `words` say; nothing is understood of a date that may be read in two ways."""
    if len(words) > LONGEST or not any(map(str.isdigit, words)):
        return When(rest=words)
    text = unicodedata.normalize("NFKC", words.replace("\u200e", "").replace("\u200f", ""))
    day, text, doubt = _day(text, language)
    # A zone in brackets is told, and may hold figures.
    span = SPAN.search(text)
    start = None if span else START.search(text)
    begun = _clock(span or start, "a", "b" if span else "")
    ended = _clock(span, "b", "") if span else None
    for match in filter(None, (span, start)):
        text = _without(text, match)
    starts = datetime.combine(day, begun) if day and begun else None
    ends = datetime.combine(day, ended) if day and ended else None
    if starts and ends and ends <= starts:
        ends += timedelta(days=1)
    return When(starts, ends, day, _rest(text, language, day), doubt or _weekday_doubt(text, language, day))


def _day(text: str, language: str) -> tuple[date | None, str, str]:
    """Return the day, the words without it, and why it cannot be known."""
    for pattern in (*NUMBERS, *_spelled(language)):
        if match := pattern.search(text):
            month = int(match["m"]) if match["m"].isdigit() else _months(language)[match["m"].casefold().rstrip(".")]
            found = _date(int(match["y"]), month, int(match["d"]))
            return found, _without(text, match), "" if found else f"there is no {match[0].strip()}"
    if match := SLASHED.search(text):
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        if first <= 12 and second <= 12 and first != second:
            return None, _without(text, match), f"{match[0]} may be two days"
        month, day = (second, first) if first > 12 else (first, second)
        return _date(year, month, day), _without(text, match), ""
    return None, text, ""


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _spelled(language: str) -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted((re.escape(name) for name in _months(language)), key=len, reverse=True))
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?"
    month = rf"(?P<m>{months})\.?"
    orders = (rf"{month}\s+{day},?\s+(?P<y>\d{{4}})", rf"{day}\s+(?:of |de |tháng )?{month},?(?: de)?\s+(?P<y>\d{{4}})")
    return tuple(re.compile(rf"(?<!\w){order}(?!\d)", re.IGNORECASE) for order in orders)


@cache
def _months(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in _locales(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    found.setdefault(unicodedata.normalize("NFKC", name).casefold().rstrip("."), number)
    return {**found, "sept": 9}


@cache
def _weekdays(language: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for locale in _locales(language):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.days[form][width].items():
                    found.setdefault(unicodedata.normalize("NFKC", name).casefold().rstrip("."), number)
    return {**found, "tues": 1, "thur": 3, "thurs": 3}


def _locales(language: str) -> list[Locale]:
    try:
        return [Locale.parse(language.replace("-", "_")), Locale("en")]
    except (UnknownLocaleError, ValueError):
        return [Locale("en")]


def _clock(match: re.Match[str] | None, mine: str, others: str) -> time | None:
    """Return a time of a span; `4-5 p.m.` has its half of the day once."""
    if match is None:
        return None
    found = match.groupdict()
    hour, minute = int(found[mine + "h"]), int(found.get(mine + "m") or 0)
    half = (found.get(mine + "x") or "").casefold()
    if not half and others and (found.get(others + "x") or "").casefold().startswith("p"):
        end = int(found[others + "h"]) % 12
        half = "p" if hour % 12 <= end and hour <= 12 else ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour % 24, minute)


def _weekday(text: str, language: str) -> tuple[str, int] | None:
    for word in re.findall(r"[^\W\d_]+(?:\s[^\W\d_]+)?", text):
        for part in (word, word.split()[0]):
            number = _weekdays(language).get(part.casefold())
            if number is not None:
                return part, number
    return None


def _weekday_doubt(text: str, language: str, day: date | None) -> str:
    found = _weekday(text, language)
    if found and day and found[1] != day.weekday():
        real = Locale("en").days["format"]["wide"][day.weekday()]
        return f"{day.isoformat()} is a {real}, not a {found[0]}"
    return ""


def _rest(text: str, language: str, day: date | None) -> str:
    if day and (found := _weekday(text, language)):
        text = text.replace(found[0], " ", 1)
    return re.sub(r"\(\s*\)", "", " ".join(text.split())).strip(" ,;./|·-–—•()，、")
