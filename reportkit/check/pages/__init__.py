"""May a finished file leave the house? One question per file, each `check(data, kind, disclaimer) -> faults`.

The files are read back by other means than they were made with: pypdfium2 for PDF, our own reader for Word. Records are
questioned in `check/records/`.
"""

from reportkit.check.pages._declared import declared as disclaimer_declared
from reportkit.check.pages._leaves import leaves
from reportkit.errors import Finding, Origin, Refused, Severity
from reportkit.resources import modules


def check(data: bytes, disclaimer: str, origin: Origin) -> list[Finding]:
    """Return why the finished file `data` may not leave the house; nothing when it may.

    Raises Refused when it is neither a PDF nor a Word file nor an HTML page.
    """
    found = kind(data)
    return [
        Finding(Severity.ERROR, origin, message, hint, module.__name__.rpartition(".")[2].replace("_", "-"))
        for module in modules("reportkit.check.pages")
        for message, hint in module.check(data, found, disclaimer)
    ]


def kind(data: bytes) -> str:
    """Return `pdf`, `docx` or `html`, by what `data` holds and not by its name."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if b"<html" in data[:2000].lower():
        return "html"
    raise Refused("neither a PDF nor a Word file nor an HTML page", "name a finished file")


def declared(data: bytes) -> str:
    """Return the disclaimer that a finished file says it bears, in its properties; empty where it says none."""
    return disclaimer_declared(data, kind(data))


def extent(data: bytes) -> str:
    """Return how much of a finished file was read: its pages, or the footers that its pages can show."""
    found = kind(data)
    number = len(leaves(data, found, ""))
    word = {"pdf": "page", "docx": "footer", "html": "page"}[found]
    return f"{number} {word if number == 1 else word + 's'}"
