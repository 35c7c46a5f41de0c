"""What is to be printed, decided to the word: blocks of inlines, each with its origin.

PDF, HTML and Word are dresses of a `Document`. How a block looks is in `styles/` and `templates/blocks.html.j2`
for pages, in `render/docx.py` for Word. Which words it has is decided in `compose`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from reportkit.errors import Origin

__all__ = [
    "Attachment",
    "Block",
    "Break",
    "Cell",
    "Document",
    "Emphasis",
    "Fact",
    "Facts",
    "Figure",
    "Heading",
    "Inline",
    "Items",
    "Link",
    "Masthead",
    "Note",
    "Origin",
    "Paragraph",
    "PassageLabel",
    "People",
    "Person",
    "Quote",
    "Strong",
    "Table",
    "Text",
    "characters",
    "figures",
    "notes",
    "runs",
    "words",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one language; an empty language (BCP 47) means that of the document. No line breaks `kept` words."""

    words: str
    language: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Emphasis:
    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Strong:
    inlines: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    inlines: "tuple[Inline, ...]"
    target: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, standing where its mark is printed; `number` counts through the document from 1."""

    number: int
    inlines: "tuple[Inline, ...]"


Inline = Text | Emphasis | Strong | Link | Break | Note


@dataclass(frozen=True, slots=True)
class Masthead:
    """The strong head of the first page: who invites, what kind of session, its title."""

    host: str
    kicker: str
    title: tuple[Inline, ...]
    subtitle: tuple[Inline, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """When and where."""

    facts: tuple[Fact, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the people table; `role` is empty where it is the same as in the line above.

    `native` is the name in its own script, empty where there is none.
    """

    role: str
    name: tuple[Inline, ...]
    native: tuple[Inline, ...]
    affiliation: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who took part, as a table; `heads` are the words of its header row: role, name, affiliation.

    The caption is for those who hear the page; it is not printed.
    """

    caption: str
    heads: tuple[str, str, str]
    persons: tuple[Person, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4; level 1 is the title in the masthead."""

    level: int
    inlines: tuple[Inline, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PassageLabel:
    """What stands before a passage in a draft: which one it is, and whose.

    `passage` is the id of the passage, by which what comes back from a reviewer is placed again.
    """

    passage: str
    inlines: tuple[Inline, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is its first number, or None where it has bullets."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None
    origin: Origin

    @property
    def before(self) -> int:
        """The number before the first, from which CSS counts on."""
        return (self.start or 1) - 1


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "tuple[Block, ...]"
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `align` is `start`, `center` or `end`."""

    inlines: tuple[Inline, ...]
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """A header row and rows of as many cells."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    origin: Origin

    @property
    def columns(self) -> tuple[tuple[Cell, ...], ...]:
        return tuple(zip(self.header, *self.rows, strict=True))

    @property
    def longest_words(self) -> tuple[int, ...]:
        """The letters of the longest word in each column."""
        return tuple(
            max((len(word) for cell in column for word in words(cell.inlines).split()), default=1)
            for column in self.columns
        )

    def fit(self, columns: int, letters: int, small_letters: int) -> str:
        """Tell how it fits a page that takes so many columns and letters side by side, or letters of small type.

        `roomy` is in ordinary type, `wide` in small type, and of `tight` the words may be broken, too.
        """
        needed = sum(self.longest_words) + 2 * len(self.header)
        if needed > small_letters:
            return "tight"
        return "wide" if len(self.header) > columns or needed > letters else "roomy"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture from the event folder, described by `alt` and explained by its caption."""

    source: str
    alt: str
    caption: tuple[Inline, ...]
    origin: Origin


Block = Masthead | Facts | People | Heading | Paragraph | PassageLabel | Items | Quote | Table | Figure


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within the document, where its format can carry one: what the document was made from."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its blocks, what stands on every page, and what its properties say.

    `language` is a BCP 47 tag, `direction` is `ltr` or `rtl`; `running` is the left and right half of the running
    header; `page_label` holds `{page}` and `{pages}`; `made` is the date of the record, never that of the clock.
    `notice` stands at the head of every page, and the `watermark` behind its text, where they are not empty.
    """

    title: str
    language: str
    direction: str
    disclaimer: Text
    running: tuple[str, str]
    page_label: str
    notes_label: str
    author: str
    made: datetime
    blocks: tuple[Block, ...]
    origin: Origin
    pictures: tuple[tuple[str, bytes], ...] = ()
    attachment: Attachment | None = None
    notice: str = ""
    watermark: str = ""

    def picture(self, source: str) -> bytes:
        """Return the bytes of the picture that figures call `source`; raise KeyError when it was not gathered."""
        return dict(self.pictures)[source]


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Yield the figures among `blocks`, in reading order, those within lists and quotes too."""
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Quote():
                yield from figures(block.blocks)
            case Items():
                for item in block.items:
                    yield from figures(item)


def notes(blocks: Iterable[Block]) -> Iterator[Note]:
    """Yield the footnotes of `blocks` in the order of their marks."""
    for block in blocks:
        for run in runs(block):
            yield from _notes(run)


def _notes(inlines: Iterable[Inline]) -> Iterator[Note]:
    for inline in inlines:
        match inline:
            case Note():
                yield inline
            case Emphasis() | Strong() | Link():
                yield from _notes(inline.inlines)


def runs(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Yield each run of inlines in `block`, in reading order."""
    match block:
        case Masthead():
            yield from ((Text(block.host),), (Text(block.kicker),), block.title, block.subtitle)
        case Facts():
            for fact in block.facts:
                yield from ((Text(fact.label),), fact.value)
        case People():
            yield from ((Text(word),) for word in block.heads)
            for person in block.persons:
                yield from ((Text(person.role),), person.name, person.native, person.affiliation)
        case Heading() | Paragraph() | PassageLabel():
            yield block.inlines
        case Figure():
            yield block.caption
        case Table():
            for row in (block.header, *block.rows):
                yield from (cell.inlines for cell in row)
        case Items():
            for item in block.items:
                for part in item:
                    yield from runs(part)
        case Quote():
            for part in block.blocks:
                yield from runs(part)


def characters(document: Document) -> str:
    """Return what is printed of `document`, in no order for readers: its blocks, its notes, and what every page has."""
    said = [words(run) for block in document.blocks for run in runs(block)]
    said += [words(note.inlines) for note in notes(document.blocks)]
    return "".join([*said, document.disclaimer.words, *document.running, document.page_label])


def words(inlines: Iterable[Inline]) -> str:
    """Return the words of `inlines` without their footnotes."""
    return "".join(_words(inline) for inline in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.words
        case Break():
            return " "
        case Note():
            return ""
        case _:
            return words(inline.inlines)
