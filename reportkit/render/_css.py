"""The style sheets of a theme: its tokens as CSS, in front of the sheets of `styles/` and the theme's own.

Sizes become parts of the size of ordinary text (`rem`), so that a screen or an edition that sets the text larger has
everything grow along. Words and markup are in `templates/`.
"""

import re
from math import ceil
from unicodedata import east_asian_width

from reportkit.document import Document
from reportkit.settings import Settings
from reportkit.theme import PAPERS, Theme
from reportkit.tokens import ROLES, Role, RoleName

FIGURES = {
    "old-style": "var(--old-style-figures)",
    "lining": "lining-nums proportional-nums",
    "tabular": "lining-nums tabular-nums",
}


MILLIMETRE = 72 / 25.4

LETTER = 0.52
"""The width of a letter in parts of its size, on the whole; those of East Asia are as wide as high."""

NUMBER_WIDTH = 12
"""The room that `Page 10 of 40` takes beside the disclaimer, in parts of the size of the footer."""

FOOTER_GAP = 16
"""The room in points between the text and the disclaimer."""

EMPHASIS = {"italic": "font-style: italic;", "bold": "font-style: normal; font-weight: bold;"}

FOOT = "margin-bottom"
"""The variable that a document with a long disclaimer sets for itself."""

WITHIN: dict[RoleName, str] = {"list": ".list .text", "quote": ".quote .text"}
"""Roles that dress the paragraphs within their elements."""


def paper_sheet(theme: Theme, paper: str) -> str:
    """Return the style sheet for `paper`, a name in `theme.PAPERS`."""
    sheets = "".join([_faces(theme), _page(paper), _roles(theme), _own(theme, "print.css", "volume.css")])
    variables = _variables(theme, paper)
    return _root(variables) + _put_in_place(variables, sheets)


def screen_sheet(theme: Theme) -> str:
    """Return the style sheet for screens, safe within a `<style>` element."""
    return "".join([_root(_variables(theme, "A4")), _roles(theme), _own(theme, "screen.css")]).replace("</", "<\\/")


def footer_sheet(document: Document, settings: Settings) -> str:
    """Return the margin that a long disclaimer needs at the foot of pages; nothing where the theme's is enough.

    WeasyPrint lets a footer grow into the text. Word makes room for it without being told.
    """
    footer, margins = settings.theme.role("footer"), settings.theme.margins(settings.paper)
    room = (PAPERS[settings.paper][0] - margins.start - margins.end) * MILLIMETRE - NUMBER_WIDTH * footer.size
    lines = ceil(ems(document.disclaimer.words) * footer.size / max(room, footer.size))
    needed = margins.footer + (lines * footer.leading + FOOTER_GAP) / MILLIMETRE
    return f":root {{ --{FOOT}: {needed:.1f}mm; }}" if needed > margins.bottom else ""


def ems(words: str) -> float:
    """Return about how wide `words` are, in parts of the size of their type."""
    return sum(1.0 if east_asian_width(letter) in "WF" else LETTER for letter in words)


def _own(theme: Theme, *media: str) -> str:
    return "".join(theme.sheet(name) for name in ("base.css", "languages.css", *media, "extra.css"))


def _put_in_place(variables: dict[str, str], sheets: str) -> str:
    """Return `sheets` with the values of `variables` in place of their names, where they are the same everywhere.

    WeasyPrint looks each up, and reads it anew, for every element. Those that a sheet sets again stay names.
    """
    changing = {FOOT, *re.findall(r"--([\w-]+)\s*:", sheets)}
    settled = {name: value for name, value in variables.items() if name not in changing}

    def value(use: re.Match[str]) -> str:
        return _USE.sub(value, settled[use[1]]) if use[1] in settled else use[0]

    return _USE.sub(value, sheets)


_USE = re.compile(r"var\(--([\w-]+)\)")


def _root(variables: dict[str, str]) -> str:
    """Return `variables` as custom properties (CSS Variables 1) of the whole page."""
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in variables.items()) + "}\n"


def _variables(theme: Theme, paper: str) -> dict[str, str]:
    """Return the tokens as CSS has them, by their names there."""
    tokens, text = theme.tokens, theme.role("text")
    values = {f"colour-{name}": value for name, value in tokens.colours.model_dump().items()}
    values |= {f"family-{name}": f'"{value}"' for name, value in tokens.families.model_dump().items()}
    margins = theme.margins(paper)
    values |= {f"margin-{name}": f"{value}mm" for name, value in margins.model_dump().items()}
    measures = theme.measures(PAPERS[paper][0] - margins.start - margins.end)
    values |= {f"measure-{name}": f"{value}mm" for name, value in measures.model_dump().items()}
    tables = tokens.tables.model_dump(exclude={"columns", "letters", "small_letters"})
    values |= {f"table-{name.replace('_', '-')}": f"{value}pt" for name, value in tables.items()}
    values |= {
        "text-size": f"{text.size}pt",
        "text-leading": _ratio(text.leading, text.size),
        "hyphens": "auto" if tokens.hyphenation else "manual",
        "paper-width": f"{PAPERS[paper][0]}mm",
        "paper-height": f"{PAPERS[paper][1]}mm",
        "watermark-colour": tokens.watermark.colour,
        "line-numbers-gap": f"{tokens.line_numbers.gap}mm",
        "logo-height": f"{tokens.logo.height}mm",
    }
    values |= {f"{name}-after": _rem(theme.role(name).after, text) for name in ("text", "quote")}
    head = tokens.masthead
    values |= {
        "masthead-fill": f"var(--colour-{head.fill})" if head.fill != "none" else "transparent",
        "masthead-padding": f"{head.padding}pt",
        "masthead-below": f"{head.gap if head.fill == 'none' else head.padding}pt",
        "masthead-gap": f"{head.gap}pt",
        "masthead-rule": f"{head.rule_weight}pt solid var(--colour-{head.rule})",
    }
    return values


def _roles(theme: Theme) -> str:
    """Return a rule for each role, for the elements of its class."""
    rules = "".join(_rule(name, theme.role(name), theme.role("text")) for name in ROLES)
    return f"{rules}em {{ {EMPHASIS[theme.tokens.emphasis]} }}\n"


def _rule(name: RoleName, role: Role, text: Role) -> str:
    declarations = {
        "color": f"var(--colour-{role.colour})",
        "font-size": _rem(role.size, text),
        "font-style": "italic" if role.italic else "normal",
        "font-weight": "bold" if role.bold else "normal",
        "line-height": _ratio(role.leading, role.size),
        "margin-block": f"{_rem(role.before, text)} {_rem(role.after, text)}",
        "text-align": role.align,
    }
    body = "".join(f" {key}: {value};" for key, value in declarations.items())
    face = f"font-family: var(--{role.family}-stack); font-variant-numeric: {FIGURES[role.figures]};"
    own = WITHIN.get(name, f".{name}")
    # Whatever changes the language takes the families of its language, and the same figures.
    return f"{own} {{{body} }}\n{own}, {own} [lang] {{ {face} }}\n"


def _rem(points: float, text: Role) -> str:
    return f"{points / text.size:.4g}rem"


def _ratio(leading: float, size: float) -> str:
    return f"{leading / size:.4g}"


def _page(paper: str) -> str:
    """Return the `@page` rule (CSS Paged Media 3) for `paper`, whose size takes no variables."""
    width, height = PAPERS[paper]
    return f"@page {{ size: {width}mm {height}mm; }}\n"


def _faces(theme: Theme) -> str:
    """Return an `@font-face` rule for each face of the theme, its file named as `font:NAME`."""
    return "".join(_face(family, name) for family, names in theme.tokens.fonts.items() for name in names)


def _face(family: str, name: str) -> str:
    weight = "bold" if "Bold" in name else "normal"
    style = "italic" if "Italic" in name else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f" src: url(font:{name}); }}\n"
    )
