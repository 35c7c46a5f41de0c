"""A page that stands between documents: the disclaimer at its foot, and nothing else."""

from datetime import UTC, datetime

from reportkit.document import Document, Origin, Text
from reportkit.theme import direction


def blank(title: str, disclaimer: str, language: str) -> Document:
    """Return the page that fills up the sheets of the document `title`, which no reader ever opens by itself."""
    return Document(
        title=title,
        language=language,
        direction=direction(language),
        disclaimer=Text(disclaimer),
        running=("", ""),
        page_label="",
        notes_label="",
        author="",
        made=datetime(2000, 1, 1, tzinfo=UTC),
        blocks=(),
        origin=Origin(title),
    )
