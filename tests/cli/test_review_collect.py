"""`reportkit review collect` as people run it: what it prints, how it ends, and what bad files get."""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from returns import LEE, NAME, RECORD, a_letter, an_answer, changed, drafted, review, with_parts, with_words, word

from reportkit.cli import group
from reportkit.errors import Misused
from reportkit.write.ledger import Ledger


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drafted(tmp_path_factory.mktemp("drafted")).record.parents[1]


@pytest.fixture
def ledger(event: Path, tmp_path: Path) -> Ledger:
    shutil.copytree(event, tmp_path / NAME)
    return Ledger(tmp_path / NAME / RECORD)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def edit(ledger: Ledger) -> bytes:
    return with_words(word(ledger), "a harsher future", "a harder future")


def run(ledger: Ledger, *arguments: str | Path) -> Result:
    words = ["review", "collect", *map(str, arguments), "--event", str(ledger.record.parents[1])]
    return CliRunner().invoke(group, words)


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_is_printed_of_several_files(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    put(inbox / "1 draft.docx", edit)
    put(inbox / "2 Re.eml", an_answer("Fine by me.\n\x1b[31mRed", answers=a_letter(ledger)))
    put(inbox / "3 draft.pdf", b"%PDF-1.7")
    put(inbox / "notes.txt", b"Dear colleagues")
    done = run(ledger, inbox)
    kept = ledger.record.parents[1] / "unmatched.review/inbox/refused" / sha256(b"%PDF-1.7").hexdigest()
    assert done.stdout.splitlines() == [
        f"{inbox}/1 draft.docx ({LEE}, return 1)",
        "  Lavina Lee: 1 change in passage 2 (own), found by comparison",
        "  the draft was never marked as sent; it has evidently reached the speaker",
        f"{inbox}/2 Re.eml ({LEE})",
        '  Lavina Lee: no Word file; kept as reply 1: "Fine by me. <U+001B>[31mRed"',
    ]
    assert done.stderr.splitlines() == [
        f"error: {inbox}/3 draft.pdf: a PDF, not a Word file",
        "  hint: ask for the Word file with the changes in it, or make them there and collect it",
        f"  kept as {kept}",
        f"1 return, 1 reply, 1 refused; 1 left alone: {inbox}/notes.txt",
    ]
    assert done.exit_code == 4


def test_json_is_one_document(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    done = run(ledger, put(inbox / "1", edit), put(inbox / "2", b"no"), "--json")
    first, second = json.loads(done.stdout)
    assert (first["state"], first["review"], first["number"], first["exit_code"]) == ("returned", LEE, 1, 0)
    assert (second["state"], second["exit_code"], done.exit_code) == ("refused", 4, 4)


def test_nothing_is_kept_by_a_dry_run(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    done = run(ledger, put(inbox / "1", edit), "--dry-run")
    assert (done.exit_code, review(ledger).state) == (0, "drafted")
    assert done.stderr == "1 return (nothing was kept: --dry-run)\n"


def test_a_file_of_no_known_review_is_exit_2(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    unnamed = changed(edit, lambda xml: xml.replace("reportkit.", "other."), "docProps/custom.xml")
    done = run(ledger, put(inbox / "pasted.docx", unnamed))
    assert f"no review id; matches review {LEE} by text (100 %): run again with --as {LEE}" in done.stderr
    assert done.exit_code == 2
    assert run(ledger, inbox / "pasted.docx", "--as", LEE).exit_code == 0
    assert isinstance(run(ledger, inbox / "pasted.docx", "--as", "nobody").exception, Misused)


def test_no_path_and_no_event_are_misuse(ledger: Ledger, inbox: Path) -> None:
    assert isinstance(run(ledger, inbox / "not there").exception, Misused)
    done = CliRunner().invoke(group, ["review", "collect", str(inbox), "--event", str(inbox / "none")])
    assert isinstance(done.exception, Misused)


def test_an_empty_folder(ledger: Ledger, inbox: Path) -> None:
    done = run(ledger, inbox)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing came back\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    put(inbox / "1.docx", edit).chmod(0)
    done = run(ledger, inbox)
    assert (done.exit_code, "1.docx: cannot be read: Permission denied" in done.stderr) == (4, True)


def test_a_folder_of_mail_with_the_same_message_twice(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    for part in ("cur", "new", "tmp"):
        (inbox / part).mkdir()
    answer = an_answer("Here.", edit, answers=a_letter(ledger))
    put(inbox / "cur/1779.M1.host:2,S", answer)
    put(inbox / "new/1780.M2.host", answer)
    put(inbox / "tmp/half", answer[:900])
    done = run(ledger, inbox)
    assert done.stderr == "1 return, 1 reply, 2 collected before\n"
    assert len(review(ledger).returns) == 1


def test_five_hundred_files_of_all_kinds(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    letter = a_letter(ledger)
    for number in range(100):
        put(inbox / f"{number:03} note.txt", b"Dear colleagues")
        put(inbox / f"{number:03} logo.png", b"\x89PNG\r\n")
        put(inbox / f"{number:03} list.eml", an_answer("News!", sender="list@example.org"))
        put(inbox / f"{number:03} cut.docx", edit[: 1000 + number])
        put(inbox / f"{number:03} message", an_answer(f"Answer {number}.", answers=letter))
    put(inbox / "last.docx", edit)
    start = time.process_time()
    done = run(ledger, inbox)
    assert time.process_time() - start < 30
    assert (done.exit_code, len(review(ledger).returns), len(ledger.replies(review(ledger)))) == (4, 1, 100)
    assert "1 return, 100 replies, 100 not taken, 100 refused; 200 left alone: " in done.stderr
    refused = ledger.record.parents[1] / "unmatched.review/inbox/refused"
    assert len(list(refused.iterdir())) == 100


def test_a_mailbox_of_10_megabytes(ledger: Ledger, inbox: Path, edit: bytes) -> None:
    separator = b"From a@x Mon May  4 09:00:00 2026\n"
    other = separator + an_answer("News!", os.urandom(700_000), sender="list@example.org") + b"\n\n"
    answer = separator + an_answer("Here.", edit, answers=a_letter(ledger)) + b"\n\n"
    put(inbox / "All mail", other * 11 + answer)
    done = run(ledger, inbox / "All mail")
    assert (done.exit_code, review(ledger).state) == (0, "returned")
    assert done.stdout.splitlines()[0] == f"{inbox}/All mail: message 12: draft.docx ({LEE}, return 1)"


def test_a_message_of_50_megabytes_is_refused(ledger: Ledger, inbox: Path) -> None:
    done = run(ledger, put(inbox / "1.eml", b"From: a@x\n\n" + b"x" * (50 << 20)))
    assert (done.exit_code, "too large a message, refused" in done.stderr) == (4, True)


# --- files that are not let in ----------------------------------------------------------------------------------


def macros(data: bytes) -> bytes:
    return with_parts(data, **{"word/vbaProject.bin": b"x"})


def bomb(data: bytes) -> bytes:
    return with_parts(data, **{"word/media/bomb.bin": bytes(300 << 20)})


def large_xml(data: bytes) -> bytes:
    return changed(data, lambda xml: xml.replace("</w:body>", f"<!--{' ' * (200 << 20)}--></w:body>"))


def billion_laughs(data: bytes) -> bytes:
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 30))
    return changed(data, lambda xml: xml.replace("<w:document", f"<!DOCTYPE x [{entities}]><w:document", 1))


def reaching_entity(data: bytes) -> bytes:
    dtd = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return changed(data, lambda xml: xml.replace("<w:document", f"{dtd}<w:document", 1))


def nested(data: bytes) -> bytes:
    opened, closed = "<w:sdt><w:sdtContent>" * 3000, "</w:sdtContent></w:sdt>" * 3000
    return changed(data, lambda xml: xml.replace("<w:body>", f"<w:body>{opened}<w:p/>{closed}", 1))


def duplicate(data: bytes) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return with_parts(data, **{"word/document.xml": b"<none/>"})


def encrypted(data: bytes) -> bytes:
    file = bytearray(data)
    file[file.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(file)


def only_a_picture(data: bytes) -> bytes:
    assert data
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("page.jpg", b"\xff\xd8\xff")
    return out.getvalue()


BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: data[:0], "not a Word file (damaged or cut short)"),
    "text": (lambda data: b"Dear colleagues", "not a Word file (damaged or cut short)"),
    "truncated": (lambda data: data[: len(data) // 2], "not a Word file (damaged or cut short)"),
    "old": (lambda data: b"\xd0\xcf\x11\xe0" + bytes(2000), "old or encrypted Word file"),
    "encrypted": (encrypted, "old or encrypted Word file"),
    "macros": (macros, "contains macros, refused"),
    "bomb": (bomb, "too large when unpacked"),
    "large XML": (large_xml, "too large when unpacked"),
    "billion laughs": (billion_laughs, "contains a DTD, refused"),
    "external entity": (reaching_entity, "contains a DTD, refused"),
    "leads out": (lambda data: with_parts(data, **{"../../cron": b"x"}), "suspicious package, refused"),
    "duplicate": (duplicate, "suspicious package, refused"),
    "nested": (nested, "too deeply nested, refused"),
    "packed picture": (only_a_picture, "a packed file without a Word file in it"),
}

MEASURED = """
import runpy, sys, time
sys.argv = ["reportkit", *sys.argv[1:]]
try:
    runpy.run_module("reportkit", run_name="__main__")
finally:
    most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]
    print(time.process_time(), int(most) // 1024, file=sys.stderr)
"""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_and_kept(name: str, ledger: Ledger, inbox: Path) -> None:
    make, told = BAD[name]
    data = make(word(ledger))
    start = time.process_time()
    done = run(ledger, put(inbox / "draft.docx", data))
    assert time.process_time() - start < 1
    assert done.stderr.splitlines()[0] == f"error: {inbox}/draft.docx: {told}"
    assert (done.exit_code, done.stdout, review(ledger).state) == (4, "", "drafted")
    kept = ledger.record.parents[1] / "unmatched.review/inbox/refused" / sha256(data).hexdigest()
    assert (kept.exists() or not data, "Traceback" in done.stderr) == (True, False)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory of a run")
def test_all_bad_files_in_one_run_take_little_memory(ledger: Ledger, inbox: Path) -> None:
    for name, (make, _) in BAD.items():
        put(inbox / f"{name}.docx", make(word(ledger)))
    arguments = ["review", "collect", str(inbox), "--event", str(ledger.record.parents[1])]
    done = subprocess.run([sys.executable, "-c", MEASURED, *arguments], capture_output=True, text=True, check=False)
    seconds, megabytes = done.stderr.splitlines()[-1].split()
    assert done.returncode == 4
    assert (float(seconds) < len(BAD), int(megabytes) < 200) == (True, True), done.stderr
