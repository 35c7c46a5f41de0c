"""Pieces of work for `test_workers.py`, easy and hard; workers find them here by name."""

import ctypes
import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportkit.records import Session


def double(number: int) -> int:
    return 2 * number


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def sleep_in_c(seconds: int) -> int:
    """Sleep, and let no other line of Python run meanwhile."""
    ctypes.PyDLL(None).sleep(seconds)
    return seconds


def sleep_through_anything(seconds: float) -> float:
    try:
        time.sleep(seconds)
    except Exception:
        return 0
    return seconds


def sleep_through_one_bell(seconds: float) -> float:
    try:
        time.sleep(seconds)
    except BaseException:
        time.sleep(seconds)
    return seconds


def mark(path: Path) -> None:
    path.touch()


def divide(number: int) -> float:
    return 1 / number


def end(how: str) -> str:
    match how:
        case "abort":
            os.abort()
        case "segfault":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "leave":
            sys.exit("enough")
    return how


def eat(megabytes: int) -> int:
    """Take memory as Python does, in small pieces."""
    return sum(len(piece) for piece in [bytes(1000) for _ in range(megabytes * 1000)]) // 1_000_000


def eat_in_c(megabytes: int) -> int:
    """Take memory as a C library does, which aborts when there is none."""
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    for _ in range(megabytes):
        piece = library.malloc(1 << 20)
        if not piece:
            os.abort()
        ctypes.memset(piece, 1, 1 << 20)
    return megabytes


def lock(number: int) -> Any:
    """Return what cannot travel, for every number but 0."""
    return Lock() if number else number


class Trap:
    """Travels, but never arrives."""

    def __reduce__(self) -> Any:
        return int, ("trap",)


def trap(number: int) -> Any:
    return Trap() if number else number


def weigh(item: bytes) -> bytes:
    return item[::-1]


def who(seconds: float) -> tuple[int, int, int]:
    """Return worker, foreman, and how many threads the foreman has."""
    time.sleep(seconds)
    return os.getpid(), os.getppid(), len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))


def fail(number: int) -> None:
    raise ValueError(f"in worker {os.getpid()}")


def holds(name: str) -> bool:
    """Tell whether this process has the file open."""
    return any(handle.is_symlink() and str(handle.readlink()) == name for handle in Path("/proc/self/fd").iterdir())


def chatter(number: int) -> int:
    os.write(1, b"to standard output\n")
    os.write(2, b"to standard error\n")
    logging.getLogger("weasyprint").error("an error of WeasyPrint")
    logging.getLogger("reportkit.chores").info("number %s done", Quoted(number))
    return number


class Quoted:
    """An argument of a log line that cannot travel."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.lock = Lock()

    def __str__(self) -> str:
        return f"“{self.number}”"


def leave_files(seconds: float) -> str:
    folder = tempfile.mkdtemp()
    time.sleep(seconds)
    return folder


def printed(session: "Session", format: str) -> tuple[bytes, int]:
    """Return a finished file, and how many threads the foreman has who loaded all for it."""
    from reportkit.pipeline import publish
    from reportkit.settings import Wishes, settle

    data = publish(session, format, settle(session, Wishes()))
    return data, len(list(Path(f"/proc/{os.getppid()}/task").iterdir()))
