"""Does every word lie on the paper?"""

from collections.abc import Iterator

from reportkit.check.pages._pdf import words_off_the_paper


def check(data: bytes, kind: str, disclaimer: str) -> Iterator[tuple[str, str]]:
    if kind != "pdf":
        return
    for place, words in words_off_the_paper(data):
        yield (
            f"{place}: words run off the paper: “{words}”",
            "shorten the footnote, the word or the table they stand in",
        )
