"""Records for tests, built by plain functions: name what the test is about and leave the rest."""

from datetime import datetime
from pathlib import Path
from typing import Any

from reportkit import compose
from reportkit.document import Document
from reportkit.records import EventFile, Passage, Person, Session
from reportkit.settings import Settings
from reportkit.theme import DEFAULT, theme

INPUTS = Path(__file__).parent.parent / "inputs"
DISCLAIMER = "Every word herein is a summary and binds neither the speakers nor their institutions."


def an_event(**fields: Any) -> EventFile:
    return EventFile(**{"schema_": "reportkit/1", "title": "Forum 2031", "disclaimer": DISCLAIMER, **fields})


def a_session(*texts: str, **fields: Any) -> Session:
    """Return a session whose sketch has the passages `texts`."""
    facts = {
        "schema_": "reportkit/1",
        "id": "1-2",
        "title": "Who Keeps the Light?",
        "starts": datetime(2031, 5, 6, 9, 30),
        "ends": datetime(2031, 5, 6, 11, 0),
        "event": an_event(),
        "sketch": tuple(Passage(id=f"p{number:02}", text=text) for number, text in enumerate(texts, 1)),
    }
    return Session(**{**facts, **fields})


def a_person(name: str = "Lee Shin-wha", **fields: Any) -> Person:
    return Person(**{"name": name, "affiliations": ("Korea University",), **fields})


def a_document(session: Session, edition: str = "handout") -> Document:
    return compose.document(session, a_look(edition=edition))


def a_look(name: str = DEFAULT, paper: str = "A4", edition: str = "handout") -> Settings:
    return Settings(theme(name).edition(edition), paper, edition)


def long_text(paragraphs: int = 30) -> str:
    """Return prose that fills several pages."""
    sentence = "The light on the pier was kept by hand until the year in which the ferry stopped. "
    return "\n\n".join(f"Paragraph {number}. {sentence * 6}" for number in range(1, paragraphs + 1))


def all_sessions() -> list[Path]:
    return sorted(INPUTS.glob("*/sessions/*.yaml"))


def a_pdf(
    pages: int = 1, *, size: str = "A4", language: str = "en", disclaimer: str = DISCLAIMER, css: str = ""
) -> bytes:
    """Return a PDF of other origin whose pages say `p1`, `p2` … and bear the disclaimer."""
    from weasyprint import HTML

    body = "".join(f"<h1>p{number}</h1>" for number in range(1, pages + 1))
    foot = f'@bottom-center {{ content: "{disclaimer}"; font: 9pt sans-serif }}'
    sheet = f"""@page {{ size: {size}; margin: 25mm; {foot} }}
        h1 {{ break-after: page; font: 40pt sans-serif }} {css}"""
    html = f'<html lang="{language}"><title>Of other origin</title><style>{sheet}</style>{body}</html>'
    return bytes(HTML(string=html).write_pdf())
