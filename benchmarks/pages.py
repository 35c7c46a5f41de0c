"""The pages of an event as other programs take them: `python -m benchmarks.pages EVENT FOLDER`.

For each session FOLDER gets the very page that reportkit prints, as HTML with its style sheet and its fonts beside it;
the same words and a similar look in Typst markup; the words as JSON for makers of Word files; and our own Word file.
With `--volume`, it gets all sessions as one page instead, behind a list of contents. `warm.py` has how they are used.
"""

import json
import re
import shutil
import sys
from html import escape
from pathlib import Path

import docx
from docx.shared import Mm

from reportkit import compose
from reportkit.document import Document, Facts, Heading, Masthead, Paragraph, People, words
from reportkit.pipeline import publish, receive
from reportkit.render._css import footer_sheet, paper_sheet
from reportkit.render.html import page
from reportkit.settings import Settings, settle
from reportkit.theme import Theme
from reportkit.wishes import Wishes

TYPST = Path(__file__).parent / "session.typ"

TEMPLATE = (
    "{{ host }}",
    "{{ title }}",
    "{%p for label, value in facts %}",
    "{{ label }}: {{ value }}",
    "{%p endfor %}",
    "{%p for kind, words in sketch %}",
    "{{ words }}",
    "{%p endfor %}",
)
"""The paragraphs of the template for docxtpl, around its table of people."""

CONTENTS = """
nav a { color: inherit; display: block; text-decoration: none; }
nav a::after { content: leader(".") target-counter(attr(href), page); }
.session { break-before: page; }
"""


def pages(event: Path, folder: Path) -> None:
    """Write every session of `event` into `folder` in every form."""
    received = receive(event)
    assert not received.failed, received.findings
    for session in received.event.sessions:
        look = settle(session, Wishes())
        document, stem = compose.document(session, look), folder / Path(session.file).stem
        if not (folder / "fonts").exists():
            lay_out_tools(folder, look.theme)
        markup = page(document, look.theme, paged=True)
        write(
            stem.with_suffix(".html"), markup.replace("</head>", f"<style>\n{style(document, look)}</style>\n</head>")
        )
        write(stem.with_suffix(".json"), json.dumps(facts(document), ensure_ascii=False))
        write(stem.with_suffix(".typ"), f'#import "{TYPST.name}": session\n#session(json("{stem.name}.json"))\n')
        stem.with_suffix(".docx").write_bytes(publish(session, "docx", look))


def volume(event: Path, folder: Path) -> None:
    """Write all sessions of `event` as one page, `volume.html`, as its writer might do it who has only WeasyPrint."""
    contents, bodies, sheet = [], [], ""
    for session in receive(event).event.sessions:
        look = settle(session, Wishes())
        document = compose.document(session, look)
        sheet = sheet or style(document, look)
        copy_fonts(folder, look.theme)
        body = page(document, look.theme, paged=True).partition("<body>")[2].partition("</body>")[0]
        contents.append(f'<a href="#s{session.id}">{escape(session.title)}</a>')
        bodies.append(f'<section class="session" id="s{session.id}">{body}</section>')
    parts = ["<nav><h1>Contents</h1>", *contents, "</nav>", *bodies]
    head = f'<html lang="en"><meta charset="utf-8"><title>Volume</title><style>{sheet}{CONTENTS}</style><body>'
    write(folder / "volume.html", "\n".join(["<!DOCTYPE html>", head, *parts, "</body></html>"]))


def lay_out_tools(folder: Path, theme: Theme) -> None:
    copy_fonts(folder, theme)
    shutil.copy(TYPST, folder)
    write_template(folder / "template.docx")


def copy_fonts(folder: Path, theme: Theme) -> None:
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    for name in theme.font_names():
        shutil.copy(theme.font_file(name), folder / "fonts")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def style(document: Document, look: Settings) -> str:
    """Return the whole style sheet of a document, its fonts in files."""
    sheet = paper_sheet(look.theme, look.paper) + footer_sheet(document, look)
    return re.sub(r"url\(font:(.+?)\)", r'url("fonts/\1")', sheet)


def facts(document: Document) -> dict[str, object]:
    """Return the words of a document by their kinds."""
    told: dict[str, object] = {
        "event": document.running[0],
        "kicker": document.running[1],
        "disclaimer": document.disclaimer.words,
    }
    sketch: list[tuple[str, str]] = []
    for block in document.blocks:
        match block:
            case Masthead():
                told |= {"host": block.host, "title": words(block.title)}
            case Facts():
                told["facts"] = [(fact.label, words(fact.value)) for fact in block.facts]
            case People():
                told["heads"] = block.heads
                told["people"] = [(one.role, words(one.name), words(one.affiliation)) for one in block.persons]
            case Heading():
                sketch.append(("heading", words(block.inlines)))
            case Paragraph():
                sketch.append(("paragraph", words(block.inlines)))
            case _:
                raise TypeError(f"events have no {type(block).__name__}")
    return told | {"sketch": sketch}


def write_template(path: Path) -> None:
    """Write the Word file that docxtpl fills."""
    word = docx.Document()
    word.sections[0].page_width, word.sections[0].page_height = Mm(210), Mm(297)
    word.sections[0].header.paragraphs[0].text = "{{ event }}\t\t{{ kicker }}"
    word.sections[0].footer.paragraphs[0].text = "{{ disclaimer }}"
    for text in TEMPLATE[:5]:
        word.add_paragraph(text)
    table = word.add_table(rows=0, cols=3, style="Table Grid")
    rows = ("{%tr for role, name, affiliation in people %}", "", ""), ("{{ role }}", "{{ name }}", "{{ affiliation }}")
    for row in (*rows, ("{%tr endfor %}", "", "")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for text in TEMPLATE[5:]:
        word.add_paragraph(text)
    word.save(str(path))


if __name__ == "__main__":
    make = volume if "--volume" in sys.argv else pages
    make(*map(Path, sys.argv[-2:]))
