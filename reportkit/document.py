"""What is to be printed, decided to the word: blocks of inlines, each with its origin.

PDF, HTML and Word are dresses of a `Document`, and of a `Volume`, which is many of them as one book. How a block looks
is in `styles/` and `templates/blocks.html.j2` for pages, in `render/docx.py` for Word. Which words it has is decided in
`compose`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reportkit.errors import Origin

__all__ = [
    "Attachment",
    "Block",
    "Break",
    "Cell",
    "Contents",
    "Cover",
    "Day",
    "Document",
    "Emphasis",
    "Entry",
    "Fact",
    "Facts",
    "Figure",
    "Heading",
    "Imprint",
    "Index",
    "Initial",
    "Inline",
    "Items",
    "Link",
    "Masthead",
    "Mention",
    "Named",
    "Note",
    "Origin",
    "Own",
    "Paragraph",
    "PassageLabel",
    "People",
    "Person",
    "Quote",
    "ReviewMark",
    "Strong",
    "Table",
    "Text",
    "Volume",
    "anchored",
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
    """The strong head of the first page: who invites, what kind of session, its title.

    The `anchor` is what links lead to, in a volume; elsewhere it is empty.
    """

    host: str
    kicker: str
    title: tuple[Inline, ...]
    subtitle: tuple[Inline, ...]
    origin: Origin
    anchor: str = ""


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

    `native` is the name in its own script, empty where there is none. The `anchor` is what the index of a volume leads
    to; elsewhere it is empty.
    """

    role: str
    name: tuple[Inline, ...]
    native: tuple[Inline, ...]
    affiliation: tuple[Inline, ...]
    anchor: str = ""


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
    """A heading of level 2 to 4; level 1 is the title in the masthead.

    In a draft, one that stands between two passages and belongs to neither has its number as such; others have 0.
    """

    level: int
    inlines: tuple[Inline, ...]
    origin: Origin
    between: int = 0


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
class Own:
    """A passage that a speaker is asked to review, set off from the others: its label, and what it says."""

    blocks: "tuple[Block, ...]"
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


Block = Masthead | Facts | People | Heading | Paragraph | PassageLabel | Own | Items | Quote | Table | Figure


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels within the document, where its format can carry one: what the document was made from."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """What makes a draft the one of a speaker: the review that it belongs to, and what is asked.

    `id` and `base` are those of the review (`reviews.Review`); without an id, the file is only to be looked at. The
    `words`, a paragraph a line, are for a remark in the margin by `author`, beside the label of the passage `beside`,
    or beside the heading of the sketch where that is empty. `protect` is `tracked` where the text may only be changed
    with marks, and `comments` where it may not.
    """

    id: str
    base: str
    author: str
    words: str
    beside: str = ""
    protect: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its blocks, what stands on every page, and what its properties say.

    `language` is a BCP 47 tag, `direction` is `ltr` or `rtl`; `running` is the left and right half of the running
    header; `page_label` holds `{page}` and `{pages}`; `made` is the date of the record, never that of the clock.
    `notice` stands at the head of every page, and the `watermark` behind its text, where they are not empty. The draft
    of one speaker has a `review`, which only a Word file can carry.
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
    review: ReviewMark | None = None

    def picture(self, source: str) -> bytes:
        """Return the bytes of the picture that figures call `source`; raise KeyError when it was not gathered."""
        return dict(self.pictures)[source]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a volume; `dates` are those of the event, and `kind` says what the volume holds."""

    organiser: str
    title: tuple[Inline, ...]
    dates: str
    kind: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a volume is, its disclaimer, and how a session is cited, each below a label of its own."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A session in the contents of a volume and what is printed of it, whose masthead bears its `anchor`.

    Words in another language than the volume's are told theirs.
    """

    anchor: str
    kicker: tuple[Inline, ...]
    title: tuple[Inline, ...]
    time: str
    room: tuple[Inline, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of a day, in the order of their start."""

    anchor: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The days of a volume and their sessions, which are printed in the same order."""

    anchor: str
    heading: str
    days: tuple[Day, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for day in self.days for entry in day.entries)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where somebody is named: the anchor of a row in the people of a session, and what the session is called.

    Only the number of its page is printed; the words are for those who hear it.
    """

    anchor: str
    kicker: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in the index: the name as printed, what tells the person from another one, and where to look.

    The part of the name by which it is sorted is strong where it is not the first.
    """

    anchor: str
    name: tuple[Inline, ...]
    native: tuple[Inline, ...]
    affiliation: tuple[Inline, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Initial:
    """The people under one letter; in a short index there is one group, and its letter is empty."""

    letter: str
    people: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The people of a volume, sorted; without any, `initials` is empty and nothing is to be printed."""

    anchor: str
    heading: str
    initials: tuple[Initial, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """An event as one book: cover, imprint, contents, the sessions by day, index of people.

    The numbers of pages are not here, as each dress counts its own. What stands on every page is called as in a
    `Document`; `running` is the left half of the running header outside of the sessions, which have their own.
    """

    title: str
    language: str
    direction: str
    disclaimer: Text
    running: str
    page_label: str
    author: str
    made: datetime
    cover: Cover
    imprint: Imprint
    contents: Contents
    index: Index
    origin: Origin
    notice: str = ""
    watermark: str = ""

    def leaf(self, heading: str = "", blocks: tuple[Block, ...] = ()) -> Document:
        """Return a part without sessions as a document: what stands on every page, and `blocks`."""
        return Document(
            title=self.title,
            language=self.language,
            direction=self.direction,
            disclaimer=self.disclaimer,
            running=(self.running, heading),
            page_label=self.page_label,
            notes_label="",
            author=self.author,
            made=self.made,
            blocks=blocks,
            origin=self.origin,
            notice=self.notice,
            watermark=self.watermark,
        )


def anchored(document: Document, anchor: str) -> Document:
    """Return `document` with `anchor` at its masthead, and `anchor:1`, `anchor:2` … at the rows of its people."""
    return replace(document, blocks=tuple(_anchored(block, anchor) for block in document.blocks))


def _anchored(block: Block, anchor: str) -> Block:
    match block:
        case Masthead():
            return replace(block, anchor=anchor)
        case People():
            rows = enumerate(block.persons, 1)
            return replace(block, persons=tuple(replace(row, anchor=f"{anchor}:{number}") for number, row in rows))
        case _:
            return block


def figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Yield the figures among `blocks`, in reading order, those within lists and quotes too."""
    for block in blocks:
        match block:
            case Figure():
                yield block
            case Quote() | Own():
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
        case Quote() | Own():
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
