"""Word files in: styles or none, tables of people, changes settled by choice, comments told."""

from io import BytesIO
from typing import Any

import pytest
from builders import a_person, a_session, an_event
from docx import Document
from docx.oxml import parse_xml

import reportkit
from reportkit.intake import Arrival, Changes, Choices, Draft, word
from reportkit.records import Passage

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

HEAD = ("Session: Concurrent Session 3-1: An Asian NATO?", "Date/Time: April 8, 2026 / 14:40-16:00")


def saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def a_file(*paragraphs: str) -> Any:
    document = Document()
    for words in paragraphs:
        if words.startswith("<"):
            document.element.body.insert(-1, parse_xml(words.replace(">", f" {NAMESPACE}>", 1)))
        else:
            document.add_paragraph(words)
    return document


def arrival(document: Any, changes: Changes = "accept") -> Arrival:
    return word.read(saved(document), "x.docx", Choices(changes=changes))


def draft(document: Any, changes: Changes = "accept") -> Draft:
    (only,) = arrival(document, changes).sessions
    return only


def texts(*paragraphs: str, changes: Changes = "accept") -> list[str]:
    sketch = draft(a_file(*HEAD, "Speakers:", "Ada Quill, Guild", "Session Sketch:", *paragraphs), changes).sketch
    return [one.text for one in sketch]


def test_a_file_without_styles_is_read_by_its_labels() -> None:
    one = draft(a_file(*HEAD, "Speakers:", "Ada Quill, Guild of Lamps", "Session Sketch:", "Ada Quill argued."))
    assert (one.id, one.title, [who.name for who in one.speakers]) == ("3-1", "An Asian NATO?", ["Ada Quill"])
    assert one.sketch == (Passage(id="p01", speaker="ada-quill", text="Ada Quill argued."),)


def test_facts_and_people_may_stand_in_a_table() -> None:
    document = Document()
    table = document.add_table(0, 2)
    for label, value in (
        ("Session", "Session 1: X"),
        ("Date", "April 8, 2026"),
        ("Time", "14:40-16:00"),
        ("Speakers", "Ada Quill, Guild of Lamps\nLavina Lee, University of Sydney"),
    ):
        row = table.add_row()
        row.cells[0].text = label
        first, *more = value.split("\n")
        row.cells[1].text = first
        for words in more:
            row.cells[1].add_paragraph(words)
    one = draft(document)
    assert (one.id, one.title, str(one.starts)) == ("1", "X", "2026-04-08 14:40:00")
    assert [(who.name, who.affiliations) for who in one.speakers] == [
        ("Ada Quill", ("Guild of Lamps",)),
        ("Lavina Lee", ("University of Sydney",)),
    ]


def run(words: str, kind: str = "t", look: str = "") -> str:
    return f'<w:r>{look}<w:{kind} xml:space="preserve">{words}</w:{kind}></w:r>'


def tracked(change: str, words: str) -> str:
    inner = run(words, "delText" if change == "del" else "t")
    return f'<w:{change} w:id="1" w:author="A">{inner}</w:{change}>'


def paragraph(*pieces: str) -> str:
    return f"<w:p>{''.join(pieces)}</w:p>"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [("accept", ["Ada Quill argued well.", "New."]), ("reject", ["Ada Quill argued badly.", "Old."])],
)
def test_tracked_changes_are_settled_by_choice(changes: Changes, expected: list[str]) -> None:
    changed = paragraph(run("Ada Quill argued "), tracked("ins", "well"), tracked("del", "badly"), run("."))
    moved = paragraph(tracked("moveTo", "New."), tracked("moveFrom", "Old."))
    assert texts(changed, moved, changes=changes) == expected


@pytest.mark.parametrize(("changes", "expected"), [("accept", ["One two."]), ("reject", ["One", "two."])])
def test_a_paragraph_whose_end_was_taken_out_goes_on(changes: Changes, expected: list[str]) -> None:
    end = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    assert texts(paragraph(end, run("One ")), "two.", changes=changes) == expected


def test_settled_changes_comments_and_hidden_words_are_told() -> None:
    hidden = run("Secret.", look="<w:rPr><w:vanish/></w:rPr>")
    document = a_file(*HEAD, "Session Sketch:", paragraph(tracked("ins", "In.")), paragraph(hidden, run("Seen.")))
    document.add_comment(runs=document.paragraphs[0].runs[0], text="Is this the title?", author="Kim", initials="K")
    told = [(one.place.line, one.message) for one in arrival(document).remarks if one.place]
    assert told[:2] == [(0, "tracked changes were accepted: 1"), (1, "comment by Kim: “Is this the title?”")]
    assert (5, "hidden words are not taken in") in told


def test_the_disclaimer_in_the_prose_is_taken_out_and_the_paragraph_whole() -> None:
    footer = "** The views expressed herein are summaries and may not necessarily reflect the views of the speakers or their affiliated institutions*"  # noqa: E501
    assert texts("Ada Quill said that she located", footer, "the debate elsewhere.") == [
        "Ada Quill said that she located the debate elsewhere."
    ]


def test_what_markdown_cannot_say_stays_plain_words() -> None:
    bold = run("“why,”", look="<w:rPr><w:b/></w:rPr>")
    assert texts(paragraph(run("Ada Quill said"), bold, run("and left."))) == ["Ada Quill said“why,”and left."]


MARKED = """Ada Quill *asked* **why** of a [map](https://example.org), and *went on*.^[A note \\[1\\].]

- one
- two

1. first
1. second

> quoted

| A | B \\| C |
|---|---|
| 1 | 2 |"""


def test_a_word_file_of_ours_gives_its_markup_back() -> None:
    session = a_session(
        speakers=(a_person("Ada Quill", id="ada-quill"),),
        sketch=(Passage(id="p01", speaker="ada-quill", text=MARKED),),
        subtitle="And Who Lights It",
        room="Hall 3",
    )
    (one,) = word.read(reportkit.render(session, "docx"), "x.docx", Choices(an_event())).sessions
    assert one.sketch == session.sketch
    assert (one.title, one.subtitle, one.room) == (session.title, session.subtitle, session.room)


def test_a_draft_of_ours_says_whose_each_passage_is() -> None:
    session = a_session(
        speakers=(a_person("Ada Quill", id="ada-quill"),),
        sketch=(
            Passage(id="p01", text="The hall was full."),
            Passage(id="p02", speaker="ada-quill", text="One.\n\nShe went on."),
            Passage(id="p03", discussion=True, text="Somebody asked."),
        ),
    )
    data = reportkit.render(session, "docx", edition="draft")
    (one,) = word.read(data, "x.docx", Choices(an_event())).sessions
    assert one.sketch == session.sketch
