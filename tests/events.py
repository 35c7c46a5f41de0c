"""Small events for tests of whole runs, and runs in processes of their own."""

import os
import resource
import subprocess
import sys
from pathlib import Path

SESSION = """schema: reportkit/1
id: "{id}"
title: {title}
starts: 2031-05-06T09:30
ends: 2031-05-06T{ends}
speakers: [{{id: abe, name: Abe Ren, affiliations: [Harbour Museum]}}]
sketch: [{{id: p01, speaker: abe, text: "{text}"}}]
"""


def new_event(home: Path, sessions: int, more: str = "") -> Path:
    """Make an event folder with so many sessions; `more` goes into its event file."""
    (home / "sessions").mkdir(parents=True)
    (home / "event.yaml").write_text(f"schema: reportkit/1\ntitle: Forum\n{more}")
    for number in range(1, sessions + 1):
        write_session(home, f"{number:02}")
    return home


def write_session(home: Path, id: str, title: str = "", ends: str = "10:00", text: str = "Text.") -> None:
    record = SESSION.format(id=id, title=title or f"Talk {id}", ends=ends, text=text)
    (home / f"sessions/{id}.yaml").write_text(record)


def command(event: Path, out: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "reportkit", "export", str(event), "-o", str(out), *arguments]


def run(
    event: Path, out: Path, *arguments: str, largest_file: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Export in a process of its own, which may write no file larger than so many bytes."""

    def limit() -> None:
        if largest_file:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        command(event, out, *arguments),
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        preexec_fn=limit,
        check=False,
        timeout=120,
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below `folder`, by name."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
