"""Two texts that come from one: what each side changed is in the result, and where both did, nobody guesses."""

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned import words

from reportkit.collect.merge import Conflict, Merge, merged
from reportkit.collect.words import tokens

BASE = "The quick brown fox jumps over the lazy dog."


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("The slow brown fox jumps over the lazy dog.", "The quick brown fox jumps over the old dog.", "slow … old"),
        ("The quick brown fox jumps.", "The very quick brown fox jumps over the lazy dog.", "The very … jumps."),
        ("The quick red fox jumps over the lazy dog.", "The quick brown hare jumps over the lazy dog.", "red hare"),
        ("The quick brown fox\njumps over the lazy dog.", "The quick brown hare jumps over the lazy dog.", "hare\n"),
    ],
)
def test_changes_apart_are_both_made(ours: str, theirs: str, both: str) -> None:
    merge = merged(BASE, ours, theirs)
    assert merge.conflicts == ()
    assert all(piece in merge.text for piece in both.split(" … "))
    assert merge == merged(BASE, theirs, ours)


def test_a_split_and_a_word_meet_without_conflict() -> None:
    assert merged("One. Two three.", "One.\nTwo three.", "One. Two four.") == Merge("One.\nTwo four.")


def test_what_both_changed_in_the_same_way_is_there_once() -> None:
    assert merged(BASE, BASE.replace("lazy", "old"), BASE.replace("lazy", "old")) == Merge(
        "The quick brown fox jumps over the old dog."
    )


def test_what_both_changed_differently_is_a_conflict_with_all_three() -> None:
    merge = merged(BASE, BASE.replace("quick", "slow"), BASE.replace("quick", "fast"))
    assert merge == Merge(BASE.replace("quick", "slow"), (Conflict(4, 9, "quick", "slow", "fast"),))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The quick brown fox jumps over the lazy dog. Twice.", "The quick brown fox jumps over the lazy dog. Often."),
        ("The quick brown fox jumps.", "The quick brown fox jumps over the old dog."),
        ("", "The quick brown fox jumps over the lazy dog. Often."),
        ("The fox jumps over the lazy dog.", "The quick brown and red fox jumps over the lazy dog."),
    ],
)
def test_two_additions_at_one_place_and_additions_to_what_is_taken_out_are_conflicts(ours: str, theirs: str) -> None:
    assert len(merged(BASE, ours, theirs).conflicts) == 1


@pytest.mark.parametrize(
    "script", ["东京的水位很高。", "東京の水は高い。", "파도가 남긴 기록.", "قاس الحارس الماء مرتين."]
)
def test_every_script_is_cut_into_words(script: str) -> None:
    words = [word for word in tokens(script) if not word.isspace()]
    first, last = script.replace(words[0], "X", 1), "Y".join(script.rsplit(words[-2], 1))
    merge = merged(script, first, last)
    assert merge == Merge("Y".join(first.rsplit(words[-2], 1)))


texts = st.lists(words, min_size=1, max_size=5).map(" ".join)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """Return `text` with up to three edits."""
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 9)))
        text = text[:start] + draw(words) + text[end:]
    return text


@given(texts, st.data())
@settings(max_examples=300, deadline=None)
def test_the_laws_hold(base: str, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base)), data.draw(edited(base))
    assert merged(base, ours, base) == Merge(ours)
    assert merged(base, base, theirs) == Merge(theirs)
    assert merged(base, ours, ours) == Merge(ours)
    merge, other = merged(base, ours, theirs), merged(base, theirs, ours)
    assert [(one.start, one.end, one.ours, one.theirs) for one in merge.conflicts] == [
        (one.start, one.end, one.theirs, one.ours) for one in other.conflicts
    ]
    assert merge.conflicts or merge.text == other.text
    assert all(base[one.start : one.end] == one.base for one in merge.conflicts)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=12, unique=True), st.data())
@settings(max_examples=300, deadline=None)
def test_no_word_that_a_side_brings_is_lost(base: list[str], data: st.DataObject) -> None:
    """Words of our own are in the text, theirs there or in a conflict; what stood on both sides stands."""
    ours, theirs = (_with_own(data, base, word) for word in ("OUR", "THEIR"))
    merge = merged(" ".join(base), " ".join(ours), " ".join(theirs))
    told = " ".join([merge.text, *(one.theirs for one in merge.conflicts)])
    assert {*ours} - {*base} <= {*merge.text.split()}
    assert {*theirs} - {*base} <= {*told.split()}
    assert {*ours} & {*theirs} & {*base} <= {*merge.text.split()}


def _with_own(data: st.DataObject, base: list[str], own: str) -> list[str]:
    side = list(base)
    for number in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(side)))
        side[place : place + data.draw(st.integers(0, 2))] = [f"{own}{number}"]
    return side


def test_long_texts_take_no_time() -> None:
    choose = random.Random(7)
    words = ["the", "of", "and", "a", "alliance", "trust"]
    base, ours, theirs = (" ".join(choose.choices(words, k=6000)) for _ in range(3))
    start = process_time()
    merged(base, ours, theirs)
    assert process_time() - start < 10
