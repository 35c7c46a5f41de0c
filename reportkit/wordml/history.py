"""What a Word file says and what it said before its tracked changes, as plain data (ECMA-376 part 1, 17.13).

Nothing is settled here, and no word is left out. Who reads it from a file: `revisions.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """A tracked change, with what the file claims of who made it, and when; both may be empty or wrong."""

    kind: Literal["ins", "del", "moveFrom", "moveTo"]
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Words with one history: `added` where the text before did not have them, `removed` where the one after has not.

    What is both stands in neither text.
    """

    text: str
    added: Mark | None = None
    removed: Mark | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the file has it; `end` is its mark, a span of one line feed.

    `style` is the name of its style as Word shows it, `bookmarks` those that begin in it, `cell` whether it lies in a
    table.
    """

    spans: tuple[Span, ...]
    end: Span = Span("\n")
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Paragraphs beside the body: a `footnote`, `endnote`, `text box`, `header` or `footer`."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment beside `quote`, in the paragraph of the body that counts `paragraph` from 0; None where it is in none.

    `reply_to` counts the comments from 0. `resolved` is None where the file does not say.
    """

    author: str
    date: str
    text: str
    paragraph: int | None = None
    quote: str = ""
    reply_to: int | None = None
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """A Word file with its history.

    `properties` are the custom ones, by name. `formatting` counts tracked changes of looks only, `layout` those of
    cells and columns. `reaching_out` are the outside files that it refers to, none of which is ever fetched. `tracking`
    tells whether tracked changes are switched on.
    """

    body: tuple[Paragraph, ...]
    others: tuple[Story, ...] = ()
    remarks: tuple[Remark, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    formatting: int = 0
    layout: int = 0
    reaching_out: tuple[str, ...] = ()
    tracking: bool = False


def accepted(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Return the paragraphs as they are with all changes taken: those whose end is removed go on in the next."""
    return _joined(paragraphs, lambda span: span.removed is None)


def rejected(paragraphs: Iterable[Paragraph]) -> list[str]:
    """Return the paragraphs as they were before all changes."""
    return _joined(paragraphs, lambda span: span.added is None)


def _joined(paragraphs: Iterable[Paragraph], stands: Callable[[Span], bool]) -> list[str]:
    """Return the text of paragraphs; one whose end does not stand goes on in the next."""
    texts, open_text = [], ""
    for paragraph in paragraphs:
        open_text += "".join(span.text for span in paragraph.spans if stands(span))
        if stands(paragraph.end):
            texts.append(open_text)
            open_text = ""
    return [*texts, open_text] if open_text else texts
