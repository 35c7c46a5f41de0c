"""What a folder of outputs knows of itself after a run that was killed."""

from pathlib import Path

import pytest

from reportkit.errors import Unwritten
from reportkit.write import whole
from reportkit.write.manifest import JOURNAL, NAME, Book, FileEntry, Manifest, SessionEntry, hashed, opened, read

DATA = b"a page"
SESSION = SessionEntry(
    id="1", title="Talk", language="en", starts="2031-05-06T09:30", stem="1-talk", pictures={}, remarks=[]
)


def entry(data: bytes = DATA) -> FileEntry:
    return FileEntry(
        sha256=hashed(data), pages=1, record="sessions/1.yaml", format="pdf", edition="handout", made_from={}
    )


class Killed(BaseException):
    """Stands for the end of a process, behind which nothing is done any more."""


def killed_behind_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Place a file, and end as soon as it is there."""
    write = whole.Many.write

    def last(files: whole.Many, path: Path, data: bytes) -> None:
        write(files, path, data)
        raise Killed

    monkeypatch.setattr(whole.Many, "write", last)
    book = Book(folder, Manifest())
    with pytest.raises(Killed):
        book.place("1-talk.pdf", DATA, entry(), SESSION)
    assert book.journal
    book.journal.close()
    monkeypatch.undo()


def test_a_file_is_known_before_it_has_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_behind_the_file(tmp_path, monkeypatch)
    assert not (tmp_path / NAME).exists()
    assert read(tmp_path).files == {"1-talk.pdf": entry()}


def test_the_next_run_takes_over_what_was_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_behind_the_file(tmp_path / "out", monkeypatch)
    # Locks end with their process; this one goes on.
    (tmp_path / "out").rename(tmp_path / "later")
    (tmp_path / "copy").mkdir()
    for path in (tmp_path / "later").iterdir():
        (tmp_path / "copy" / path.name).write_bytes(path.read_bytes())
    with opened(tmp_path / "copy"):
        pass
    assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["1-talk.pdf", NAME]
    assert read(tmp_path / "copy").sessions == {"sessions/1.yaml": SESSION}


def test_a_note_that_was_cut_off_spoils_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_behind_the_file(tmp_path, monkeypatch)
    whole_note = (tmp_path / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(whole_note[: len(whole_note) // 2] + whole_note)
    assert list(read(tmp_path).files) == ["1-talk.pdf"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unwritten, match="cannot be written"), opened(tmp_path / "file/out") as book:
        book.begin()
