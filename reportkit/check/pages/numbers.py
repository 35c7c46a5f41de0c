"""Does every page bear its number and how many there are?"""

from collections.abc import Iterator

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File
from reportkit.check.pages._pdf import pages_with
from reportkit.theme import languages

GATE = False

FIELDS = frozenset({"PAGE", "NUMPAGES"})


def check(file: File) -> Iterator[Answer]:
    match file.kind:
        case "pdf":
            yield _on_pages(file)
        case "docx":
            yield _in_footers(file)


def _on_pages(file: File) -> Answer:
    """Look for the page label of each language that we know; how others number their pages cannot be foreseen."""
    total = len(file.pdf.pages)
    labels = tuple(dict.fromkeys(str(words["page"]) for words in languages().values()))
    found = pages_with(file.data, labels)
    label = max(labels, key=lambda one: len(found[one]))
    missing = sorted(set(range(1, total + 1)) - found[label])
    if not missing:
        return holds(f"“{label.format(page=1, pages=total)}” and so on, on every page")
    if not found[label]:
        return remark("not found: its pages bear no label that we know, such as “Page 1 of 2”")
    return remark(f"not found on page {', '.join(map(str, missing))}")


def _in_footers(file: File) -> Answer:
    without = [leaf.place for leaf in file.leaves if not leaf.fields >= FIELDS]
    if without:
        return remark(f"not found: {', '.join(without)}")
    return holds("counted by Word in every footer")
