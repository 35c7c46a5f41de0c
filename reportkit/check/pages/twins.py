"""Do the PDF, Word and HTML files of one session say the same words in the same order?"""

from collections.abc import Iterator
from pathlib import Path

from reportkit.check.pages._answer import Answer, fails, holds, remark
from reportkit.check.pages._file import File
from reportkit.check.pages._words import difference

GATE = False

UNTOLD = "it has no tags that tell the order of its words"


def check(file: File) -> Iterator[Answer]:
    words = file.words if file.twins else None
    if file.twins and words is None:
        yield remark(f"cannot be compared: {UNTOLD}")
    for twin in file.twins if words else ():
        name = Path(twin.name).name
        if words is None or twin.words is None:
            yield remark(f"{name} cannot be compared: {UNTOLD}")
        elif parting := difference(words, twin.words):
            yield fails(
                f"does not say what {name} says: here {parting[0]}, there {parting[1]}",
                "export the session again, so that all its files are of today",
            )
        else:
            yield holds(f"says what {name} says, word for word")
