"""Makes the pictures in README and docs from the sessions in inputs/.

Run by `make pictures`; takes poppler's pdftoppm and LibreOffice.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps
from weasyprint import HTML

HOME = Path(__file__).parent.parent
REAL = HOME / "inputs/asan-plenum-2026/sessions/3-1-an-asian-nato.yaml"
RICH = HOME / "inputs/lantern-forum-2031/sessions/2-2-walking-the-lantern-line.yaml"
DPI, GAP = 84, 28

sys.path.insert(0, str(HOME / "tests"))

import returned  # noqa: E402
from readers import laid_out_by_libreoffice  # noqa: E402

import reportkit  # noqa: E402
from reportkit import theme  # noqa: E402
from reportkit.load import load  # noqa: E402
from reportkit.reviewing import showing  # noqa: E402
from reportkit.reviewing.collecting import collect  # noqa: E402
from reportkit.reviewing.drafting import draft  # noqa: E402
from reportkit.reviewing.finding import held  # noqa: E402
from reportkit.write.ledger import Ledger  # noqa: E402


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("pages.png", [pdf_of(REAL, folder), word_of(REAL, folder)])
        returned.main()
        show("review-draft.png", [draft_of(folder)])
        show("review-show.png", [answer_of(folder)], dpi=96, cut=True)
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


def draft_of(folder: Path) -> Path:
    """Return the draft for a speaker of the real session as LibreOffice lays it out, in an event of its own."""
    event = Path(shutil.copytree(returned.EVENT, folder / "event"))
    session = load(event / returned.SESSION).event.sessions[0]
    ledger = Ledger(Path(session.file))
    path = folder / "draft.docx"
    path.write_bytes(ledger.sent_word(draft(session, ledger, [returned.SPEAKER], returned.DEADLINE)[0]))
    return laid_out_by_libreoffice([path], folder)[0]


def answer_of(folder: Path) -> Path:
    """Return what came back of that draft, as `review show` shows it."""
    event = folder / "event"
    (back,) = collect([returned.RETURNED], event)
    path = folder / "answer.pdf"
    HTML(string=showing.page(showing.view(held(back.review, event))).decode()).write_pdf(path)
    return path


def show(name: str, pdfs: Sequence[Path], dpi: int = DPI, *, cut: bool = False) -> None:
    """Write the first pages of `pdfs`, side by side, as docs/`name`; `cut` off below what is on them."""
    pages = [first_page(pdf, dpi, cut=cut) for pdf in pdfs]
    width, height = pages[0].size
    sheet = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#dfe3e8")
    for position, page in enumerate(pages):
        sheet.paste(page, (GAP + position * (width + GAP), GAP))
    sheet.quantize(64).save(HOME / "docs" / name, optimize=True)


def first_page(pdf: Path, dpi: int, *, cut: bool) -> Image.Image:
    stem = pdf.with_suffix("")
    options = ["-r", str(dpi), "-l", "1", "-singlefile", "-hide-annotations", "-png"]
    subprocess.run(["pdftoppm", *options, pdf, stem], check=True)
    page = Image.open(stem.with_suffix(".png")).convert("RGB")
    if cut and (box := ImageOps.invert(page).getbbox()):
        page = page.crop((0, 0, page.width, box[3] + box[1]))
    return ImageOps.expand(page, border=1, fill="#b9bec6")


if __name__ == "__main__":
    main()
