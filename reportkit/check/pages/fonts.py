"""Are all fonts in the file, so that it looks everywhere as it does here?"""

from collections.abc import Iterable, Iterator

from pikepdf import Dictionary, Name, Object, Page, Stream

from reportkit.check.pages._answer import Answer, fails, holds, remark
from reportkit.check.pages._file import File

GATE = True

PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    pages, within = file.pdf.pages, file.within
    found = list(_fonts(pages[within.start : within.stop] if within else pages))
    outside = sorted({_family(font) for font in found if not _embedded(font)})
    drawn = [font for font in found if font.get("/Subtype") == Name.Type3]
    if outside:
        yield fails(f"not in the file: {', '.join(outside)}", "make the PDF again with its fonts embedded")
    elif found:
        yield holds(f"{len(found)}, all embedded")
    else:
        yield remark("none: no page has text that can be searched or read aloud")
    if drawn:
        yield remark(f"{len(drawn)} of type 3: drawn letter by letter, which some printers render coarsely")


def _fonts(pages: Iterable[Page]) -> Iterator[Object]:
    """Yield each font that one of `pages` can use, by itself or in a form within it."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.get("/Resources", _inherited(page.obj)) for page in pages]
    while waiting:
        resources = waiting.pop()
        for kind in ("/Font", "/XObject", "/Pattern"):
            for part in _values(resources.get(kind)):
                if part.objgen in seen and part.objgen != (0, 0):
                    continue
                seen.add(part.objgen)
                if kind == "/Font":
                    yield part
                inner = part.get("/Resources")
                if isinstance(inner, Dictionary):
                    waiting.append(inner)


def _inherited(page: Object) -> Object:
    """Return the resources that a page has from the nodes above it."""
    above = page.get("/Parent")
    while isinstance(above, Dictionary):
        if "/Resources" in above:
            return above.Resources
        above = above.get("/Parent")
    return Dictionary()


def _values(part: Object | None) -> Iterator[Dictionary | Stream]:
    if isinstance(part, Dictionary):
        yield from (value for _, value in part.items() if isinstance(value, Dictionary | Stream))


def _embedded(font: Object) -> bool:
    """Tell whether the letters of a font are in the file; those of type 3 always are."""
    if font.get("/Subtype") == Name.Type3:
        return True
    holders = font.get("/DescendantFonts", [font])
    return all(any(key in one.get("/FontDescriptor", Dictionary()) for key in PROGRAMS) for one in holders)


def _family(font: Object) -> str:
    return str(font.get("/BaseFont", "/a font without a name")).lstrip("/").rpartition("+")[2]
