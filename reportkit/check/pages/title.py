"""Has it a title, and do viewers show that instead of the file's name?"""

from collections.abc import Iterator

from pikepdf import Dictionary, Pdf

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if not file.title:
        yield remark("none", "say what the document is called in its properties")
    elif file.kind == "pdf" and not _shown(file.pdf):
        yield remark(f"“{file.title}”, but viewers show the name of the file")
    else:
        yield holds(f"“{file.title}”")


def _shown(pdf: Pdf) -> bool:
    return bool(pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False))
