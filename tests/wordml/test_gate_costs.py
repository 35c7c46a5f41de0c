"""What is refused is refused in no time and in little memory: each bad file in a process of its own, which tells both.

The memory is that of Linux, which counts what a process had since it began; elsewhere only the time is looked at.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from histories import NAMESPACES, a_history, p, run

GOOD = a_history(p(run("Fog")))
MOST_SECONDS, MOST_MEMORY = 1.0, 200 << 20

READ = """
import json, re, sys, time
from pathlib import Path
from reportkit.errors import Refused
from reportkit.wordml.revisions import revised
data = open(sys.argv[1], "rb").read()
begun = time.process_time()
try:
    revised(data)
    message = ""
except Refused as refused:
    message = refused.message
status = Path("/proc/self/status")
most = re.search("VmHWM:\\s*(\\d+) kB", status.read_text()) if status.exists() else None
print(json.dumps([message, time.process_time() - begun, int(most[1]) << 10 if most else 0]))
"""


def with_part(name: str, content: bytes) -> bytes:
    """Return a good Word file with one part in the place of its own, or beside them."""
    out = BytesIO()
    with ZipFile(BytesIO(GOOD)) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as target:
        for member in source.namelist():
            if member != name:
                target.writestr(member, source.read(member))
        target.writestr(name, content)
    return out.getvalue()


def document(body: bytes) -> bytes:
    whole = f"<w:document {NAMESPACES}><w:body>".encode() + body + b"</w:body></w:document>"
    return with_part("word/document.xml", whole)


def nested(depth: int) -> bytes:
    inside = b"<w:sdt><w:sdtContent>" * depth + p(run("Fog")).encode() + b"</w:sdtContent></w:sdt>" * depth
    return document(inside)


def many_members() -> bytes:
    out = BytesIO(GOOD)
    with ZipFile(out, "a") as package:
        for number in range(60_000):
            package.writestr(f"word/media/{number}.png", b"")
    return out.getvalue()


def numbered(paragraph: bytes, times: int) -> bytes:
    """Return a document of so many paragraphs that do not pack as well as if they were all the same."""
    return document(b"".join(paragraph % (number * 2_654_435_761 % 2**32) for number in range(times)))


DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
UTF_32 = "\ufeff<?xml version='1.0' encoding='utf-32'?>" + DTD
EBCDIC = "<?xml version='1.0' encoding='cp037'?>" + DTD

BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "not a Word file (damaged or cut short)"),
    "a text": (lambda: b"Dear colleagues", "not a Word file (damaged or cut short)"),
    "cut short": (lambda: GOOD[:-80], "not a Word file (damaged or cut short)"),
    "cut in front": (lambda: GOOD[80:], "not a Word file (damaged or cut short)"),
    "something in front": (lambda: b"MZ" + GOOD, "not a Word file (damaged or cut short)"),
    "old": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "old or encrypted Word file"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "contains macros, refused"),
    "macros by type": (
        lambda: with_part(
            "[Content_Types].xml",
            b'<Types><Override PartName="/x" ContentType="application/vnd.ms-office.vba&#80;roject"/></Types>',
        ),
        "contains macros, refused",
    ),
    "macros by relation": (
        lambda: with_part(
            "word/_rels/document.xml.rels", b'<R><Relationship Id="a" Type="http://x/vbaProject" Target="y"/></R>'
        ),
        "contains macros, refused",
    ),
    "a bomb": (lambda: with_part("word/media/bomb.bin", bytes(200 << 20)), "too large when unpacked"),
    "a bomb of XML": (lambda: document(b"<w:p>" + b" " * (60 << 20) + b"</w:p>"), "too large when unpacked"),
    "small elements": (lambda: document(b"<w:p/>" * 3_000_000), "too large when unpacked"),
    "a million paragraphs": (lambda: document(b"<w:p/>" * 1_000_000), "too large when unpacked"),
    "many words": (lambda: numbered(b"<w:p><w:r><w:t>%08x</w:t></w:r></w:p>", 700_000), "too large when unpacked"),
    "much markup": (lambda: numbered(b'<w:p w:rsidR="%08x"/>', 400_000), "too large when unpacked"),
    "attributes": (
        lambda: document(b"<w:p " + b" ".join(b'w:a%d=""' % n for n in range(1_000_000)) + b"/>"),
        "too large when unpacked",
    ),
    "many members": (many_members, "too large when unpacked"),
    "a DTD": (lambda: with_part("word/styles.xml", DTD.encode()), "contains a DTD, refused"),
    "a DTD in UTF-16": (lambda: with_part("docProps/custom.xml", DTD.encode("utf-16")), "contains a DTD, refused"),
    "a DTD in UTF-32": (lambda: with_part("word/document.xml", UTF_32.encode("utf-32-be")), "contains a DTD, refused"),
    "a DTD in EBCDIC": (lambda: with_part("word/document.xml", EBCDIC.encode("cp037")), "contains a DTD, refused"),
    "another encoding": (
        lambda: with_part("word/document.xml", b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE x>"),
        "contains a DTD, refused",
    ),
    "out of the package": (lambda: with_part("../../etc/cron", b"x"), "suspicious package, refused"),
    "absolute": (lambda: with_part("/etc/cron", b"x"), "suspicious package, refused"),
    "twice": (lambda: with_part("WORD/document.xml", b"x"), "suspicious package, refused"),
    "deep": (lambda: nested(3000), "too deeply nested, refused"),
    "not so deep": (lambda: nested(120), "too deeply nested, refused"),
    "no document": (lambda: with_part("word/document.xml", b"<x/>"), "not a Word file (it has no document)"),
    "a workbook": (
        lambda: with_part("word/document.xml", b'<workbook xmlns="http://x/spreadsheetml/2006/main"/>'),
        "not a Word file (it has no document)",
    ),
}


def spent(data: bytes, folder: Path) -> tuple[str, float, int]:
    """Return the message, the seconds of the processor, and the most memory that reading `data` takes."""
    file = folder / "returned.docx"
    file.write_bytes(data)
    told = subprocess.run([sys.executable, "-c", READ, str(file)], capture_output=True, check=True, timeout=60)
    message, seconds, memory = json.loads(told.stdout)
    return message, seconds, memory


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    make, message = BAD[name]
    told, seconds, memory = spent(make(), tmp_path)
    assert (told, seconds < MOST_SECONDS, memory < MOST_MEMORY) == (message, True, True), (seconds, memory >> 20)


@pytest.mark.parametrize(
    "make",
    [
        lambda: document("".join(p(run(f"Fog {number * 7919}")) for number in range(20_000)).encode()),
        lambda: document(p(*(run(f"fog {number * 7919} ") for number in range(60_000))).encode()),
        lambda: nested(90),
    ],
    ids=["a thick book", "a long paragraph", "as deep as it may be"],
)
def test_a_large_file_is_read(make: Callable[[], bytes], tmp_path: Path) -> None:
    told, seconds, memory = spent(make(), tmp_path)
    assert (told, seconds < 5 * MOST_SECONDS, memory < 2 * MOST_MEMORY) == ("", True, True), (seconds, memory >> 20)
