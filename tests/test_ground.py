"""What files are made from beside their records: found out by what is in it, and quickly where nothing was written."""

import os
import pwd
from pathlib import Path

import pytest

from reportkit import ground
from reportkit.ground import code_digest, fonts_digest
from reportkit.write import kept


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code such as it is in a wheel, and a cache in which nothing is kept yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "code/styles").mkdir(parents=True)
    (tmp_path / "code/a.py").write_text("one")
    (tmp_path / "code/styles/page.css").write_text("red")
    return tmp_path / "code"


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file count as written long ago."""
    monkeypatch.setattr(ground, "SETTLED", -(10**18))


def digest(code: Path) -> str:
    return code_digest((code, code / "styles"))


def test_files_that_nobody_has_written_are_not_read_again(
    code: Path, settled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(code)
    monkeypatch.setattr(ground, "digest", lambda path: pytest.fail(f"{path} is read"))
    assert digest(code) == before


def test_a_file_of_the_same_size_and_time_is_noticed(code: Path, settled: None) -> None:
    """As where an older version is put back by a program that keeps times."""
    before, time = digest(code), (code / "a.py").stat()
    (code / "a.py").write_text("two")
    os.utime(code / "a.py", ns=(time.st_atime_ns, time.st_mtime_ns))
    assert digest(code) != before


def test_a_file_that_comes_goes_or_has_another_name_is_noticed(code: Path, settled: None) -> None:
    found = [digest(code)]
    (code / "styles/b.css").write_text("")
    found.append(digest(code))
    (code / "styles/b.css").rename(code / "styles/c.css")
    found.append(digest(code))
    (code / "styles/c.css").unlink()
    assert len(set(found)) == 3
    assert digest(code) == found[0]


def test_what_was_just_written_is_read_again(code: Path) -> None:
    """Within the same tick of a coarse clock it may be written once more."""
    digest(code)
    assert not (code.parent / "cache").exists()


def test_it_does_not_matter_where_the_rooms_lie(code: Path) -> None:
    """In a wheel they lie within the package, in a checkout beside it; what is compiled is nobody's source."""
    within = digest(code)
    (code / "styles").rename(code.parent / "styles")
    (code / "__pycache__").mkdir()
    (code / "__pycache__/a.cpython-311.pyc").touch()
    assert code_digest((code, code.parent / "styles")) == within


def test_a_font_that_is_a_link_to_nowhere_stops_nobody(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As removed packages leave them behind."""
    monkeypatch.setattr(ground, "_font_folders", lambda: [code])
    before = fonts_digest.__wrapped__()
    (code / "gone.ttf").symlink_to(code / "nowhere.ttf")
    assert fonts_digest.__wrapped__() != before


def test_whoever_has_no_home_can_work(code: Path, settled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As users of a container whom it does not know."""

    def nobody(number: int) -> None:
        raise KeyError(number)

    for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(code)
    assert digest(code) == digest(code)
    fonts_digest.__wrapped__()
    kept.tidy("code")
    assert sorted(one.name for one in code.iterdir()) == ["a.py", "styles"]
