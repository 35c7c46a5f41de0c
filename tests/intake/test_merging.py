"""What a programme and a rapporteur's text tell of one session, and what they disagree in."""

from itertools import permutations

from reconciled import NINE, TEN, a_sketch, account, people, programme

from reportkit.intake._likeness import Source
from reportkit.intake._merging import merged
from reportkit.records import Passage, Person


def disagreements(*sources: Source) -> list[tuple[str, str, str, bool]]:
    return [(one.field, one.taken, one.other, one.asked) for one in merged(sources).disagreements]


def test_the_programme_decides_time_and_room_and_the_account_how_people_are_printed() -> None:
    plan = programme(room="Hall A", ends=TEN, speakers=people("Ada Quill", affiliation="QUILL Inst."))
    text = account(
        id="1/2", room="Hall B", kind="Panel", ends=None, starts=TEN.replace(hour=8), sketch=a_sketch("She spoke.")
    )
    draft = merged([text, plan]).draft
    assert (draft.id, draft.kind, draft.room, draft.starts, draft.ends) == ("1-2", "Panel", "Hall A", NINE, TEN)
    assert [one.text for one in draft.sketch] == ["She spoke."]
    assert [one for one in disagreements(plan, text) if one[3]] == []


def test_a_disagreement_names_both_places_both_values_and_why_one_was_taken() -> None:
    (one,) = merged([programme(room="Hall A"), account(room="Hall B")]).disagreements
    assert str(one.finding("1-2")) == (
        'info: rapporteur.txt:3: session 1-2: room: "Hall B" here, "Hall A" in programme.json:3; '
        'taken: "Hall A", since the programme decides this'
    )


def test_a_name_is_never_corrected_silently() -> None:
    plan, text = (
        make(speakers=people(name)) for make, name in ((programme, "Kuik Cheng Chwee"), (account, "Kuik Cheng-Chwee"))
    )
    assert [one.name for one in merged([plan, text]).draft.speakers] == ["Kuik Cheng-Chwee"]
    assert disagreements(plan, text) == [("name", '"Kuik Cheng-Chwee"', '"Kuik Cheng Chwee"', True)]


def test_a_name_in_capitals_is_another_spelling() -> None:
    plan, text = programme(speakers=people("ADA QUILL")), account(speakers=people("Ada Quill"))
    assert disagreements(plan, text) == [("name", '"Ada Quill"', '"ADA QUILL"', True)]


def test_nobody_is_left_out_and_who_is_missing_is_told() -> None:
    plan, text = programme(speakers=people("Ada Quill", "Bo Reed")), account(speakers=people("Ada Quill", "Cy Fern"))
    assert [one.name for one in merged([plan, text]).draft.speakers] == ["Ada Quill", "Cy Fern", "Bo Reed"]
    assert disagreements(plan, text) == [
        ("missing", '"Bo Reed"', "nobody of that name", True),
        ("missing", '"Cy Fern"', "nobody of that name", True),
    ]


def test_a_programme_of_speakers_only_asks_nobody_about_moderators() -> None:
    plan = programme(speakers=people("Ada Quill", "Bo Reed"))
    text = account(moderators=people("Bo Reed"), speakers=people("Ada Quill"), rapporteurs=people("Cy Fern"))
    assert disagreements(plan, text) == [("role", "moderators", "speakers", False)]


def test_fifteen_speakers_in_another_order_are_one_disagreement() -> None:
    names = [f"{letter}a {letter}ee" for letter in "BCDFGHJKLMNPRST"]
    plan, text = programme(speakers=people(*reversed(names))), account(speakers=people(*names))
    assert [one.name for one in merged([plan, text]).draft.speakers] == names
    assert [(field, asked) for field, _, _, asked in disagreements(plan, text)] == [("order", False)]


def test_affiliations_are_taken_as_the_account_prints_them_and_filled_where_it_has_none() -> None:
    plan = programme(speakers=(*people("Ada Quill", affiliation="A"), *people("Bo Reed", affiliation="B")))
    text = account(speakers=(*people("Ada Quill", affiliation="The A"), *people("Bo Reed")))
    assert [one.affiliations for one in merged([plan, text]).draft.speakers] == [("The A",), ("B",)]
    assert disagreements(plan, text) == [("affiliations", '"The A"', '"A"', False)]


def test_two_programmes_that_disagree_are_to_be_decided() -> None:
    assert disagreements(programme("b.csv", room="Hall B"), programme("a.csv", room="Hall A")) == [
        ("room", '"Hall A"', '"Hall B"', True)
    ]


def test_an_empty_account_takes_nothing_away() -> None:
    plan = programme(room="Hall", speakers=people("Ada Quill"), sketch=a_sketch("A note."))
    empty = account(id=None, starts=None, ends=None)
    assert merged([plan, empty]).draft == plan.draft


def test_prose_of_a_programme_calls_its_speaker_as_the_account_does() -> None:
    note = (Passage(id="p01", speaker="x", text="She spoke."),)
    plan = programme(speakers=(Person(id="x", name="Ada Quill"),), sketch=note)
    text = account(speakers=(Person(id="quill", name="Ada Quill"),))
    assert [one.speaker for one in merged([plan, text]).draft.sketch] == ["quill"]


def test_the_order_of_files_does_not_matter_for_what_is_taken() -> None:
    sources = [
        programme("a.csv", room="A", speakers=people("Ada Quill")),
        programme("b.csv", room="B", speakers=people("Bo Reed")),
        account("c.txt", speakers=people("Reed Bo"), sketch=a_sketch("C.")),
        account("d.txt", speakers=people("Quill, Ada"), sketch=a_sketch("D.")),
    ]
    assert len({repr(merged(order)) for order in permutations(sources)}) == 1
