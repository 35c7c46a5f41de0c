"""Finished files read by tools that reportkit does not use: poppler, LibreOffice, and the standard library."""

import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pikepdf
import pytest

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = Path(__file__).parent.parent / "styles"

needs_poppler = pytest.mark.skipif(not which("pdftotext"), reason="poppler-utils is not installed")
needs_libreoffice = pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
needs_qpdf = pytest.mark.skipif(not which("qpdf"), reason="qpdf is not installed")


def output_of(*command: object) -> str:
    """Run `command` and return what it prints; fail with what it says when it fails."""
    command_line = [str(part) for part in command]
    run = subprocess.run(command_line, capture_output=True, text=True, errors="replace", check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page, column by column, as poppler reads it."""
    return output_of("pdftotext", pdf, "-").split("\f")[:-1]


def folded(text: str) -> str:
    """Return `text` with each run of white space as one blank."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return `text` without white space, hyphens and marks of direction, which lines of a PDF add and take."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u2010\u2060-]+", "", text)


# --- the words of each format, body first, then footnotes -------------------------------------------------------


def words_of_pdf(pdf: Path) -> tuple[str, str]:
    """Return the words of a tagged PDF by its structure tree, without list marks and the numbers before notes."""
    body: list[str] = []
    notes: list[str] = []
    path: list[tuple[int, str]] = []
    for indent, content in structure_of(pdf):
        path = [(above, role) for above, role in path if above < indent]
        roles = [role for _, role in path]
        if not content.startswith('"'):
            path.append((indent, re.split(r"\W", content)[0]))
        elif "Part" in roles and not ("Lbl" in roles and re.fullmatch(r'"(\d+\.|\W) "', content)):
            (notes if "Note" in roles else body).append(content[1:-1])
    return " ".join(body), " ".join(notes)


TAG = re.compile(r'"|[A-Z][A-Za-z0-9]*(?: <[^>]*>)?(?: \((?:block|inline)\))?:?$')
"""How a line begins that has words or a tag; those of attributes may hold anything, line ends too."""


def structure_of(pdf: Path) -> Iterator[tuple[int, str]]:
    """Yield the tags of a PDF and the words below them, as poppler writes them, each with how far it is set in.

    poppler reads the page anew for each piece of it, its colours first, which is nine tenths of the time. So it gets a
    copy that does not say what colours are meant.
    """
    copy = pdf.with_suffix(".colourless.pdf")
    with pikepdf.open(pdf) as file:
        del file.Root.OutputIntents
        file.save(copy)
    for line in output_of("pdfinfo", "-struct-text", copy).split("\n"):
        if TAG.match(line.strip()):
            yield len(line) - len(line.lstrip(" ")), line.strip()


def words_of_docx(docx: Path) -> tuple[str, str]:
    with zipfile.ZipFile(docx) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
        part = package.read("word/footnotes.xml") if "word/footnotes.xml" in package.namelist() else b"<none/>"
    notes = [note for note in ElementTree.fromstring(part) if note.get(f"{WORD}type") is None]
    return _word_text(body), " ".join(_word_text(note) for note in notes)


def _word_text(root: ElementTree.Element) -> str:
    return folded(" ".join("".join(_pieces(paragraph)) for paragraph in root.iter(f"{WORD}p")))


def _pieces(paragraph: ElementTree.Element) -> list[str]:
    pieces = []
    for element in paragraph.iter():
        if element.tag == f"{WORD}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{WORD}tab", f"{WORD}br"):
            pieces.append(" ")
        elif element.tag == f"{WORD}footnoteReference":
            pieces.append(element.get(f"{WORD}id", ""))
    return pieces


def words_of_html(html: Path) -> tuple[str, str]:
    reader = _Page()
    reader.feed(html.read_text(encoding="utf-8"))
    return folded("".join(reader.body)), folded("".join(reader.notes))


class _Page(HTMLParser):
    """Gathers the words of `main`, those of its section of notes apart."""

    BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "li", "td", "th", "dt", "dd", "figcaption", "br", "tr"})

    def __init__(self) -> None:
        super().__init__()
        self.body: list[str] = []
        self.notes: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main" or (tag == "section" and "notes" in (dict(attrs).get("class") or "").split()):
            self.inside = tag
        self.handle_data(" " * (tag in self.BLOCKS))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = "main" if tag == "section" else ""
        self.handle_data(" " * (tag in self.BLOCKS))

    def handle_data(self, data: str) -> None:
        if self.inside:
            (self.notes if self.inside == "section" else self.body).append(data)


# --- LibreOffice ------------------------------------------------------------------------------------------------


def laid_out_by_libreoffice(files: list[Path], folder: Path) -> list[Path]:
    """Return the Word files `files` as PDF, made by one run of LibreOffice with our fonts and a profile of its own."""
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include><dir>{STYLES / 'fonts'}</dir><cachedir>{folder / 'cache'}</cachedir>"
        "</fontconfig>"
    )
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "pdf"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    return [folder / f"{file.stem}.pdf" for file in files]


def saved_again_by_libreoffice(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the Word files `files` as LibreOffice saves them, by one run of it."""
    (folder / "given").mkdir()
    for name, data in files.items():
        (folder / "given" / f"{name}.docx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "docx"]
    given = sorted((folder / "given").glob("*.docx"))
    subprocess.run(
        [*command, "--outdir", str(folder / "taken"), *map(str, given)], check=True, capture_output=True, timeout=300
    )
    return {path.stem: (folder / "taken" / path.name).read_bytes() for path in given}
