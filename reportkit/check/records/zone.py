"""Is the event's time zone one that the world knows?"""

from collections.abc import Iterator
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    if event.timezone is None:
        return
    try:
        ZoneInfo(event.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Finding(
            Severity.ERROR,
            Origin(event.file, "timezone"),
            f'there is no time zone "{event.timezone}"',
            _hint(event.timezone),
        )


def _hint(wrong: str) -> str:
    """Name the zone that is nearest, by its whole name or by its city."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    by_name = {zone.casefold(): zone for zone in zones} | {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    close = get_close_matches(wrong.strip().replace(" ", "_").casefold(), by_name, n=1, cutoff=0.8)
    return f'did you mean "{by_name[close[0]]}"?' if close else "use an IANA name, such as Asia/Seoul"
