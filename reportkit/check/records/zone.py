"""Is the event's time zone one that the world knows?"""

from collections.abc import Iterator
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    if event.timezone is None:
        return
    try:
        ZoneInfo(event.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        close = get_close_matches(event.timezone, available_timezones(), n=1)
        hint = f'did you mean "{close[0]}"?' if close else "use an IANA name, such as Asia/Seoul"
        yield Finding(Severity.ERROR, Origin(event.file, "timezone"), f'there is no time zone "{event.timezone}"', hint)
