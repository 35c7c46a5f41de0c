"""The disclaimer that a finished file says it bears, in its properties."""

from html.parser import HTMLParser

from reportkit.check.pages._pdf import opened
from reportkit.wordml.read import description


def declared(data: bytes, kind: str) -> str:
    """Return the subject of a PDF, the comments of a Word file, the description of an HTML page; empty without one."""
    match kind:
        case "pdf":
            return _subject(data)
        case "docx":
            return description(data)
    reader = _Description()
    reader.feed(data.decode("utf-8", "replace"))
    return reader.content


def _subject(data: bytes) -> str:
    document = opened(data)
    try:
        return str(document.get_metadata_value("Subject"))
    finally:
        document.close()


class _Description(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.content = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("name") == "description":
            self.content = values.get("content") or ""
