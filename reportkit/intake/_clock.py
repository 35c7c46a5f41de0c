"""Dates, times and durations as programmes write them, in several languages; what is not certain is none."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
"""Languages whose names of months are understood; Korean, Japanese and Chinese number theirs."""

_SEPARATED = re.compile(r"(?<!\d)(\d{4})\s*[-./年년]\s*(\d{1,2})\s*[-./月월]\s*(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_WORDED = (
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s+(?:de\s+)?(?P<month>[^\W\d_]+)\.?,?\s+(?:de\s+)?(?P<year>\d{4})"
    ),
    re.compile(r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
)
_TIME = re.compile(
    r"(?P<before>오전|오후|午前|午後|上午|下午|AM|PM)?\s*(?<!\d)"
    r"(?P<hour>\d{1,2})(?:\s*(?:[:.hH시時]|Uhr)\s*(?P<minute>\d{2})?\s*[분分]?(?::\d{2})?)?(?:\s*(?:Uhr|h))?"
    r"\s*(?P<after>[aApP]\.?\s?[mM]\.?(?![a-z]))?",
)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?:[-+]\d\d:?\d\d)?"
    r"|[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?(?:-\d\d:?\d\d)?)?(?: ?(?:Z|\+\d\d:?\d\d))?)"
)
"""Dates and times of ISO 8601; behind a blank, `10:00-11:00` is a range and no zone."""

LONGEST = 200
"""The most characters that a date or time may have, words around it included."""

FIRST_YEAR, LAST_YEAR = 1900, 2999

LONGEST_SPAN = timedelta(days=60)

_BETWEEN = re.compile(r"\s*(?:[-–—~〜～]|\bto\b|\bbis\b|\bà\b|부터|から)\s*")
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?::|h|hrs?|hours?|Std\.?|Stunden?|heures?|시간|時間)\s*)?"
    r"(?:(?P<minutes>\d{1,3})\s*(?:min(?:ute[ns]?)?\.?|m|분|分)?)?(?::00)?",
    re.IGNORECASE,
)


@cache
def zone_named(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name; None where there is none of that name, or it would lead elsewhere."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def moment(words: str) -> datetime | None:
    """Return the date and time that `words` give by ISO 8601, with their zone where they have one."""
    if not _ISO.fullmatch(words):
        return None
    try:
        return sane(datetime.fromisoformat(words.replace(" ", "T", 1).replace(" ", "")))
    except ValueError:
        return None


def sane(found: datetime) -> datetime | None:
    """Return `found` if it is in a year that conferences are in, with room for a zone and a night on both sides."""
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def later(starts: datetime | None, span: timedelta | None) -> datetime | None:
    """Return the end of what lasts for `span`, if both are known and the span is one of a session."""
    return starts + span if starts and span and timedelta() < span < LONGEST_SPAN else None


def day(words: str, order: str = "") -> date | None:
    """Return the date in `words`; `order` is `dmy` or `mdy` for those of slashes, where the file shows which."""
    return dated(words, order)[0]


def dated(words: str, order: str = "") -> tuple[date | None, str]:
    """Return the date in `words`, and the words without it."""
    if len(words) > LONGEST:
        return None, words
    words = unicodedata.normalize("NFKC", words)
    for pattern, read in ((_SEPARATED, _year_first), (_DOTTED, _day_first), (_SLASHED, _slashed), *_WORDED_READ):
        if match := pattern.search(words):
            found = read(match, order or slash_order([words]))
            return found, f"{words[: match.start()]} {words[match.end() :]}" if found else words
    return None, words


def _year_first(match: re.Match[str], order: str) -> date | None:
    return _date(match[1], match[2], match[3])


def _day_first(match: re.Match[str], order: str) -> date | None:
    return _date(match[3], match[2], match[1])


def _slashed(match: re.Match[str], order: str) -> date | None:
    return _day_first(match, order) if order == "dmy" else _date(match[3], match[1], match[2]) if order else None


def _worded(match: re.Match[str], order: str) -> date | None:
    month = months().get(match["month"].casefold())
    return _date(match["year"], str(month), match["day"]) if month else None


_WORDED_READ = tuple((pattern, _worded) for pattern in _WORDED)


def when(words: str, order: str = "") -> tuple[date | None, time | None, time | None]:
    """Return date, beginning and end in `words`, which are any of them: `April 8, 2026 / 14:40-16:00`."""
    found, rest = dated(words, order)
    clock = re.search(r"(?:오전|오후|午前|午後|上午|下午)?\s*\d.*", rest, re.DOTALL)
    return (found, *times(clock[0].strip() if clock else ""))


def slash_order(cells: list[str]) -> str:
    """Return whether day or month is first in the dates of a column, where a day over 12 or two equal ones tell."""
    found = [match.groups() for cell in cells if (match := _SLASHED.search(cell))]
    if any(int(first) > 12 for first, _, _ in found):
        return "" if any(int(second) > 12 for _, second, _ in found) else "dmy"
    if any(int(second) > 12 for _, second, _ in found):
        return "mdy"
    return "dmy" if found and all(first == second for first, second, _ in found) else ""


def _date(year: str, month: str, day_: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day_))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


@cache
def months() -> dict[str, int]:
    """Return the numbers of the months by their names and short names, where all languages agree on them."""
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(name.strip(".").casefold(), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def times(words: str) -> tuple[time | None, time | None]:
    """Return the time, or the two ends of the range, that `words` are; None for what they are not."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", words).strip()) if len(words) <= LONGEST else []
    if not 1 <= len(parts) <= 2:
        return None, None
    found = [_TIME.fullmatch(part.strip()) for part in parts]
    if not all(found) or not any(match and _tells(match) for match in found):
        return None, None
    first, last = found[0], found[-1]
    assert first
    assert last
    return _range(first, last) if len(found) > 1 else (_time(first), None)


def _range(first: re.Match[str], last: re.Match[str]) -> tuple[time | None, time | None]:
    """Return both ends where one gives the other its half of the day: 2:40-4:00 PM, but 11:00-1:00 PM, 오후 2시-4시."""
    starts, ends = _time(first), _time(last)
    if _half(last) and not _half(first):
        later = _time(first, _half(last))
        return (later if later and ends and later < ends else starts), ends
    if _half(first) and not _half(last):
        return starts, next((one for half in (_half(first), "PM") if (one := _later(last, half, starts))), ends)
    return starts, ends


def _later(match: re.Match[str], half: str, than: time | None) -> time | None:
    found = _time(match, half)
    return found if found and than and found > than else None


def _tells(match: re.Match[str]) -> bool:
    """Tell whether the words are surely a time, and not a bare number."""
    return bool(match["minute"] or _half(match) or re.search(r"[hH시時]", match[0]))


def _half(match: re.Match[str]) -> str:
    return (match["before"] or match["after"] or "").replace(".", "").replace(" ", "").upper()


def _time(match: re.Match[str], half: str = "") -> time | None:
    half = half or _half(match)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in ("오후", "午後", "下午", "PM") else 0)
    try:
        return time(hour % 24 if hour == 24 and minute == 0 else hour, minute)
    except ValueError:
        return None


def length(words: str) -> timedelta | None:
    """Return the duration that `words` are: `80`, `80 min`, `1:20`, `01:20`, `1h20`."""
    match = _LENGTH.fullmatch(unicodedata.normalize("NFKC", words).strip()) if len(words) <= LONGEST else None
    if not match or not (match["hours"] or match["minutes"]):
        return None
    span = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    return span or None
