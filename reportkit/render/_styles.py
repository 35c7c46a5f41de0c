"""The tokens of a theme as an empty Word file: its page, its styles, its fonts.

A role of the theme is a style of Word: `heading-2` is `Heading 2`. Blocks and footers are written in `docx.py`; raw
WordprocessingML is in `wordml/`. A theme may bring a Word file of its designer's, which then goes first.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.exceptions import InvalidXmlError
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from reportkit.errors import Refused
from reportkit.settings import Settings
from reportkit.theme import PAPERS, Theme, direction
from reportkit.tokens import MASTHEAD, ROLES, ColourName, FamilyName, Role, RoleName
from reportkit.wordml import pages, parts, review, styles
from reportkit.wordml import write as wordml
from reportkit.wordml.gate import MOST_PACKED
from reportkit.wordml.graft import complete
from reportkit.wordml.mould import Mould
from reportkit.wordml.reference import adopted

ALIGNMENTS = {"center": WD_ALIGN_PARAGRAPH.CENTER, "end": WD_ALIGN_PARAGRAPH.RIGHT}

CONTINUED = ("List Continue", *(f"List Continue {level}" for level in range(2, 6)))
"""What stands below the first paragraph of a list item, by the level of its list; Word knows five."""

LISTS = {"List Bullet": 1, "List Number": 2}
"""The styles of list items and the lists that they are items of."""

OF_WORD: dict[RoleName, tuple[str, ...]] = {
    "text": ("Normal",),
    "list": ("List Bullet", "List Number", *CONTINUED),
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

BOTH = "Strong and Emphasis"
"""What is both, as a run takes one style only."""

NARROWEST = Mm(30)
"""The least width of a column that text is set in."""

QUOTE_RULE, QUOTE_GAP = 1.5, 9
"""The rule beside a quotation and the gap between them, in points."""

CELLS = ("Table Text", "Data Head", "Small Table Text", "Small Table Head")
"""The styles of the cells of tables that a writer may align."""

GROWING = frozenset({"text", "list", "quote"})
"""Roles whose lines grow with what stands in them, such as the marks of footnotes."""

PROSE: tuple[RoleName, ...] = ("text", "list", "quote")
"""Roles whose lines are numbered in a draft."""


def empty(settings: Settings, language: str) -> Word:
    """Return an empty Word file that has the page, the styles and the fonts of the theme."""
    return _mould(settings, language).cast()


@lru_cache(maxsize=8)
def _mould(settings: Settings, language: str) -> Mould:
    theme = settings.theme
    list_indent = Mm(theme.tokens.measures.list)
    own = parts.own(language, list_indent, _brand(theme))
    word = docx.Document(BytesIO(parts.package(own, {}, {})))
    _lay_out(word, theme, settings.paper)
    _Styles(word, theme, language).add()
    if reference := theme.reference():
        word = _designed(reference, own, language, list_indent, word)
        if settings.paper_asked:
            _change_paper(word, settings.paper)
    _number_lines(word, theme)
    if direction(language) == "rtl":
        pages.read_right_to_left(word.sections[-1])
    styles.name_fallbacks(word, {theme.family(family): theme.word_fallback(family) for family in ("text", "heads")})
    return Mould(word)


def _designed(reference: Path, own: dict[str, bytes], language: str, list_indent: Length, themed: Word) -> Word:
    """Return the designer's Word file without its text, its styles completed; raise Refused when it cannot be used."""
    try:
        with reference.open("rb") as file:
            data = file.read(MOST_PACKED + 1)
        word = docx.Document(BytesIO(adopted(data, own, language, list_indent)))
        complete(word, themed)
        if column_width(word) < NARROWEST:
            raise Refused("leaves no room for text", "see the size, the margins and the columns of its last section")
    except Refused as error:
        raise Refused(f"{reference}: {error.message}", error.hint) from None
    except OSError as error:
        raise Refused(f"{reference}: cannot be read: {error.strerror}", "see whether the file is there") from None
    except (InvalidXmlError, LookupError, ValueError) as error:
        raise Refused(
            f"{reference}: cannot be used: {error}", "open it in Word and save it under a new name"
        ) from error
    return word


def _change_paper(word: Word, paper: str) -> None:
    """Print on another paper than the designer's; columns and side margins grow narrower with it."""
    section = word.sections[-1]
    width, height = (Mm(length) for length in PAPERS[paper])
    if (section.page_width or 0) > (section.page_height or 0):
        width, height = height, width
    scale = min(width / (section.page_width or width), 1)
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = (
        Length(int((margin or 0) * scale)) for margin in (section.left_margin, section.right_margin)
    )
    pages.scale_columns(section, scale)


def _number_lines(word: Word, theme: Theme) -> None:
    """Have the lines of prose numbered where the theme says so, and no others."""
    lines = theme.tokens.line_numbers
    if not lines.every:
        return
    wordml.number_lines(word.sections[-1], lines.every, Mm(lines.gap))
    prose = {name for role in PROSE for name in style_names(role)}
    for style in word.styles:
        if isinstance(style, ParagraphStyle) and style.name not in prose:
            wordml.leave_out_of_line_numbers(style)


def _brand(theme: Theme) -> parts.Brand:
    """Return what Word offers in its menus of fonts and colours."""
    colours = theme.tokens.colours
    accents = (colours.accent, colours.muted, colours.rule) * 2
    menu = (colours.text, colours.paper, colours.accent, colours.shade, *accents, colours.accent, colours.muted)
    return parts.Brand(theme.family("heads"), theme.family("text"), menu)


def _lay_out(word: Word, theme: Theme, paper: str) -> None:
    section, margins = word.sections[0], theme.margins(paper)
    section.page_width, section.page_height = (Mm(length) for length in PAPERS[paper])
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.start), Mm(margins.end)
    section.header_distance, section.footer_distance = Mm(margins.header), Mm(margins.footer)


def style_names(role: RoleName) -> tuple[str, ...]:
    """Return what Word calls the styles of a role."""
    return OF_WORD.get(role, (role.replace("-", " ").title(),))


def aligned(style: str, align: str) -> str:
    """Return the name of the style `style` of a cell that is aligned as `align`: `Table Text End`."""
    return style if align == "start" else f"{style} {align.title()}"


def faces(theme: Theme, family: FamilyName, language: str) -> styles.Faces:
    return styles.Faces(theme.family(family), theme.east_asia(family, language), theme.complex_scripts(family))


def family_of(theme: Theme, style: str) -> FamilyName:
    """Return the family that the paragraphs of a Word style are set in."""
    return next((theme.role(role).family for role in ROLES if style in style_names(role)), "heads")


def text_width(word: Word) -> Length:
    """Return the width between the margins."""
    section = word.sections[-1]
    margins = (section.left_margin, section.right_margin, section.gutter)
    return Length((section.page_width or 0) - sum(abs(margin or 0) for margin in margins))


def column_width(word: Word) -> Length:
    """Return the width of a column of text, that of the narrowest where they differ."""
    return pages.column_width(word.sections[-1], text_width(word))


def dress(style: CharacterStyle, role: Role, theme: Theme, language: str) -> None:
    """Give `style` the type of `role`."""
    styles.set_faces(style, faces(theme, role.family, language))
    style.font.size = Pt(role.size)
    style.font.color.rgb = colour(role.colour, theme)
    if role.bold:
        style.font.bold = True
    if role.italic:
        style.font.italic = True
    styles.set_complex(style)
    styles.set_figures(style, role.figures)


def colour(name: ColourName, theme: Theme) -> RGBColor:
    return RGBColor.from_string(theme.tokens.colours.hex(name).lstrip("#").upper())


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
        self.headings()
        self.masthead()
        self.facts()
        self.lists()
        self.quote()
        self.picture()
        self.header_and_footer()
        self.characters()
        self.tables()

    def normal(self) -> None:
        normal, role = self.word.styles["Normal"], self.theme.role("text")
        self.dress(normal, role)
        layout = normal.paragraph_format
        layout.space_before, layout.space_after = Pt(role.before), Pt(role.after)
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(role.leading)
        layout.widow_control = True

    def style(self, name: RoleName, word_name: str) -> ParagraphStyle:
        role = self.theme.role(name)
        style = styles.new_paragraph_style(self.word, word_name, "Normal")
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
        dress(style, role, self.theme, self.language)

    def colour(self, name: ColourName) -> RGBColor:
        return colour(name, self.theme)

    def headings(self) -> None:
        for level in range(1, 5):
            style = self.word.styles[f"Heading {level}"]
            styles.set_level(style, level)
            style.next_paragraph_style = self.word.styles["Normal"]

    def masthead(self) -> None:
        """Lay the head of the first page on its fill; Word joins paragraphs whose borders are alike into one box."""
        head = self.theme.tokens.masthead
        if head.fill == "none":
            return
        for role in MASTHEAD:
            for name in style_names(role):
                fill = self.theme.tokens.colours.hex(head.fill)
                styles.set_fill(self.word.styles[name], fill, padding=head.padding)

    def facts(self) -> None:
        head, indent = self.theme.tokens.masthead, Mm(self.theme.measures(text_width(self.word).mm).facts)
        style = self.word.styles["Fact"]
        if self.theme.stacks_facts:
            style.paragraph_format.space_before = Pt(self.theme.tokens.tables.above)
        else:
            style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = indent, Length(-indent)
            style.paragraph_format.tab_stops.add_tab_stop(indent)
        first = styles.new_paragraph_style(self.word, "First Fact", "Fact")
        first.paragraph_format.space_before = Pt(head.gap)
        if head.rule_weight:
            colour = self.theme.tokens.colours.hex(head.rule)
            styles.set_border(first, "top", head.rule_weight, colour, space=min(round(head.gap), 31))
        gap = styles.new_paragraph_style(self.word, "Gap", "Normal")
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing_rule, gap.paragraph_format.line_spacing = (
            WD_LINE_SPACING.EXACTLY,
            Pt(head.gap),
        )

    def lists(self) -> None:
        for name, number in LISTS.items():
            styles.set_list(self.word.styles[name], number)
        for level, name in enumerate(CONTINUED, 1):
            self.word.styles[name].paragraph_format.left_indent = Mm(self.theme.tokens.measures.list * level)

    def quote(self) -> None:
        style = self.word.styles["Quote"]
        style.paragraph_format.left_indent = Mm(self.theme.tokens.measures.quote)
        side = "right" if direction(self.language) == "rtl" else "left"
        styles.set_border(style, side, QUOTE_RULE, self.theme.tokens.colours.rule, space=QUOTE_GAP)

    def picture(self) -> None:
        style = styles.new_paragraph_style(self.word, "Picture", "Normal")
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(self.theme.role("text").leading), Pt(0)
        layout.alignment, layout.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True

    def header_and_footer(self) -> None:
        header = self.word.styles["header"]
        header.paragraph_format.tab_stops.add_tab_stop(text_width(self.word), WD_TAB_ALIGNMENT.RIGHT)
        styles.set_border(header, "bottom", 0.5, self.theme.tokens.colours.rule, space=3)
        notice = styles.new_paragraph_style(self.word, "Notice", "Normal")
        self.dress(notice, self.theme.role("header").model_copy(update={"bold": True, "colour": "accent"}))
        notice.paragraph_format.space_after = Pt(0)
        remark = styles.new_paragraph_style(self.word, review.REMARK, "Normal")
        self.dress(remark, self.theme.role("note"))
        remark.paragraph_format.space_after = Pt(0)
        letterhead = styles.new_paragraph_style(self.word, "Letterhead", "Normal")
        letterhead.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        letterhead.paragraph_format.space_after = Pt(0)
        number = styles.new_paragraph_style(self.word, "Page Number Line", "footer")
        number.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def characters(self) -> None:
        slanted = self.theme.tokens.emphasis == "italic"
        for name, strong, emphatic in (("Emphasis", False, True), ("Strong", True, False), (BOTH, True, True)):
            font = styles.new_character_style(self.word, name).font
            font.italic = (emphatic and slanted) or None
            font.bold = strong or (emphatic and not slanted) or None
        link = styles.new_character_style(self.word, "Hyperlink")
        link.font.underline = True
        link.font.color.rgb = self.colour("accent")
        styles.new_character_style(self.word, "footnote reference").font.superscript = True
        styles.new_character_style(self.word, review.REMARK_MARK)
        styles.new_character_style(self.word, "Label").font.color.rgb = self.colour("muted")
        self.dress(styles.new_character_style(self.word, "line number"), self.theme.role("line-number"))
        styles.new_character_style(self.word, "Person").font.bold = True
        for name in ("Emphasis", "Strong", BOTH, "Person"):
            styles.set_complex(self.word.styles[name])

    def tables(self) -> None:
        sizes, colours = self.theme.tokens.tables, self.theme.tokens.colours
        rule, head = (sizes.rule, colours.rule), (sizes.head_rule, colours.accent)
        for name, gap in (("Record Table", sizes.gap), ("Small Record Table", sizes.small_gap)):
            borders = {"bottom": rule, "insideH": rule}
            styles.new_table_style(self.word, name, borders, cell=(sizes.above, gap), head=head)
        styles.new_table_style(self.word, "Footer Table", {"top": rule}, cell=(sizes.above, 0))
        for name in CELLS:
            for align, side in ALIGNMENTS.items():
                cell = styles.new_paragraph_style(self.word, aligned(name, align), name)
                cell.paragraph_format.alignment = side
