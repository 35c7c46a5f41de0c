"""Keeps two runs out of one folder: a lock of the system's, which goes with the process that holds it."""

import fcntl
import os
from pathlib import Path

from reportkit.errors import ReportkitError


class Busy(ReportkitError):
    """Another run is at work in the folder."""


def hold(folder: Path, hint: str) -> int:
    """Lock `folder` and return the handle to close; raise Busy, with `hint`, when somebody else holds it."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise busy(folder, hint) from None
    except OSError:
        pass  # Some network disks know no locks.
    return lock


def busy(folder: Path, hint: str) -> Busy:
    return Busy(f"another run is writing into {folder}", hint)
