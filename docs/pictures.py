"""Makes docs/pages.png, the picture in the README: the first page of the real session as PDF and as Word file.

Run by `make pictures`; takes poppler's pdftoppm and LibreOffice.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

HOME = Path(__file__).parent.parent
SESSION = HOME / "inputs/asan-plenum-2026/sessions/3-1-an-asian-nato.yaml"
DPI, GAP = 84, 28

sys.path.insert(0, str(HOME / "tests"))

from readers import laid_out_by_libreoffice  # noqa: E402

import reportkit  # noqa: E402


def main() -> None:
    session = reportkit.load(SESSION)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "word.docx").write_bytes(reportkit.render(session, "docx"))
        (folder / "page.pdf").write_bytes(reportkit.render(session, "pdf"))
        pages = [
            first_page(folder / "page.pdf"),
            first_page(laid_out_by_libreoffice([folder / "word.docx"], folder)[0]),
        ]
    width, height = pages[0].size
    sheet = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), "#dfe3e8")
    for position, page in enumerate(pages):
        sheet.paste(page, (GAP + position * (width + GAP), GAP))
    sheet.quantize(64).save(HOME / "docs/pages.png", optimize=True)


def first_page(pdf: Path) -> Image.Image:
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-l", "1", "-singlefile", "-png", pdf, stem], check=True)
    return ImageOps.expand(Image.open(stem.with_suffix(".png")).convert("RGB"), border=1, fill="#b9bec6")


if __name__ == "__main__":
    main()
