"""A document as PDF/A-3a and PDF/UA-1 in one file, laid out by WeasyPrint from the page of `render/html.py`.

Nothing is fetched: fonts and pictures are handed over by name, and every other address is refused. What WeasyPrint
leaves to do for the two standards is in `_finish.py`.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.pdf import fonts as cutting
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportkit.document import Document, characters, notes
from reportkit.errors import BadPage, BadTheme, Finding, Origin, Severity
from reportkit.render._boxes import paint_in_reading_order, remember
from reportkit.render._css import footer_sheet, paper_sheet
from reportkit.render._finish import compress, finish
from reportkit.render._footnotes import BREAKS, printed
from reportkit.render._glyphs import no_glyphs
from reportkit.render._quicker.drawn import draw_at_once
from reportkit.render._quicker.expressions import keep_expressions
from reportkit.render._quicker.lines import careful, set_once
from reportkit.render._quicker.rules import Page, Rules, has_sheets
from reportkit.render._quicker.values import find_at_once
from reportkit.render._stamp import Laid, beneath, stamps
from reportkit.render.html import page
from reportkit.settings import Settings
from reportkit.theme import Theme

LOG = logging.getLogger("weasyprint")

CHECK_FONTS = "`reportkit theme check` says what is wrong with each font"

remember()
keep_expressions()
find_at_once()
set_once()
draw_at_once()

# Without HarfBuzz, fonts are cut by fontTools, which would write into each when that was.
cutting.TTFont = partial(TTFont, recalcTimestamp=False)

_NO_GLYPH = re.compile(r"unsupported by fonts: \"(.+)\" \(")


def render(document: Document, settings: Settings) -> bytes:
    """Return `document` as PDF.

    Raises BadPage when a character has no glyph in any font, or when WeasyPrint reports an error, such as a style
    sheet that asks for a file.
    """
    with refusing([document]):
        return _printed(document, settings)


@contextmanager
def refusing(documents: Sequence[Document]) -> Iterator[None]:
    """Raise BadPage, after all of it, when WeasyPrint reports an error while it lays out or writes `documents`."""
    with _overheard() as records:
        try:
            yield
        except FatalURLFetchingError as error:
            what = f"the page asks for more than it may have: {error.__cause__}"
            raise BadPage([_fault(documents[0], what)]) from None
    if findings := tuple(_findings(records, documents)):
        raise BadPage(findings)


def _printed(document: Document, settings: Settings) -> bytes:
    laid = laid_out_whole(page(document, settings.theme, paged=True), document, settings)
    laid.metadata.attachments = list(_attachments(document))
    pdf = archived(laid, finish)
    if markup := stamps(laid, document, settings):
        pdf = beneath(pdf, laid_out(markup, document, settings).write_pdf())
    return pdf


def archived(laid: Laid, finisher: Callable[[Any, Any], None]) -> bytes:
    """Return what was laid out as PDF/A-3a, mended by `finisher`."""

    def finished(laid: Laid, pdf: Any) -> None:
        finisher(laid, pdf)
        compress(pdf)

    # An empty name leaves the colours to the profile below: the one of WeasyPrint's own choice is never closed again.
    return laid.write_pdf(pdf_variant="pdf/a-3a", output_intent="", finisher=finished)


def laid_out_whole(markup: str, document: Document, settings: Settings, sheet: str = "") -> Laid:
    """Return the page laid out with all of its footnotes, in reading order; raise BadPage when some cannot be placed.

    What `sheet` says goes before the style sheets of the theme.
    """
    wanted = sum(1 for _ in notes(document.blocks))
    for breaks in BREAKS:
        laid = laid_out(markup, document, settings, sheet + breaks)
        if not wanted or printed(laid.pages) >= wanted:
            paint_in_reading_order(laid)
            return laid
    message = f"of {wanted} footnotes, the layout loses some"
    raise BadPage([Finding(Severity.ERROR, document.origin, message, "shorten the footnotes, or join some", "layout")])


def laid_out(markup: str, document: Document, settings: Settings, sheet: str = "") -> Laid:
    """Return the page laid out, without asking for its footnotes."""
    fonts, rules = _dress(settings)
    if not has_sheets(markup):
        rules = _sparing_rules(settings)
    html = Page(rules, string=markup, base_url="reportkit:", url_fetcher=_Shelf(settings.theme, document))
    sheets = [*rules.sheets, _sheet(footer_sheet(document, settings) + sheet)]
    laid: Laid = html.render(font_config=fonts, stylesheets=sheets, color_profiles={"srgb": _srgb()})
    return laid


@lru_cache(maxsize=32)
def _sheet(rules: str) -> CSS:
    """Return a style sheet beside those of the theme, which is mostly the same for many documents."""
    return CSS(string=rules)


def _srgb() -> ColorProfile:
    """Return what tells an archive how the colours are meant: sRGB, as screens have them."""
    profile = files("weasyprint.pdf") / "sRGB2014.icc"
    return ColorProfile(BytesIO(profile.read_bytes()), profile.name, "relative-colorimetric", (["r"], ["g"], ["b"]))


def _attachments(document: Document) -> Iterator[Attachment]:
    if it := document.attachment:
        yield Attachment(
            string=it.data,
            name=it.name,
            description=document.title,
            created=document.made,
            modified=document.made,
            relationship="Source",
        )


@lru_cache(maxsize=8)
def _dress(settings: Settings) -> tuple[FontConfiguration, Rules]:
    """Return the fonts and style sheets of the theme, read once: sharing them halves the time of a page."""
    theme = settings.theme
    if missing := [name for name in theme.font_names() if not theme.font_file(name).is_file()]:
        raise BadTheme(theme.lacks_font(name) for name in missing)
    fonts = careful(FontConfiguration())
    sheet = paper_sheet(theme, settings.paper) + f"@page {{ bleed: {settings.bleed}mm }}\n"
    with _overheard() as said:
        sheets = (CSS(string=sheet, base_url="reportkit:", font_config=fonts, url_fetcher=_Shelf(theme)),)
    if lost := [record.getMessage() for record in said if "cannot be loaded" in record.getMessage()]:
        raise BadTheme(Finding(Severity.ERROR, Origin(str(theme.file)), one, CHECK_FONTS, "fonts") for one in lost)
    return fonts, Rules(sheets)


@lru_cache(maxsize=8)
def _sparing_rules(settings: Settings) -> Rules:
    return _dress(settings)[1].sparing()


class _Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Hands over a theme's fonts (`font:NAME`) and `logo:`, a document's pictures (`picture:NAME`), nothing else."""

    def __init__(self, theme: Theme, document: Document | None = None) -> None:
        super().__init__(allowed_protocols={"font", "logo", "picture"}, fail_on_errors=True)
        self.theme = theme
        self.document = document

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme == "font" and name in self.theme.font_names():
            return URLFetcherResponse(url, self.theme.font_file(name).read_bytes(), {"Content-Type": "font/ttf"})
        if scheme == "logo" and (logo := self.theme.logo()):
            return URLFetcherResponse(url, logo)
        if scheme == "picture" and self.document:
            return URLFetcherResponse(url, self.document.picture(unquote(name)))
        raise ValueError(f"{url} is neither a font of the theme nor a picture of the record")


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """Gather what WeasyPrint says, instead of printing it."""
    heard = _Heard()
    handlers, propagate, level = LOG.handlers[:], LOG.propagate, LOG.level
    LOG.handlers, LOG.propagate = [heard], False
    # Whatever the command line lets through to people, warnings have to be heard here.
    LOG.setLevel(logging.WARNING)
    try:
        yield heard.records
    finally:
        LOG.handlers, LOG.propagate = handlers, propagate
        LOG.setLevel(level)


class _Heard(logging.Handler):
    """Keeps what is said, however much it is."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _findings(records: list[logging.LogRecord], documents: Sequence[Document]) -> Iterator[Finding]:
    """Yield what was said of `documents`: characters of the first that has them, all else of the first of all."""
    for character in _without_glyph(records):
        yield from no_glyphs(
            [character], next((one for one in documents if character in characters(one)), documents[0])
        )
    for record in records:
        if record.levelno >= logging.ERROR:
            yield _fault(documents[0], f"the page cannot be laid out: {record.getMessage()}")


def _fault(document: Document, message: str) -> Finding:
    return Finding(Severity.ERROR, document.origin, message, "see the theme: its templates and extra.css", "layout")


def _without_glyph(records: list[logging.LogRecord]) -> tuple[str, ...]:
    """Return the characters of which WeasyPrint says that no font has them."""
    found = (match[1] for record in records if (match := _NO_GLYPH.search(record.getMessage())))
    return tuple(character for character in dict.fromkeys("".join(found)) if not character.isspace())


def without_glyph(characters: str, settings: Settings) -> tuple[str, ...]:
    """Return those of `characters` that no font has, found by laying out a page with them."""
    fonts, rules = _dress(settings)
    html = HTML(string=f"<p>{escape(' '.join(characters))}", base_url="reportkit:", url_fetcher=_Shelf(settings.theme))
    with _overheard() as records:
        html.render(font_config=fonts, stylesheets=list(rules.sheets)).write_pdf()
    return _without_glyph(records)


def subsets_with_harfbuzz() -> bool:
    """Tell whether fonts are cut by HarfBuzz; without it, a PDF takes 3 to 80 times longer."""
    return ffi.harfbuzz_subset is not None
