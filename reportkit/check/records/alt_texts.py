"""Does the text for those who cannot see a picture say what is in it?"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from reportkit import prose
from reportkit.document import Figure, figures, words
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

FILE_NAME = re.compile(r"[^\s]+\.(png|jpe?g|gif|svg|webp|tiff?|bmp|heic|pdf)", re.IGNORECASE)


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        for index, passage in enumerate(session.sketch):
            if "![" not in passage.text:
                continue
            place = Origin(session.file or session.id, f"sketch.{index}.text")
            for figure in figures(prose.Reader(session.tongue).read(passage.text, place)):
                if fault := _fault(figure):
                    yield Finding(
                        Severity.WARNING,
                        place,
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
