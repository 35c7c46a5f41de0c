"""The comments of a Word file: who said what beside which words, in answer to whom, and whether that is settled.

They are read from the part of the comments, not from the text: a comment may have no place in it (ECMA-376 part 1,
17.13.4; [MS-DOCX] 2.5.4 for answers). The words beside them are gathered in `stories.py`.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from reportkit.wordml.history import Remark, accepted
from reportkit.wordml.package import WORD, Package
from reportkit.wordml.stories import BODY, Quote, Reading

SYMBOLS = re.compile("[\uf000-\uf0ff]")
"""Pictures of a symbol font, such as the face that Word makes of `:-)`; in a comment they are no words."""

LONGEST_THREAD = 20
"""In how many steps a comment is looked for that has a place."""


def remarks(package: Package, reading: Reading) -> Iterator[Remark]:
    """Yield the comments in the order of their part; an answer without a place of its own has that of its comment."""
    comments = [one for root in package.related(package.main, "comments") for one in root.iterfind(f"{WORD}comment")]
    threads = _threads(package)
    numbers = {id: number for number, one in enumerate(comments) for id in _paragraph_ids(one)}
    told = [
        next((threads[id] for id in reversed(_paragraph_ids(one)) if id in threads), ("", None)) for one in comments
    ]
    answered = [numbers.get(parent) for parent, _ in told]
    quotes = [reading.quotes.get(one.get(f"{WORD}id", "")) for one in comments]
    for number, (one, (_, done)) in enumerate(zip(comments, told, strict=True)):
        own = next((quotes[place] for place in _thread(number, answered) if quotes[place]), None)
        yield Remark(
            one.get(f"{WORD}author", ""),
            one.get(f"{WORD}date", ""),
            _text(accepted(reading.story(one))),
            _paragraph(own),
            own.text if own else "",
            answered[number] if answered[number] != number else None,
            done,
        )


def _thread(number: int, answered: Sequence[int | None]) -> Iterator[int]:
    """Yield a comment, the one it answers, the one that this answers, and so on, which may be a circle."""
    place: int | None = number
    for _ in range(LONGEST_THREAD):
        if place is None:
            return
        yield place
        place = answered[place]


def _threads(package: Package) -> dict[str, tuple[str, bool]]:
    """Return what each comment answers and whether it is settled, by the id of its last paragraph."""
    return {
        _attribute(one, "paraId"): (_attribute(one, "paraIdParent"), _attribute(one, "done") in ("1", "TRUE", "ON"))
        for root in package.related(package.main, "commentsExtended")
        for one in root
    }


def _paragraph_ids(comment: etree._Element) -> list[str]:
    return [id for one in comment.iter(f"{WORD}p") if (id := _attribute(one, "paraId"))]


def _attribute(element: etree._Element, name: str) -> str:
    """Return an attribute whose namespace has had two names, in capitals."""
    return next((str(value).upper() for key, value in element.items() if str(key).endswith(f"}}{name}")), "")


def _text(paragraphs: list[str]) -> str:
    return SYMBOLS.sub("", "\n".join(paragraphs)).strip()


def _paragraph(quote: Quote | None) -> int | None:
    return quote.paragraph if quote and quote.story == BODY else None
