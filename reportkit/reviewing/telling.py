"""What a proposal says, in the sentences that an editor reads when it comes in.

What is to be known of labels and of passages of others is told in `collect/propose.py`; all of it, change by change,
in `showing.py`.
"""

from collections.abc import Iterator, Sequence

from reportkit.counting import plural
from reportkit.errors import visible
from reportkit.reviews import Change, Comment, Proposal, Review, Sent

LONGEST = 70
"""How much of what somebody wrote is quoted in a line."""

MOST_QUOTES = 3

REWRITTEN = 0.5
"""How much of a passage must be other words to call it rewritten."""


def told(proposal: Proposal, review: Review, sent: Sent) -> tuple[str, ...]:
    """Return what came back, a line for each thing."""
    lines = [*_own(proposal, review, sent), *map(visible, proposal.remarks)]
    changed = bool(proposal.changes) or any(one.gone for one in proposal.passages)
    lines += _comments(proposal.comments, changed=changed)
    if proposal.outside:
        places = ", ".join(dict.fromkeys(visible(one.where) for one in proposal.outside))
        lines.append(f"{plural(len(proposal.outside), 'edit')} outside the passages: {places}")
    if not (lines or changed):
        lines.append("no change: reads as agreed?")
    if proposal.formatting:
        lines.append(f"{plural(proposal.formatting, 'change')} of looks only")
    return tuple(lines)


def _own(proposal: Proposal, review: Review, sent: Sent) -> Iterator[str]:
    """Yield how many changes there are in the reviewer's own passages, and whether marks of the file tell of them."""
    gone = {one.id for one in proposal.passages if one.gone}
    for number, passage in enumerate(sent.passages, 1):
        changes = [one for one in proposal.changes if one.passage == passage.id and one.kind not in ("split", "join")]
        if changes and passage.id in review.own and passage.id not in gone:
            label = f"passage {number} (own)"
            count = plural(len(changes), "change")
            if _is_rewritten(changes, passage.text):
                yield f"{label} rewritten without tracking: {count} found by comparison"
            else:
                yield f"{visible(review.name)}: {count} in {label}, {_tracking(changes)}{_typography(changes)}"


def _is_rewritten(changes: Sequence[Change], text: str) -> bool:
    other = sum(max(len(one.before), len(one.after)) for one in changes)
    return not any(one.tracked for one in changes) and other >= REWRITTEN * len(text)


def _tracking(changes: Sequence[Change]) -> str:
    tracked = sum(one.tracked for one in changes)
    if tracked == len(changes):
        return "all tracked"
    return f"{tracked} tracked, {len(changes) - tracked} found by comparison" if tracked else "found by comparison"


def _typography(changes: Sequence[Change]) -> str:
    number = sum(one.kind == "typography" for one in changes)
    return f"; {number} of typography only" if number else ""


def _comments(comments: Sequence[Comment], *, changed: bool) -> Iterator[str]:
    if comments:
        quotes = list(dict.fromkeys(quoted(one.quote) for one in comments if one.quote.strip()))
        more = ", …" * (len(quotes) > MOST_QUOTES)
        beside = f" on {', '.join(quotes[:MOST_QUOTES])}{more}" if quotes else ""
        yield f"{'' if changed else 'no text change; '}{plural(len(comments), 'comment')}{beside}"


def quoted(words: str) -> str:
    """Return the beginning of what somebody wrote, as a line may quote it."""
    line = visible(" ".join(words.split()))
    return f'"{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"}"'
