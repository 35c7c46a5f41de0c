"""Does every word lie on the paper?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, fails, holds
from reportkit.check.pages._file import File
from reportkit.check.pages._pdf import words_off_the_paper

GATE = True


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    off = list(words_off_the_paper(file.data))
    for place, words in off:
        yield fails(
            f"{place}: words run off the paper: “{words}”",
            "shorten the footnote, the word or the table they stand in",
        )
    if not off:
        yield holds("every word lies on it")
