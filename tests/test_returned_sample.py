"""The draft that came back in inputs/, on which docs/review.md stands, says what that page says of it."""

import shutil
from pathlib import Path

from builders import INPUTS

from reportkit.load import load
from reportkit.reviewing.collecting import collect
from reportkit.reviewing.drafting import draft
from reportkit.reviewing.finding import held
from reportkit.write.ledger import Ledger

SAMPLE = "received/returned/3-1-lee-l-LL.docx"


def test_the_sample_fits_the_drafts_of_today(tmp_path: Path) -> None:
    """Where it does not any more, `make pictures` makes it anew."""
    event = Path(shutil.copytree(INPUTS / "asan-plenum-2026", tmp_path / "event"))
    session = load(event / "sessions/3-1-an-asian-nato.yaml").event.sessions[0]
    draft(session, Ledger(Path(session.file)), ["lee-l"], "2026-05-04T18:00")
    (back,) = collect([event / SAMPLE], event)
    one = held(back.review, event)
    proposal = one.ledger.proposal(one.review)
    assert proposal
    assert [(change.number, change.before, change.after, change.tracked) for change in proposal.changes] == [
        ("2.1", "the ", "", True),
        ("2.2", "unilateral", "minilateral", True),
    ]
    assert [(comment.author, comment.quote) for comment in proposal.comments] == [("Lavina Lee", "(USSC)")]
    assert (proposal.outside, proposal.remarks, proposal.untracked) == ((), (), False)
