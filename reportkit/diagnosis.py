"""What this machine has and lacks: the libraries that lay out pages, and a font for every script.

Fonts are not looked up but tried: a line of each script is printed, and what has no glyph is missing.
"""

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from reportkit import subsetter
from reportkit.errors import BadPage, MachineLacks
from reportkit.records import Passage, Session
from reportkit.resources import room
from reportkit.settings import settle
from reportkit.wishes import Wishes

SCRIPTS = {
    "Korean": ("한국어", "fonts-noto-cjk"),
    "Japanese": ("日本語かな", "fonts-noto-cjk"),
    "Chinese": ("简体字繁體字", "fonts-noto-cjk"),
    "Arabic": ("العربية", "fonts-noto-core"),
    "Vietnamese": ("Tiếng Việt", "fonts-noto-core"),
}
"""Words of each script and the Debian package with a font for it."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing looked at; `remedy` is the command that mends it."""

    part: str
    well: bool
    remark: str
    remedy: str = ""


def examine() -> Iterator[Symptom]:
    """Yield what was looked at, whether it is well or not."""
    yield Symptom("Python", sys.version_info >= (3, 11), platform.python_version(), "install Python 3.11 or newer")
    yield _bundled_fonts()
    try:
        from reportkit.render import pdf
    except OSError as error:
        yield Symptom(
            "WeasyPrint", False, f"cannot start: {error}", _install("libpango-1.0-0 libpangoft2-1.0-0", "pango")
        )
        return
    yield Symptom("WeasyPrint", True, version("weasyprint"))
    yield _subsetter(pdf.subsets_with_harfbuzz())
    for script, (words, package) in SCRIPTS.items():
        yield _font(script, words, package)


def _install(debian: str, brew: str) -> str:
    return f"brew install {brew}" if sys.platform == "darwin" else f"apt-get install {debian}"


def _bundled_fonts() -> Symptom:
    number = len(list((room("styles") / "fonts").glob("*.ttf")))
    return Symptom(
        "bundled fonts", number > 0, f"{number} faces", "install reportkit again: its files are not complete"
    )


def _subsetter(there: bool) -> Symptom:
    remark = "fonts are cut by HarfBuzz" if there else "not found: every PDF takes 3 to 80 times longer"
    return Symptom("libharfbuzz-subset", there, remark, subsetter.remedy())


def _font(script: str, words: str, package: str) -> Symptom:
    passage = Passage(id="p01", text=words)
    session = Session(
        schema_="reportkit/1",
        id="1",
        title="Specimen",
        starts=datetime(2000, 1, 1, 9),
        ends=datetime(2000, 1, 1, 10),
        sketch=(passage,),
    )
    from reportkit.pipeline import publish

    try:
        publish(session, "pdf", settle(session, Wishes()))
    except (BadPage, MachineLacks) as error:
        return Symptom(f"{script} font", False, error.message, _install(package, "font-noto-sans-cjk"))
    return Symptom(f"{script} font", True, words)
