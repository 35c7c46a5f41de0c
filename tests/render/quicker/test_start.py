"""WeasyPrint loads less than it would by itself, and prints the same."""

import io
import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from pprint import pformat
from typing import Any

import cffi
import pytest

from reportkit.render._quicker import declared

HEAVY = ("pycparser", "fontTools.subset", "fontTools.ttLib.woff2", "fontTools.varLib", "fontTools.varLib.instancer")

PRINTED = """
import hashlib, json, logging, sys, warnings
{before}
import reportkit
from builders import a_document, a_look, a_session, long_text
from reportkit.render.pdf import render
{after}
pdf = render(a_document(a_session(long_text(6))), a_look())
print(json.dumps([hashlib.sha256(pdf).hexdigest(), [name for name in {heavy!r} if name in sys.modules]]))
"""

USUAL = "import weasyprint"
OTHER_DECLARATIONS = "from reportkit.render._quicker import declared; declared.DECLARATIONS = ''"
OTHER_FORMAT = "from reportkit.render._quicker import declared; declared.PARTS['_version'] = 1"
NO_HARFBUZZ = "import weasyprint.pdf.fonts as fonts; fonts.harfbuzz_subset = None"

VARIABLE_AND_WOFF = """
import contextlib, weasyprint.pdf.fonts, weasyprint.text.fonts
with contextlib.suppress(TypeError):
    weasyprint.pdf.fonts.instantiateVariableFont(None, {})
assert weasyprint.text.fonts.woff2.decompress.__module__ == "fontTools.ttLib.woff2"
"""


def declarations() -> str:
    """Return what WeasyPrint declares, in its source."""
    found = find_spec("weasyprint.text.ffi")
    assert found
    assert found.origin
    it = re.findall(r"ffi\.cdef\('''(.*?)'''\)", Path(found.origin).read_text(encoding="utf-8"), re.DOTALL)
    assert len(it) == 1
    return str(it[0])


DECLARED = declarations()

known = pytest.mark.skipif(
    sha256(DECLARED.encode()).hexdigest() != declared.DECLARATIONS and "--update-golden" not in sys.argv,
    reason="this WeasyPrint declares other things than the one of `declared.py`: pytest --update-golden",
)


def printed(before: str = "", after: str = "") -> tuple[str, list[str]]:
    """Return the digest of a PDF made by a fresh process, and what heavy modules that had loaded."""
    play = PRINTED.format(before=before, after=after, heavy=HEAVY)
    path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
    # Without HarfBuzz, fonts tell when they were cut.
    environment = {**os.environ, "PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1700000000"}
    done = subprocess.run([sys.executable, "-c", play], capture_output=True, text=True, check=True, env=environment)
    digest, heavy = json.loads(done.stdout)
    return digest, heavy


@pytest.fixture(scope="module")
def usual() -> tuple[str, list[str]]:
    return printed(USUAL)


@known
def test_prints_the_same_and_loads_less(usual: tuple[str, list[str]]) -> None:
    assert usual[1] == list(HEAVY)
    assert printed() == (usual[0], [])


@pytest.mark.parametrize("change", [OTHER_DECLARATIONS, OTHER_FORMAT])
def test_goes_the_usual_way_where_something_has_changed(change: str, usual: tuple[str, list[str]]) -> None:
    assert printed(change) == (usual[0], ["pycparser"])


def test_cuts_fonts_without_harfbuzz() -> None:
    digest, heavy = printed(after=NO_HARFBUZZ)
    assert digest == printed(USUAL, NO_HARFBUZZ)[0]
    assert "fontTools.subset" in heavy


def test_what_waits_comes_when_it_is_asked_for(usual: tuple[str, list[str]]) -> None:
    digest, heavy = printed(after=VARIABLE_AND_WOFF)
    assert digest == usual[0]
    assert {"fontTools.ttLib.woff2", "fontTools.varLib.instancer"} <= set(heavy)


@known
def test_declarations_are_those_of_weasyprint(request: pytest.FixtureRequest) -> None:
    made = module(DECLARED)
    path = Path(declared.__file__)
    if request.config.getoption("--update-golden"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made


def module(declarations: str) -> str:
    """Return `declared.py` as it has to be."""
    ffi = cffi.FFI()
    ffi.cdef(declarations)
    ffi.set_source("weasyprint", None)
    emitted = io.StringIO()
    ffi.emit_python_code(emitted)
    told: dict[str, Any] = {}
    exec(emitted.getvalue().replace("_cffi_backend.FFI", "tell"), {"tell": lambda _, **parts: told.update(parts)})
    return f'''"""What cffi makes of the declarations in WeasyPrint; `pytest --update-golden` writes this file."""
# fmt: off
# ruff: noqa: ISC004

from typing import Any

DECLARATIONS = "{sha256(declarations.encode()).hexdigest()}"
"""The SHA-256 of what WeasyPrint declares."""

PARTS: dict[str, Any] = \\
{pformat(told, width=110, compact=True)}


def made(ffi: Any) -> Any:
    """Return what `ffi`, a class of cffi's, makes of it: any version understands what another one wrote."""
    return ffi("weasyprint", **PARTS)
'''
