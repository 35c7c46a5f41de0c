"""The returns that people make in LibreOffice, from a real draft: what is said of each, and that no word is lost.

LibreOffice edits all of them in one start.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import office
import pytest
from office import Job
from returns import LEE, changed, drafted, review, word

from reportkit.reviewing.collecting import Collected, collect
from reportkit.reviews import Proposal, Sending, Sent
from reportkit.wordml.revisions import accepted, rejected, revised
from reportkit.write.ledger import Ledger

pytestmark = pytest.mark.skipif(bool(office.missing()), reason=office.missing())

LAVINA = "Dr. Lavina Lee"
LABEL = "Passage 2 of 7"
WHO = ("author", "Lavina", "Lee")
TRACKED, UNTRACKED = (WHO, ("track", True)), (WHO, ("track", False))
OTHER = "Alliances of the past will not do, I said, and nobody in the room was of another opinion that day."
TWO_EDITS = (*TRACKED, ("replace", "an eroding", "a weakening"), ("replace", "harsher", "harder"))

RETURNS: dict[str, tuple[tuple[office.Step, ...], tuple[str, ...]]] = {
    "tracked": (TWO_EDITS, ("Lavina Lee: 2 changes in passage 2 (own), all tracked",)),
    "rewritten": (
        (*UNTRACKED, ("rewrite", LAVINA, OTHER)),
        ("passage 2 (own) rewritten without tracking: 1 change found by comparison",),
    ),
    "comment": (
        (*TRACKED, ("comment", "the Director of the Foreign Policy", "I have left this post.", "Lavina Lee")),
        ('no text change; 1 comment on "the Director of the Foreign Policy"',),
    ),
    "split": ((*TRACKED, ("split", "She therefore")), ("passage 2 split in two",)),
    "split untracked": ((*UNTRACKED, ("split", "She therefore")), ("passage 2 split in two",)),
    "merged": ((*TRACKED, ("merge", LAVINA)), ("passage 2 ends at label 3 (label joined, text unchanged)",)),
    "another's": (
        (*TRACKED, ("replace", "a network of alliances", "a web of alliances")),
        ("warning: 1 change in passage 3 (Julia Macdonald), not the reviewer's own",),
    ),
    "deleted": ((*TRACKED, ("empty", LAVINA)), ("passage 2 deleted by the reviewer: decide",)),
    "label deleted": (
        (*TRACKED, ("empty", LABEL)),
        ("label of passage 2 missing, found by its bookmark", "1 edit outside the passages: label of passage 2"),
    ),
    "label gone": (
        (*UNTRACKED, ("empty", LABEL)),
        ("label of passage 2 missing, found by its style", "1 edit outside the passages: label of passage 2"),
    ),
    "only saved": ((), ("no change: reads as agreed?",)),
}
"""What is done to the draft, and what is to be said of it."""

ROUGH: dict[str, tuple[office.Step, ...]] = {
    "accepted": (*TWO_EDITS, ("accept_all",)),
    "rejected": (*TWO_EDITS, ("reject_all",)),
    "with its mark": (*TRACKED, ("delete", LAVINA)),
    "labels": (*UNTRACKED, ("delete", LABEL), ("delete", "Passage 3 of 7"), ("replace", "harsher", "harder")),
    "everything": (
        *TRACKED,
        ("replace", "an eroding", "a weakening"),
        ("split", "She therefore"),
        ("comment", "harsher", "Too strong?", "Lavina Lee"),
        *UNTRACKED,
        ("insert", "Dr. Julia Macdonald", "이화여대의 "),
        ("merge", "Dr. Julia Macdonald"),
        *TRACKED,
        ("empty", "Mr. Tokuchi Hideshi"),
        ("replace", "Concurrent Session", "Plenary Session"),
    ),
    "foreign": (*TWO_EDITS, ("forget_properties",)),
}
"""More that people do, for what must hold of all that comes back."""

STEPS = {**{name: steps for name, (steps, _) in RETURNS.items()}, **ROUGH}

JOINED = {"future.Passage", "diversity.Passage"}
"""Words that a merge has put together, of which each is somewhere."""


@dataclass(frozen=True)
class Scene:
    """The event, its draft for Lavina Lee, and the files that LibreOffice made of it."""

    ledger: Ledger
    files: dict[str, bytes]

    @property
    def sent(self) -> Sent:
        return self.ledger.sent(review(self.ledger))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    ledger = drafted(tmp_path_factory.mktemp("event"))
    draft = word(ledger)
    return Scene(ledger, office.edited({name: Job(draft, steps) for name, steps in STEPS.items()}))


@pytest.fixture
def afresh(scene: Scene) -> Iterator[Scene]:
    """A review that was sent, and to which nothing came back yet."""
    ledger = scene.ledger
    before = review(ledger)
    ledger.put(replace(before, sent=Sending("2026-04-20T09:00:00Z", "hand")))
    yield scene
    ledger.put(before)


def taken(scene: Scene, data: bytes, tmp_path: Path, meant: str = "") -> Collected:
    path = tmp_path / "renamed (2) final FINAL.doc"
    path.write_bytes(data)
    (one,) = collect([path], scene.ledger.record.parents[1], meant)
    return one


def proposal_of(scene: Scene) -> Proposal:
    found = scene.ledger.proposal(review(scene.ledger))
    assert found
    return found


@pytest.mark.parametrize("name", RETURNS)
def test_what_is_said_of_a_return(name: str, afresh: Scene, tmp_path: Path) -> None:
    one = taken(afresh, afresh.files[name], tmp_path)
    assert (one.state, one.review, one.error, one.lines) == ("returned", LEE, None, RETURNS[name][1])
    assert review(afresh.ledger).state == "returned"


@pytest.mark.parametrize("name", [*RETURNS, *(name for name in ROUGH if name != "foreign")])
def test_no_word_is_lost(name: str, afresh: Scene, tmp_path: Path) -> None:
    """Sent text with all changes is what stands there; all that LibreOffice has in the body is in the proposal."""
    assert taken(afresh, afresh.files[name], tmp_path).state == "returned"
    proposal = proposal_of(afresh)
    for passage, sent in zip(proposal.passages, afresh.sent.passages, strict=True):
        text = sent.text
        for change in sorted((one for one in proposal.changes if one.passage == sent.id), key=lambda one: -one.start):
            assert text[change.start : change.end] == change.before
            text = text[: change.start] + change.after + text[change.end :]
        assert text == passage.accepted
    told = [*(one.accepted for one in proposal.passages), *(one.after for one in proposal.outside)]
    there = "\n".join([*told, *accepted(revised(word(afresh.ledger)).body)])
    lines = accepted(revised(afresh.files[name]).body)
    assert {word for line in lines for word in line.split()} - {*there.split()} - JOINED == set()
    remarks = [step[2] for step in STEPS[name] if step[0] == "comment"]
    assert [one.text for one in proposal.comments] == remarks


def test_all_accepted_or_rejected_there_is_what_we_read(scene: Scene) -> None:
    """The oracle: what LibreOffice makes of tracked changes is what our reader says before."""
    body = revised(scene.files["tracked"]).body
    assert accepted(body) == accepted(revised(scene.files["accepted"]).body)
    assert rejected(body) == accepted(revised(scene.files["rejected"]).body)


def test_everything_tracked_leaves_the_sent_text(afresh: Scene, tmp_path: Path) -> None:
    taken(afresh, afresh.files["tracked"], tmp_path)
    proposal = proposal_of(afresh)
    assert [one.rejected for one in proposal.passages] == [one.text for one in afresh.sent.passages]
    assert {(one.author, one.tracked) for one in proposal.changes} == {("Lavina Lee", True)}
    assert not proposal.untracked


def test_a_file_from_a_program_that_knows_no_properties(afresh: Scene, tmp_path: Path) -> None:
    one = taken(afresh, afresh.files["foreign"], tmp_path)
    assert one.error
    assert one.error.exit_code == 2
    assert one.error.message.startswith(f"no review id; matches review {LEE} by text (")
    assert one.error.message.endswith(f"%): run again with --as {LEE}")
    one = taken(afresh, afresh.files["foreign"], tmp_path, LEE)
    assert one.lines == RETURNS["tracked"][1]


def test_the_label_deleted_and_its_bookmark_left(afresh: Scene, tmp_path: Path) -> None:
    """As Word leaves it: an empty paragraph, and the bookmark in it."""

    def emptied(xml: str) -> str:
        start = xml.index("_rk_p02")
        end = xml.index("</w:p>", start)
        first = xml.index("<w:r>", start) if "<w:r>" in xml[start:end] else xml.index("<w:r ", start)
        kept = "".join(part for part in xml[first:end].split("</w:r>") if "bookmarkEnd" in part and "<w:r" not in part)
        return xml[:first] + kept + ('<w:bookmarkEnd w:id="902"/>' * (not kept)) + xml[end:]

    one = taken(afresh, changed(word(afresh.ledger), emptied), tmp_path)
    assert one.lines[0] == "label of passage 2 missing, found by its bookmark"
