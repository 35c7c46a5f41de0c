"""Whether HarfBuzz cuts the fonts of a PDF. Without its library, Python does, which takes 3 to 80 times longer.

The system is asked, not WeasyPrint, since that takes half a second to load; what else may be missing is told in
`diagnosis.py`.
"""

import ctypes
import sys

FILES = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")
"""The library on Linux, macOS and Windows, as WeasyPrint calls it."""

LACKING = "libharfbuzz-subset is not found: every PDF takes 3 to 80 times longer"


def is_there() -> bool:
    return any(map(_opens, FILES))


def remedy() -> str:
    """Return the command that installs it."""
    return "brew install harfbuzz" if sys.platform == "darwin" else "apt-get install libharfbuzz-subset0"


def _opens(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True
