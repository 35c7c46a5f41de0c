"""A document as a Word file: Word's own styles, fields, footnotes and lists, through python-docx.

The styles of a theme are in `_styles.py`; raw WordprocessingML is in `wordml/`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import zip_longest
from typing import assert_never

import docx
from docx.document import Document as Word
from docx.image.image import Image
from docx.shared import Inches, Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph

from reportkit.document import (
    Block,
    Break,
    Document,
    Emphasis,
    Facts,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Masthead,
    Note,
    Origin,
    Own,
    Paragraph,
    PassageLabel,
    People,
    Quote,
    ReviewMark,
    Strong,
    Table,
    Text,
    words,
)
from reportkit.render._glyphs import refuse_tofu
from reportkit.render._styles import CONTINUED, aligned, column_width, empty, faces, family_of, style_names, text_width
from reportkit.render._watermark import extent
from reportkit.settings import Settings
from reportkit.theme import Theme, direction
from reportkit.tokens import FamilyName
from reportkit.wordml import review
from reportkit.wordml import write as wordml
from reportkit.wordml.fields import fill_titles, numbers_pages
from reportkit.wordml.mould import Mould
from reportkit.wordml.packed import packed
from reportkit.wordml.pages import furniture, holds_something
from reportkit.wordml.parts import LIST_LEVELS, word_language

NO_BREAK = "\N{NO-BREAK SPACE}"

LONGEST_PROPERTY = 255
"""The most characters that Word keeps in a property of a file."""

REVIEW, BASE = "reportkit.review", "reportkit.base"
"""The properties by which a draft is known when it comes back: its review, and the hash of the text it was made of."""

OWN_PADDING = 4
"""How many points the ground of a speaker's own passage reaches beyond its words."""

PICTURE_HEIGHT = Mm(150)
SCREEN_DPI = 96
"""Pictures are shown at the size that style sheets give them: 96 pixels to the inch."""


def render(document: Document, settings: Settings) -> bytes:
    """Return `document` as the bytes of a .docx; raise BadPage when no font has one of its characters."""
    refuse_tofu(document, settings)
    theme = settings.theme
    word = _signed(document, settings)
    describe(word, document)
    if document.review:
        send_out(word, document.review)
    Writer(word, document, theme).blocks(document.blocks)
    wordml.number_drawings(word, theme.tokens.logo.alt or document.author)
    return packed(word)


# --- what stands on every page, and what the properties say -----------------------------------------------------


def describe(word: Word, document: Document) -> None:
    properties = word.core_properties
    author = document.author[:LONGEST_PROPERTY]
    properties.title, properties.language = document.title[:LONGEST_PROPERTY], word_language(document.language)
    properties.author = properties.last_modified_by = author
    properties.comments = document.disclaimer.words[:LONGEST_PROPERTY]
    properties.revision = 1
    properties.created = properties.modified = document.made


def send_out(word: Word, mark: ReviewMark) -> None:
    """Have a file that comes back tell which review it is of, and what was changed in it."""
    review.track_changes(word, mark.protect)
    if mark.id:
        review.set_properties(word, {REVIEW: mark.id, BASE: mark.base})


def _signed(document: Document, settings: Settings) -> Word:
    """Return an empty Word file that has on every page what `document` says there."""
    logo = settings.theme.logo()
    stationery, designed = _stationery(_what_all_say(document), settings, logo)
    word = stationery.cast()
    if not designed:
        for header in (word.sections[-1].header, word.sections[-1].even_page_header):
            header.paragraphs[-1].add_run("\t".join(document.running))
    for part in furniture(word):
        fill_titles(part.element, document.title)
    return word


def _what_all_say(document: Document) -> Document:
    """Return what the documents of an event have in common: the disclaimer, how pages are counted, their notice."""
    return replace(
        document,
        title="",
        running=("", ""),
        made=datetime.min,
        blocks=(),
        origin=Origin(""),
        pictures=(),
        attachment=None,
        review=None,
    )


@lru_cache(maxsize=8)
def _stationery(document: Document, settings: Settings, logo: bytes | None) -> tuple[Mould, bool]:
    """Return an empty Word file with its headers and footers, and whether they are a designer's."""
    word = empty(settings, document.language)
    designed = _sign(word, document, settings, logo)
    return Mould(word), designed


def _sign(word: Word, document: Document, settings: Settings, logo: bytes | None) -> bool:
    """Put the disclaimer and the page number into the footer of every kind of page that Word knows.

    Those that are not in use are written, too: whoever switches them on later finds the disclaimer there. What a
    designer put into headers and footers stays, and goes before ours. Tell whether there was something.
    """
    section, theme = word.sections[-1], settings.theme
    designed = [part.element for part in furniture(word) if holds_something(part)]
    numbered = any(map(numbers_pages, designed))
    if not designed:
        _write_headers(word, document, theme, logo)
    for footer in (section.footer, section.first_page_footer, section.even_page_footer):
        footer.is_linked_to_previous = False
        if numbered:
            write_disclaimer(footer.add_paragraph(style="footer"), document, theme)
        else:
            write_footer(footer, text_width(word), document, theme)
    if document.notice:
        mark_as_draft(word, document, settings)
    return bool(designed)


def _write_headers(word: Word, document: Document, theme: Theme, logo: bytes | None) -> None:
    section = word.sections[-1]
    section.different_first_page_header_footer = True
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.style = "header"
        if document.direction == "rtl":
            wordml.read_right_to_left(line)
    section.first_page_header.is_linked_to_previous = False
    _write_letterhead(section.first_page_header.paragraphs[0], document, theme, logo)


def mark_as_draft(word: Word, document: Document, settings: Settings) -> None:
    """Put the notice into a line of its own at the head of every kind of page, and the watermark behind its text."""
    section = word.sections[-1]
    for number, header in enumerate((section.header, section.first_page_header, section.even_page_header), 1):
        header.is_linked_to_previous = False
        mark_header(header, document, settings, number)


def mark_header(header: docx.section._Header, document: Document, settings: Settings, number: int) -> None:
    """Put the notice and the watermark into `header`, the `number`-th of the file."""
    top = header._element[0]
    notice = header.add_paragraph(document.notice, "Notice")
    top.addprevious(notice._p)
    if document.direction == "rtl":
        wordml.read_right_to_left(notice)
    if document.watermark:
        wordml.add_watermark(notice, _watermark(document, settings), number)


def _watermark(document: Document, settings: Settings) -> wordml.Watermark:
    families = faces(settings.theme, "heads", document.language)
    east = document.language[:2] in ("ko", "ja", "zh")
    family = families.east_asia if east else families.complex if document.direction == "rtl" else families.latin
    size, width = extent(document.watermark, settings)
    return wordml.Watermark(document.watermark, family, settings.theme.tokens.watermark.colour, width, size)


def _write_letterhead(line: WordParagraph, document: Document, theme: Theme, logo: bytes | None) -> None:
    """Put the logo, if any, into the header of the first page, at the end of its line."""
    line.style = "Letterhead"
    if document.direction == "rtl":
        wordml.read_right_to_left(line)
    if logo:
        run = line.add_run()
        run.add_picture(BytesIO(logo), height=Mm(theme.tokens.logo.height))
        wordml.describe_picture(run, theme.tokens.logo.alt)


def write_footer(footer: docx.section._Footer, width: Length, document: Document, theme: Theme) -> None:
    """Write the disclaimer on the left and `Page x of y` on the right, in a table that has them share the width."""
    table = footer.add_table(1, 2, Length(width))
    number = Length(int(Mm(4) * theme.role("footer").size))
    wordml.set_widths(table, (Length(width - number), number))
    table.style = "Footer Table"
    wordml.be_plain(table)
    left, right = table.rows[0].cells
    left.paragraphs[0].style = "footer"
    write_disclaimer(left.paragraphs[0], document, theme)
    right.paragraphs[0].style = "Page Number Line"
    before, _, rest = document.page_label.partition("{page}")
    between, _, after = rest.partition("{pages}")
    right.paragraphs[0].add_run(before)
    wordml.add_field(right.paragraphs[0], "PAGE", "1")
    right.paragraphs[0].add_run(between)
    wordml.add_field(right.paragraphs[0], "NUMPAGES", "1")
    right.paragraphs[0].add_run(after)
    # Word wants a paragraph behind a table; where there is none but that of a new footer, it is moved below.
    if holds_something(footer.part, but=table._tbl):
        footer.add_paragraph(style="footer")
    else:
        footer._element.append(footer.paragraphs[0]._p)
        footer.paragraphs[0].style = "footer"
    if document.direction == "rtl":
        wordml.read_table_right_to_left(table)
        wordml.read_right_to_left(right.paragraphs[0])


def write_disclaimer(line: WordParagraph, document: Document, theme: Theme) -> None:
    run = line.add_run(document.disclaimer.words)
    if language := document.disclaimer.language:
        families = faces(theme, "heads", language)
        wordml.set_language(run, language, families, right_to_left=direction(language) == "rtl")
    if document.direction == "rtl":
        wordml.read_right_to_left(line)


# --- the blocks -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Writer:
    """Writes blocks into one Word file, each below the one before.

    In a volume, `word` is a chapter of it: its headings are `deeper`, its bookmarks and notes follow those before it,
    and where it is in another language than the file, it is `foreign` and says so everywhere. What is written now is
    shaded where it is the speaker's `own`.
    """

    word: Word
    document: Document
    theme: Theme
    bookmarks: int = 0
    notes: int = 0
    deeper: int = 0
    foreign: bool = False
    behind_table: bool = False
    own: bool = False

    def blocks(self, blocks: Iterable[Block], style: str = "Normal", level: int = 0) -> None:
        """Write `blocks`; plain paragraphs take `style`, and lists begin at `level`."""
        for block in blocks:
            self.block(block, style, level)

    def block(self, block: Block, style: str, level: int) -> None:
        match block:
            case Masthead():
                self.masthead(block)
            case Facts():
                self.facts(block)
            case People():
                self.people(block)
            case Heading():
                self.headline(block)
            case Paragraph():
                paragraph = self.paragraph(block.inlines, style)
                if level and style == "Quote":
                    # A quotation in a list is set in by both, and no style can know how deep.
                    paragraph.paragraph_format.left_indent = Mm(
                        self.theme.tokens.measures.list * level + self.theme.tokens.measures.quote
                    )
            case PassageLabel():
                self.label(block)
            case Own():
                self.own = True
                self.blocks(block.blocks)
                self.own = False
            case Items():
                self.items(block, level)
            case Quote():
                self.blocks(block.blocks, "Quote", level)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case _:
                assert_never(block)

    def paragraph(self, inlines: Iterable[Inline], style: str) -> WordParagraph:
        paragraph = self.word.add_paragraph()
        wordml.set_style(paragraph, style)
        if self.own:
            review.shade(paragraph, self.theme.tokens.colours.shade, 0 if style == "Quote" else OWN_PADDING)
        if self.behind_table:
            # A table has no space below it, so the paragraph brings it along.
            own = paragraph.style.paragraph_format.space_before or 0 if paragraph.style else 0
            paragraph.paragraph_format.space_before = max(own, Pt(self.theme.role("text").leading))
            self.behind_table = False
        self.fill(paragraph, inlines)
        return paragraph

    def fill(self, paragraph: WordParagraph, inlines: Iterable[Inline], style: str | None = None) -> None:
        """Write `inlines` into `paragraph`, their runs in the character style `style`."""
        if self.document.direction == "rtl":
            wordml.read_right_to_left(paragraph)
        Line(self, paragraph).inlines(inlines, style)

    def heading(self, level: int) -> str:
        """Return the name of the style of headings of a level, 1 for the title."""
        return f"Heading {level + self.deeper}"

    def family(self, style: str) -> FamilyName:
        """Return the family that the paragraphs of a Word style are set in."""
        usual = {self.heading(level): f"Heading {level}" for level in range(1, 5)}
        return family_of(self.theme, usual.get(style, style))

    def headline(self, block: Heading) -> None:
        paragraph = self.paragraph(block.inlines, self.heading(block.level))
        if block.between and not self.deeper:
            self.bookmark(paragraph, wordml.bookmark_between(block.between))
        if block.origin.field == "sketch":
            self.remark(paragraph, "")

    def label(self, block: PassageLabel) -> None:
        paragraph = self.paragraph(block.inlines, style_names("label")[0])
        if not self.deeper:
            self.anchor(paragraph, block.passage)
        self.remark(paragraph, block.passage)

    def remark(self, paragraph: WordParagraph, passage: str) -> None:
        """Tell the speaker beside `paragraph` what to do, where it is the place for that."""
        mark = self.document.review
        if mark and mark.beside == passage:
            review.add_remark(self.word, paragraph, mark.words, mark.author, self.document.made)

    def anchor(self, paragraph: WordParagraph, name: str) -> None:
        """Put the bookmark of `name`, if any, round the words of `paragraph`."""
        if name:
            self.bookmark(paragraph, wordml.bookmark_name(name))

    def bookmark(self, paragraph: WordParagraph, name: str) -> None:
        self.bookmarks += 1
        wordml.add_bookmark(paragraph, name, self.bookmarks)

    def masthead(self, block: Masthead) -> None:
        if block.host:
            self.paragraph((Text(block.host),), "Host")
        self.paragraph((Text(block.kicker),), "Kicker")
        self.anchor(self.paragraph(block.title, self.heading(1)), block.anchor)
        if block.subtitle:
            self.paragraph(block.subtitle, "Subtitle")

    def facts(self, block: Facts) -> None:
        for position, fact in enumerate(block.facts):
            paragraph = self.paragraph((), "First Fact" if position == 0 else "Fact")
            Line(self, paragraph).inlines((Text(fact.label),), "Label")
            Line(self, paragraph).inlines((Break() if self.theme.stacks_facts else Text("\t"), *fact.value))
            if position == len(block.facts) - 1:
                paragraph.paragraph_format.space_after = Pt(self.theme.tokens.masthead.gap)

    def people(self, block: People) -> None:
        if self.theme.stacks_people:
            self.stacked_people(block)
        else:
            self.listed_people(block)

    def stacked_people(self, block: People) -> None:
        """Write two columns: the roles, and the names with the affiliations below them."""
        width = column_width(self.word)
        role = Mm(self.theme.measures(width.mm).role)
        table = self.new_table(1 + len(block.persons), (role, Length(width - role)), block.caption)
        heads = [Text(head) for head in block.heads]
        self.row(table.rows[0], [(heads[0],), (heads[1], Break(), heads[2])], ["Table Head"] * 2)
        for row, person in zip(table.rows[1:], block.persons, strict=True):
            _, named = self.row(row, [(Text(person.role),), person.name], ["Table Text"] * 2, ("Label", "Person"))
            native = (Text(" "), *person.native) if person.native else ()
            affiliation = (Break(), *person.affiliation) if person.affiliation else ()
            Line(self, named).inlines((*native, *affiliation))
            self.anchor(named, person.anchor)
            if not person.role:
                wordml.join_above(row)

    def listed_people(self, block: People) -> None:
        table = self.new_table(1 + len(block.persons), self.of_people(), block.caption)
        self.row(table.rows[0], [(Text(head),) for head in block.heads], ["Table Head"] * 3)
        for row, person in zip(table.rows[1:], block.persons, strict=True):
            cells = [(Text(person.role),), person.name, person.affiliation]
            _, named, _ = self.row(row, cells, ["Table Text"] * 3, ("Label", "Person", None))
            if person.native:
                Line(self, named).inlines((Text(" "), *person.native))
            self.anchor(named, person.anchor)
            if not person.role:
                wordml.join_above(row)

    def of_people(self) -> tuple[Length, Length, Length]:
        """Return the widths of role, name and affiliation; in narrow columns all three are narrower."""
        width = column_width(self.word)
        measures = self.theme.measures(width.mm)
        widths = Mm(measures.role), Mm(measures.name)
        return *widths, Length(width - sum(widths))

    def table(self, block: Table) -> None:
        small = self.theme.fit(block) != "roomy"
        head, text = ("Small Table Head", "Small Table Text") if small else ("Data Head", "Table Text")
        table = self.new_table(
            1 + len(block.rows),
            self.shares(block),
            ", ".join(filter(None, (words(cell.inlines) for cell in block.header))),
        )
        if small:
            table.style = "Small Record Table"
        for row, cells, style in zip(
            table.rows, (block.header, *block.rows), (head, *[text] * len(block.rows)), strict=True
        ):
            self.row(row, [cell.inlines for cell in cells], [aligned(style, cell.align) for cell in cells])

    def shares(self, block: Table) -> list[Length]:
        """Return the widths of a table's columns: room for the longest word of each, the rest by the longest cells."""
        narrow = [letters + 2 for letters in block.longest_words]
        longest = [min(max(len(words(cell.inlines)) for cell in column), 60) for column in block.columns]
        rest = max(self.theme.tokens.tables.small_letters - sum(narrow), 0)
        weights = [least + rest * most / max(sum(longest), 1) for least, most in zip(narrow, longest, strict=True)]
        return [Length(int(column_width(self.word) * weight / sum(weights))) for weight in weights]

    def new_table(self, rows: int, widths: Iterable[Length], title: str) -> WordTable:
        """Add a table that repeats its first row on each page and breaks between rows only."""
        widths = list(widths)
        if self.behind_table:
            self.word.add_paragraph(style="Gap")
        table = self.word.add_table(rows, len(widths), style="Record Table")
        wordml.set_widths(table, widths)
        wordml.keep_whole(table)
        wordml.make_header(table)
        wordml.describe_table(table, title)
        if self.document.direction == "rtl":
            wordml.read_table_right_to_left(table)
        self.behind_table = True
        return table  # type: ignore[no-any-return]  # python-docx leaves it open

    def row(
        self,
        row: _Row,
        cells: Sequence[Iterable[Inline]],
        styles: Sequence[str],
        characters: Sequence[str | None] = (),
    ) -> list[WordParagraph]:
        """Fill the cells of `row`, each in its paragraph style and its character style; return its paragraphs."""
        filled = []
        for cell, inlines, style, character in zip_longest(wordml.plain_cells(row), cells, styles, characters):
            paragraph = cell.paragraphs[0]
            wordml.set_style(paragraph, style)
            if self.own:
                review.shade_cell(cell, self.theme.tokens.colours.shade)
            self.fill(paragraph, inlines, character)
            filled.append(paragraph)
        return filled

    def items(self, block: Items, level: int) -> None:
        number = wordml.new_list(self.word, block.start, min(level, LIST_LEVELS - 1))
        style = "List Bullet" if block.start is None else "List Number"
        for item in block.items:
            first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (None, item)
            wordml.number_paragraph(self.paragraph(first.inlines if first else (), style), number, level)
            self.blocks(rest, CONTINUED[min(level, len(CONTINUED) - 1)], level + 1)

    def figure(self, block: Figure) -> None:
        run = self.paragraph((), "Picture").add_run()
        data = self.document.picture(block.source)
        picture = Image.from_blob(data)
        scale = min(
            1,
            column_width(self.word) / (Inches(picture.px_width / SCREEN_DPI)),
            PICTURE_HEIGHT / Inches(picture.px_height / SCREEN_DPI),
        )
        run.add_picture(BytesIO(data), width=Inches(picture.px_width / SCREEN_DPI * scale))
        wordml.describe_picture(run, block.alt)
        if block.caption:
            self.paragraph(block.caption, "Caption")


@dataclass(slots=True)
class Line:
    """Writes inlines into one paragraph."""

    writer: Writer
    paragraph: WordParagraph

    def inlines(self, inlines: Iterable[Inline], style: str | None = None) -> None:
        into = wordml.Runs(self.paragraph)
        for inline in inlines:
            self.inline(inline, into, style, frozenset())

    def inline(self, inline: Inline, into: wordml.Runs, style: str | None, marks: frozenset[str]) -> None:
        match inline:
            case Text():
                self.text(inline, into, style, marks)
            case Break():
                into.add_run(style=style).add_break()
            case Emphasis():
                self.within(inline.inlines, into, style, marks | {"Emphasis"})
            case Strong():
                self.within(inline.inlines, into, style, marks | {"Strong"})
            case Link():
                self.within(inline.inlines, wordml.add_link(self.paragraph, inline.target), "Hyperlink", marks)
            case Note():
                self.note(inline)
            case _:
                assert_never(inline)

    def within(self, inlines: Iterable[Inline], into: wordml.Runs, style: str | None, marks: frozenset[str]) -> None:
        for inline in inlines:
            self.inline(inline, into, style, marks)

    def text(self, text: Text, into: wordml.Runs, style: str | None, marks: frozenset[str]) -> None:
        """Add a run in the style of its marks; those on top of another style are set on the run."""
        shown = text.words.replace(" ", NO_BREAK) if text.kept else text.words
        run = into.add_run(shown, style or " and ".join(sorted(marks, reverse=True)) or None)
        if style and marks:
            # A run has one style only, here that of its link or cell.
            slanted = self.writer.theme.tokens.emphasis == "italic"
            run.italic = ("Emphasis" in marks and slanted) or None
            run.bold = "Strong" in marks or ("Emphasis" in marks and not slanted) or None
        if text.language or self.writer.foreign or self.writer.document.direction == "rtl":
            language = text.language or self.writer.document.language
            family = self.writer.family(self.paragraph.style.name if self.paragraph.style else "Normal")
            families = faces(self.writer.theme, family, language)
            wordml.set_language(run, language, families, right_to_left=direction(language) == "rtl")

    def note(self, note: Note) -> None:
        number = self.writer.notes + note.number
        mark = wordml.Runs(self.paragraph).add_run(style="footnote reference")
        wordml.add_note_mark(mark, number)
        below = wordml.Footnotes.of(self.writer.word).add(number, "footnote text")
        into = wordml.Runs(below)
        wordml.add_note_mark(into.add_run(style="footnote reference"), None)
        into.add_run(" ")
        self.writer.fill(below, note.inlines)
