"""When a session is, in the words and signs of its language (Unicode CLDR through babel), by the clock of 24 hours."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_interval, format_skeleton, get_timezone_name

from reportkit.records import Session

FULL_WIDTH = ("ja", "zh")
"""Languages whose brackets are as wide as their characters, and bring their space along."""


def when(session: Session, language: str = "") -> str:
    """Return the date, the times and the zone: `Wednesday, April 8, 2026, 14:40–16:00 (Korean Standard Time)`.

    In the language of the session, or another one. The zone is left out where no event names one.
    """
    locale = _locale(language or session.tongue)
    start, end = session.starts, session.ends
    if start.date() == end.date():
        words = _joined(start, _closed(format_interval(start, end, "Hm", locale=locale)), locale)
    else:
        moments = (_joined(moment, format_skeleton("Hm", moment, locale=locale), locale) for moment in (start, end))
        words = " – ".join(moments)
    return _with_zone(words, start, session, locale)


def _with_zone(words: str, moment: datetime, session: Session, locale: Locale) -> str:
    if session.zone is None:
        return words
    return words + bracketed(_zone(moment.replace(tzinfo=session.zone), session.zone, locale), locale.language)


def until(moment: datetime, session: Session) -> str:
    """Return a moment of the event's clock with its zone: `Monday, May 4, 2026, 18:00 (Korean Standard Time)`."""
    locale = _locale(session.tongue)
    words = _joined(moment, format_skeleton("Hm", moment, locale=locale), locale)
    return _with_zone(words, moment, session, locale)


def by_clock(moment: datetime, language: str) -> str:
    """Return a moment by the clock of its own zone, if it has one: `Monday, May 4, 2026, 05:00 (Eastern …)`."""
    locale, zone = _locale(language), moment.tzinfo
    words = _joined(moment, format_skeleton("Hm", moment, locale=locale), locale)
    return words + bracketed(_zone(moment, zone, locale), locale.language) if isinstance(zone, ZoneInfo) else words


def bracketed(words: str, language: str) -> str:
    """Return `words` in the brackets of a language, with the blank before them that it wants."""
    return f"（{words}）" if language.partition("-")[0] in FULL_WIDTH else f" ({words})"


def day(moment: datetime, language: str) -> str:
    """Return the day of `moment`: `Wednesday, April 8, 2026`."""
    return str(format_date(moment, "full", _locale(language)))


def hours(start: datetime, end: datetime, language: str) -> str:
    """Return the times between which something is: `14:40–16:00`."""
    locale = _locale(language)
    if start.date() == end.date():
        return _closed(format_interval(start, end, "Hm", locale=locale))
    return "–".join(format_skeleton("Hm", moment, locale=locale) for moment in (start, end))


def dates(first: date, last: date, language: str) -> str:
    """Return the days of an event, the months in full: `April 8–10, 2026`."""
    locale = _locale(language)
    if first == last:
        return str(format_date(first, "long", locale))
    words = str(format_interval(first, last, "yMMMMd", locale=locale))
    for moment in (first, last):
        short, full = (str(locale.months["format"][width][moment.month]) for width in ("abbreviated", "wide"))
        if short != full and not _holds(words, full):
            words = re.sub(rf"{re.escape(short)}(?!\w)", full, words, count=1)
    within = (first.year, first.month) == (last.year, last.month)
    return re.sub(r"\s*–\s*", "–" if within else " – ", words)


def _holds(words: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words))


def _joined(moment: datetime, time: str, locale: Locale) -> str:
    """Return the day of `moment` and `time` in the order and with the comma of the language."""
    pattern = str(locale.datetime_formats["medium"])
    return pattern.replace("{1}", format_date(moment, "full", locale)).replace("{0}", time)


def _closed(interval: str) -> str:
    """Set an en dash in a range without blanks, as everywhere in a document; other signs keep theirs."""
    return re.sub(r"\s*–\s*", "–", interval)


def _zone(moment: datetime, zone: ZoneInfo, locale: Locale) -> str:
    """Return what the zone is called at `moment`.

    CLDR files some zones under names of old, `Asia/Saigon`, which babel does not find by those of today.
    """
    metazones, aliases = get_global("meta_zones"), get_global("zone_aliases")
    today = aliases.get(zone.key, zone.key)
    filed = next((old for old, new in aliases.items() if new == today and old in metazones), None)
    if today not in metazones and filed:
        variants = locale.meta_zones.get(metazones[filed], {}).get("long", {})
        if name := variants.get("daylight" if moment.dst() else "standard"):
            return str(name)
    return str(get_timezone_name(moment, "long", locale=locale))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
