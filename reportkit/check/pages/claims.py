"""Which standards does the PDF say that it keeps?"""

from collections.abc import Iterator

from pikepdf import Pdf

from reportkit.check.pages._answer import Answer, holds, remark
from reportkit.check.pages._file import File

GATE = False

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
PDFX = "{http://www.npes.org/pdfx/ns/id/}"


def check(file: File) -> Iterator[Answer]:
    if file.kind != "pdf":
        return
    claims = list(_claims(file.pdf))
    yield holds(", ".join(claims)) if claims else remark("none: neither PDF/A nor PDF/UA nor PDF/X")


def _claims(pdf: Pdf) -> Iterator[str]:
    """Yield the standards that the XMP packet names."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        level = str(metadata.get(f"{PDFA}conformance", "")).lower()
        if part := metadata.get(f"{PDFA}part"):
            yield f"PDF/A-{part}{level}"
        if part := metadata.get(f"{PDFUA}part"):
            yield f"PDF/UA-{part}"
        if version := metadata.get(f"{PDFX}GTS_PDFXVersion"):
            yield str(version)
