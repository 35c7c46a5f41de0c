"""A document as one HTML page that needs no other file, and as the page that `render/pdf.py` prints.

Markup is in `templates/`, looks are in `styles/`.
"""

import re
from base64 import b64encode
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from reportkit import document as model
from reportkit.document import Document, notes
from reportkit.jinja import environment, fill
from reportkit.render._css import screen_sheet
from reportkit.scripts import HANGUL
from reportkit.settings import Settings
from reportkit.theme import Theme, direction

BLOCKS_AND_INLINES = {
    "text_run": model.Text,
    "emphasis": model.Emphasis,
    "strong": model.Strong,
    "link": model.Link,
    "break": model.Break,
    "note": model.Note,
    "masthead": model.Masthead,
    "facts": model.Facts,
    "people": model.People,
    "heading": model.Heading,
    "paragraph": model.Paragraph,
    "passage_label": model.PassageLabel,
    "own": model.Own,
    "items": model.Items,
    "quote": model.Quote,
    "table": model.Table,
    "figure": model.Figure,
}
"""What templates ask of a part with `is`."""


def render(document: Document, settings: Settings) -> bytes:
    """Return `document` as UTF-8 HTML for screens, its style sheet and pictures within; the paper does not matter."""
    return page(document, settings.theme, paged=False).encode()


def page(document: Document, theme: Theme, *, paged: bool, template: str = "document.html.j2", **more: object) -> str:
    """Return `document` as HTML: for paper with running elements and no style sheet, else whole in itself.

    Another `template` than the usual one extends it, and is given what it wants `more`.
    """
    _teach(environment(theme.folders))
    filled = _filled(document, theme, paged=paged, template=template, **more)
    return _words_kept_whole(filled) if paged else filled


def _words_kept_whole(page: str) -> str:
    """Return `page` with the syllables of Korean words joined, since WeasyPrint has no `word-break: keep-all`.

    The joiner is in the text between tags alone, takes no room and is not in the text of the PDF.
    """
    head, body, rest = page.partition("<body")
    return head + body + re.sub(r">[^<]+", lambda text: _BETWEEN_SYLLABLES.sub("\u2060", text[0]), rest)


_BETWEEN_SYLLABLES = re.compile(f"(?<=[{HANGUL}])(?=[{HANGUL}])")


def _filled(document: Document, theme: Theme, *, paged: bool, template: str, **more: object) -> str:
    before, _, rest = document.page_label.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return fill(
        template,
        theme.folders,
        **more,
        document=document,
        stacks_facts=theme.stacks_facts,
        stacks_people=theme.stacks_people,
        fit=theme.fit,
        paged=paged,
        notes=tuple(notes(document.blocks)),
        made=document.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        # Style sheets are the theme's, and closing tags are refused there.
        sheet=Markup("" if paged else screen_sheet(theme)),  # noqa: S704
        logo=_logo(theme, paged=paged),
        logo_alt=theme.tokens.logo.alt,
        before_page=before,
        between_pages=between,
        after_pages=after,
        direction=lambda language: _direction(language, document.direction),
        picture=(lambda source: f"picture:{source}") if paged else lambda source: _data_url(document.picture(source)),
    )


@lru_cache(maxsize=16)
def _teach(jinja: Environment) -> None:
    for name, kind in BLOCKS_AND_INLINES.items():
        jinja.tests[name] = lambda part, kind=kind: isinstance(part, kind)


def _direction(language: str, around: str) -> Markup:
    own = direction(language)
    return Markup(f' dir="{own}"') if own != around else Markup()  # noqa: S704 - ltr or rtl


def _logo(theme: Theme, *, paged: bool) -> str:
    """Return the address of the theme's logo, empty where it has none."""
    logo = theme.logo()
    return "" if logo is None else "logo:" if paged else _data_url(logo)


def _data_url(picture: bytes) -> str:
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"
