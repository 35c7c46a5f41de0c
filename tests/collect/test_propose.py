"""What a returned file proposes: the sentences that editors read, and that no word of the file is lost."""

import re
from dataclasses import replace
from itertools import count, pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returned import (
    HEADING,
    LABEL,
    TEXTS,
    draft,
    gone,
    histories,
    ins,
    label,
    line,
    passage,
    review,
    revised,
    sent,
    words,
)

from reportkit.collect import propose
from reportkit.collect._changes import Edit, edits, made
from reportkit.collect._history import former, history, standing
from reportkit.collect.propose import proposed
from reportkit.reviews import Change, Outside, Proposal, change_key
from reportkit.wordml.revisions import Mark, Paragraph, Remark, Revised, Span, Story, accepted, rejected

OWN = LABEL[2] + 1
"""Where the reviewer's own passage is."""

OURS = Remark("The Institute", "2026-04-01T00:00:00Z", "Please review your passage.", LABEL[2], "Passage 2 of 3")


def read(body: list[Paragraph], **facts: object) -> Proposal:
    base = revised(draft(), remarks=(OURS,))
    return proposed(review(), sent(), revised(body, **facts), 1, "sha", base)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.number, one.kind, one.before, one.after) for one in changes]


# --- the returns of REVIEW.md 4 ---------------------------------------------------------------------------------


def test_a_file_that_was_only_saved_again_proposes_nothing() -> None:
    proposal = read(draft(), remarks=(OURS,))
    assert (proposal.changes, proposal.comments, proposal.outside, proposal.remarks) == ((), (), (), ())
    assert [one.accepted for one in proposal.passages] == list(TEXTS)
    assert not proposal.untracked


def test_tracked_edits_are_told_with_who_made_them() -> None:
    body = draft()
    body[OWN] = line(
        "Dr. Lavina Lee argued that a ",
        *(gone("formal"), ins("real"), " Asian NATO remains difficult. She therefore called for deeper "),
        *(gone("cooperation"), ins("coopera"), ins("tive work"), "."),
    )
    proposal = read(body)
    assert told(proposal.changes) == [
        ("2.1", "replace", "formal", "real"),
        ("2.2", "replace", "cooperation", "cooperative work"),
    ]
    first = proposal.changes[0]
    assert (first.tracked, first.author, first.date) == (True, "Lavina Lee", "2026-04-20T09:30:00Z")
    assert first.key == change_key("p02", 29, "formal", "real")
    assert all(one.own for one in proposal.changes)
    assert (proposal.untracked, proposal.remarks) == (False, ())


def test_a_rewriting_without_marks_is_one_change() -> None:
    body = draft()
    body[OWN] = line("In the view of Dr. Lee, an alliance of this kind will not come about soon; more work is needed.")
    proposal = read(body)
    assert [(one.kind, one.tracked, one.author) for one in proposal.changes] == [("replace", False, "")]
    assert proposal.untracked


def test_a_few_words_without_marks_are_changes_of_their_own() -> None:
    body = draft()
    body[OWN] = line(TEXTS[1].replace("formal", "real").replace("deeper", "closer"))
    proposal = read(body)
    assert told(proposal.changes) == [("2.1", "replace", "formal", "real"), ("2.2", "replace", "deeper", "closer")]
    assert proposal.untracked


def test_neighbouring_words_are_one_decision() -> None:
    body = draft()
    body[OWN] = line(TEXTS[1].replace("formal Asian NATO", "binding regional NATO"))
    assert told(read(body).changes) == [("2.1", "replace", "formal Asian", "binding regional")]


def test_a_comment_is_no_change_of_the_text() -> None:
    remark = Remark("Lavina Lee", "2026-04-20", "Is this right?", OWN, "Asian NATO")
    proposal = read(draft(), remarks=(OURS, remark))
    assert (proposal.changes, proposal.outside) == ((), ())
    assert [(one.author, one.text, one.passage, one.quote) for one in proposal.comments] == [
        ("Lavina Lee", "Is this right?", "p02", "Asian NATO")
    ]


def test_our_own_comment_is_left_out_and_replies_to_it_are_not() -> None:
    reply = Remark("Lavina Lee", "", "I have.", LABEL[2], "", reply_to=0)
    answer = Remark("The Institute", "", "Thank you.", None, "", reply_to=1, resolved=True)
    comments = read(draft(), remarks=(OURS, reply, answer)).comments
    assert [(one.text, one.passage, one.reply_to, one.resolved) for one in comments] == [
        ("I have.", "p02", None, None),
        ("Thank you.", "", 0, True),
    ]


@pytest.mark.parametrize("end", [Span("\n", added=Mark("ins", "Lavina Lee")), Span("\n")])
def test_a_passage_that_was_split(end: Span) -> None:
    first, second = TEXTS[1].split(" She ")
    blank = gone(" ") if end.added else ""
    body = draft()
    body[OWN : OWN + 1] = [line(first, end=end), line(blank, "She ", second)]
    proposal = read(body)
    assert told(proposal.changes) == [("2.1", "split", " ", "\n")]
    assert proposal.changes[0].tracked is bool(end.added)
    assert proposal.remarks == ("passage 2 split in two",)


def test_paragraphs_that_were_joined() -> None:
    first, second = TEXTS[2].split("\n")
    proposal = read([*draft()[:-2], line(f"{first} {second}")])
    assert told(proposal.changes) == [("3.1", "join", "\n", " ")]
    assert proposal.remarks[0] == "passage 3: 2 paragraphs joined"


def test_a_passage_that_goes_on_in_the_next_label() -> None:
    body = draft()
    body[LABEL[1] + 1] = replace(body[LABEL[1] + 1], end=Span("\n", removed=Mark("del", "Lavina Lee")))
    proposal = read(body)
    assert (proposal.changes, proposal.outside) == ((), ())
    assert proposal.remarks == ("passage 1 ends at label 2 (label joined, text unchanged)",)


def test_a_passage_of_another_speaker() -> None:
    body = draft()
    body[LABEL[1] + 1] = line(TEXTS[0].replace("formal ", ""))
    proposal = read(body)
    assert [one.own for one in proposal.changes] == [False]
    assert proposal.remarks == ("warning: 1 change in passage 1 (Kuik Cheng-Chwee), not the reviewer's own",)


def test_a_passage_that_was_deleted() -> None:
    body = draft()
    body[OWN] = line(gone(TEXTS[1]))
    proposal = read(body)
    assert told(proposal.changes) == [("2.1", "delete", TEXTS[1], "")]
    assert [one.gone for one in proposal.passages] == [False, True, False]
    assert proposal.remarks == ("passage 2 deleted by the reviewer: decide",)


def test_a_label_that_was_deleted() -> None:
    body = draft()
    body[LABEL[2]] = line(mark="_rk_p02")
    proposal = read(body)
    assert proposal.changes == ()
    assert proposal.remarks == ("label of passage 2 missing, found by its bookmark",)
    assert proposal.outside == (Outside("label of passage 2", "Passage 2 of 3 · Lavina Lee", ""),)


# --- other edits ------------------------------------------------------------------------------------------------


def test_what_only_looks_different_is_typography() -> None:
    body = draft()
    body[OWN] = line(TEXTS[1].replace("Dr. ", "Dr.\u00a0").replace("remains ", "remains  "))
    assert [(one.kind, one.before, one.after) for one in read(body).changes] == [
        ("typography", " ", "\u00a0"),
        ("typography", " ", "  "),
    ]


def test_letters_composed_in_another_way_are_no_other_words() -> None:
    found = edits("Le café noir", history([line("Le cafe\u0301 vert")]))
    assert [(one.kind, one.before, one.after) for one in found] == [
        ("typography", "café", "cafe\u0301"),
        ("replace", "noir", "vert"),
    ]


def test_moved_words_leave_one_place_and_come_to_another() -> None:
    away, to = Mark("moveFrom", "Lavina Lee"), Mark("moveTo", "Lavina Lee")
    body = draft()
    first, second = TEXTS[1].split(". She")
    body[OWN] = line(Span(first, removed=away), ". She", second, Span(f" {first}.", added=to))
    found = read(body).changes
    assert [(one.kind, bool(one.before), bool(one.after)) for one in found] == [
        ("move", True, False),
        ("move", False, True),
    ]


def test_words_after_the_last_passage_belong_to_it() -> None:
    proposal = read([*draft(), line(ins("One more thing."), end=Span("\n", added=Mark("ins")))])
    assert told(proposal.changes) == [("3.1", "insert", "", "\nOne more thing.")]
    assert proposal.changes[0].tracked


def test_edits_beside_the_passages_are_told_with_their_place() -> None:
    body = draft()
    body[1] = line("An ", gone("Asian"), ins("Indo-Pacific"), " NATO?")
    body[3] = line("Lavina M. Lee", cell=True)
    body[LABEL[3]] = replace(label(3, "Passage 3 of 3 · Julia McDonald"))
    body[HEADING] = line("Debate", style="heading 2", mark="_rk_h1")
    proposal = read(body)
    assert proposal.changes == ()
    assert [(one.where, one.before, one.after, one.tracked) for one in proposal.outside] == [
        ("label of passage 3", "Macdonald", "McDonald", False),
        ("head", "Asian", "Indo-Pacific", True),
        ("table of people", "", "M. ", False),
        ("heading before passage 3", "Discussion", "Debate", False),
    ]


def test_edits_of_notes_boxes_headers_and_footers_are_told() -> None:
    base = revised(
        draft(),
        others=(
            *(Story("header", (line("Draft"),)), Story("header", (line("Draft"),))),
            *(Story("footer", (line("The views are summaries."), line("Page 1 of 1"))),),
            *(Story("footnote", (line(" The first note."),)),),
        ),
    )
    back = replace(
        base,
        others=(
            *(Story("header", (line("Draft"),)), Story("header", (line("Draft, seen by Lee"),))),
            *(Story("footer", (line("The views are summaries."), line("Page 2 of 3"))),),
            *(Story("footnote", (line("The ", ins("very "), "first note."),)), Story("text box", (line("Call me!"),))),
        ),
    )
    outside = proposed(review(), sent(), back, 1, "sha", base).outside
    assert [(one.where, one.before, one.after) for one in outside] == [
        ("header", "", "Draft, seen by Lee"),
        ("footnote", "", "very "),
        ("text box", "", "Call me!"),
    ]


def test_a_number_more_than_a_page_number_is_an_edit() -> None:
    base = revised(draft(), others=(Story("footer", (line("Page 1 of 1"),)),))
    back = replace(base, others=(Story("footer", (line("Page 2 of 2"), line("2031 edition"))),))
    outside = proposed(review(), sent(), back, 1, "sha", base).outside
    assert [(one.where, one.after) for one in outside] == [("footer", "2031 edition")]


def test_without_the_file_that_was_sent_tracked_edits_are_told_all_the_same() -> None:
    body = draft()
    body[1] = line("An ", gone("Asian"), ins("Indo-Pacific"), " NATO?")
    proposal = proposed(review(), sent(), revised(body), 1, "sha")
    assert [(one.where, one.before, one.after) for one in proposal.outside] == [("head", "Asian", "Indo-Pacific")]


def test_what_changes_no_word_is_counted_and_outside_files_are_told() -> None:
    proposal = read(draft(), formatting=3, layout=1, reaching_out=("https://example.org/template.dotx",))
    assert proposal.formatting == 3
    assert proposal.remarks == (
        "warning: refers to an outside file (ignored)",
        "1 change of cells and columns, layout only",
    )


# --- nothing is lost --------------------------------------------------------------------------------------------


@given(histories, st.none() | words)
@settings(max_examples=400, deadline=None)
def test_what_was_sent_with_all_edits_is_what_came_back(paragraphs: list[Paragraph], other: str | None) -> None:
    """Whatever a file tells of its past, and whether that is what was sent or not."""
    letters = history(paragraphs)
    text = former(letters) if other is None else other
    found = edits(text, letters)
    assert made(text, found) == standing(letters)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert text != former(letters) or all(one.tracked for one in found)


@given(histories)
@settings(max_examples=300, deadline=None)
def test_both_texts_are_those_of_the_reader(paragraphs: list[Paragraph]) -> None:
    """An empty paragraph at the end is the only thing that does not count."""
    letters = history(paragraphs)
    for text, lines in ((standing(letters), accepted(paragraphs)), (former(letters), rejected(paragraphs))):
        assert [one for one in text.split("\n") if one] == [one for one in lines if one]


@st.composite
def damaged(draw: st.DrawFn) -> list[Paragraph]:
    """Return the draft with other paragraphs in it, each span of which has a word of its own, and some of its gone."""
    body, numbers = draft(), count()
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(body)))
        new = [
            replace(one, spans=tuple(replace(span, text=f"{span.text} w{next(numbers)} ") for span in one.spans))
            for one in draw(histories)
        ]
        body[place : place + draw(st.integers(0, 3))] = new
    return body


@given(damaged())
@settings(max_examples=200, deadline=None)
def test_every_word_of_the_body_is_in_the_proposal(body: list[Paragraph]) -> None:
    """In a passage, or in an edit beside them."""
    proposal = read(body)
    for one, text in zip(proposal.passages, TEXTS, strict=True):
        own = [Edit(each.start, each.before, each.after) for each in proposal.changes if each.passage == one.id]
        assert made(text, own) == one.accepted
    told = " ".join([*(one.accepted for one in proposal.passages), *(one.after for one in proposal.outside)])
    new = [word for word in " ".join(accepted(body)).split() if re.fullmatch(r"w\d+", word)]
    assert sorted(new) == sorted(word for word in told.split() if re.fullmatch(r"w\d+", word))


def test_edits_that_do_not_fit_give_way_to_one_replacement(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(sent: str, letters: object) -> list[Edit]:
        raise ValueError("edits do not make the text")

    monkeypatch.setattr(propose, "edits", broken)
    body = draft()
    body[OWN] = line("Something ", ins("else"))
    proposal = read(body)
    assert told(tuple(one for one in proposal.changes if one.own)) == [("2.1", "replace", TEXTS[1], "Something else")]
    assert "passage 2 is shown as one replacement: its changes cannot be told apart" in proposal.remarks


@pytest.mark.parametrize("unit", ["the ", "alliance, trust and water. ", "東京", "가나 "])
def test_a_long_passage_wholly_rewritten_takes_no_time(unit: str) -> None:
    before, after = unit * (30_000 // len(unit)), ("in other words " + unit) * (30_000 // (15 + len(unit)))
    start = process_time()
    for paragraph in (line(after), line(gone(before), ins(after))):
        letters = history([paragraph])
        assert made(before, edits(before, letters)) == after
    assert process_time() - start < 10


def test_files_with_nothing_in_them_lose_every_passage() -> None:
    proposal = proposed(review(), sent(), Revised(()), 1, "sha", revised(draft()))
    assert [one.gone for one in proposal.passages] == [True, True, True]
    assert [one.after for one in proposal.changes] == ["", "", ""]
    assert "passage 2 not found in the file: look for its words beside the passages" in proposal.remarks


def test_the_passages_of_a_draft_are_all_there() -> None:
    assert [passage(number) for number in (1, 2, 3)] == [
        draft()[LABEL[1] + 1 : LABEL[2]],
        draft()[LABEL[2] + 1 : HEADING],
        draft()[LABEL[3] + 1 :],
    ]
