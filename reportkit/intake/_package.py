"""What lies in a ZIP file, without unpacking it; unpacking Word files is left to `wordml/gate.py`."""

from io import BytesIO
from zipfile import ZipFile

from reportkit.packages import UNREADABLE


def members(data: bytes) -> frozenset[str]:
    """Return the names in the ZIP file `data`, none where it is none; never raises."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with ZipFile(BytesIO(data)) as package:
            return frozenset(package.namelist())
    except UNREADABLE:
        return frozenset()
