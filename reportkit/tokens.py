"""What a theme.toml may say: colours, families, roles and measures, as records that refuse what they do not know.

A role is the dress of one kind of text. It has one name everywhere: `heading-2` is the class of a page, `--heading-2-…`
its variables, and `Heading 2` the style of Word. Reading and merging theme files is in `theme.py`; what becomes of the
tokens is in `render/_css.py` for pages and in `render/_styles.py` for Word.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from reportkit.wishes import EditionName

ColourName = Literal["text", "muted", "accent", "rule", "shade", "paper"]
"""Text and quiet text, the one strong colour, lines, grounds, and the paper itself."""

FamilyName = Literal["text", "heads"]

RoleName = Literal[
    "text",
    "host",
    "kicker",
    "heading-1",
    "subtitle",
    "heading-2",
    "heading-3",
    "heading-4",
    "fact",
    "table-text",
    "table-head",
    "small-table-text",
    "small-table-head",
    "data-head",
    "list",
    "quote",
    "caption",
    "note",
    "label",
    "line-number",
    "header",
    "footer",
]
"""Every kind of text that a document has, roughly from the head of a page to its foot."""

ROLES: tuple[RoleName, ...] = get_args(RoleName)

MASTHEAD: tuple[RoleName, ...] = ("kicker", "heading-1", "subtitle")
"""The roles that lie on the fill of the masthead, where it has one."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Family = Annotated[str, StringConstraints(pattern=r"^[\w .&-]{1,60}$")]
FontFile = Annotated[str, StringConstraints(pattern=r"^[\w.-]+\.(ttf|otf)$")]
Points = Annotated[float, Field(ge=0, le=200)]
Millimetres = Annotated[float, Field(ge=0, le=200)]


class Tokens(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Colours(Tokens):
    text: Colour
    muted: Colour
    accent: Colour
    rule: Colour
    shade: Colour
    paper: Colour

    def hex(self, name: ColourName) -> str:
        """Return a colour as `#rrggbb`."""
        return str(getattr(self, name))


class Families(Tokens):
    text: Family
    heads: Family

    def name(self, role: FamilyName) -> str:
        return self.text if role == "text" else self.heads


class EastAsia(Tokens):
    """What Word takes for Han, kana and Hangul, by language."""

    ko: Family
    ja: Family
    zh_hans: Family = Field(alias="zh-Hans")
    zh_hant: Family = Field(alias="zh-Hant")

    def name(self, language: str) -> str:
        return str(getattr(self, language.replace("-", "_").lower(), self.ko))


class Role(Tokens):
    """One kind of text. Sizes, leading (from base line to base line) and space before and after are points."""

    family: FamilyName
    size: Annotated[float, Field(ge=4, le=144)]
    leading: Annotated[float, Field(ge=4, le=200)]
    before: Points = 0
    after: Points = 0
    colour: ColourName = "text"
    bold: bool = False
    italic: bool = False
    align: Literal["start", "center", "end"] = "start"
    figures: Literal["old-style", "lining", "tabular"] = "lining"


class Masthead(Tokens):
    """The head of the first page: what it lies on (a colour, or `none`) and how far that reaches beyond the words, the
    gap between it and the facts, and the rule between them. Lengths are points; Word draws no padding over 31.
    """

    fill: ColourName | Literal["none"]
    padding: Annotated[float, Field(ge=0, le=31)]
    gap: Points
    rule: ColourName
    rule_weight: Points


class Measures(Tokens):
    """Widths in millimetres of the columns of facts and people; lists are set in by `list`, quotations by `quote`.

    Where `facts` is 0, the labels stand above their values; where `name` is 0, the affiliations below the names.
    """

    facts: Millimetres
    role: Millimetres
    name: Millimetres
    list: Millimetres
    quote: Millimetres


class Tables(Tokens):
    """Points: the space above and below the words of a cell, that behind them, and the weights of the rules.

    Tables of more than `columns` columns, or of more than `letters` letters side by side, are set in small type; the
    words of those that have over `small_letters` may be broken, too. The gap between columns counts for two letters.
    """

    above: Points
    gap: Points
    small_gap: Points
    rule: Points
    head_rule: Points
    columns: Annotated[int, Field(ge=1, le=40)]
    letters: Annotated[int, Field(ge=10, le=400)]
    small_letters: Annotated[int, Field(ge=10, le=400)]


NARROWEST = 80
"""The least width and height of the text on A4, in millimetres."""


class Margins(Tokens):
    """Millimetres on A4 paper, in proportion on others; `start` is left where the text runs to the right.

    `header` and `footer` are the distances from the edges of the paper.
    """

    top: Millimetres
    bottom: Millimetres
    start: Millimetres
    end: Millimetres
    header: Millimetres
    footer: Millimetres

    @model_validator(mode="after")
    def leave_room(self) -> "Margins":
        if self.header >= self.top or self.footer >= self.bottom:
            raise ValueError("the header does not lie within the top margin, or the footer within the bottom one")
        if self.start + self.end > 210 - NARROWEST or self.top + self.bottom > 297 - NARROWEST:
            raise ValueError(f"the margins leave less than {NARROWEST} mm for the text")
        return self


class Watermark(Tokens):
    """The large word behind the text of a draft; it is set smaller where its words would not fit the paper."""

    colour: Colour
    size: Annotated[float, Field(ge=20, le=200)]


class LineNumbers(Tokens):
    """Which lines of the prose bear their number in the margin: with `every` 5 each fifth, with 0 none.

    `gap` is the way from there to the text, in millimetres.
    """

    every: Annotated[int, Field(ge=0, le=100)]
    gap: Millimetres


class Logo(Tokens):
    """A PNG or JPEG at the head of the first page, `height` millimetres high; without a file there is none."""

    file: str = ""
    alt: str = ""
    height: Annotated[float, Field(ge=3, le=60)] = 12


class Print(Tokens):
    """The press: the ICC profile of its inks, a file beside the theme, and the name of the printing condition."""

    icc: Annotated[str, StringConstraints(pattern=r"^([\w -]+\.(icc|icm))?$")] = ""
    condition: Annotated[str, StringConstraints(max_length=80)] = ""


class ThemeFile(Tokens):
    """All that a theme says once it is merged with those that it extends."""

    description: Annotated[str, StringConstraints(max_length=200)] = ""
    hyphenation: bool = False
    colours: Colours
    families: Families
    word_fallbacks: Families
    east_asia_text: EastAsia
    east_asia_heads: EastAsia
    complex_scripts: Families
    roles: dict[RoleName, Role]
    masthead: Masthead
    measures: Measures
    tables: Tables
    margins: Margins
    watermark: Watermark
    line_numbers: LineNumbers
    emphasis: Literal["italic", "bold"]
    logo: Logo = Logo()
    print: Print = Print()
    fonts: dict[Family, tuple[FontFile, ...]]
    labels: dict[str, dict[str, Any]] = {}
    editions: dict[EditionName, dict[str, Any]] = {}
    """The tokens that an edition has other than the handout, in the same tables."""
