"""A finished file as its pages, by the reader for its kind."""

from reportkit.check.pages import _html, _pdf, _word
from reportkit.check.pages._leaf import Leaf


def leaves(data: bytes, kind: str, disclaimer: str) -> list[Leaf]:
    """Return what a reader sees on each page of a PDF, in each footer of a Word file, on an HTML page.

    Of a PDF, only the words of `disclaimer` are looked for.
    """
    match kind:
        case "pdf":
            return _pdf.leaves(data, disclaimer)
        case "docx":
            return _word.leaves(data)
    return _html.leaves(data)
