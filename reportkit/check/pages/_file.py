"""A finished file that is asked questions; what several of them want to know is read once."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportkit.check.pages import _html, _pdf, _structure, _word
from reportkit.check.pages._leaf import Leaf
from reportkit.check.pages._words import Words
from reportkit.wordml import read

if TYPE_CHECKING:
    from pikepdf import Pdf


@dataclass(frozen=True)
class File:
    """The bytes of a file of some kind, `pdf`, `docx` or `html`, and the disclaimer it should bear.

    `twins` are the files that should say the same. Of a PDF, only the pages `within` are looked at where it says so.
    """

    data: bytes
    kind: str
    disclaimer: str
    name: str = ""
    twins: "tuple[File, ...]" = ()
    within: range | None = None

    @cached_property
    def leaves(self) -> list[Leaf]:
        """What a reader sees on each page of a PDF, in each footer of a Word file, on an HTML page.

        Of a PDF, only the words of the disclaimer are looked for.
        """
        match self.kind:
            case "pdf":
                return _pdf.leaves(self.data, self.disclaimer, self.within)
            case "docx":
                return _word.leaves(self.data)
        return _html.leaves(self.data)

    @cached_property
    def pdf(self) -> "Pdf":
        """The objects of a PDF."""
        return _pdf.objects(self.data)

    @cached_property
    def title(self) -> str:
        match self.kind:
            case "pdf":
                return str(self.pdf.docinfo.get("/Title", "")).strip()
            case "docx":
                return read.title(self.data).strip()
        return _html.properties(self.data).title

    @cached_property
    def language(self) -> str:
        match self.kind:
            case "pdf":
                return str(self.pdf.Root.get("/Lang", "")).strip()
            case "docx":
                return read.language(self.data).strip()
        return _html.properties(self.data).language

    @cached_property
    def words(self) -> Words | None:
        """Its words in reading order; None where the file does not tell the order."""
        match self.kind:
            case "pdf":
                return _structure.words(self.data, self.pdf, self.disclaimer)
            case "docx":
                return _word.words(self.data)
        return _html.words(self.data)
