"""A record's file with other words in some passages: nothing else of it changes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reportkit.write.rewritten import rewritten

RECORD = """\
# Kept by hand.
schema: reportkit/1
id: "3-1"            # as printed
title: 'An Asian NATO?'
sketch:
  # The first speaker.
  - id: p01
    speaker: kuik   # his own words
    text: >-
      He argued that many states remain cautious
      about formal alliances because of domestic
      sensitivities and of structural fears.

      A second paragraph.


      A third one.

  # Between two of them.
  - {id: p02, speaker: lee, text: "She called for \\"deeper\\" work."}
  - id: p03
    text: |
      - one
      - two
  - id: p04
    text: plain words
      on two lines   # behind
  - text: 'It''s his.'
    id: p05
waivers: []          # none
"""


def plain(text: str) -> dict[str, object]:
    data: dict[str, object] = YAML(typ="safe", pure=True).load(text)
    return data


def words(text: str) -> list[str]:
    return [passage["text"] for passage in plain(text)["sketch"]]  # type: ignore[attr-defined,index]


def lines_that_differ(text: str) -> list[str]:
    return [line for line in text.splitlines() if line not in RECORD.splitlines()]


@pytest.mark.parametrize(
    ("at", "was", "becomes", "lines"),
    [
        (0, "many states", "few states", ["      He argued that few states remain cautious"]),
        (
            0,
            "domestic",
            "quite some domestic",
            ["      about formal alliances because of quite", "      some domestic"],
        ),
        (0, "A third", "The third", ["      The third one."]),
        (
            1,
            '"deeper"',
            "‘much\tdeeper’",
            ['  - {id: p02, speaker: lee, text: "She called for ‘much\\tdeeper’ work."}'],
        ),
        (2, "- two", "- two\n    - of them", ["      - two", "          - of them"][1:]),
        (3, "on two", "on three", ["      on three lines   # behind"]),
        (4, "his", "hers: all 'hers'", ["  - text: 'It''s hers: all ''hers''.'"]),
    ],
)
def test_only_the_lines_with_other_words_change(at: int, was: str, becomes: str, lines: list[str]) -> None:
    said = words(RECORD)[at].replace(was, becomes)
    made = rewritten(RECORD, ".yaml", {at: said})
    assert made is not None
    assert words(made)[at] == said
    assert lines_that_differ(made) == lines
    assert made.count("#") == RECORD.count("#")


def test_a_paragraph_split_in_two_keeps_its_block() -> None:
    said = words(RECORD)[0].replace("cautious about", "cautious\n\nabout")
    made = rewritten(RECORD, ".yaml", {0: said})
    assert made == RECORD.replace("remain cautious\n", "remain cautious\n\n\n")


def test_what_a_manner_cannot_hold_stands_in_double_quotation_marks() -> None:
    made = rewritten(RECORD, ".yaml", {3: "no: plain # words", 0: words(RECORD)[0] + " More."})
    assert made is not None
    assert lines_that_differ(made) == ["      A third one. More.", '    text: "no: plain # words"   # behind']


@pytest.mark.parametrize(
    ("gone", "left"), [([0], [2, 3, 4, 5]), ([1], [1, 3, 4, 5]), ([4, 2], [1, 2, 4]), ([0, 1, 2, 3, 4], [])]
)
def test_an_entry_that_is_gone_leaves_the_comments_around_it(gone: list[int], left: list[int]) -> None:
    made = rewritten(RECORD, ".yaml", {}, gone)
    assert made is not None
    assert [one["id"] for one in plain(made)["sketch"]] == [f"p0{n}" for n in left]  # type: ignore[attr-defined,index]
    comments = ["  # The first speaker.", "  # Between two of them.", "waivers: []          # none"]
    assert [line for line in made.splitlines() if line in comments] == comments


def test_entries_in_brackets_take_their_commas_with_them() -> None:
    record = 'id: "1"\nsketch: [{id: a, text: x}, {id: b, text: "y"}, {id: c, text: z}] # three\n'
    assert (
        rewritten(record, ".yml", {2: "zz"}, [0])
        == 'id: "1"\nsketch: [{id: b, text: "y"}, {id: c, text: zz}] # three\n'
    )
    assert rewritten(record, ".yml", {}, [2, 1]) == 'id: "1"\nsketch: [{id: a, text: x}] # three\n'
    assert rewritten(record, ".yml", {}, [0, 1, 2]) == 'id: "1"\nsketch: [] # three\n'


def test_words_that_two_passages_share_are_not_changed_in_both() -> None:
    record = "sketch:\n  - {id: a, text: &same Words.}\n  - {id: b, text: *same}\n"
    assert rewritten(record, ".yaml", {1: "Others."}) is None


def test_json_keeps_its_layout() -> None:
    record = '{"id": "1",\n\t"sketch": [ {"id":"a" , "text":"안녕"},\n\t  {"text": "y\\u0041", "id": "b"} ], "z": []}\n'
    made = rewritten(record, ".json", {0: 'a "b"\nKé'})
    assert made == record.replace("안녕", 'a \\"b\\"\\nKé')
    assert rewritten(record, ".json", {}, [1]) == '{"id": "1",\n\t"sketch": [ {"id":"a" , "text":"안녕"} ], "z": []}\n'
    assert rewritten(record.replace("안녕", "x"), ".json", {0: "é"}) == record.replace("안녕", "\\u00e9")


def test_other_formats_are_not_guessed_at() -> None:
    assert rewritten('[[sketch]]\ntext = "x"\n', ".toml", {0: "y"}) is None


@given(st.integers(0, 4), st.text(max_size=80), st.booleans())
def test_whatever_is_said_is_read_back(at: int, said: str, block: bool) -> None:
    record = RECORD if block else RECORD.replace("text: |\n", "text: >\n")
    made = rewritten(record, ".yaml", {at: said})
    if made is None:
        assert any(not sign.isprintable() for sign in said)
        return
    was, now = plain(record), plain(made)
    was["sketch"][at]["text"] = said  # type: ignore[index]
    assert now == was


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_json_holds_anything(said: str) -> None:
    record = '{"sketch": [{"text": "x"}]}'
    made = rewritten(record, ".json", {0: said})
    assert made is not None
    assert json.loads(made) == {"sketch": [{"text": said}]}
