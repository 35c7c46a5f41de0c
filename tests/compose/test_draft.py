"""What the draft of one speaker says beyond any draft."""

import pytest
from builders import a_look, a_person, a_session, an_event

from reportkit import compose
from reportkit.document import Heading, Own, PassageLabel, figures, notes, words
from reportkit.records import Passage, Session
from reportkit.reviews import Review
from reportkit.theme import languages

SKETCH = (
    Passage(id="p01", speaker="kim", text="Hers."),
    Passage(id="p02", speaker="lee", text='His.^[A note.]\n\n![A map](map.png "A map.")'),
    Passage(id="p03", discussion=True, text="A question."),
    Passage(id="p04", speaker="lee", text="His again."),
    Passage(id="p05", discussion=True, text="Another."),
)
PEOPLE = (a_person("Kim", id="kim"), a_person("Lee", id="lee"), a_person("Abe", id="abe"))


def of(speaker: str, own: tuple[str, ...], **fields: str) -> Review:
    return Review(
        f"1-2.{speaker}.1", "1-2", "x.yaml", speaker, speaker, 1, own, "base", "2031-05-01T00:00:00Z", **fields
    )


def session(**fields: object) -> Session:
    return a_session(
        sketch=SKETCH, speakers=PEOPLE, event=an_event(timezone="Asia/Seoul", organiser="Institute"), **fields
    )


def test_the_own_passages_ask_to_be_reviewed_and_no_others() -> None:
    drafted = compose.draft(session(), a_look(edition="draft"), of("lee", ("p02", "p04")))
    own = [block.blocks[0] for block in drafted.blocks if isinstance(block, Own)]
    assert [words(label.inlines) for label in own if isinstance(label, PassageLabel)] == [
        "Passage 2 of 5 · Lee · please review",
        "Passage 4 of 5 · Lee · please review",
    ]
    others = [words(block.inlines) for block in drafted.blocks if isinstance(block, PassageLabel)]
    assert others == ["Passage 1 of 5 · Kim", "Passage 3 of 5 · Discussion", "Passage 5 of 5 · Discussion"]


def test_notes_and_pictures_of_the_own_passages_are_those_of_the_document() -> None:
    drafted = compose.draft(session(), a_look(edition="draft"), of("lee", ("p02",)))
    assert [figure.source for figure in figures(drafted.blocks)] == ["map.png"]
    assert [words(note.inlines) for note in notes(drafted.blocks)] == ["A note."]


def test_headings_between_passages_are_counted() -> None:
    headings = [one for one in compose.document(session(), a_look(edition="draft")).blocks if isinstance(one, Heading)]
    assert [(words(one.inlines), one.between) for one in headings] == [
        ("Session Sketch", 0),
        ("Discussion", 1),
        ("Discussion", 2),
    ]
    plain = [one for one in compose.document(session(), a_look()).blocks if isinstance(one, Heading)]
    assert [one.between for one in plain] == [0, 0, 0]


def test_the_speaker_is_told_what_to_do_and_until_when() -> None:
    mark = compose.draft(
        session(), a_look(edition="draft"), of("lee", ("p02", "p04"), deadline="2031-05-20T18:00")
    ).review
    assert mark
    assert (mark.id, mark.base, mark.author, mark.beside) == ("1-2.lee.1", "base", "Institute", "p02")
    assert mark.words.split("\n") == [
        "Please read the shaded text that is marked “please review”.",
        "Correct it right here in the text: your changes are tracked. Comments are welcome, too.",
        "Then save the file as .docx and send it back.",
        "We ask for your answer by Tuesday, May 20, 2031, 18:00 (Korean Standard Time).",
    ]


def test_somebody_without_a_passage_is_asked_to_read_the_whole() -> None:
    mark = compose.draft(session(), a_look(edition="draft"), of("abe", ())).review
    assert mark
    assert mark.beside == ""
    assert mark.words.split("\n")[0] == "No passage of this sketch is yours alone; please read it as a whole."


def test_a_locked_text_asks_for_comments() -> None:
    mark = compose.draft(session(), a_look(edition="draft"), of("lee", ("p02",), protect="comments")).review
    assert mark
    assert mark.words.split("\n")[1] == "The text is locked; please put your corrections and remarks into comments."


def test_without_an_event_it_is_reportkit_that_asks() -> None:
    mark = compose.draft(a_session("Text.", event=None), a_look(edition="draft"), of("lee", ())).review
    assert mark
    assert mark.author == "reportkit"


@pytest.mark.parametrize("language", languages())
def test_nothing_is_left_to_fill_in_in_any_language(language: str) -> None:
    review = of("lee", ("p02",), deadline="2031-05-20T18:00")
    mark = compose.draft(session(language=language), a_look(edition="draft"), review).review
    assert mark
    assert "{" not in mark.words
    assert languages()[language]["review"] in mark.words
    assert "2031" in mark.words.split("\n")[-1] or "18" in mark.words.split("\n")[-1]
