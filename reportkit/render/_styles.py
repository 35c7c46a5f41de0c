"""The tokens of a theme as an empty Word file: its page, its styles, its fonts.

A role of the theme is a style of Word: `heading-2` is `Heading 2`. Blocks and footers are written in `docx.py`; raw
WordprocessingML is in `wordml/`.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from reportkit.settings import Settings
from reportkit.theme import PAPERS, Theme, direction
from reportkit.tokens import MASTHEAD, ROLES, ColourName, FamilyName, Role, RoleName
from reportkit.wordml import write as wordml

ALIGNMENTS = {"center": WD_ALIGN_PARAGRAPH.CENTER, "end": WD_ALIGN_PARAGRAPH.RIGHT}

OF_WORD: dict[RoleName, tuple[str, ...]] = {
    "text": ("Normal",),
    "list": ("List Bullet", "List Number", "List Continue"),
    "note": ("footnote text",),
    "label": ("RK Passage Label",),
    "line-number": (),
    "header": ("header",),
    "footer": ("footer",),
}
"""Roles whose styles Word calls by a name of its own."""

KEPT = frozenset(
    {*MASTHEAD, "host", "heading-2", "heading-3", "heading-4", "label", "table-head", "small-table-head", "data-head"}
)
"""Roles that stay on the page of what follows them."""

GROWING = frozenset({"text", "list", "quote"})
"""Roles whose lines grow with what stands in them, such as the marks of footnotes."""


PROSE: tuple[RoleName, ...] = ("text", "list", "quote")
"""Roles whose lines are numbered in a draft."""


def empty(settings: Settings, language: str) -> Word:
    """Return an empty Word file that has the page, the styles and the fonts of the theme."""
    return docx.Document(BytesIO(_packed(settings, language)))


@cache
def _packed(settings: Settings, language: str) -> bytes:
    theme, word = settings.theme, wordml.blank(language, Mm(settings.theme.tokens.measures.list))
    _lay_out(word, theme, settings.paper)
    wordml.name_fallbacks(word, {theme.family(family): theme.word_fallback(family) for family in ("text", "heads")})
    _Styles(word, theme, language).add()
    return wordml.packed(word)


def _lay_out(word: Word, theme: Theme, paper: str) -> None:
    section, margins = word.sections[0], theme.margins(paper)
    section.page_width, section.page_height = (Mm(length) for length in PAPERS[paper])
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.start), Mm(margins.end)
    section.header_distance, section.footer_distance = Mm(margins.header), Mm(margins.footer)


def style_names(role: RoleName) -> tuple[str, ...]:
    """Return what Word calls the styles of a role."""
    return OF_WORD.get(role, (role.replace("-", " ").title(),))


def faces(theme: Theme, family: FamilyName, language: str) -> wordml.Faces:
    return wordml.Faces(theme.family(family), theme.east_asia(family, language), theme.complex_scripts(family))


def family_of(theme: Theme, style: str) -> FamilyName:
    """Return the family that the paragraphs of a Word style are set in."""
    return next((theme.role(role).family for role in ROLES if style in style_names(role)), "heads")


def text_width(word: Word) -> Length:
    """Return the width between the margins."""
    section = word.sections[0]
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


@dataclass(frozen=True, slots=True)
class _Styles:
    """Makes the styles of one theme in an empty Word file."""

    word: Word
    theme: Theme
    language: str

    def add(self) -> None:
        self.normal()
        for role in ROLES[1:]:
            for name in style_names(role):
                self.style(role, name)
        self.masthead()
        self.facts()
        self.quote()
        self.picture()
        self.header_and_footer()
        self.characters()
        self.tables()
        self.numbered()

    def normal(self) -> None:
        normal, role = self.word.styles["Normal"], self.theme.role("text")
        self.dress(normal, role)
        layout = normal.paragraph_format
        layout.space_before, layout.space_after = Pt(role.before), Pt(role.after)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(role.leading)
        layout.widow_control = True

    def style(self, name: RoleName, word_name: str) -> ParagraphStyle:
        role = self.theme.role(name)
        style = wordml.new_paragraph_style(self.word, word_name, "Normal")
        self.dress(style, role)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(role.before), Pt(role.after)
        rule = WD_LINE_SPACING.AT_LEAST if name in GROWING else WD_LINE_SPACING.EXACTLY
        layout.line_spacing_rule, layout.line_spacing = rule, Pt(role.leading)
        if name in KEPT:
            layout.keep_with_next = True
        if role.align != "start":
            layout.alignment = ALIGNMENTS[role.align]
        return style

    def dress(self, style: CharacterStyle, role: Role) -> None:
        wordml.set_faces(style, faces(self.theme, role.family, self.language))
        style.font.size = Pt(role.size)
        style.font.color.rgb = self.colour(role.colour)
        if role.bold:
            style.font.bold = True
        if role.italic:
            style.font.italic = True
        wordml.set_complex(style)

    def colour(self, name: ColourName) -> RGBColor:
        return RGBColor.from_string(self.theme.tokens.colours.hex(name).lstrip("#").upper())

    def masthead(self) -> None:
        """Lay the head of the first page on its fill; Word joins paragraphs whose borders are alike into one box."""
        head = self.theme.tokens.masthead
        if head.fill == "none":
            return
        for role in MASTHEAD:
            for name in style_names(role):
                fill = self.theme.tokens.colours.hex(head.fill)
                wordml.set_fill(self.word.styles[name], fill, padding=head.padding)

    def facts(self) -> None:
        head, indent = self.theme.tokens.masthead, Mm(self.theme.tokens.measures.facts)
        style = self.word.styles["Fact"]
        if not self.theme.stacks_facts:
            style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = indent, Length(-indent)
            style.paragraph_format.tab_stops.add_tab_stop(indent)
        else:
            style.paragraph_format.space_before = Pt(self.theme.tokens.tables.above)
        first = wordml.new_paragraph_style(self.word, "First Fact", "Fact")
        first.paragraph_format.space_before = Pt(head.gap)
        if head.rule_weight:
            colour = self.theme.tokens.colours.hex(head.rule)
            wordml.set_border(first, "top", head.rule_weight, colour, space=min(round(head.gap), 31))
        gap = wordml.new_paragraph_style(self.word, "Gap", "Normal")
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing_rule, gap.paragraph_format.line_spacing = (
            WD_LINE_SPACING.EXACTLY,
            Pt(head.gap),
        )

    def quote(self) -> None:
        style = self.word.styles["Quote"]
        style.paragraph_format.left_indent = Mm(self.theme.tokens.measures.quote)
        wordml.set_border(
            style,
            "right" if direction(self.language) == "rtl" else "left",
            1.5,
            self.theme.tokens.colours.rule,
            space=9,
        )

    def picture(self) -> None:
        style = wordml.new_paragraph_style(self.word, "Picture", "Normal")
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(self.theme.role("text").leading), Pt(0)
        layout.alignment, layout.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True

    def header_and_footer(self) -> None:
        header = self.word.styles["header"]
        header.paragraph_format.tab_stops.add_tab_stop(text_width(self.word), WD_TAB_ALIGNMENT.RIGHT)
        wordml.set_border(header, "bottom", 0.5, self.theme.tokens.colours.rule, space=3)
        notice = wordml.new_paragraph_style(self.word, "Notice", "Normal")
        self.dress(notice, self.theme.role("header").model_copy(update={"bold": True, "colour": "accent"}))
        notice.paragraph_format.space_after = Pt(0)
        letterhead = wordml.new_paragraph_style(self.word, "Letterhead", "Normal")
        letterhead.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        letterhead.paragraph_format.space_after = Pt(0)
        number = wordml.new_paragraph_style(self.word, "Page Number Line", "footer")
        number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def numbered(self) -> None:
        """Have the lines of prose numbered where the theme says so, and no others."""
        lines = self.theme.tokens.line_numbers
        if not lines.every:
            return
        wordml.number_lines(self.word.sections[0], lines.every, Mm(lines.gap))
        prose = {name for role in PROSE for name in style_names(role)}
        for style in self.word.styles:
            if isinstance(style, ParagraphStyle) and style.name not in prose:
                wordml.leave_out_of_line_numbers(style)

    def characters(self) -> None:
        emphasis = wordml.new_character_style(self.word, "Emphasis").font
        emphasis.italic, emphasis.bold = (True, None) if self.theme.tokens.emphasis == "italic" else (None, True)
        wordml.new_character_style(self.word, "Strong").font.bold = True
        link = wordml.new_character_style(self.word, "Hyperlink")
        link.font.underline = True
        link.font.color.rgb = self.colour("accent")
        wordml.new_character_style(self.word, "footnote reference").font.superscript = True
        wordml.new_character_style(self.word, "Label").font.color.rgb = self.colour("muted")
        self.dress(wordml.new_character_style(self.word, "line number"), self.theme.role("line-number"))
        wordml.new_character_style(self.word, "Person").font.bold = True
        for name in ("Emphasis", "Strong", "Person"):
            wordml.set_complex(self.word.styles[name])

    def tables(self) -> None:
        sizes, colours = self.theme.tokens.tables, self.theme.tokens.colours
        rule, head = (sizes.rule, colours.rule), (sizes.head_rule, colours.accent)
        for name, gap in (("Record Table", sizes.gap), ("Small Record Table", sizes.small_gap)):
            borders = {"bottom": rule, "insideH": rule}
            wordml.new_table_style(self.word, name, borders, cell=(sizes.above, gap), head=head)
        wordml.new_table_style(self.word, "Footer Table", {"top": rule}, cell=(sizes.above, 0))
