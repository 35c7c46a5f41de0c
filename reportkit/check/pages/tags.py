"""Is the PDF tagged, so that it can be read aloud?"""

from collections.abc import Iterator

from pikepdf import Dictionary

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    root = file.pdf.Root
    if not bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield remark("none: for print only")
    elif file.words is None:
        yield remark("it says that it is tagged, but its structure tree leads to no words")
    else:
        yield holds("its words are in a structure tree")
