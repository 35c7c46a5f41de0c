"""What the tags of a PDF lack for those who hear it: each function mends one thing in the tree of `_tags.py`.

In which order they run, and what is mended outside the tree, is in `_finish.py`.
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, InlineBox

from reportkit.render._parts import POINT
from reportkit.render._tags import Kid, Reference, Tag, Tree, resolved

NUMBERINGS = {
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha",
    "lower-alpha": "LowerAlpha",
    "circle": "Circle",
    "square": "Square",
}
"""What PDF calls the marks of lists (ISO 32000-1, table 347); all others are discs to it."""

GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div"})
"""Tags that hold blocks."""


# --- pieces that belong together --------------------------------------------------------------------------------


def unwrap(tag: Tag) -> None:
    """Take out the tags of boxes that only the layout needs: those around a part of their own element."""
    kids: list[Kid] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            unwrap(kid)
        if isinstance(kid, Tag) and (kid.role == "LBody" or (kid.element is not None and kid.identity == tag.identity)):
            kids += kid.kids
        else:
            kids.append(kid)
    tag.kids = kids


def hide(tag: Tag) -> None:
    """Take out what the page hides from those who hear it, such as a watermark."""
    tag.kids = [kid for kid in tag.kids if not (isinstance(kid, Tag) and kid.get("aria-hidden") == "true")]
    for kid in tag.tags:
        hide(kid)


def join(tag: Tag) -> None:
    """Make one tag of the pieces of an element on several lines and pages; header rows that come again are dropped.

    Pieces of one element below one tag are one whole: those of a line where they stand side by side, those of a block
    anywhere.
    """
    kids: list[Kid] = []
    wholes: dict[object, Tag] = {}
    for kid in tag.kids:
        if isinstance(kid, Tag) and kid.element is not None:
            whole = wholes.get(kid.identity)
            if whole and (whole is kids[-1] or not isinstance(kid.box, InlineBox)):
                _take(whole, kid)
                continue
            wholes[kid.identity] = kid
        kids.append(kid)
    tag.kids = kids
    for kid in tag.tags:
        join(kid)


def _take(whole: Tag, piece: Tag) -> None:
    """Add to `whole` what `piece` has of its own; of a header row that comes again, that is its links."""
    if whole.role != "THead":
        whole.kids += piece.kids
        return
    known = {tag.identity: tag for tag in whole.walk()}
    for tag in piece.walk():
        known[tag.identity].kids += tag.handles


# --- notes and the disclaimer -----------------------------------------------------------------------------------


def place_notes(document: Tag) -> None:
    """Put each footnote behind the last block of its page, as it is printed, with its number as its label."""
    areas = [kid for kid in document.tags if isinstance(kid.box, FootnoteAreaBox)]
    document.kids = [kid for kid in document.kids if kid not in areas]
    gathered = Tag("Div", b"", [kid for area in areas for kid in area.kids])
    join(gathered)
    pages: dict[Tag, set[Reference]] = {}
    _find_pages(document, pages)
    # The last first, since each is put directly behind its block; on a page of notes alone, in front of the next note.
    place = (document, len(document.kids))
    for number, note in reversed(list(enumerate(gathered.tags, 1))):
        note.role = "Note"
        note.entries["ID"] = pydyf.String(f"note-{number}")
        if note.page in pages[document]:
            place = _end_of_page(document, note.page, pages)
        home, index = place
        home.kids.insert(index, note)
    for tag in document.walk():
        if tag.name.endswith("::footnote-marker"):
            tag.role = "Lbl"
        elif tag.name.endswith("::footnote-call"):
            tag.role = "Reference"


def _find_pages(tag: Tag, pages: dict[Tag, set[Reference]]) -> set[Reference]:
    """Fill `pages` with the pages on which `tag` and all below it have something."""
    pages[tag] = {mark.page for mark in tag.marks}.union(*(_find_pages(kid, pages) for kid in tag.tags))
    return pages[tag]


def _end_of_page(group: Tag, page: Reference, pages: dict[Tag, set[Reference]]) -> tuple[Tag, int]:
    """Return the tag in `group`, and the place in it, behind the last block that has something on `page`."""
    last = next((kid for kid in reversed(group.tags) if page in pages.get(kid, ())), None)
    if last is None:
        return group, len(group.kids)
    return _end_of_page(last, page, pages) if last.role in GROUPS else (group, group.kids.index(last) + 1)


def hear_disclaimer(tree: Tree, first: Reference) -> None:
    """Add the disclaimer in the margin of the page `first` to what is read aloud, once and last.

    What stands in margins is an artifact, which nobody hears; the disclaimer concerns everybody.
    """
    marks = [mark for mark, margin in tree.margins.items() if mark.page == first and margin.has_class("disclaimer")]
    if marks:
        tree.document.kids.append(Tag("P", first, list(marks), tree.margins[marks[0]].boxes[0]))


# --- lists, tables, figures, links ------------------------------------------------------------------------------


def complete_list(tag: Tag) -> None:
    """Tell how a list is numbered and give each item its body; terms are the labels of what is said of them."""
    if tag.role != "L":
        return
    numbering = "None"
    if tag.name == "dl":
        tag.kids = list(_terms(tag.tags))
    for item in tag.tags:
        if item.role == "LI" and tag.name != "dl":
            labels = [kid for kid in item.tags if kid.role == "Lbl"]
            body = [kid for kid in item.kids if kid not in labels]
            numbering = NUMBERINGS.get(item.box.style["list_style_type"], "Disc")
            item.kids = [*labels, Tag("LBody", item.page, body)]
    tag.put("List", "ListNumbering", f"/{numbering}")


def _terms(parts: list[Tag]) -> Iterator[Tag]:
    item: Tag | None = None
    for part in parts:
        part.role = "Lbl" if part.name == "dt" else "LBody"
        if item is None or part.name == "dt":
            item = Tag("LI", part.page, [])
            yield item
        item.kids += [part] if part.role == "LBody" or part.kids else []


def complete_table(tag: Tag) -> None:
    """Tell which cells a header cell is for, and what a table is about where nothing on the page says it."""
    if tag.role == "TH":
        tag.put("Table", "Scope", "/Row" if tag.get("scope") == "row" else "/Column")
    if tag.role == "Table" and tag.get("aria-label"):
        tag.put("Table", "Summary", pydyf.String(tag.get("aria-label")))


def header_elements(document: Tag) -> dict[str, Any]:
    """Return the elements of header cells by the names that cells call them."""
    return {tag.entries["ID"].string: tag.element for tag in document.walk() if "ID" in tag.entries}


def follow_headers(document: Tag, elements: dict[str, Any]) -> None:
    """Let cells call the header cells that are left of those of `elements`."""
    left = {tag.element: tag.entries["ID"] for tag in document.walk() if tag.role == "TH"}
    for tag in document.walk():
        if tag.role == "TD":
            heads = [elements[name.string] for name in tag.entries["A"].get("Headers", ())]
            tag.put("Table", "Headers", pydyf.Array(left[head] for head in heads if head in left))


def place_figure(tag: Tag, laid_out: Any, pdf: Any) -> None:
    """Tell where on the page a figure is, in points from its foot as PDF has them."""
    if tag.role == "Figure":
        height = laid_out.pages[pdf.page_references.index(tag.page)].height
        left, top = tag.box.content_box_x(), tag.box.content_box_y()
        edges = (left, height - top - tag.box.height, left + tag.box.width, height - top)
        tag.put("Layout", "BBox", pydyf.Array(POINT * edge for edge in edges))


def describe_link(tag: Tag, pdf: Any) -> None:
    """Give a link its label as its description, or its words where it has none, instead of its address."""
    words = tag.get("aria-label") or " ".join("".join(tag.element.itertext()).split()) if tag.handles else ""
    for handle in tag.handles:
        if words:
            resolved(pdf, handle.annotation)["Contents"] = pydyf.String(words.replace("\u2060", ""))


def name_languages(tag: Tag, around: str) -> None:
    """Tell the language of each tag in which it is another than `around` it."""
    own = (tag.box.style["lang"] if tag.box else "") or around
    if own != around:
        tag.entries["Lang"] = pydyf.String(own)
    for kid in tag.tags:
        name_languages(kid, own)
