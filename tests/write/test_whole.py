"""Promise 3: a file appears complete or not at all."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportkit.errors import Unwritten
from reportkit.write import whole

OLD, NEW = b"old " * 1000, b"new " * 5_000_000


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    whole.write(tmp_path / "a/b/it.pdf", b"it")
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["it.pdf"]
    assert (tmp_path / "a/b/it.pdf").read_bytes() == b"it"


WRITER = """
import sys
from pathlib import Path
from reportkit.write import whole
print("ready", flush=True)
while True:
    whole.write(Path(sys.argv[1]), b"new " * 5_000_000)
"""


def test_a_kill_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "it.pdf"
    path.write_bytes(OLD)
    for moment in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(0.004 * moment)
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert path.read_bytes() in (OLD, NEW)
    whole.write(path, b"done")
    assert [left.name for left in tmp_path.iterdir()] == ["it.pdf"]


def test_what_killed_runs_have_left_goes_once_for_many_files(tmp_path: Path) -> None:
    """And nothing else: neither what a run that lives is about to put in its place, nor what is somebody else's."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, living, other = f".a.pdf.{gone.pid}.part", f".b.pdf.{os.getpid()}.part", ".notes.part"
    for name in (left, living, other):
        (tmp_path / name).touch()
    files = whole.Many()
    for name in ("a.pdf", "c.pdf"):
        files.write(tmp_path / name, b"it")
    files.flush()
    assert {one.name for one in tmp_path.iterdir()} == {"a.pdf", "c.pdf", living, other}


def test_a_full_disk_is_told_and_leaves_the_old_file(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk that is full: both refuse the write half way."""
    path = tmp_path / "it.pdf"
    path.write_bytes(OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        with pytest.raises(Unwritten, match=r"it\.pdf: cannot be written: File too large"):
            whole.write(path, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == OLD
    assert [left.name for left in tmp_path.iterdir()] == ["it.pdf"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(Unwritten, match="cannot be written"):
        whole.write(tmp_path / "a/it.pdf", b"it")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_lets_nobody_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unwritten, match="Permission denied"):
        whole.write(tmp_path / "it.pdf", b"it")
    tmp_path.chmod(0o700)
