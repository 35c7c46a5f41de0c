"""An edited record and what arrives anew: three sides, field by field."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reconciled import NINE, TEN, a_draft, a_sketch, people

from reportkit.intake import Draft
from reportkit.intake._updating import Updated, updated
from reportkit.records import Passage, Person


def messages(result: Updated) -> tuple[list[str], list[str]]:
    return [one.message for one in result.changes], [one.message for one in result.conflicts]


def test_only_what_nobody_touched_is_changed() -> None:
    base = a_draft(room="Hall A", kind="Panel")
    result = updated(base, replace(base, room="Hall M"), replace(base, room="Hall A", kind="Plenary"))
    assert (result.draft.room, result.draft.kind) == ("Hall M", "Plenary")
    assert messages(result) == (['kind: "Panel" becomes "Plenary"'], [])


def test_what_both_touched_stays_and_both_values_are_told() -> None:
    base = a_draft(room="Hall A")
    result = updated(base, replace(base, room="Hall M"), replace(base, room="Hall T"))
    assert result.draft.room == "Hall M"
    assert messages(result) == ([], ['room: the record has "Hall M", "Hall T" arrives, and "Hall A" came before'])


def test_what_both_touched_alike_is_no_conflict() -> None:
    base = a_draft(room="Hall A")
    assert messages(updated(base, replace(base, room="B"), replace(base, room="B"))) == ([], [])


def test_what_is_not_told_of_stays() -> None:
    base = a_draft(room="Hall A", speakers=people("Ada Quill"), sketch=a_sketch("Ada."))
    assert updated(base, base, Draft()).draft == base


def test_a_person_is_known_by_id_and_each_field_is_their_own() -> None:
    base = a_draft(speakers=(Person(id="kuik", name="Kuik Cheng Chwee", affiliations=("UKM",)),))
    mine = replace(base, speakers=(Person(id="kuik", name="Kuik Cheng-Chwee", affiliations=("UKM",)),))
    theirs = replace(
        base, speakers=(Person(id="kuik", name="Kuik Cheng Chwee", affiliations=("National University",)),)
    )
    result = updated(base, mine, theirs)
    assert result.draft.speakers == (Person(id="kuik", name="Kuik Cheng-Chwee", affiliations=("National University",)),)


def test_somebody_new_is_added_and_somebody_gone_is_told() -> None:
    base = a_draft(speakers=people("Ada Quill", "Bo Reed"))
    result = updated(base, base, a_draft(speakers=people("Ada Quill", "Cy Fern")))
    assert [one.name for one in result.draft.speakers] == ["Ada Quill", "Bo Reed", "Cy Fern"]
    assert messages(result) == (
        ["speakers: Cy Fern is added"],
        ["Bo Reed is told of no more; the record keeps them"],
    )


def test_who_was_taken_out_by_hand_stays_out() -> None:
    base = a_draft(speakers=people("Ada Quill", "Bo Reed"))
    mine = a_draft(speakers=people("Ada Quill"))
    assert updated(base, mine, base).draft == mine
    changed = a_draft(speakers=(*people("Ada Quill"), *people("Bo Reed", affiliation="New")))
    result = updated(base, mine, changed)
    assert (result.draft, len(result.conflicts)) == (mine, 1)


def test_a_new_order_is_taken_unless_the_record_has_its_own() -> None:
    one, two, three = (
        people(*names) for names in (("A a", "B b", "C c"), ("C c", "A a", "B b"), ("B b", "A a", "C c"))
    )
    base = a_draft(speakers=one)
    assert updated(base, base, a_draft(speakers=two)).draft.speakers == two
    result = updated(base, a_draft(speakers=three), a_draft(speakers=two))
    assert (result.draft.speakers, len(result.conflicts)) == (three, 1)


def test_a_text_that_comes_after_the_programme_finds_its_speakers_there() -> None:
    base = a_draft(speakers=people("Bo Reed", "Ada Quil"))
    named = (Person(id="quill", name="Ada Quill"), Person(id="reed", name="Bo Reed"))
    theirs = a_draft(speakers=named, sketch=(Passage(id="p01", speaker="quill", text="She spoke."),))
    assert updated(base, base, theirs).draft == theirs


def test_a_role_that_changed_moves_the_person() -> None:
    base = a_draft(speakers=people("Ada Quill", "Bo Reed"))
    theirs = a_draft(speakers=people("Ada Quill"), moderators=people("Bo Reed"))
    assert updated(base, base, theirs).draft == theirs


def test_a_passage_put_in_between_leaves_the_ids_and_the_edits_of_the_others() -> None:
    base = a_draft(sketch=a_sketch("One.", "Two.", "Three."))
    mine = a_draft(sketch=a_sketch("One.", "Two, edited.", "Three."))
    result = updated(base, mine, a_draft(sketch=a_sketch("One.", "New.", "Two.", "Three, corrected.")))
    assert [(one.id, one.text) for one in result.draft.sketch] == [
        ("p01", "One."),
        ("p04", "New."),
        ("p02", "Two, edited."),
        ("p03", "Three, corrected."),
    ]
    assert result.conflicts == []


def test_prose_written_by_hand_is_not_mixed_with_what_arrives() -> None:
    mine = a_draft(sketch=a_sketch("By hand."))
    result = updated(a_draft(), mine, a_draft(sketch=a_sketch("Arrived.")))
    assert (result.draft, len(result.conflicts)) == (mine, 1)


WORDS = st.sampled_from(["Ada", "Bo", "이신화", "نوال", "Hall", "light", "tide"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=4, unique=True)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    names = draw(st.lists(st.tuples(WORDS, WORDS).map(" ".join), max_size=4, unique=True))
    return a_draft(
        room=draw(st.none() | WORDS),
        starts=draw(st.sampled_from([NINE, TEN.replace(hour=7)])),
        speakers=tuple(Person(name=name, affiliations=tuple(draw(st.lists(WORDS, max_size=1)))) for name in names),
        sketch=tuple(Passage(id=f"p{number:02}", text=text) for number, text in enumerate(draw(TEXTS), 1)),
    )


def words(draft: Draft) -> set[str]:
    people = [word for one in draft.speakers for word in (one.name, *one.affiliations)]
    return {*filter(None, [draft.room]), *people, *(one.text for one in draft.sketch)}


@settings(max_examples=60, deadline=None)
@given(drafts(), drafts())
def test_who_changes_nothing_gets_nothing_changed(base: Draft, other: Draft) -> None:
    assert updated(base, base, base).draft == base
    assert updated(base, other, base).draft == other
    assert updated(base, other, other).draft == other


@settings(max_examples=100, deadline=None)
@given(drafts(), drafts(), drafts())
def test_no_word_of_either_side_is_lost(base: Draft, mine: Draft, theirs: Draft) -> None:
    result = updated(base, mine, theirs)
    told = " ".join(one.message for one in (*result.changes, *result.conflicts))
    kept = words(result.draft)
    assert [word for word in words(mine) - words(base) if word not in kept] == []
    assert [word for word in words(theirs) - words(base) if word not in kept and word not in told] == []


@pytest.mark.parametrize("sides", [("", "", "x"), ("x", "x", "y")])
def test_the_second_update_changes_nothing(sides: Sequence[str]) -> None:
    base, mine, theirs = (a_draft(room=side or None, speakers=people(f"Ada {side}l")) for side in sides)
    first = updated(base, mine, theirs).draft
    assert messages(updated(theirs, first, theirs)) == ([], [])
