"""Does every word lie on the paper?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, fails, holds
from reportkit.check.pages._file import File

GATE = True


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    off = [leaf for leaf in file.leaves if leaf.off is not None]
    for leaf in off:
        yield fails(
            f"{leaf.place}: words run off the paper: “{leaf.off}”",
            "shorten the footnote, the word or the table they stand in",
        )
    if not off:
        yield holds("every word lies on it")
