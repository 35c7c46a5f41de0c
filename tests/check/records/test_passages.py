"""Passages walked for the questions about prose: what is blanked, where sentences end, where findings stand."""

from pathlib import Path

import pytest
from builders import a_session, an_event

from reportkit.check.records._passages import MARK, QUOTED, Said, by_session, passages
from reportkit.errors import Severity
from reportkit.load import load
from reportkit.records import Event


def walked(text: str, **fields: str) -> Said:
    session = a_session(text, **fields)
    (said,) = passages(Event(**dict(an_event()), sessions=(session,)))
    return said


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**All** were *in* favour", "All were in favour"),
        ("See [the  register](https://a.org/b_(c).html) now", "See the  register.html) now"),
        ('![a lamp](lamp.png "The lamp") stood', " stood"),
        ("At https://example.org/U.S./report. Then", "At . Then"),
        ("Write to lee@example.org, or not", "Write to , or not"),
        ("The `US  code` of it", "The  of it"),
        ("A mark[^1] here\n\n[^1]: A note", "A mark here\n\n A note"),
        ("### A heading\n\n- one\n- two", "A heading\n\none\ntwo"),
        ("One line\nand the next", "One line and the next"),
        ("a snake_case word and 2 * 3", "a snake_case word and 2  3"),
    ],
)
def test_markup_is_blanked_out(text: str, plain: str) -> None:
    said = walked(text)
    assert len(said.plain) == len(text)
    assert said.plain.replace(MARK, "") == plain


@pytest.mark.parametrize(
    ("text", "narration"),
    [
        ("the “three As” of it", "the “” of it"),
        ('the "three As" of it', 'the "" of it'),
        ("the ‘three As’ of China’s", "the ‘’ of China’s"),
        ("in *An Asian NATO* he", "in  he"),
        ("「아시아」 and «Asie»", "「」 and «»"),
        ("a ship of 5' 6\" and Lee's", "a ship of 5' 6\" and Lee's"),
        ("an “open one that ends nowhere", "an “open one that ends nowhere"),
    ],
)
def test_what_others_said_is_left_out_of_the_narration(text: str, narration: str) -> None:
    said = walked(text)
    assert len(said.narration) == len(text)
    assert said.narration.replace(MARK, "").replace(QUOTED, "") == narration


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Lee spoke. Mr. J. B. Kim did not.", ["Dr. Lee spoke.", "Mr. J. B. Kim did not."]),
        ("“So it is.” He left! Why? Nobody knows", ["“So it is.”", "He left!", "Why?", "Nobody knows"]),
        ("The U.S. fleet of 1.5 tons", ["The U.S. fleet of 1.5 tons"]),
        ("### Head\n\nOne.\n\nTwo", ["Head", "One.", "Two"]),
        ("", []),
    ],
)
def test_sentences_are_told_apart(text: str, sentences: list[str]) -> None:
    said = walked(text)
    assert [said.plain[one.start : one.end] for one in said.sentences] == sentences


def test_passages_are_walked_once_for_an_event_and_lie_with_their_session() -> None:
    sessions = (a_session("One."), a_session(id="2"), a_session("Two.", "Three.", language="ko", id="3"))
    event = Event(**dict(an_event()), sessions=sessions)
    assert passages(event) is passages(event)
    assert [[said.text for said in inner] for _, inner in by_session(event)] == [["One."], [], ["Two.", "Three."]]
    assert [said.english for said in passages(event)] == [True, False, False]


def test_a_finding_stands_at_the_words_it_is_about_and_at_no_others(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    head = 'schema: reportkit/1\nid: "1"\ntitle: Talk\nstarts: 2031-05-06T09:30\nends: 2031-05-06T11:00\n'
    path.write_text(head + "sketch:\n  - id: p01\n    text: >-\n      The USSC and the US\n      and the US.\n")
    loaded = load(path)
    (said,) = passages(loaded.event)
    findings = [said.about(at, at + 2, Severity.INFO, "US", "") for at in (17, 28)]
    assert [said.text[17:19], said.text[28:30]] == ["US", "US"]
    assert [str(one.place) for one in loaded.placed(findings)] == [f"{path}:9:24", f"{path}:10:15"]


def test_what_is_too_long_for_a_passage_is_not_read() -> None:
    said = walked("*[" * 20_000)
    assert said.plain == said.narration == MARK * 40_000
