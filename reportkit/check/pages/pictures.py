"""Are all pictures sharp enough for print?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File
from reportkit.check.pages._pdf import pictures

GATE = False

SHARP = 200
"""The pixels to the inch under which a printed picture looks coarse."""


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    found = list(pictures(file.data))
    coarse = [f"{place}: {dpi:.0f} dpi" for place, dpi in found if dpi < SHARP]
    if coarse:
        yield remark(f"under {SHARP} dpi: {'; '.join(coarse)}", "take larger pictures where it goes to a printer")
    elif found:
        yield holds(f"{len(found)}, each of {min(dpi for _, dpi in found):.0f} dpi or more")
