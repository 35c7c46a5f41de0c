"""What changed since a draft was sent, in Word's own marks: all rejected is what was sent, all accepted what is now."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from builders import a_person, a_session, an_event
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from readers import folded, needs_libreoffice, output_of, saved_again_by_libreoffice

import reportkit
from reportkit.errors import BadRecord
from reportkit.records import Passage, Session
from reportkit.reviewing.drafting import draft
from reportkit.reviewing.finding import Held
from reportkit.reviewing.redline import Redline, changes, redline
from reportkit.reviews import Sending
from reportkit.wordml.revisions import Paragraph, Revised, accepted, rejected, revised
from reportkit.write.ledger import Ledger

Texts = dict[str, str]

TABLE = "| Station | Year |\n|---|---|\n| Brannoc | 1881 |\n| Tern Island | 1926 |"
WIDER = "| Station | Year | Light |\n|---|---|---|\n| Brannoc | 1881 | white |"

CASES: dict[str, tuple[Texts, Texts]] = {
    "words": ({"p01": "The light was kept by hand."}, {"p01": "The lamp was kept by two hands."}),
    "nothing": ({"p01": "The light."}, {"p01": "The light."}),
    "a split": ({"p01": "One. Two. Three."}, {"p01": "One.\n\nTwo.\n\nThree."}),
    "a join": ({"p01": "One.\n\nTwo.\n\nThree."}, {"p01": "One. Two. Three."}),
    "the first paragraph": ({"p01": "One.\n\nTwo."}, {"p01": "Two."}),
    "the last paragraph": ({"p01": "One.\n\nTwo."}, {"p01": "One."}),
    "all words": ({"p01": "One."}, {"p01": "Zwei.\n\nDrei."}),
    "a passage more": ({"p01": "One.", "p02": "Two."}, {"p01": "One.", "p09": "New.\n\nWhole.", "p02": "Two."}),
    "a passage less": ({"p01": "One.", "p02": "Two.", "d03": "Asked."}, {"p01": "One.", "d03": "Asked."}),
    "the first passage": ({"p01": "One.", "p02": "Two."}, {"p02": "Two."}),
    "a discussion more": ({"p01": "One."}, {"p01": "One.", "d02": "Asked."}),
    "a discussion less": ({"p01": "One.", "d02": "Asked."}, {"p01": "One."}),
    "an own passage more": ({"p02": "Two."}, {"p01": "One.", "p02": "Two."}),
    "another passage": ({"p01": "One."}, {"p02": "Two."}),
    "emphasis and links": (
        {"p01": "The *light* was [kept](https://example.org/a) there."},
        {"p01": "The **light** was [kept by hand](https://example.org/b) there."},
    ),
    "a list": ({"p01": "- one\n- two\n\n7. seven"}, {"p01": "- one\n- new\n- two\n\n7. seven\n8. eight"}),
    "no list": ({"p01": "1. one\n2. two"}, {"p01": "one"}),
    "a quotation and a heading": ({"p01": "> Said.\n\n### Then"}, {"p01": "> Said so.\n\n### And then"}),
    "a cell": ({"p01": f"A.\n\n{TABLE}"}, {"p01": f"A.\n\n{TABLE.replace('1881', '1882')}"}),
    "a row more": ({"p01": TABLE}, {"p01": f"{TABLE}\n| Cape | 1930 |"}),
    "a row less": ({"p01": f"{TABLE}\n| Cape | 1930 |\n\nB."}, {"p01": f"{TABLE}\n\nB."}),
    "a table more": ({"p01": "A."}, {"p01": f"A.\n\n{TABLE}\n\nB."}),
    "a table less": ({"p01": f"A.\n\n{TABLE}\n\nB."}, {"p01": "A."}),
    "another table": ({"p01": f"A.\n\n{TABLE}"}, {"p01": f"A.\n\n{WIDER}\n\nB."}),
    "two tables": ({"p01": f"{TABLE}\n\n{WIDER}"}, {"p01": WIDER}),
    "a paragraph before a table": ({"p01": f"A.\n\n{TABLE}"}, {"p01": f"A.\n\nB.\n\n{TABLE}"}),
    "none before a table": ({"p01": f"A.\n\nB.\n\n{TABLE}"}, {"p01": f"A.\n\n{TABLE}"}),
    "a footnote": ({"p01": "A^[Old note.] b^[Kept.]."}, {"p01": "A^[New note.] b^[Kept.] c^[More.]."}),
    "no footnote": ({"p01": "A^[Old note.] b."}, {"p01": "A b."}),
    "Korean": ({"p01": "등대지기는 물을 두 번 재고 한 번 적었다."}, {"p01": "등대지기는 물을 세 번 재고 적었다."}),
    "Japanese": ({"p01": "灯台守は水を二度はかり、書きとめた。"}, {"p01": "灯台守は水を三度はかり、書いた。"}),
    "Arabic": ({"p01": "قاس الحارس الماء مرتين وكتبه مرة."}, {"p01": "قاس الحارس الماء ثلاث مرات وكتبه."}),
}

LANGUAGES = {"Korean": "ko", "Japanese": "ja", "Arabic": "ar"}


def a_record(folder: Path, texts: Texts, language: str = "en") -> Session:
    """Return a session whose first passage is a speaker's; those whose id begins with d are the discussion's."""
    sketch = tuple(
        Passage(id=id, speaker="kim" if id == "p01" else None, discussion=id.startswith("d"), text=text)
        for id, text in texts.items()
    )
    kim, event = a_person("Kim", id="kim"), an_event(organiser="Institute")
    return a_session(sketch=sketch, speakers=(kim,), event=event, language=language, file=str(folder / "1-2.yaml"))


def redlined(before: Texts, now: Texts, language: str = "en") -> Redline:
    with tempfile.TemporaryDirectory() as folder:
        session = a_record(Path(folder), before, language)
        (review,) = draft(session, ledger := Ledger(Path(session.file)))
        return redline(Held(review, ledger, a_record(Path(folder), now, language)))


def said(texts: Texts) -> Texts:
    """Return what a draft of `texts` says, passage by passage, as it is read when it comes back."""
    with tempfile.TemporaryDirectory() as folder:
        (review,) = draft(session := a_record(Path(folder), texts), ledger := Ledger(Path(session.file)))
        return {one.id: one.text for one in ledger.sent(review).passages}


def read(file: Revised, stands: Callable[[Iterable[Paragraph]], list[str]]) -> Texts:
    """Return what stands between the labels, which those that are gone have nothing of."""
    regions: dict[str, list[Paragraph]] = {}
    name = ""
    for paragraph in file.body:
        if marks := [one for one in paragraph.bookmarks if one.startswith("_rk_")]:
            name = marks[0].removeprefix("_rk_")
            regions[name] = []
        elif name:
            regions[name].append(paragraph)
    texts = {name: "\n".join(stands(those)) for name, those in regions.items() if not name.startswith("h")}
    return {name: text for name, text in texts.items() if text}


@pytest.mark.parametrize("case", CASES)
def test_all_rejected_is_what_was_sent_and_all_accepted_what_is_now(case: str) -> None:
    before, now = CASES[case]
    made = redlined(before, now, LANGUAGES.get(case, "en"))
    file, sent, printed = revised(made.word), said(before), said(now)
    assert read(file, rejected) == sent
    assert read(file, accepted) == printed
    assert made.changed == tuple(id for id in {**before, **now} if sent.get(id) != printed.get(id))


@pytest.mark.parametrize("case", CASES)
def test_the_file_is_valid_proven_and_the_same_each_time(case: str, tmp_path: Path) -> None:
    made = redlined(*CASES[case], LANGUAGES.get(case, "en"))
    (tmp_path / "it.docx").write_bytes(made.word)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "it.docx")).errors] == []
    assert reportkit.proof(made.word, an_event().disclaimer) == []
    assert redlined(*CASES[case], LANGUAGES.get(case, "en")).word == made.word


def by_pandoc(word: Path, choice: str) -> str:
    return folded(output_of("pandoc", "-f", "docx", "-t", "plain", "--wrap=none", f"--track-changes={choice}", word))


PLAIN = [name for name in CASES if "footnote" not in name]
"""Cases that read the same without the numbers of notes, which pandoc counts."""


@pytest.mark.parametrize("case", PLAIN)
def test_pandoc_reads_the_same(case: str, tmp_path: Path) -> None:
    before, now = CASES[case]
    (tmp_path / "it.docx").write_bytes(redlined(before, now, LANGUAGES.get(case, "en")).word)
    for texts, choice in ((before, "reject"), (now, "accept")):
        there = by_pandoc(tmp_path / "it.docx", choice)
        for line in "\n".join(said(texts).values()).split("\n"):
            assert "".join(line.split()) in "".join(there.split())


@needs_libreoffice
def test_libreoffice_keeps_the_marks(tmp_path: Path) -> None:
    files = {str(number): redlined(*CASES[case]).word for number, case in enumerate(CASES) if "table" not in case}
    saved = saved_again_by_libreoffice(files, tmp_path)
    for name, data in files.items():
        for stands in (accepted, rejected):
            there = {
                id: text.strip("\n") for id, text in read(revised(saved[name]), stands).items() if text.strip("\n")
            }
            assert there == read(revised(data), stands), list(CASES)[int(name)]


def test_marks_bear_the_organiser_and_the_date_of_the_record() -> None:
    file = revised(redlined({"p01": "One two."}, {"p01": "One 2."}).word)
    marks = {span.added or span.removed for one in file.body for span in one.spans if span.added or span.removed}
    assert {(mark.author, mark.date) for mark in marks if mark} == {("Institute", "2031-05-06T09:30:00Z")}


def test_only_words_that_changed_are_marked() -> None:
    file = revised(redlined({"p01": "The light was kept."}, {"p01": "The lamp was kept."}).word)
    spans = [span for one in file.body for span in one.spans if span.added or span.removed]
    assert [(span.text, bool(span.added)) for span in spans] == [("light", False), ("lamp", True)]


def test_ideographs_are_compared_one_by_one_and_words_whole() -> None:
    assert list(changes("守塔人量了两次水", "守塔人量了三次水")) == [(5, 6, "三")]
    assert list(changes("one two three", "one 2 3")) == [(4, 13, "2 3")]


def test_a_footnote_that_is_gone_is_there_again_when_its_mark_is() -> None:
    file = revised(redlined({"p01": "A^[Old note.]."}, {"p01": "A^[New note.]."}).word)
    notes = [story for story in file.others if story.kind == "footnote"]
    for stands, texts in ((rejected, [[], ["Old note."]]), (accepted, [["New note."], []])):
        assert [[text.strip() for text in stands(note.paragraphs) if text.strip()] for note in notes] == texts


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["One two.", "Two, three.", "three", TABLE, WIDER, "- item\n- two", "> two one"]), max_size=5
    ),
    st.lists(st.sampled_from(["One 2.", "Two, three.", "three", TABLE, WIDER, "- item\n- 2", "> two one"]), max_size=5),
)
def test_any_two_passages(before: list[str], now: list[str]) -> None:
    """A paragraph of which nothing is left may remain, empty, where there is none that it could go on in."""
    texts = [{"p01": "\n\n".join(["Begin.", *blocks])} for blocks in (before, now)]
    file = revised(redlined(*texts).word)
    for one, stands in zip(texts, (rejected, accepted), strict=True):
        there = read(file, stands)["p01"].split("\n")
        assert [line for line in there if line] == [line for line in said(one)["p01"].split("\n") if line]


# --- which round it answers -------------------------------------------------------------------------------------


def properties(made: Redline) -> dict[str, str]:
    return {name: value for name, value in revised(made.word).properties if name.startswith("reportkit")}


def test_a_redline_is_to_be_looked_at_and_no_answer_to_anything() -> None:
    made = redlined({"p01": "One."}, {"p01": "Two."})
    assert (made.answers, properties(made)) == ("", {})
    (remark,) = revised(made.word).remarks
    assert remark.text == "Marked as tracked changes: what has changed since you last saw this text."


def test_beside_a_new_round_it_answers_that(tmp_path: Path) -> None:
    (first,) = draft(a_record(tmp_path, {"p01": "One."}), ledger := Ledger(tmp_path / "1-2.yaml"))
    ledger.put(first := replace(first, sent=Sending("2031-05-02T00:00:00Z", "hand")))
    session = a_record(tmp_path, {"p01": "Two."})
    (second,) = draft(session, ledger, deadline="2031-05-20", again=True)
    made = redline(Held(first, ledger, session))
    assert (made.answers, properties(made)) == (
        "1-2.kim.2",
        {"reportkit.review": "1-2.kim.2", "reportkit.base": second.base},
    )
    (remark,) = revised(made.word).remarks
    assert remark.text.count("\n") == 4
    later = redline(Held(first, ledger, a_record(tmp_path, {"p01": "Three."})))
    assert later.answers == ""


def test_what_is_not_what_was_sent_is_refused(tmp_path: Path) -> None:
    session = a_record(tmp_path, {"p01": "One."})
    (review,) = draft(session, ledger := Ledger(Path(session.file)))
    ledger.path(review, "sent.docx").write_bytes(b"other")
    with pytest.raises(BadRecord, match="it is not the file that was made"):
        redline(Held(review, ledger, session))


def test_it_opens_in_python_docx(tmp_path: Path) -> None:
    (tmp_path / "it.docx").write_bytes(redlined(*CASES["a footnote"]).word)
    assert len(docx.Document(str(tmp_path / "it.docx")).comments) == 1
