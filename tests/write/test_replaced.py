"""A file that somebody keeps by hand keeps its line ends, its mark and its rights."""

from pathlib import Path

import pytest

from reportkit.errors import Unwritten
from reportkit.write.replaced import replace


@pytest.mark.parametrize(
    ("raw", "becomes"),
    [
        (b"a\nb\n", b"a\nx\ny\n"),
        (b"a\r\nb\r\n", b"a\r\nx\r\ny\r\n"),
        (b"\xef\xbb\xbfa\nb\r\n", b"\xef\xbb\xbfa\nx\ny\n"),
    ],
)
def test_line_ends_and_marks_stay(raw: bytes, becomes: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    path.chmod(0o640)
    replace(path, "a\nb\n", "a\nx\ny\n")
    assert path.read_bytes() == becomes
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a\nc\n")
    with pytest.raises(Unwritten, match="changed while it was read"):
        replace(path, "a\nb\n", "a\nx\n")
    assert path.read_text() == "a\nc\n"
    assert [one.name for one in tmp_path.iterdir()] == ["a.yaml"]
