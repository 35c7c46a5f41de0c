"""How many pages has the PDF, and on what paper?"""

from collections import Counter
from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, holds
from reportkit.check.pages._boxes import millimetres, paper_name, trim
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    papers = Counter(paper_name(millimetres(trim(page))) for page in file.pdf.pages)
    number = len(file.pdf.pages)
    sizes = papers if len(papers) > 1 else list(papers)
    said = ", ".join(f"{papers[name]} of {name}" if len(papers) > 1 else name for name in sizes)
    yield holds(f"{number} {'page' if number == 1 else 'pages'}, {said}")
