"""A process that prints many documents does not grow."""

import ctypes
import gc

import pytest
from builders import a_document, a_look, a_session, long_text

from reportkit.render.pdf import render

LIBC = ctypes.CDLL(None)


class Use(ctypes.Structure):
    """What the C library tells of its memory (mallinfo2, glibc 2.33)."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keep",
        )
    )


def in_use() -> int:
    """Return the bytes that libraries hold, Python's own small objects apart."""
    gc.collect()
    LIBC.mallinfo2.restype = Use
    return int(LIBC.mallinfo2().uordblks)


@pytest.mark.skipif(not hasattr(LIBC, "mallinfo2"), reason="only glibc tells how much memory is in use")
def test_a_document_leaves_nothing_behind() -> None:
    document, look = a_document(a_session(long_text(6))), a_look()
    for _ in range(3):
        render(document, look)
    before = in_use()
    for _ in range(8):
        render(document, look)
    assert (in_use() - before) / 8 < 4_000
