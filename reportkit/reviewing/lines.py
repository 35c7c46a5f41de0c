"""A view in lines for a terminal: each a row of pieces with a role, which the command line may colour.

Nothing here is coloured, and no line is wider than it may be, letters of East Asia taken for the two columns they fill.
"""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from reportkit.counting import plural
from reportkit.errors import visible
from reportkit.reviewing.showing import Mark, Remarked, Seen, Shown, View, claim, day, safe, signed, who

Piece = tuple[str, str]
"""A role, `title`, `old`, `new`, `soft`, `warning` or none, and the words."""

LONG = 2_000
"""From how many characters on only what is around the changes of a passage is shown."""

AROUND = 240
"""How many characters of it are."""


def lines(view: View, width: int = 80) -> Iterator[list[Piece]]:
    """Yield the lines of a view."""
    review, session = view.case.held.review, view.case.held.session
    yield from wrapped([("title", f"{review.id}  {visible(review.name)}: {visible(session.title)}")], width)
    yield from wrapped([("", _came(view))], width)
    yield from wrapped([("", view.verdict)], width)
    for remark in view.case.proposal.remarks:
        yield from wrapped([("warning", "! "), ("", visible(remark))], width, "  ")
    quiet = [one for one in view.passages if not one.touched]
    for passage in view.passages:
        if passage.touched:
            yield []
            yield from passage_lines(passage, width)
    if quiet:
        yield []
        yield from wrapped([("soft", f"As sent: {_listed(quiet)}")], width, "  ")
    for title, body in (("Comments beside no passage", _comments(view.comments, width)), *_rest(view, width)):
        if found := list(body):
            yield []
            yield [("title", title)]
            yield from found


def _came(view: View) -> str:
    review, proposal = view.case.held.review, view.case.proposal
    came = next((day(one.at) for one in review.returns if one.number == proposal.number), "")
    parts = [f"{review.state}; came back {came}" if came else review.state]
    parts += [f"return {proposal.number} of {len(review.returns)}"] * (len(review.returns) > 1)
    parts += [f"{plural(proposal.formatting, 'change')} of looks only"] * bool(proposal.formatting)
    return ", ".join(parts)


def _rest(view: View, width: int) -> Iterator[tuple[str, Iterable[list[Piece]]]]:
    outside = [
        line
        for one in view.outside
        for line in wrapped(
            [("", f"{visible(one.where)}: "), *change_pieces(one.before, one.after), ("soft", f"  {claim(one)}")],
            width,
            "  ",
            "    ",
        )
    ]
    yield "Beside the passages; the record does not have it", outside
    yield (
        "Answered in words",
        [part for reply in view.replies for part in (*_block(safe(reply), width, "  "), [])],
    )


def _listed(passages: Iterable[Shown]) -> str:
    return ", ".join(f"{one.number} ({visible(one.whose)})" for one in passages)


# --- one passage ------------------------------------------------------------------------------------------------


def passage_lines(passage: Shown, width: int) -> Iterator[list[Piece]]:
    """Yield a passage with its three texts, its changes and its comments."""
    yield from wrapped(heading(passage), width, "  ")
    if passage.now is None:
        yield from wrapped([("warning", f"now       {visible(passage.why)}")], width, "  ", " " * 12)
    if passage.changes:
        yield from _text("sent", [("same", passage.sent, "")], passage, width)
        if passage.now is not None:
            same = [("same", "as sent", "")] if not passage.moved_on else [("same", passage.now, "")]
            yield from _text("now", same, passage, width)
        yield from _text("proposed", passage.marks, passage, width)
    for seen in passage.changes:
        yield from change_lines(seen, width)
    yield from _comments(passage.comments, width)


def heading(passage: Shown) -> list[Piece]:
    """Return what a passage is called and whose it is."""
    own = "the reviewer's own" if passage.own else "NOT the reviewer's own"
    pieces = [("title", f"Passage {passage.number} ({visible(passage.id)}), {visible(passage.whose)}: ")]
    return [*pieces, ("title" if passage.own else "warning", own)]


def _text(name: str, marks: Iterable[Mark], passage: Shown, width: int) -> Iterator[list[Piece]]:
    pieces: list[Piece] = [("soft", f"{name:<10}")]
    marks = list(marks)
    long = sum(len(words) for _, words, _ in marks) > LONG
    for at, (kind, words, _) in enumerate(marks):
        if kind == "same":
            shown = _shortened(words, first=at == 0, last=at == len(marks) - 1) if long else words
            pieces.append(("", safe(shown).replace("\n", " ¶ ")))
        else:
            pieces.append(_marked(kind, words))
    yield from wrapped(pieces, width, "  ", " " * 12)


def _shortened(words: str, *, first: bool, last: bool) -> str:
    """Return what of a long stretch is near a change: its beginning and its end."""
    if len(words) <= 2 * AROUND + 40:
        return words
    left = "" if first and not last else words[:AROUND]
    right = "" if last and not first else words[-AROUND:]
    return f"{left} […{len(words) - len(left) - len(right):,} characters…] {right}".strip(" " * (first or last))


def _marked(kind: str, words: str) -> Piece:
    return ("old", f"[-{signed(words)}-]") if kind == "old" else ("new", f"{{+{signed(words)}+}}")


def change_pieces(before: str, after: str) -> list[Piece]:
    """Return a change as `[-old-]{+new+}`."""
    return [_marked("old", before)] * bool(before) + [_marked("new", after)] * bool(after)


def change_lines(seen: Seen, width: int) -> Iterator[list[Piece]]:
    """Yield a change with who made it, what was decided, and where the record has other words."""
    change = seen.change
    role = "soft" if seen.verdict else "warning"
    pieces = [("title", f"{visible(change.number)}  "), *change_pieces(change.before, change.after)]
    kind = f"  {change.kind}, {claim(change)}: "
    yield from wrapped([*pieces, ("soft", kind), (role, seen.state)], width, "  ", " " * 7)
    if seen.verdict == "edited":
        yield from wrapped([("soft", "instead "), ("new", f"{{+{signed(seen.text)}+}}")], width, " " * 7)
    if seen.takes_all:
        yield from wrapped([("warning", "nothing would be left of the passage")], width, " " * 7)
    if seen.clash:
        yield from wrapped([("warning", f"conflict: {visible(seen.clash.why)}")], width, " " * 7)
        for spot in seen.clash.spots:
            for name, words in (("sent", spot.sent), ("record", spot.now), ("theirs", spot.theirs)):
                yield from wrapped([("soft", f"{name:<7} "), ("", signed(words))], width, " " * 9, " " * 17)
        yield from wrapped([("soft", f"hint: {seen.clash.hint}")], width, " " * 9)


def _comments(comments: Iterable[Remarked], width: int) -> Iterator[list[Piece]]:
    for one in comments:
        yield from comment_lines(one, width)


def comment_lines(one: Remarked, width: int) -> Iterator[list[Piece]]:
    """Yield a comment with what it is beside, and its replies."""
    beside = f' on "{visible(one.comment.quote)}"' if one.comment.quote else ""
    for at, comment in enumerate((one.comment, *one.replies)):
        indent = "  " if not at else " " * 6
        what = f"comment by {who(comment)}{beside}" if not at else f"reply by {who(comment)}"
        state = {True: ", resolved", False: ", open", None: ""}[comment.resolved]
        yield from wrapped([("soft", f"{what}{state}: "), ("", visible(comment.text))], width, indent, f"{indent}  ")


# --- lines ------------------------------------------------------------------------------------------------------


def _block(text: str, width: int, indent: str) -> Iterator[list[Piece]]:
    for line in text.split("\n"):
        yield from wrapped([("", line)], width, indent)


def wrapped(pieces: Iterable[Piece], width: int, first: str = "", later: str | None = None) -> Iterator[list[Piece]]:
    """Yield pieces in lines of at most `width` columns, set in by `first`, and from the second on by `later`."""
    later = first if later is None else later
    line: list[Piece] = [("", first)] if first else []
    used, empty = cell_len(first), True
    for role, word in _words(pieces):
        size = cell_len(word.rstrip(" ")) if word.strip(" ") else 0
        if not empty and used + size > width:
            yield _trimmed(line)
            line, used, empty = ([("", later)] if later else []), cell_len(later), True
            if not word.strip(" "):
                continue
        for part in _fitting(word, max(8, width - cell_len(later))):
            if not empty and used + cell_len(part.rstrip(" ")) > width:
                yield _trimmed(line)
                line, used = ([("", later)] if later else []), cell_len(later)
            line.append((role, part))
            used, empty = used + cell_len(part), False
    yield line


def _trimmed(line: list[Piece]) -> list[Piece]:
    """Return a line without the blanks at its end."""
    role, words = line[-1]
    return [*line[:-1], (role, words.rstrip(" "))]


def _words(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for role, text in pieces:
        for match in re.finditer(r"[^ ]+ *| +", text.replace("\t", " ")):
            yield role, match[0]


def _fitting(word: str, width: int) -> Iterator[str]:
    """Yield a word in parts that fit on a line, since a word of Chinese or an address may fill several."""
    while cell_len(word.rstrip(" ")) > width:
        take = max(1, width // 2)
        while take < len(word) and cell_len(word[: take + 1]) <= width:
            take += 1
        yield word[:take]
        word = word[take:]
    yield word
