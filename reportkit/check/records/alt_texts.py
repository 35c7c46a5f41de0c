"""Does the text for those who cannot see a picture say what is in it?"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from reportkit.check.records._passages import passages
from reportkit.document import Figure, figures, words
from reportkit.errors import Finding, Severity
from reportkit.records import Event

FILE_NAME = re.compile(r"[^\s]+\.(png|jpe?g|gif|svg|webp|tiff?|bmp|heic|pdf)", re.IGNORECASE)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for figure in figures(said.blocks()) if "![" in said.text else ():
            if fault := _fault(figure):
                yield Finding(
                    Severity.WARNING,
                    said.place,
                    f'the alternative text "{figure.alt}" {fault}',
                    "write what the picture shows, for those who cannot see it",
                    words=f"![{figure.alt}]",
                )


def _fault(figure: Figure) -> str:
    alt = figure.alt.strip()
    stem = PurePosixPath(figure.source).stem
    # A stem that may be a word in its own right, such as harbour, is no fault.
    if FILE_NAME.fullmatch(alt) or (alt.casefold() == stem.casefold() and re.search(r"[\d_-]", alt)):
        return "is the name of a file"
    if alt and _plain(alt) == _plain(words(figure.caption)):
        return "repeats the caption"
    return ""


def _plain(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))
