"""What a finished review need not keep: the Word files and messages as they came, which hold what nobody asked for.

Decisions, hashes and the log stay, and so do the words that were sent and what was proposed, without which no decision
can be understood. Only closed reviews are purged; to be rid of everything is to remove the folder.
"""

from collections.abc import Iterable
from pathlib import Path

from reportkit.reviewing.finding import held
from reportkit.reviewing.signoff import ledgers
from reportkit.reviewing.standing import NEXT, Unready, told
from reportkit.reviews import Review
from reportkit.write import whole
from reportkit.write.ledger import Ledger

ORIGINALS = ("sent.docx", "return-*.docx", "reply-*", ".*.part")
"""What is removed of a review; the last are left by runs that were killed."""


def meant(names: Iterable[str], event: Path | None = None) -> list[tuple[Ledger, Review]]:
    """Return the reviews that `names` mean: ids of reviews, and all reviews of records and events.

    Raises Misused where there is none.
    """
    found: dict[tuple[Path, str], tuple[Ledger, Review]] = {}
    for name in names:
        path = Path(name)
        if path.exists() and not (path / "review.json").is_file():
            pairs = [(ledger, one) for ledger in ledgers(path) for one in ledger.reviews()]
        else:
            one = held(name, event)
            pairs = [(one.ledger, one.review)]
        found |= {(ledger.folder, review.id): (ledger, review) for ledger, review in pairs}
    return list(found.values())


def originals(ledger: Ledger, review: Review) -> list[Path]:
    """Return the files that purging `review` removes; raise Unready where it is not closed.

    Those that were not let in are nobody's, and go when all reviews of the record are closed.
    """
    if review.state != "closed":
        raise Unready(f"{review.id} is {told(review)}; only closed reviews are purged", NEXT[review.state])
    files = [path for pattern in ORIGINALS for path in sorted(ledger.path(review, "").glob(pattern))]
    finished = all(one.state == "closed" for one in ledger.reviews())
    return [*files, *(sorted((ledger.folder / "inbox" / "refused").glob("*")) if finished else ())]


def purge(ledger: Ledger, review: Review) -> list[Path]:
    """Remove the originals of `review`, note it in the log, and return the files that are gone.

    Raises Unready where it is not closed, Unwritten where a file cannot be removed.
    """
    with ledger.held():
        files = originals(ledger, review)
        if files:
            ledger.note("purged", review.id, files=len(files))
        for path in files:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise whole.unwritten(path, error) from error
    return files
