"""Promise 6: no address of contacts.yaml, nothing of `mail`, no user name, machine name or path is in any output."""

import getpass
import pickle
import re
import socket
import zipfile
import zlib
from base64 import b64decode
from io import BytesIO
from pathlib import Path

from builders import a_session
from click.testing import CliRunner
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rounds import an_event_of, edit, returned

import reportkit
from reportkit import render
from reportkit.cli import group
from reportkit.cluster._parcel import parcel
from reportkit.pipeline import receive
from reportkit.reviewing.finding import held
from reportkit.settings import settle
from reportkit.wishes import Wishes

CANARY = "canary-4711@example.org"

POST = """mail:
  from: Canary-4717 <canary-4718@example.org>
  reply_to: canary-4719@example.org
  host: canary-4720.example.org
  user: canary-4721
"""
"""What an event file says of how mail leaves."""

ARTIST, ORIENTATION = 0x013B, 0x0112
"""Tags of Exif."""


def laid_bare(data: bytes) -> bytes:
    """Return all that a file holds: the members of a Word file and the streams of a PDF, unpacked, and the bytes."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as package:
            return b"\n".join([*map(package.read, package.namelist()), *(name.encode() for name in package.namelist())])
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"\n".join([data, *filter(None, map(_inflated, streams))])


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_nothing_private_is_in_any_output(tmp_path: Path) -> None:
    home = tmp_path / "folder-of-canary-4712"
    runner = CliRunner()
    assert runner.invoke(group, ["init", str(home)]).exit_code == 0
    (home / "contacts.yaml").write_text(f"lindqvist: {{address: {CANARY}, name: Dr. Lindqvist}}\n")
    mail = "\nmail: {from: canary-4713 <canary-4714@example.org>, host: canary-4715.example.org, user: canary-4716}\n"
    (home / "event.yaml").write_text((home / "event.yaml").read_text() + mail)
    formats = ["-f", "pdf", "-f", "docx", "-f", "html"]
    result = runner.invoke(
        group, ["export", str(home), "-o", str(tmp_path / "out"), *formats, "--attach-record", "-j", "1"]
    )
    assert result.exit_code == 0
    secrets = [
        CANARY,
        *(f"canary-{number}" for number in range(4712, 4717)),
        str(tmp_path),
        getpass.getuser() + "@",
        socket.gethostname() + "/",
    ]
    files = sorted((tmp_path / "out").rglob("*.*"))
    assert [path.suffix for path in files] == [".docx", ".html", ".pdf", ".json", ".html"]
    for path in files:
        bare = laid_bare(path.read_bytes())
        assert [secret for secret in secrets if secret.encode() in bare] == []
        assert b"Lindqvist" in bare or path.suffix == ".pdf" or path.name in ("manifest.json", "report.html")


def test_nothing_of_a_review_is_in_any_output(tmp_path: Path) -> None:
    """Addresses, remarks and replies lie beside the records, and the post is named in the event: neither leaves."""
    event = an_event_of(tmp_path / "forum", "1-1", "1-2")
    (event / "event.yaml").write_text(f"{(event / 'event.yaml').read_text()}{POST}")
    (event / "contacts.yaml").write_text(f"abe: {{address: {CANARY}, name: Abe}}\n")
    review = returned(event, "1-1.abe.1", ("twice", "canary-4713 times"))
    ledger = held(review.id, event).ledger
    ledger.note("sent", review.id, to=CANARY)
    ledger.keep_return(review, 1, b"canary-4714", "txt")
    ledger.refuse(b"canary-4715")
    for place in (event / "sessions/1-1.review", event / "unmatched.review"):
        place.mkdir(exist_ok=True)
        (place / "1-9.yaml").write_text("canary-4716")
    runner, out = CliRunner(), tmp_path / "out"
    formats = ["-f", "pdf", "-f", "docx", "-f", "html", "--attach-record", "-j", "1"]
    assert runner.invoke(group, ["export", str(event), "-o", str(out), *formats]).exit_code == 0
    assert runner.invoke(group, ["export", str(event), "-o", str(out), *formats, "--require-signoff"]).exit_code == 1
    assert runner.invoke(group, ["export", str(event), "-o", str(out), "--edition", "draft", "-j", "1"]).exit_code == 0
    assert runner.invoke(group, ["volume", str(event), "-o", str(out / "volume.pdf"), "-j", "1"]).exit_code == 0
    assert runner.invoke(group, ["volume", str(event), "-o", str(out / "volume.docx")]).exit_code == 0
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) == 6 + 2 + 4 + 2
    for path in files:
        assert (path.name, re.findall(rb"(?i)canary-\d+", laid_bare(path.read_bytes()))) == (path.name, [])


def test_no_draft_and_no_redline_tells_where_it_was_made_or_for_whom(tmp_path: Path) -> None:
    event = an_event_of(tmp_path / "folder-of-canary-4712")
    (event / "event.yaml").write_text(f"{(event / 'event.yaml').read_text()}{POST}")
    (event / "contacts.yaml").write_text(f"abe: {{address: {CANARY}, name: Abe}}\n")
    runner, place = CliRunner(), ["--event", str(event), "-o", str(tmp_path / "redline.docx")]
    assert runner.invoke(group, ["review", "draft", str(event), "-o", str(tmp_path / "drafts")]).exit_code == 0
    edit(event, "1-1", "twice", "three times")
    assert runner.invoke(group, ["review", "redline", "1-1.abe.1", *place]).exit_code == 0
    homes = (str(tmp_path), str(Path.home()), str(Path(reportkit.__file__).parent), getpass.getuser() + "@")
    files = [*(tmp_path / "drafts").iterdir(), tmp_path / "redline.docx"]
    assert len(files) == 3
    for path in files:
        bare = laid_bare(path.read_bytes())
        assert (path.name, [one for one in (*homes, "canary-") if one.encode() in bare]) == (path.name, [])


def test_nothing_of_a_review_travels_to_other_machines(tmp_path: Path) -> None:
    event = an_event_of(tmp_path / "forum")
    (event / "event.yaml").write_text(f"{(event / 'event.yaml').read_text()}{POST}")
    returned(event, "1-1.abe.1", ("twice", CANARY))
    session = receive(event).event.sessions[0]
    assert b"canary" not in pickle.dumps(parcel(session, "pdf", settle(session, Wishes()))).lower()


def test_a_picture_is_bare_of_what_its_camera_tells(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ARTIST], exif[ORIENTATION] = CANARY, 6
    Image.new("RGB", (40, 20), "navy").save(tmp_path / "a.jpg", exif=exif)
    note = PngInfo()
    note.add_text("Author", CANARY)
    Image.new("RGB", (40, 20), "navy").save(tmp_path / "b.png", pnginfo=note)
    session = a_session("![A bar](a.jpg)\n\n![Another](b.png)", folder=tmp_path)
    for form in ("pdf", "docx"):
        assert CANARY.encode() not in laid_bare(render(session, form))
    page = render(session, "html")
    photo, drawing = (b64decode(found) for found in re.findall(rb"base64,([^\"]+)", page))
    assert CANARY.encode() not in photo + drawing
    with Image.open(BytesIO(photo)) as turned:
        assert turned.size == (20, 40)
