"""Documents in, bytes out: one file a format, each with `render(document, settings) -> bytes`.

Which words a document has is decided in `compose`; whether the bytes may leave the house is asked in `check/pages/`.
"""

from importlib import import_module
from typing import Protocol, cast

from reportkit.document import Document
from reportkit.render._quicker.start import quicken
from reportkit.settings import Settings

quicken()


class Renderer(Protocol):
    """A module of this room."""

    def render(self, document: Document, settings: Settings) -> bytes: ...


def renderer(format: str) -> Renderer:
    """Return the module that makes `pdf`, `docx` or `html`; nothing heavy is imported before."""
    return cast("Renderer", import_module(f"reportkit.render.{format}"))
