"""Does it say what language it is in?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if file.language:
        yield holds(file.language)
    else:
        yield remark("not told, so that nobody knows how to read it aloud")
