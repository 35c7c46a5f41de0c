"""XML that anybody may have sent: no DTD, no entities, nothing fetched, nothing too deep."""

from lxml import etree

from reportkit.errors import Refused
from reportkit.intake._text import glance

LARGEST = 20_000_000
MOST_TAGS = 500_000


def root(data: bytes, name: str) -> etree._Element:
    """Return the outermost element; raise Refused where the file is no XML, or not safe to read."""
    if len(data) > LARGEST or data.count(b"<") > 2 * MOST_TAGS:
        raise Refused(f"{name}: larger than a programme is", f"at most {LARGEST // 1_000_000} MB are read")
    if b"<!DOCTYPE" in data.replace(b"\0", b"") or b"<!ENTITY" in data.replace(b"\0", b""):
        raise Refused(f"{name}: has a DTD, refused", "a schedule needs none; export it again")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line, column = getattr(error, "position", (0, 0))
        place = f"{name}:{line}:{column}" if line else name
        raise Refused(f"{place}: damaged XML: {_reason(error)}", "export it again") from None


def _reason(error: Exception) -> str:
    reason = str(error).partition(", line ")[0]
    return "elements lie too deep in each other" if "depth" in reason.lower() else reason


def starts_as(tag: str, data: bytes) -> bool:
    """Tell whether the first element is `tag`, however much stands before it."""
    start = glance(data)
    return start.lstrip().startswith("<") and f"<{tag}" in start and not start.lstrip()[:5].lower().startswith("<html")


def words(element: etree._Element, *tags: str) -> str:
    """Return the words of the first of the children `tags` that has some, on one line."""
    for tag in tags:
        if found := " ".join((element.findtext(tag) or "").split()):
            return found
    return ""


def line_of(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 0
