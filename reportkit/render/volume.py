"""An event as one book, PDF/A-3a and PDF/UA-1 like each of its sessions, laid out part by part.

Sessions are laid out in chunks, and so are the pages around them, each chunk by itself and in any order, with gaps for
the numbers of pages; `binding.py` binds all of them, and fills the gaps. Which sessions make a chunk, and where they
are laid out, is decided in the corridor.
"""

from collections.abc import Sequence
from dataclasses import replace

from reportkit.document import Document, Mention, Named, People, Volume, words
from reportkit.errors import BadTheme, Finding, Origin, Severity
from reportkit.render._chunk import Page, chunk
from reportkit.render._parts import NUMBERS, Chunk
from reportkit.render._rooms import numbers
from reportkit.render.html import page
from reportkit.settings import Settings


def sessions(documents: Sequence[Document], anchors: Sequence[str], settings: Settings, leaf: Document) -> Chunk:
    """Return sessions of a book as a chunk; `leaf` is a page of the book, and has what is the same on all of them."""
    pages = [
        Page(anchor, one, page(one, settings.theme, paged=True), depth=1)
        for anchor, one in zip(anchors, (replace(one, page_label=leaf.page_label) for one in documents), strict=True)
    ]
    made = chunk(pages, settings, leaf.language)
    found = {spot.anchor for part in made.parts for spot in part.spots}
    rows = [row for one in documents for block in one.blocks if isinstance(block, People) for row in block.persons]
    if any(row.anchor not in found for row in rows):
        raise _lacking(settings, "blocks.html.j2", "gives people no id, by which the index finds them")
    return made


def matter(kind: str, volume: Volume, settings: Settings) -> Chunk:
    """Return one of the `surroundings` as a chunk: `front` is cover, imprint and contents."""

    def leaf(part: str, anchor: str, heading: str, it: object) -> Page:
        document = volume.leaf(heading)
        markup = page(
            document,
            settings.theme,
            paged=True,
            template="volume.html.j2",
            part=part,
            it=it,
            people=volume.index if volume.index.initials else None,
            words=words,
            place=_place,
        )
        return Page(anchor, document, markup, numbered=part != "cover", gaps=True, told=part == "cover")

    if kind == NUMBERS:
        return numbers(volume.leaf(), settings)
    contents, index = volume.contents, volume.index
    match kind:
        case "front":
            pages = [
                leaf("cover", "cover", "", volume.cover),
                leaf("imprint", "imprint", volume.imprint.heading, volume.imprint),
                leaf("contents", contents.anchor, contents.heading, contents),
            ]
        case "day":
            pages = [leaf("day", day.anchor, day.heading, day) for day in contents.days]
        case _:
            pages = [leaf("people", index.anchor, index.heading, index)]
    made = chunk(pages, settings, volume.language)
    if not any(part.gaps for part in made.parts):
        raise _lacking(settings, "document.html.j2", "has no block body for the pages of a book")
    return made


def _place(named: Named, mention: Mention) -> str:
    """Return where somebody is named, for those who hear it."""
    return f"{words(named.name)}: {words(mention.kicker)}"


def _lacking(settings: Settings, template: str, what: str) -> BadTheme:
    folders = settings.theme.folders
    file = next((path for folder in folders if (path := folder / "templates" / template).is_file()), template)
    hint = "compare it with the one in templates/"
    return BadTheme([Finding(Severity.ERROR, Origin(str(file)), f"the template {what}", hint, "template")])
