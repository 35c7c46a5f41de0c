"""For which press or screen were the colours of the PDF meant?"""

from collections.abc import Iterator

from pikepdf import Object

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File

GATE = False


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    intents = [_said(intent) for intent in file.pdf.Root.get("/OutputIntents", [])]
    yield holds(", ".join(intents)) if intents else remark("none: colours are shown as each machine takes them")


def _said(intent: Object) -> str:
    condition = str(intent.get("/OutputConditionIdentifier", "")) or str(intent.get("/Info", "")) or "without a name"
    return f"{condition} ({str(intent.get('/S', '')).lstrip('/')})"
