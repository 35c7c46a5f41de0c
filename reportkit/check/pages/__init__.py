"""May a finished file leave the house? One question per file, each `check(file) -> answers`.

A question with `GATE` is asked before any file gets its place, the others when `reportkit proof` reads finished files.
They are read back by other means than they were made with: PDFium and pikepdf for PDF, our own reader for Word. Records
are questioned in `check/records/`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from types import ModuleType

from reportkit.check.pages import _pdf
from reportkit.check.pages._answer import Answer, Verdict
from reportkit.check.pages._declared import declared as disclaimer_declared
from reportkit.check.pages._file import File
from reportkit.errors import Finding, Origin, Refused, Severity
from reportkit.resources import modules

__all__ = ["Answer", "File", "Verdict", "check", "check_sheets", "declared", "kind", "number", "proof", "questions"]


def check(data: bytes, disclaimer: str, origin: Origin, within: range | None = None) -> list[Finding]:
    """Return why the finished file `data` may not leave the house; nothing when it may.

    Of a PDF, some pages may be asked for, those `within`, counting from 0. Raises Refused when it is neither a PDF nor
    a Word file nor an HTML page.
    """
    file = File(data, kind(data), disclaimer, within=within)
    return [
        Finding(Severity.ERROR, origin, answer.message, answer.hint, _name(module))
        for module in _modules()
        if module.GATE
        for answer in module.check(file)
        if answer.verdict == Verdict.NO
    ]


def proof(file: File) -> Iterator[tuple[str, Answer]]:
    """Yield what each question finds out about `file`, with the question's name."""
    for module in _modules():
        for answer in module.check(file):
            yield _name(module), answer


def check_sheets(data: bytes, sides: Sequence[Sequence[str]], origin: Origin) -> list[Finding]:
    """Return on which sides of the sheets in `data` a disclaimer is seen on fewer pages than stand there.

    `sides` has the disclaimers of the pages on each side.
    """
    seen = {
        disclaimer: _pdf.sightings(data, disclaimer)
        for disclaimer in dict.fromkeys(one for side in sides for one in side)
    }
    return [
        Finding(
            Severity.ERROR,
            origin,
            f"side {number} of {len(sides)}: {pages} pages stand on it, but the disclaimer is seen {times} times",
            "its type may be too small once it is scaled: see the pages as they were before",
            "disclaimer",
        )
        for number, side in enumerate(sides, 1)
        for disclaimer, pages in Counter(side).items()
        if (times := seen[disclaimer][number - 1]) < pages
    ]


def questions() -> dict[str, str]:
    """Return each question by its name."""
    return {_name(module): (module.__doc__ or "").partition("\n")[0] for module in _modules()}


def kind(data: bytes) -> str:
    """Return `pdf`, `docx` or `html`, by what `data` holds and not by its name."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK"):
        return "docx"
    if b"<html" in data[:2000].lower():
        return "html"
    raise Refused("neither a PDF nor a Word file nor an HTML page", "name a finished file")


def number(data: bytes) -> int | None:
    """Return how many pages a finished PDF has; None for a file whose pages are made where it is opened."""
    return _pdf.number(data) if kind(data) == "pdf" else None


def declared(data: bytes) -> str:
    """Return the disclaimer that a finished file says it bears, in its properties; empty where it says none."""
    return disclaimer_declared(data, kind(data))


def _modules() -> tuple[ModuleType, ...]:
    return modules("reportkit.check.pages")


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", "-")
