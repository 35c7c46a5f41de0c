"""Which words of a returned file belong to which passage, whatever became of the labels."""

from dataclasses import replace

import pytest
from builders import a_session, all_sessions
from hypothesis import given, settings
from hypothesis import strategies as st
from returned import HEAD, HEADING, LABEL, TEXTS, draft, gone, ins, label, line, passage, revised, sent

from reportkit.collect._history import history, standing
from reportkit.collect._plain import plain
from reportkit.collect.locate import Located, located, passages
from reportkit.pipeline import publish, receive
from reportkit.records import Passage
from reportkit.settings import settle
from reportkit.theme import languages
from reportkit.wishes import Wishes
from reportkit.wordml import revisions
from reportkit.wordml.revisions import Mark, Paragraph, Span


def find(body: list[Paragraph], *, base: bool = True) -> Located:
    return located(revised(body), sent(), revised(draft()) if base else None)


def texts(found: Located) -> list[str]:
    return [standing(history(place.paragraphs)) for place in found.passages]


def how(found: Located) -> list[str]:
    return [place.found for place in found.passages]


def bare(body: list[Paragraph]) -> list[Paragraph]:
    """Return the body as another program may leave it: without bookmarks."""
    return [replace(one, bookmarks=()) for one in body]


def undressed(body: list[Paragraph]) -> list[Paragraph]:
    return [replace(one, style="") for one in bare(body)]


@pytest.mark.parametrize("base", [True, False])
def test_bookmarks_tell_where_passages_are(base: bool) -> None:
    found = find(draft(), base=base)
    assert texts(found) == list(TEXTS)
    assert how(found) == ["bookmark"] * 3
    assert [one.where for one in found.beside] == ["head", "table of people", "heading before passage 3"]
    assert found.homes[0] == ()
    assert [found.homes[place + 1] for place in LABEL.values()] == [("p01",), ("p02",), ("p03",)]


def test_of_a_bookmark_that_is_there_twice_the_first_is_taken() -> None:
    body = draft()
    body[LABEL[2]] = line(mark="_rk_p02")
    body[-1] = replace(body[-1], bookmarks=("_rk_p02",))
    assert texts(find(body)) == list(TEXTS)


def test_a_bookmark_is_found_in_paragraphs_that_were_deleted() -> None:
    body = draft()
    body[LABEL[2]] = line(gone("Passage 2 of 3 · Lavina Lee"), end=Span("\n", removed=Mark("del")), mark="_rk_p02")
    found = find(body)
    assert texts(found) == list(TEXTS)
    assert [place.bare for place in found.passages] == [False, True, False]


def test_a_bookmark_that_slipped_onto_other_words_gives_way_to_the_label() -> None:
    body = draft()
    body[LABEL[2] : LABEL[2] + 1] = [line("A new last paragraph.", mark="_rk_p02"), replace(label(2), bookmarks=())]
    assert texts(find(body)) == [f"{TEXTS[0]}\nA new last paragraph.", *TEXTS[1:]]


@pytest.mark.parametrize("base", [True, False])
def test_without_bookmarks_labels_are_told_by_their_words(base: bool) -> None:
    found = find(undressed(draft()), base=base)
    heading = "" if base else "\nDiscussion"
    assert texts(found) == [TEXTS[0], TEXTS[1] + heading, TEXTS[2]]
    assert how(found) == ["words"] * 3


@pytest.mark.parametrize("language", languages())
def test_labels_are_told_in_every_language(language: str) -> None:
    wording = languages()[language]["passage"]
    body = undressed(draft())
    for number, place in LABEL.items():
        words = wording.replace("{number}", str(number)).replace("{count}", "3")
        body[place] = line(f"{words} · 이신화")
    assert how(find(body, base=False)) == ["words"] * 3


def test_labels_in_other_words_are_told_by_their_style() -> None:
    body = bare(draft())
    for place in LABEL.values():
        body[place] = line("My part", style="RK Passage Label")
    found = find(body)
    assert texts(found) == [TEXTS[0], TEXTS[1], TEXTS[2]]
    assert how(found) == ["style"] * 3


def test_without_labels_passages_are_told_by_their_words() -> None:
    body = [line(*HEAD[:1]), line("Dear colleagues, here you are."), *passage(1), *passage(2)]
    body += [line(TEXTS[2].split("\n")[0].replace("network", "web")), line("It would stay open to all.")]
    found = find(body)
    assert how(found) == ["likeness"] * 3
    assert texts(found)[:2] == list(TEXTS[:2])
    assert texts(found)[2].startswith("Dr. Julia Macdonald favoured a web of agreements")
    assert [standing(history(one.paragraphs)) for one in found.beside] == [
        "Concurrent Session 3-1\nDear colleagues, here you are."
    ]


def test_a_passage_without_label_among_others_is_told_by_its_words() -> None:
    body = draft()
    del body[LABEL[2]]
    found = find(body)
    assert texts(found) == list(TEXTS)
    assert how(found) == ["bookmark", "likeness", "bookmark"]


def test_what_is_like_nothing_that_was_sent_is_in_no_passage() -> None:
    found = find([line("Minutes of another meeting."), line("Those present: nobody.")])
    assert (how(found), texts(found)) == ([""] * 3, [""] * 3)
    assert [one.where for one in found.beside] == ["head"]


@pytest.mark.parametrize("mark", ["_rk_p02", ""])
def test_a_label_joined_to_the_passage_before_is_cut_off(mark: str) -> None:
    body = draft()
    body[LABEL[1] + 1 : LABEL[2] + 1] = [line(TEXTS[0], "Passage 2 of 3 · Lavina Lee", mark=mark)]
    found = find(body)
    assert texts(found) == list(TEXTS)
    assert found.passages[0].into == "label 2"


@pytest.mark.parametrize("words", ["Passage 2 of 3 · Lavina Lee", ""])
def test_a_passage_joined_to_its_label_is_cut_off(words: str) -> None:
    body = draft()
    body[LABEL[2] : LABEL[2] + 2] = [line(words, TEXTS[1], mark="_rk_p02")]
    assert texts(find(body)) == list(TEXTS)


def test_a_heading_joined_to_the_passage_before_is_cut_off() -> None:
    body = draft()
    body[HEADING - 1 : HEADING + 1] = [line(TEXTS[1], "Discussion", mark="_rk_h1")]
    found = find(body)
    assert texts(found) == list(TEXTS)
    assert found.passages[1].into == "the heading"


def test_words_added_to_a_label_are_no_words_of_the_passage() -> None:
    body = draft()
    body[LABEL[2]] = line("Passage 2 of 3 · Lavina Lee", ins(" (USSC)"), mark="_rk_p02")
    found = find(body)
    assert texts(found) == list(TEXTS)
    assert standing(history(found.passages[1].label)) == "Passage 2 of 3 · Lavina Lee (USSC)"


def test_a_passage_moved_with_its_label_is_whole() -> None:
    away, to = Mark("moveFrom", "Lee"), Mark("moveTo", "Lee")
    old = [line(Span("Passage 2 of 3 · Lavina Lee", removed=away), end=Span("\n", removed=away), mark="_rk_p02")]
    old += [line(Span(TEXTS[1], removed=away), end=Span("\n", removed=away))]
    new = [
        line(Span("Passage 2 of 3 · Lavina Lee", to), end=Span("\n", to)),
        line(Span(TEXTS[1], to), end=Span("\n", to)),
    ]
    body = draft()
    found = find([*body[: LABEL[1]], *new, *body[LABEL[1] : LABEL[2]], *old, *body[HEADING:]])
    assert texts(found) == list(TEXTS)
    assert [place.stray for place in found.passages].count(True) == 1


@given(st.lists(st.sampled_from(["bookmark", "words", "style", "all", "none"]), min_size=3, max_size=3))
@settings(max_examples=125, deadline=None)
def test_every_passage_is_found_by_whatever_is_left_of_its_label(damages: list[str]) -> None:
    body = draft()
    for (number, place), damage in zip(sorted(LABEL.items(), reverse=True), damages, strict=True):
        whole = label(number)
        body[place : place + 1] = {
            "bookmark": [replace(whole, bookmarks=(), style="")],
            "words": [line(mark=f"_rk_p0{number}")],
            "style": [replace(whole, style="")],
            "all": [],
            "none": [whole],
        }[damage]
    assert texts(find(body)) == list(TEXTS)


# --- drafts as they are really made -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", all_sessions(), ids=lambda path: path.stem)
def test_a_draft_shows_of_a_passage_what_its_markdown_says(path: object) -> None:
    (session,) = receive(path).event.sessions  # type: ignore[arg-type]
    kept = tuple(one for one in session.sketch if not one.discussion)
    session = session.model_copy(update={"sketch": kept})
    word = revisions.revised(publish(session, "docx", settle(session, Wishes(edition="draft"))))
    assert passages(word) == {one.id: plain(one.text) for one in kept}


MARKDOWN = (
    "One *word* and **more**,\nfolded, with a note^[Not here.] and another[^1].\\\nBroken.\n\n[^1]: Nor here.",
    "### A heading\n\n- one\n- two\n\n  still two\n  1. inner\n\n- > quoted in a list\n-\n- ### heading",
    "| a | b |\n|---|---|\n| c | |\n\n| d |\n|---|\n| e |\n\nAfter tables.",
    "> A quotation with [a link](https://example.org) and [another](nowhere).\n>\n> Its second paragraph.",
    "Tabs\there, \\*no emphasis\\*, 파도가 남긴 기록 東京 سلام.",
    "",
)


def test_a_draft_shows_all_kinds_of_markdown_as_we_read_them() -> None:
    ids = ("h1", "p-2", "a b", "한", "p05", "p06")
    sketch = tuple(Passage(id=id, text=text) for id, text in zip(ids, MARKDOWN, strict=True))
    session = a_session().model_copy(update={"sketch": sketch})
    word = revisions.revised(publish(session, "docx", settle(session, Wishes(edition="draft"))))
    assert passages(word, ids) == {one.id: plain(one.text) for one in sketch}
