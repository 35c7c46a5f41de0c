"""When a session is, in the words of its language (Unicode CLDR through babel), with an en dash in ranges."""

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_timezone_name

from reportkit.records import Session


def when(session: Session) -> str:
    """Return the date, the times and the zone: `Wednesday, April 8, 2026, 14:40–16:00 (Korean Standard Time)`.

    The zone is left out where no event names one.
    """
    locale = _locale(session.tongue)
    start, end = session.starts, session.ends
    day = format_date(start, "full", locale)
    if start.date() == end.date():
        words = f"{day}, {start:%H:%M}–{end:%H:%M}"
    else:
        words = f"{day}, {start:%H:%M} – {format_date(end, 'full', locale)}, {end:%H:%M}"
    if session.zone is None:
        return words
    return f"{words} ({get_timezone_name(start.replace(tzinfo=session.zone), 'long', locale=locale)})"


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("en")
