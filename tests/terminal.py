"""A program on a terminal of its own, so that tests see what a person would."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


OWN = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
"""Makes the terminal that of the program, so that Ctrl-C reaches it."""


@dataclass(frozen=True)
class Seen:
    """All that a program has sent to its terminal, and how it ended."""

    sent: str
    exit_code: int

    @property
    def frames(self) -> list[str]:
        """What stood on each line that was drawn, also of those that were drawn over; without blank ones."""
        lines = re.split(r"\r\n?|\n", CONTROL.sub("", self.sent.replace("\x1b[2K", "\r")))
        return [line.rstrip() for line in lines if line.strip()]

    @property
    def colours(self) -> set[str]:
        return set(re.findall(r"\x1b\[(?:\d+;)*(?:3[0-8]|9[0-7])[;0-9]*m", self.sent))


def on_terminal(
    program: str,
    *arguments: str,
    width: int = 80,
    stop_at: str = "",
    keys: Sequence[tuple[str, str]] = (),
    **environment: str,
) -> Seen:
    """Run the Python text `program` on a terminal `width` columns wide; press Ctrl-C when it has sent `stop_at`.

    Of `keys`, each is pressed when the program has sent the words before it, after those of the key before.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    clean = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "FORCE_COLOR")}
    run = subprocess.Popen(
        [sys.executable, "-c", OWN + program, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "TERM": "xterm-256color", **environment},
        start_new_session=True,
    )
    os.close(theirs)
    sent = _read(ours, run, [*keys, *([(stop_at, "\x03")] if stop_at else [])])
    return Seen(sent.decode(errors="replace"), run.wait(10))


def _read(ours: int, run: "subprocess.Popen[bytes]", keys: list[tuple[str, str]]) -> bytes:
    sent, seen, ends = b"", 0, time.monotonic() + 60
    while time.monotonic() < ends:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the program has closed its end.
                piece = b""
            if not piece:
                break
            sent += piece
        while keys and keys[0][0].encode() in sent[seen:]:
            words, key = keys.pop(0)
            seen = sent.index(words.encode(), seen) + len(words.encode())
            # What is pressed before a program listens to single keys is lost.
            time.sleep(0.2)
            os.write(ours, key.encode())
    else:
        run.kill()
    os.close(ours)
    return sent
