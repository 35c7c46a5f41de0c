"""No word runs off the paper unnoticed."""

import pytest
from builders import a_person, a_session

from reportkit import render
from reportkit.check.pages._pdf import leaves
from reportkit.errors import BadPage


def off_the_paper(pdf: bytes) -> list[str]:
    return [leaf.off for leaf in leaves(pdf, "") if leaf.off is not None]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2},
        {"room": "x" * 400},
        {"speakers": (a_person("A" * 200, native="محمد" * 40, affiliations=("B" * 300,)),)},
        {"discussants": tuple(a_person(f"Person {number}", affiliations=("A " * 80,)) for number in range(60))},
    ],
    ids=["title", "room", "name", "people"],
)
def test_long_words_are_broken_and_stay_on_the_paper(fields: dict[str, object]) -> None:
    assert off_the_paper(render(a_session("Text.", **fields))) == []


def test_a_table_row_taller_than_a_page_goes_on_on_the_next() -> None:
    row = "many words in one cell " * 500
    assert off_the_paper(render(a_session(f"| a | b |\n|---|---|\n| {row} | c |"))) == []


def test_more_footnotes_than_a_page_can_hold_are_refused() -> None:
    """The layout would push the first of them over the upper edge, and nobody would ever read them."""
    text = " ".join(f"Word^[{'A long note of many words. ' * 24}]" for _ in range(60))
    with pytest.raises(BadPage) as caught:
        render(a_session(text))
    assert {finding.rule for finding in caught.value.findings} == {"paper"}
    assert "words run off the paper" in caught.value.findings[0].message


def test_prose_of_one_endless_word_stays_on_the_paper() -> None:
    assert off_the_paper(render(a_session("x" * 5000))) == []
