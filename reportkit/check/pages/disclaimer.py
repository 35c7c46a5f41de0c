"""Can a reader see the whole disclaimer on every page?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, fails, holds
from reportkit.check.pages._file import File
from reportkit.check.pages._leaf import plain

GATE = True


def check(file: File) -> Iterator[Answer]:
    hint = (
        "see the theme: templates/, extra.css and colours"
        if file.kind != "docx"
        else "see the footers of every section, and whether first or even pages differ"
    )
    missing = False
    for leaf in file.leaves:
        if plain(file.disclaimer) in plain(leaf.words):
            continue
        missing = True
        if plain(file.disclaimer) in plain(leaf.words + leaf.hidden):
            yield fails(f"{leaf.place}: the disclaimer is there but cannot be seen: {leaf.reason}", hint)
        else:
            yield fails(f"{leaf.place}: the disclaimer is missing", hint)
    if not missing:
        yield holds(f"{_extent(file)} with the disclaimer “{file.disclaimer}”")


def _extent(file: File) -> str:
    """Return how much was read: the pages of a file, or the footers that its pages can show."""
    number = len(file.leaves)
    word = "footer" if file.kind == "docx" else "page"
    return f"{number} {word if number == 1 else word + 's'}"
