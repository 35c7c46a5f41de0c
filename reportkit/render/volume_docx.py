"""An event as one Word file: cover, imprint, table of contents, days and their sessions, index of people.

A session is written as its handout is, in a section of its own; how is in `docx.py`. Nothing tells Word to ask its
reader whether fields may be updated: why, is in docs/notes.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain

from docx.document import Document as Word
from docx.section import Section, _Footer
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from reportkit.document import Day, Document, Entry, Inline, Named, Paragraph, Text, Volume, notes, words
from reportkit.render._book_styles import COLUMN_GAP, bound, index_columns
from reportkit.render._glyphs import refuse_tofu
from reportkit.render._styles import text_width
from reportkit.render.docx import (
    Line,
    Writer,
    describe,
    mark_as_draft,
    mark_header,
    write_disclaimer,
    write_footer,
)
from reportkit.settings import Settings
from reportkit.wordml import write as wordml
from reportkit.wordml.book import (
    Binding,
    Chapter,
    add_inner_link,
    add_page_of,
    make_contents,
    number_lines_anew,
    number_notes_anew,
    restyle,
    set_columns,
    set_direction,
)
from reportkit.wordml.fields import fill_titles, numbers_pages
from reportkit.wordml.packed import packed
from reportkit.wordml.pages import furniture, holds_something

LEVELS = 2
"""The levels of headings that the contents have: days and sessions."""

BETWEEN = " · "


def render(volume: Volume, settings: Settings) -> bytes:
    """Return `volume` as the bytes of a .docx; raise BadPage when no font has one of its characters."""
    refuse_tofu(volume.leaf(blocks=(Paragraph(tuple(_front(volume)), volume.origin),)), settings)
    for entry in volume.contents.entries:
        refuse_tofu(entry.document, settings)
    word = bound(settings, volume.language)
    describe(word, volume.leaf())
    _Book(word, volume, settings, Binding.of(word)).write()
    wordml.number_drawings(word, settings.theme.tokens.logo.alt or volume.author)
    return packed(word)


def _front(volume: Volume) -> Iterator[Inline]:
    """Yield all that is printed of `volume` outside of its sessions."""
    cover, contents, index = volume.cover, volume.contents, volume.index
    yield Text("".join([cover.organiser, cover.dates, cover.kind, volume.imprint.heading]))
    yield from cover.title
    for fact in volume.imprint.facts:
        yield from (Text(fact.label), *fact.value)
    yield Text(contents.heading + index.heading + "".join(day.heading for day in contents.days))
    for entry in contents.entries:
        yield from (*entry.kicker, *entry.title, Text(entry.time), *entry.room)
    for one in chain.from_iterable(group.people for group in index.initials):
        yield from (*one.name, *one.native, *one.affiliation)


@dataclass(slots=True)
class _Book:
    """Writes the parts of a volume into one Word file, each into a chapter that begins on a page of its own.

    A designer's headers and footers are those of all chapters; ours tell each chapter by its running header.
    """

    word: Word
    volume: Volume
    settings: Settings
    binding: Binding
    designed: bool = False
    bookmarks: int = 0
    notes: int = 0

    def write(self) -> None:
        self.sign()
        self.front()
        self.contents()
        for day in self.volume.contents.days:
            self.day(day)
            for entry in day.entries:
                self.session(entry)
        if self.volume.index.initials:
            self.index()
        self.binding.bind()
        number_notes_anew(self.word)

    def sign(self) -> None:
        """Put the disclaimer into every kind of footer, and what a designer left to us into the headers.

        Chapters that say nothing else have the footers of those before them; a designer's furniture is that of all.
        """
        section, leaf = self.word.sections[-1], self.volume.leaf(self.volume.imprint.heading)
        designed = [part for part in furniture(self.word) if holds_something(part)]
        numbered = any(numbers_pages(part.element) for part in designed)
        self.designed = bool(designed)
        if not designed:
            self.head(section, leaf)
        for footer in (section.footer, section.first_page_footer, section.even_page_footer):
            footer.is_linked_to_previous = False
            if numbered:
                write_disclaimer(footer.add_paragraph(style="footer"), leaf, self.settings.theme)
            else:
                write_footer(footer, text_width(self.word), leaf, self.settings.theme)
        if not designed:
            self.close_cover(section.first_page_footer, leaf)
        for part in furniture(self.word):
            fill_titles(part.element, self.volume.title)
        if leaf.notice:
            mark_as_draft(self.word, leaf, self.settings)

    def head(self, section: Section, leaf: Document) -> None:
        """Write the headers of the first chapter: the logo on the cover, and the running header behind it."""
        section.different_first_page_header_footer = True
        for header, document in ((section.header, leaf), (section.even_page_header, self.volume.leaf())):
            header.is_linked_to_previous = False
            self.run(header.paragraphs[0], document)
        section.first_page_header.is_linked_to_previous = False
        line = section.first_page_header.paragraphs[0]
        line.style = "Letterhead"
        if leaf.direction == "rtl":
            wordml.read_right_to_left(line)
        if logo := self.settings.theme.logo():
            token, run = self.settings.theme.tokens.logo, line.add_run()
            run.add_picture(BytesIO(logo), height=Mm(token.height))
            wordml.describe_picture(run, token.alt)

    def close_cover(self, footer: _Footer, leaf: Document) -> None:
        """Leave the number of its page out of the cover, which needs none."""
        for child in list(footer._element):
            footer._element.remove(child)
        write_disclaimer(footer.add_paragraph(style="footer"), leaf, self.settings.theme)

    # --- chapters -----------------------------------------------------------------------------------------------

    def writer(self, chapter: Chapter, document: Document, deeper: int = 0) -> Writer:
        """Return what writes `document` into `chapter`, behind all that is written."""
        foreign = document.language != self.volume.language
        theme = self.settings.theme
        return Writer(chapter.word, document, theme, self.bookmarks, self.notes, deeper, foreign)

    def begin(self, document: Document) -> Chapter:
        """Begin a chapter on a new page, below the running header of `document`."""
        chapter = self.binding.begin()
        set_direction(chapter.section, right_to_left=document.direction == "rtl")
        if not self.designed:
            self.run(self.binding.header(chapter), document)
            if document.notice:
                mark_header(chapter.section.header, document, self.settings, 4 + self.binding.headers)
        return chapter

    def run(self, line: WordParagraph, document: Document) -> None:
        """Write the running header of `document` into `line`, in its language."""
        line.style = "header"
        foreign = document.language != self.volume.language
        left, right = document.running
        Writer(self.word, document, self.settings.theme, foreign=foreign).fill(line, [Text(left), Text(f"\t{right}")])

    def end(self, chapter: Chapter, writer: Writer) -> None:
        self.bookmarks = writer.bookmarks
        self.binding.end(chapter, "Gap")

    # --- the parts ----------------------------------------------------------------------------------------------

    def front(self) -> None:
        """Write the cover, and the imprint on the page behind it."""
        chapter, cover = self.binding.begin_first(), self.volume.cover
        writer = self.writer(chapter, self.volume.leaf())
        if cover.organiser:
            writer.paragraph((Text(cover.organiser),), "Cover Host")
        writer.paragraph((Text(cover.kind),), "Cover Kicker")
        writer.paragraph(cover.title, "Title")
        writer.paragraph((Text(cover.dates),), "Cover Subtitle")
        writer.paragraph((Text(self.volume.imprint.heading),), "Imprint Heading")
        for fact in self.volume.imprint.facts:
            writer.paragraph((Text(fact.label),), "Imprint Label")
            writer.paragraph(fact.value, "Imprint")
        self.end(chapter, writer)

    def open_first_pages(self, chapter: Chapter) -> None:
        """Give the first pages of this chapter and all behind it the number of the page again, and no letterhead."""
        section, leaf = chapter.section, self.volume.leaf()
        section.first_page_header.is_linked_to_previous = False
        section.first_page_header.paragraphs[0].style = "Letterhead"
        if leaf.notice:
            mark_header(section.first_page_header, leaf, self.settings, 4)
        section.first_page_footer.is_linked_to_previous = False
        write_footer(section.first_page_footer, text_width(self.word), leaf, self.settings.theme)

    def contents(self) -> None:
        contents = self.volume.contents
        leaf = self.volume.leaf(contents.heading)
        chapter = self.begin(leaf)
        if not self.designed:
            self.open_first_pages(chapter)
        writer = self.writer(chapter, leaf)
        writer.anchor(writer.paragraph((Text(contents.heading),), "TOC Heading"), contents.anchor)
        make_contents(self.entries(writer), LEVELS)
        self.end(chapter, writer)

    def entries(self, writer: Writer) -> Iterator[WordParagraph]:
        for day in self.volume.contents.days:
            yield self.entry(writer, "toc 1", (Text(day.heading),), day.anchor)
            for entry in day.entries:
                yield self.entry(writer, "toc 2", entry.title, entry.anchor)
                yield writer.paragraph(_joined(entry.kicker, (Text(entry.time),), entry.room), "toc 3")
        if self.volume.index.initials:
            yield self.entry(writer, "toc 1", (Text(self.volume.index.heading),), self.volume.index.anchor)

    def entry(self, writer: Writer, style: str, inlines: Iterable[Inline], anchor: str) -> WordParagraph:
        """Write a line that leads to `anchor`, and has the number of its page at the end."""
        paragraph = writer.paragraph((), style)
        bookmark = wordml.bookmark_name(anchor)
        link, line = add_inner_link(paragraph, bookmark), Line(writer, paragraph)
        line.within(inlines, link, None, frozenset())
        link.add_run("\t")
        add_page_of(link, bookmark)
        return paragraph

    def day(self, day: Day) -> None:
        """Write the page in front of the sessions of a day: which they are, and when."""
        leaf = self.volume.leaf(day.heading)
        chapter = self.begin(leaf)
        writer = self.writer(chapter, leaf)
        writer.anchor(writer.paragraph((Text(day.heading),), "Heading 1"), day.anchor)
        for entry in day.entries:
            self.entry(writer, "Day Entry", entry.title, entry.anchor)
            writer.paragraph(_joined((Text(entry.time),), entry.kicker, entry.room), "Day Details")
        self.end(chapter, writer)

    def session(self, entry: Entry) -> None:
        document = entry.document
        chapter = self.begin(document)
        number_lines_anew(chapter.section)
        writer = self.writer(chapter, document, deeper=1)
        writer.blocks(document.blocks)
        if document.direction != self.volume.direction:
            restyle(chapter, "Quote", "Quote Turned")
        self.notes += sum(1 for _ in notes(document.blocks))
        self.end(chapter, writer)

    def index(self) -> None:
        index = self.volume.index
        leaf = self.volume.leaf(index.heading)
        chapter = self.begin(leaf)
        number, _ = index_columns(self.word, self.settings.theme)
        set_columns(chapter.section, number, COLUMN_GAP)
        writer = self.writer(chapter, leaf)
        writer.anchor(writer.paragraph((Text(index.heading),), "Heading 1"), index.anchor)
        for group in index.initials:
            if group.letter:
                writer.paragraph((Text(group.letter),), "Index Letter")
            for one in group.people:
                self.person(writer, one)
        self.end(chapter, writer)

    def person(self, writer: Writer, one: Named) -> None:
        native = (Text(" "), *one.native) if one.native else ()
        affiliation = (Text(", "), *one.affiliation) if one.affiliation else ()
        writer.paragraph((*one.name, *native, *affiliation), "Index Name")
        for mention in one.mentions:
            style = "Index Last Mention" if mention is one.mentions[-1] else "Index Mention"
            self.entry(writer, style, mention.kicker, mention.anchor)


def _joined(*parts: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield the parts that have words, with a dot between two of them."""
    for number, part in enumerate(filter(words, parts)):
        if number:
            yield Text(BETWEEN)
        yield from part
