"""The documents on which whole promises are tried: every sample record, language, theme and kind of block.

A test that asks something of every PDF takes its documents from here, so that a new language or theme is asked, too.
"""

from collections.abc import Iterator

from builders import INPUTS, a_person, a_session, all_sessions, an_event

from reportkit.pipeline import publish, receive
from reportkit.records import Session
from reportkit.settings import settle
from reportkit.theme import languages
from reportkit.wishes import EDITIONS, Wishes

EVENT = INPUTS / "lantern-forum-2031"
THEMES = sorted(folder.parent.name for folder in (INPUTS.parent / "styles").glob("*/theme.toml"))

PROSE = {
    "en": "The keeper counted the water twice, and wrote it down once.",
    "ko": "등대지기는 물을 두 번 재고 한 번 적었다.",
    "ja": "灯台守は水を二度はかり、一度だけ書きとめた。",
    "zh-Hans": "守塔人量了两次水，只记了一次。",
    "zh-Hant": "守塔人量了兩次水，只記了一次。",
    "fr": "Le gardien mesura l’eau deux fois et l’écrivit une fois.",
    "de": "Der Wärter maß das Wasser zweimal und schrieb es einmal auf.",
    "es": "El farero midió el agua dos veces y la anotó una sola vez.",
    "ar": "قاس الحارس الماء مرتين وكتبه مرة واحدة.",
    "vi": "Người gác đèn đo nước hai lần và ghi lại một lần.",
}

WORDS = " ".join(PROSE[language] for language in ("en", "fr", "de", "es")).split()


def phrase(number: int, length: int = 5) -> str:
    """Return some words, other ones for each number: lines that come again would be taken for running headers."""
    return " ".join(WORDS[(number * 7 + place) % len(WORDS)] for place in range(length))


LIST = "\n".join(f"{number}. {phrase(number)}\n    - one thing\n    - another thing" for number in range(1, 25))

TABLE = "| Station | [Book](https://example.org/books) | Keeper^[Of longest service.] |\n|---|--:|:-:|\n" + "\n".join(
    f"| Station {number} | {number * 7} | Keeper of the books, {phrase(number, 9)} |" for number in range(1, 121)
)

NOTES = " ".join(
    f"Sentence {number} has a note^[Note {number}, which is *long* enough, {phrase(number, 12)}, for a second line, "
    f"and has [a link that goes on for a while, {phrase(number + 3, 9)}](https://example.org/note) in it.]."
    for number in range(1, 40)
)

LONG = "\n\n".join(
    " ".join(WORDS[place % len(WORDS)] for place in range(part * 31, part * 31 + 95)) for part in range(40)
)
"""Prose that fills pages, without lines that come again as running headers do."""

FIGURES = (
    '![A map of nine stations](pictures/lantern-line.png "The stations.")\n\n'
    "- An item with a picture:\n\n  ![The same map](pictures/lantern-line.png)\n\n"
    "> A quotation with words in Korean, 파도가 남긴 기록, and in Arabic, قاس الحارس الماء, and a long link: "
    "[the register of all stations along the coast, from the first book to the last](https://example.org/register)."
)


def samples() -> Iterator[tuple[str, Session, Wishes]]:
    """Yield each sample with its name, and how it is to be made."""
    for path in all_sessions():
        yield path.stem.encode("ascii", "ignore").decode(), receive(path).event.sessions[0], Wishes(attach_record=True)
    for language in languages():
        yield f"language-{language}", in_language(language), Wishes()
    for theme in THEMES:
        yield f"theme-{theme}", everything(), Wishes(theme=theme)
    for edition in EDITIONS[1:]:
        yield f"edition-{edition}", everything(), Wishes(edition=edition)
    for name, text in {"list": LIST, "table": TABLE, "notes": NOTES, "pages": LONG}.items():
        yield name, a_session(text, folder=EVENT), Wishes()
    yield "nobody-and-nothing", a_session(), Wishes(paper="A5")


def in_language(language: str) -> Session:
    """Return a session of three pages in one language."""
    prose = PROSE[language]
    text = f"### {prose}\n\n- {prose}\n- {prose}^[{prose}]\n\n" + "\n\n".join([f"{prose} " * 12] * 12)
    people = (a_person("Yi Shin-wha", native="이신화"), a_person("Ibn Battuta", native="ابن بطوطة"))
    return a_session(text, title=prose, event=an_event(language=language, disclaimer=prose), speakers=people)


def everything() -> Session:
    """Return a session with every kind of block, in which tables, lists and paragraphs cross pages."""
    people = tuple(a_person(f"Speaker {number}", native="陆海川", native_language="zh-Hans") for number in range(15))
    return a_session(
        FIGURES, LIST, TABLE, NOTES, "#### A heading with a note^[Below.]\n\nText.", speakers=people, folder=EVENT
    )


def printed() -> Iterator[tuple[str, bytes]]:
    """Yield the name and the PDF of each sample."""
    for name, session, wishes in samples():
        yield name, publish(session, "pdf", settle(session, wishes))
