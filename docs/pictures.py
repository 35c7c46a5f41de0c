"""Makes the pictures in README and docs from the sessions in inputs/.

Run by `make pictures`; takes poppler's pdftoppm and LibreOffice.
"""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps

HOME = Path(__file__).parent.parent
REAL = HOME / "inputs/asan-plenum-2026/sessions/3-1-an-asian-nato.yaml"
RICH = HOME / "inputs/lantern-forum-2031/sessions/2-2-walking-the-lantern-line.yaml"
DPI, GAP = 84, 28

sys.path.insert(0, str(HOME / "tests"))

from readers import laid_out_by_libreoffice  # noqa: E402

import reportkit  # noqa: E402
from reportkit import theme  # noqa: E402


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("pages.png", [pdf_of(REAL, folder), word_of(REAL, folder)])
        show("themes.png", [pdf_of(RICH, folder, look) for look in theme.names()], dpi=64)


def pdf_of(session: Path, folder: Path, look: str | None = None) -> Path:
    path = folder / f"{session.stem}-{look}.pdf"
    path.write_bytes(reportkit.render(reportkit.load(session), "pdf", theme=look))
    return path


def word_of(session: Path, folder: Path) -> Path:
    """Return the Word file of `session` as LibreOffice lays it out."""
    path = folder / f"{session.stem}-word.docx"
    path.write_bytes(reportkit.render(reportkit.load(session), "docx"))
    return laid_out_by_libreoffice([path], folder)[0]


def show(name: str, pdfs: Sequence[Path], dpi: int = DPI) -> None:
    """Write the first pages of `pdfs`, side by side, as docs/`name`."""
    pages = [first_page(pdf, dpi) for pdf in pdfs]
    width, height = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#dfe3e8")
    for position, page in enumerate(pages):
        sheet.paste(page, (GAP + position * (width + GAP), GAP))
    sheet.quantize(64).save(HOME / "docs" / name, optimize=True)


def first_page(pdf: Path, dpi: int) -> Image.Image:
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(dpi), "-l", "1", "-singlefile", "-png", pdf, stem], check=True)
    return ImageOps.expand(Image.open(stem.with_suffix(".png")).convert("RGB"), border=1, fill="#b9bec6")


if __name__ == "__main__":
    main()
