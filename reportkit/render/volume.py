"""An event as one book, PDF/A-3a and PDF/UA-1 like each of its sessions: laid out part by part, and bound.

Sessions are laid out in chunks, and so are the pages around them, each chunk by itself and in any order, with gaps for
the numbers of pages; then all of them are bound, and the gaps are filled. Which sessions make a chunk, and where they
are laid out, is decided in the corridor.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportkit.document import Document, Index, Initial, Mention, Named, People, Volume, words
from reportkit.errors import BadTheme, Finding, Origin, Severity
from reportkit.render import _binding
from reportkit.render._chunk import Chunk, Page, chunk, unpacked
from reportkit.render._numbers import numerals
from reportkit.render.html import page
from reportkit.settings import Settings

__all__ = ["Chunk", "bound", "matter", "sessions", "surroundings", "unpacked"]

PEOPLE = 800
"""How many people of the index are laid out together at the least."""


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


def surroundings(volume: Volume) -> Iterator[tuple[str, Volume]]:
    """Yield the chunks of pages beside the sessions: what they are, and `volume` with no more than they say."""
    contents, index = volume.contents, volume.index
    empty = replace(volume, contents=replace(contents, days=()), index=replace(index, initials=()))
    yield "front", replace(volume, index=replace(index, initials=index.initials[:1]))
    for day in contents.days:
        yield "day", replace(empty, contents=replace(contents, days=(day,)))
    for part in _parts(index):
        yield "people", replace(empty, index=part)


def _parts(index: Index) -> Iterator[Index]:
    """Yield an index in parts of so many people as one worker has room for; each begins on a page of its own."""
    part: list[Initial] = []
    number = 1
    for initial in index.initials:
        part.append(initial)
        if sum(len(one.people) for one in part) >= PEOPLE or initial is index.initials[-1]:
            yield replace(index, anchor=index.anchor if number == 1 else f"{index.anchor}-{number}", initials=(*part,))
            part, number = [], number + 1


def matter(kind: str, volume: Volume, settings: Settings) -> Chunk:
    """Return one of `surroundings` as a chunk: `front` is cover, imprint and contents."""

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


def bound(chunks: Iterable[Chunk], volume: Volume, settings: Settings) -> bytes:
    """Return the book made of `chunks`, its front first."""
    return _binding.bind(chunks, _groups(volume), lambda book, total: numerals(book, volume.leaf(), settings, total))


def _groups(volume: Volume) -> list[list[str]]:
    """Return the parts of a book in their order; those of a day belong together."""
    days = [[day.anchor, *(entry.anchor for entry in day.entries)] for day in volume.contents.days]
    index = [[part.anchor] for part in _parts(volume.index)]
    return [["cover"], ["imprint"], [volume.contents.anchor], *days, *index]
