"""Dates and zones as any release of the CLDR has them, which Babel brings along: what they differ in is made alike."""

import re

NEWER = {"대한민국 표준시": "한국 표준시", "Giờ Chuẩn": "Giờ chuẩn"}
"""What releases up to 48 call zones, and what later ones do."""


def alike(text: str) -> str:
    """Return `text` with the names of the newer releases, and no blanks around the wave of a span of days."""
    for old, new in NEWER.items():
        text = text.replace(old, new)
    return re.sub(r"일 ~ (?=\d+[년월])", "일~", text)
