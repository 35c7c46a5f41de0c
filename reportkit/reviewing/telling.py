"""What a proposal says, in the sentences that an editor reads when it comes in.

All of it, change by change, is shown by `showing.py`.
"""

from collections.abc import Iterator, Mapping

from reportkit.counting import plural
from reportkit.errors import visible
from reportkit.reviews import Change, Comment, Proposal, ReturnedPassage, Review, Sent

LONGEST = 70
"""How much of what somebody wrote is quoted in a line."""

PARTS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine")

REWRITTEN = 0.5
"""How much of a passage must be other words to call it rewritten."""


def told(proposal: Proposal, review: Review, sent: Sent, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what came back, a line for each thing; `names` has people by their ids."""
    numbers = {passage.id: number for number, passage in enumerate(sent.passages, 1)}
    whose = {passage.id: names.get(passage.speaker or "", "") for passage in sent.passages}
    returned = {passage.id: passage for passage in proposal.passages}
    lines: list[str] = []
    for passage in sent.passages:
        changes = [one for one in proposal.changes if one.passage == passage.id]
        own = passage.id in review.own
        label = f"passage {numbers[passage.id]}"
        if own:
            lines += _own(f"{label} (own)", label, changes, returned.get(passage.id), passage.text, review.name)
        else:
            full = f"{label} ({visible(whose[passage.id])})" if whose[passage.id] else label
            lines += _of_others(full, label, changes, returned.get(passage.id))
    lines += [visible(remark) for remark in proposal.remarks]
    lines += _beside(proposal, changed=bool(proposal.changes) or any(one.gone for one in proposal.passages))
    return tuple(lines)


def _own(
    label: str, short: str, changes: list[Change], returned: ReturnedPassage | None, text: str, name: str
) -> Iterator[str]:
    """Yield what became of a passage of the reviewer's own."""
    if returned and returned.gone:
        yield f"{short} deleted by the reviewer: decide"
        return
    edits = [one for one in changes if one.kind not in ("split", "join")]
    if edits:
        tracked = sum(one.tracked for one in edits)
        number = plural(len(edits), "change")
        if not tracked and sum(len(one.before) for one in edits) >= REWRITTEN * len(text):
            yield f"{label} rewritten without tracking: {number} found by comparison"
        else:
            yield f"{visible(name)}: {number} in {label}, {_tracking(tracked, len(edits))}{_typography(edits)}"
    yield from _divided(short, changes)


def _of_others(label: str, short: str, changes: list[Change], returned: ReturnedPassage | None) -> Iterator[str]:
    """Yield what the reviewer did to a passage of somebody else, which is decided singly."""
    if returned and returned.gone:
        yield f"warning: {label} deleted by the reviewer, whose own it is not: decide"
        return
    edits = [one for one in changes if one.kind not in ("split", "join")]
    if edits:
        yield f"warning: {plural(len(edits), 'change')} in {label}, not the reviewer's own"
    for line in _divided(short, changes):
        yield f"warning: {line}, not the reviewer's own"


def _tracking(tracked: int, number: int) -> str:
    if tracked == number:
        return "all tracked"
    return f"{tracked} tracked, {number - tracked} found by comparison" if tracked else "found by comparison"


def _typography(edits: list[Change]) -> str:
    number = sum(one.kind == "typography" for one in edits)
    return f"; {number} of typography only" if number else ""


def _divided(label: str, changes: list[Change]) -> Iterator[str]:
    """Yield that a passage became several, or its paragraphs fewer."""
    splits, joins = (sum(one.kind == kind for one in changes) for kind in ("split", "join"))
    if splits:
        parts = PARTS[splits + 1] if splits + 1 < len(PARTS) else str(splits + 1)
        yield f"{label} split in {parts}"
    if joins:
        yield f"{plural(joins + 1, 'paragraph')} of {label} joined"


def _beside(proposal: Proposal, *, changed: bool) -> Iterator[str]:
    """Yield what came back beside changes of the text, and that nothing did."""
    comments = f"{plural(len(proposal.comments), 'comment')}{_quotes(proposal.comments)}"
    if proposal.comments:
        yield comments if changed else f"no text change; {comments}"
    if proposal.outside:
        places = ", ".join(dict.fromkeys(visible(one.where) for one in proposal.outside))
        yield f"warning: {plural(len(proposal.outside), 'edit')} outside the passages ({places})"
    if proposal.formatting:
        yield f"{plural(proposal.formatting, 'change')} of looks only"
    if not (changed or proposal.comments or proposal.outside):
        yield "no change: reads as agreed?"


def _quotes(comments: tuple[Comment, ...]) -> str:
    quotes = list(dict.fromkeys(quoted(one.quote) for one in comments if one.quote.strip()))
    return f" on {', '.join(quotes[:3])}{', …' * (len(quotes) > 3)}" if quotes else ""


def quoted(words: str) -> str:
    """Return the beginning of what somebody wrote, as a line may quote it."""
    line = visible(" ".join(words.split()))
    return f'"{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"}"'
