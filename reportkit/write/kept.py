"""What was made with pains and may be wanted again, kept in a folder of this user, apart from all outputs.

What is kept is found by its key, a hash of all that it was made from, and is only trusted when it is whole. Nothing is
lost when the folder is removed, or cannot be written: what is not there is made again.
"""

import os
import sys
from contextlib import suppress
from errno import ENOENT
from hashlib import sha256
from pathlib import Path
from time import time_ns

from reportkit.errors import Unwritten
from reportkit.write import whole

MOST = 500_000_000
"""How many bytes are kept; what was not wanted for the longest time goes first."""


def find(kind: str, key: str) -> bytes | None:
    """Return what was kept as `key`; None where nothing is, or something else than was kept."""
    try:
        path = _folder(kind) / key
        seal, _, data = path.read_bytes().partition(b"\n")
        if seal != _seal(key, data):
            return None
        # The clock of a disk is too coarse to tell what was wanted last.
        now = time_ns()
        os.utime(path, ns=(now, now))
    except OSError:
        return None
    return data


def keep(kind: str, key: str, data: bytes) -> None:
    """Keep `data` as `key`; where that cannot be, do nothing."""
    with suppress(Unwritten, OSError):
        whole.write(_folder(kind) / key, _seal(key, data) + b"\n" + data)


def tidy(kind: str) -> None:
    """Remove what was not wanted for the longest time, where too much is kept."""
    with suppress(OSError):
        known = [(file.stat(), file) for file in _folder(kind).iterdir() if file.is_file()]
        left = MOST
        for state, file in sorted(known, key=lambda one: one[0].st_mtime_ns, reverse=True):
            left -= state.st_size
            if left < 0:
                file.unlink(missing_ok=True)


def _seal(key: str, data: bytes) -> bytes:
    return b"reportkit " + sha256(key.encode() + b"\n" + data).hexdigest().encode()


def _folder(kind: str) -> Path:
    """Return the folder of what is of a kind; raise FileNotFoundError where this user has no home."""
    if home := os.environ.get("XDG_CACHE_HOME"):
        return Path(home) / "reportkit" / kind
    if not (home := os.path.expanduser("~")).startswith("/"):  # noqa: PTH111 - which raises where there is none
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), home)
    return Path(home, "Library/Caches" if sys.platform == "darwin" else ".cache", "reportkit", kind)
