"""What no validator sees: each fault beside a passage that looks alike and is none.

Where faults stand in a file is tested in `tests/test_bad_records.py`.
"""

from typing import Any

import pytest
from builders import a_session, an_event

from reportkit.check.records import alt_texts, headings, links, lists
from reportkit.records import Event


def found(question: Any, text: str, **fields: Any) -> list[str]:
    """Return the words that `question` finds fault with."""
    session = a_session(text, **fields)
    return [one.words for one in question.check(Event(**dict(an_event()), sessions=(session,)))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("• one\n\n• two", "• one"),
        ("There are two:\n•one\n•two", "•one"),
        ("> ● one lamp", "● one lamp"),
        ("・一つ", "・一つ"),
        ("There are two:\n\n– one\n\n– two", "– one"),
        ("– one\n– two\n– three", "– one"),
        ("(1) one\n\n(2) two", "(1) one"),
        ("There are:\n1.one\n2.two", "1.one"),
        ("a) one\nb) two\nc) three", "a) one"),
        ("(i) one\n\n(ii) two", "(i) one"),
        ("① 하나\n\n② 둘", "① 하나"),
        ("一、灯塔\n\n二、港口", "一、灯塔"),
        ("(가) 하나\n\n(나) 둘", "(가) 하나"),
        ("١- واحد\n\n٢- اثنان", "١- واحد"),
    ],
)
def test_a_list_that_is_none_is_found_at_its_first_entry(text: str, words: str) -> None:
    assert found(lists, text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "- one\n- two",
        "1. one\n2. two",
        "1) one\n2) two",
        "– Who keeps the light? he asked.\n\n– Nobody, she said.",
        "– What is left out of the register stays unseen.",
        "— one\n\n— two",
        "A. Smith spoke first.\n\nB. Jones spoke next.",
        "1.5 per cent were read.\n\n2.5 per cent were not.",
        "9:30 was the hour.\n\n10:15 was the next.",
        "(2) stands alone here.\n\nNothing follows it.",
        "○○氏が述べた。",
        "The -5 degrees of\n-6 degrees.",
        "Of these (1) one and (2) two.",
        "| a | b |\n|---|---|\n| • one | • two |",
    ],
)
def test_a_list_or_what_looks_like_one_is_let_pass(text: str) -> None:
    assert found(lists, text) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "click here"),
        ("en", "**Here**"),
        ("en", "more …"),
        ("ko", "여기"),
        ("ja", "こちら"),
        ("zh-Hans", "点击这里"),
        ("zh-Hant", "按此"),
        ("fr", "cliquez ici"),
        ("fr-CA", "Ici"),
        ("de", "hier"),
        ("es", "más"),
        ("ar", "هنا"),
        ("vi", "tại đây"),
        ("vi", "click here"),
    ],
)
def test_a_link_that_says_nothing_is_found(language: str, said: str) -> None:
    text = f"See [{said}](https://example.org/register) for it."
    assert len(found(links, text, language=language)) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "https://example.org/register"),
        ("en", "here is the register"),
        ("en", "More"),
        ("en", "Thomas More"),
        ("en", "ici"),
        ("de", "Mehr Licht"),
        ("fr", "Plus"),
        ("zh-Hans", "这里的灯塔"),
    ],
)
def test_a_link_that_names_something_is_let_pass(language: str, said: str) -> None:
    assert found(links, f"See [{said}](https://example.org/register).", language=language) == []


@pytest.mark.parametrize("text", ["###\n\nWords.", "### \n", "Words.\n\n#### ###\n\nMore words."])
def test_a_heading_without_words_is_found(text: str) -> None:
    assert len(found(headings, text)) == 1


@pytest.mark.parametrize("text", ["**What Is Left**\n\nWords.", "__What Is Left:__\n\n- one", "**ٹھیک**\n\nWords."])
def test_a_bold_line_above_a_paragraph_is_found(text: str) -> None:
    assert len(found(headings, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "### What Is Left\n\nWords.",
        "**All were in favour.**\n\nWords.",
        "**Is it so?**\n\nWords.",
        "**What** is left\n\nWords.",
        "Words.\n\n**Carried without a vote**",
        "**" + "Many words that go on and on, " * 4 + "and on**\n\nWords.",
        "- **one**\n\n- two",
        "**1931**\n\nWords.",
        "#hashtag and no heading",
    ],
)
def test_a_heading_or_bold_words_are_let_pass(text: str) -> None:
    assert found(headings, text) == []


@pytest.mark.parametrize(
    "figure",
    [
        "![IMG_2031.jpg](pictures/IMG_2031.jpg)",
        "![lantern-line](pictures/lantern-line.png)",
        '![The lantern line](lamp.png "The lantern line.")',
    ],
)
def test_an_alternative_text_that_says_nothing_is_found(figure: str) -> None:
    assert len(found(alt_texts, figure)) == 1


@pytest.mark.parametrize(
    "figure",
    [
        "![Harbour](pictures/harbour.png)",
        '![A chart with fourteen stations](lamp.png "The lantern line")',
        '![](lamp.png "")',
        "![The file lamp.png on a screen](lamp.png)",
    ],
)
def test_an_alternative_text_that_says_something_is_let_pass(figure: str) -> None:
    assert found(alt_texts, figure) == []
