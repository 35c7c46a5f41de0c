"""The styles that a book has in Word beyond those of a document: cover, contents, days, index.

They are of the same roles of the theme, so that whoever changes a theme changes both. Those of a document are in
`_styles.py`; a style that a designer's Word file has already stays as it is.
"""

from dataclasses import dataclass, field

from docx.document import Document as Word
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

from reportkit.render._styles import QUOTE_GAP, QUOTE_RULE, column_width, dress, empty, text_width
from reportkit.settings import Settings
from reportkit.theme import Theme, direction
from reportkit.tokens import RoleName
from reportkit.wordml import styles
from reportkit.wordml import write as wordml
from reportkit.wordml.book import deepen_headings

LARGER = 1.5
"""How much larger the title of a book is than that of a session, and the heading of a part than one in a session."""

LARGER_KICKER = 1.2
"""How much larger the line above the title of a book is."""

COVER_DROP = 0.24
"""Where the title of the cover begins, as a part of the height of the text."""

COLUMN_GAP = Mm(8)

NARROWEST = 5
"""The least width of a column of the index, in millimetres to a point of its type."""


def bound(settings: Settings, language: str) -> Word:
    """Return an empty Word file with the styles of a book, its headings one level deeper than those of a document."""
    word = empty(settings, language)
    deepen_headings(word)
    _BookStyles(word, settings.theme, language).add()
    return word


def index_columns(word: Word, theme: Theme) -> tuple[int, Length]:
    """Return how many columns the index has, and how wide they are."""
    width = column_width(word)
    half = Length((width - COLUMN_GAP) // 2)
    return (2, half) if half.mm >= NARROWEST * theme.role("table-text").size else (1, width)


@dataclass(frozen=True, slots=True)
class _BookStyles:
    word: Word
    theme: Theme
    language: str
    added: list[ParagraphStyle] = field(default_factory=list)

    def add(self) -> None:
        self.cover()
        self.parts()
        self.contents()
        self.index()
        self.quote()
        self.leave_out_of_line_numbers()

    def style(self, name: str, role: RoleName, scale: float = 1, **changes: object) -> ParagraphStyle | None:
        """Add the style `name` in the type of `role`; return None where a designer's file has it already."""
        if name in self.word.styles:
            return None
        look = self.theme.role(role)
        size, leading = round(look.size * scale * 2) / 2, look.leading * scale
        style = styles.new_paragraph_style(self.word, name, "Normal")
        self.added.append(style)
        dress(style, look.model_copy(update={"size": size, **changes}), self.theme, self.language)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(0), Pt(0)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
        return style

    def cover(self) -> None:
        """Set the title low on the page, and lay it on the fill that the masthead of a session has."""
        head, section = self.theme.tokens.masthead, self.word.sections[-1]
        margins = (section.top_margin or 0) + (section.bottom_margin or 0)
        self.style("Cover Host", "host", LARGER)
        kicker = self.style("Cover Kicker", "kicker", LARGER_KICKER)
        title = self.style("Title", "heading-1", LARGER)
        subtitle = self.style("Cover Subtitle", "subtitle")
        if kicker:
            drop = ((section.page_height or 0) - margins) * COVER_DROP
            kicker.paragraph_format.space_before = Length(int(drop))
            # Without any, LibreOffice leaves the sides of the title white.
            kicker.paragraph_format.space_after = Pt(max(head.gap / 3, 1))
        if subtitle:
            subtitle.paragraph_format.space_before = Pt(head.gap)
        for style in filter(None, (kicker, title, subtitle)):
            style.paragraph_format.keep_with_next = style is not subtitle
            if head.fill != "none":
                styles.set_fill(style, self.theme.tokens.colours.hex(head.fill), padding=head.padding)
        if title and subtitle and head.fill == "none" and head.rule_weight:
            colour = self.theme.tokens.colours.hex(head.rule)
            styles.set_border(subtitle, "top", head.rule_weight, colour, space=min(round(head.gap), 31))

    def parts(self) -> None:
        """Add the headings of parts; those of days and of the index are in the contents."""
        for name in ("TOC Heading", "Imprint Heading", "Heading 1"):
            if heading := self.style(name, "heading-2", LARGER):
                heading.paragraph_format.space_after = Pt(self.theme.role("heading-2").before)
                heading.paragraph_format.keep_with_next = True
                if name == "Imprint Heading":
                    heading.paragraph_format.page_break_before = True
                if name == "Heading 1":
                    styles.set_level(heading, 1)
        if label := self.style("Imprint Label", "table-head"):
            label.paragraph_format.space_before = Pt(self.theme.role("heading-3").before)
            label.paragraph_format.keep_with_next = True
        self.style("Imprint", "fact")

    def contents(self) -> None:
        """Add the entries of the contents, and those of the sessions of a day, which look like them."""
        after = self.theme.role("list").after
        entries: tuple[tuple[str, RoleName, float], ...] = (
            ("toc 1", "heading-4", 18),
            *((name, "list", 5) for name in ("toc 2", "Day Entry")),
            *((name, "host", 0) for name in ("toc 3", "Day Details")),
        )
        for name, role, above in entries:
            style = self.style(name, role)
            if style is None:
                continue
            layout = style.paragraph_format
            layout.space_before, layout.space_after = Pt(above), Pt(after if role == "host" else 0)
            layout.keep_with_next = role != "host"
            layout.tab_stops.add_tab_stop(text_width(self.word), WD_TAB_ALIGNMENT.RIGHT)

    def index(self) -> None:
        _, width = index_columns(self.word, self.theme)
        indent = Mm(self.theme.tokens.measures.quote)
        if letter := self.style("Index Letter", "heading-4"):
            letter.paragraph_format.space_before = Pt(self.theme.role("heading-4").before)
            letter.paragraph_format.keep_with_next = True
        if name := self.style("Index Name", "table-text"):
            name.paragraph_format.space_before = Pt(self.theme.tokens.tables.above * 2)
            name.paragraph_format.keep_with_next = True
            name.paragraph_format.left_indent, name.paragraph_format.first_line_indent = indent, Length(-indent)
        for style_name in ("Index Mention", "Index Last Mention"):
            if mention := self.style(style_name, "table-text", colour="muted"):
                layout = mention.paragraph_format
                layout.left_indent = indent
                layout.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
                layout.keep_with_next = style_name == "Index Mention"

    def quote(self) -> None:
        """Add the style of quotations in sessions that are read from the other side than the book is."""
        if "Quote Turned" not in self.word.styles:
            style = styles.new_paragraph_style(self.word, "Quote Turned", "Quote")
            side = "left" if direction(self.language) == "rtl" else "right"
            styles.turn_border(style, QUOTE_RULE, self.theme.tokens.colours.rule, QUOTE_GAP, to=side)

    def leave_out_of_line_numbers(self) -> None:
        """Have the lines of a draft counted where its documents are, and not around them."""
        if self.theme.tokens.line_numbers.every:
            for style in self.added:
                wordml.leave_out_of_line_numbers(style)
