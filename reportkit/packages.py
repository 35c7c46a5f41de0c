"""What reading a ZIP package comes to when it is damaged, locked, or packed in a way that nobody here knows.

Each kind of package has a gate of its own: Word files in `wordml/`, workbooks in `intake/xlsx.py`.
"""

import zlib
from lzma import LZMAError
from zipfile import BadZipFile

UNREADABLE = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error, LZMAError)
"""What `zipfile` raises then: NotImplementedError is an unknown compression, RuntimeError a password."""
