"""What a finished review need not keep: the Word files and messages as they came, which hold what nobody asked for.

Decisions, hashes and the log stay, and so do the words that were sent and what was proposed, without which no decision
can be understood. Only closed reviews are purged; to be rid of everything is to remove the folder.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reportkit.reviewing.finding import held, ledgers
from reportkit.reviewing.standing import NEXT, Unready, told
from reportkit.reviews import Review
from reportkit.write import whole
from reportkit.write.ledger import Ledger

ORIGINALS = ("sent.docx", "draft-*.docx", "return-*.docx", "reply-*", ".*.part")
"""What is removed of a review; the last are left by runs that were killed."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be removed of one ledger: the originals of `reviews`, and `refused`, which are nobody's."""

    ledger: Ledger
    reviews: tuple[Review, ...]
    refused: tuple[Path, ...] = ()

    @property
    def files(self) -> list[Path]:
        folders = [self.ledger.path(review, "") for review in self.reviews]
        own = [path for folder in folders for pattern in ORIGINALS for path in sorted(folder.glob(pattern))]
        return [*own, *self.refused]


def planned(names: Iterable[str], event: Path | None = None) -> tuple[list[Purge], list[Unready]]:
    """Return what is to be removed of `names`, reviews or records or events, and why some reviews are kept.

    Files that were not let in go with the last review of their record, and with the event where they were nobody's.
    Raises Misused where there is nothing of the name.
    """
    reviews: dict[Ledger, dict[str, Review]] = {}
    for name in names:
        path = Path(name)
        if path.exists() and not (path / "review.json").is_file():
            for ledger in ledgers(path):
                reviews.setdefault(ledger, {}).update((one.id, one) for one in ledger.reviews())
        else:
            one = held(name, event)
            reviews.setdefault(one.ledger, {})[one.review.id] = one.review
    open = [one for wanted in reviews.values() for one in wanted.values() if one.state != "closed"]
    kept = [Unready(f"{one.id} is {told(one)}; only closed reviews are purged", NEXT[one.state]) for one in open]
    return [_purge(ledger, wanted.values()) for ledger, wanted in reviews.items()], kept


def _purge(ledger: Ledger, wanted: Iterable[Review]) -> Purge:
    finished = all(one.state == "closed" for one in ledger.reviews())
    refused = sorted((ledger.folder / "inbox" / "refused").glob("*")) if finished else []
    return Purge(ledger, tuple(one for one in wanted if one.state == "closed"), tuple(refused))


def purge(plan: Purge) -> list[Path]:
    """Remove what is planned, note it in the log, and return the files that are gone.

    Raises Unwritten where a file cannot be removed.
    """
    if not plan.files:
        return []
    with plan.ledger.held():
        # What came back since it was planned is the only copy that there is.
        plan = _purge(plan.ledger, map(plan.ledger.fresh, plan.reviews))
        files = plan.files
        for review in plan.reviews:
            plan.ledger.note("purged", review.id)
        for path in files:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise whole.unwritten(path, error) from error
    return files
