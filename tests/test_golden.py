"""Golden pages: what a few pages hold and how they look, with a readable difference when that changes.

A case is a record in `golden/`, its look on the first line; beside it lie the outline of its PDF and a picture of the
first page. `pytest --update-golden` writes both anew: look at each difference before you commit it. Pictures hold for
the environment in `golden/environment.txt` and are skipped in others.
"""

import difflib
import hashlib
import re
from importlib.metadata import version
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from readers import needs_poppler, output_of, structure_of
from weasyprint.text import ffi

import reportkit

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.stem for path in GOLDEN.glob("*.yaml"))
DPI = 60

SYSTEM_FONTS = ("Noto Sans CJK KR", "Noto Naskh Arabic", "Noto Sans Arabic")


def environment() -> str:
    """Return what the look of a page depends on beside ourselves."""
    lines = [f"{name} {version(name)}" for name in ("weasyprint", "pypdfium2", "fonttools")]
    return "\n".join([*lines, f"pango {ffi.pango.pango_version()}", *map(font, SYSTEM_FONTS)]) + "\n"


def font(family: str) -> str:
    path = output_of("fc-match", "--format", "%{file}", family)
    return f"{family} {hashlib.blake2b(Path(path).read_bytes(), digest_size=8).hexdigest()}"


@pytest.fixture(scope="module")
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    return {case: pdf(case) for case in CASES}


def pdf(case: str) -> bytes:
    path = GOLDEN / f"{case}.yaml"
    look = dict(re.findall(r"(\w+)=([\w-]+)", path.read_text(encoding="utf-8").splitlines()[0]))
    return reportkit.render(reportkit.load(path), "pdf", **look)


@needs_poppler
@pytest.mark.parametrize("case", CASES)
def test_outline(case: str, pdfs: dict[str, bytes], update: bool, tmp_path: Path) -> None:
    (tmp_path / "it.pdf").write_bytes(pdfs[case])
    got, path = outline(tmp_path / "it.pdf"), GOLDEN / f"{case}.txt"
    if update:
        path.write_text(got, encoding="utf-8")
    wanted = path.read_text(encoding="utf-8")
    changes = difflib.unified_diff(wanted.splitlines(), got.splitlines(), path.name, "today", lineterm="")
    assert got == wanted, "\n".join(changes)


def outline(path: Path) -> str:
    """Return the structure of a tagged PDF, a line for each element with the words right below it."""
    lines: list[str] = []
    for indent, content in structure_of(path):
        if content.startswith('"'):
            lines[-1] += f" {content[1:-1].strip()}"
        else:
            lines.append(" " * indent + content.split()[0].rstrip(":"))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_picture(case: str, pdfs: dict[str, bytes], update: bool, tmp_path: Path) -> None:
    got, path = picture(pdfs[case]), GOLDEN / f"{case}.png"
    if update:
        got.save(path, optimize=True)
        (GOLDEN / "environment.txt").write_text(environment(), encoding="utf-8")
    if (here := environment()) != (drawn := (GOLDEN / "environment.txt").read_text(encoding="utf-8")):
        pytest.skip(f"golden pictures were drawn with {drawn.split()}, here is {here.split()}")
    with Image.open(path) as image:
        wanted = image.convert("L")
    assert same(wanted, got.convert("L"), tmp_path / f"{case}-difference.png") == ""


def picture(data: bytes) -> Image.Image:
    """Return the first page of a PDF in sixteen greys, small enough to be kept."""
    with pdfium.PdfDocument(data) as document:
        page = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    return page.quantize(16)


def same(wanted: Image.Image, got: Image.Image, report: Path) -> str:
    """Return how `got` differs from `wanted`, empty when it does not; then write both and their difference."""
    if wanted.size != got.size:
        return f"the page was {wanted.size} pixels, and is {got.size}"
    difference = ImageChops.difference(wanted, got)
    box = difference.getbbox()
    if box is None:
        return ""
    marked = Image.composite(
        Image.new("RGB", got.size, "red"), got.convert("RGB"), difference.point(lambda it: it and 255)
    )
    sheet = Image.new("RGB", (3 * got.width, got.height))
    for position, part in enumerate((wanted, got, marked)):
        sheet.paste(part.convert("RGB"), (position * got.width, 0))
    sheet.save(report)
    left, top, right, bottom = (round(edge / DPI * 25.4) for edge in box)
    return f"it differs between {left},{top} and {right},{bottom} mm; was, is, and the difference in red: {report}"


def test_a_difference_is_noticed_and_shown(pdfs: dict[str, bytes], tmp_path: Path) -> None:
    page = picture(pdfs["forum"]).convert("L")
    moved = ImageChops.offset(page, 1, 0)
    assert same(page, page, tmp_path / "none.png") == ""
    assert "the difference in red" in same(page, moved, tmp_path / "some.png")
    assert (tmp_path / "some.png").exists()
    assert not (tmp_path / "none.png").exists()
