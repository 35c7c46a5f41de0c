"""Two texts that come from one, made one again: word by word, and what nobody can know is a conflict.

Which texts are meant is decided in `reviewing/applying.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportkit.collect.words import common, tokens


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words of the base, from `start` to `end`, that were changed on both sides, each in its way."""

    start: int
    end: int
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """What both sides made of a text; `text` has our words where there is a conflict."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merged(base: str, ours: str, theirs: str) -> Merge:
    """Return `base` with what `ours` and `theirs` changed in it.

    Words that only one side changed are as that side has them. Two sides that write different words in one place are
    in conflict, and so are words taken out by the one where the other adds some.
    """
    words = tokens(base)
    sides = [_edits(words, tokens(side)) for side in (ours, theirs)]
    places = _offsets(words)
    text, conflicts, at = "", [], 0
    for start, end, groups in _together(*sides):
        text += base[places[at] : places[start]]
        results = [_made(words, start, end, edits) for edits in groups]
        text += results[0] if groups[0] else results[1]
        if all(groups) and results[0] != results[1]:
            piece = base[places[start] : places[end]]
            conflicts.append(Conflict(places[start], places[end], piece, *results))
        at = end
    return Merge(text + base[places[at] :], tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Edit:
    """Tokens from `start` to `end` of the base that become `after`."""

    start: int
    end: int
    after: str


def _edits(base: Sequence[str], side: Sequence[str]) -> list[_Edit]:
    edits, at, to = [], 0, 0
    for start, place, length in [*common(base, side), (len(base), len(side), 0)]:
        if start > at or place > to:
            edits.append(_Edit(at, start, "".join(side[to:place])))
        at, to = start + length, place + length
    return edits


def _together(ours: list[_Edit], theirs: list[_Edit]) -> Iterator[tuple[int, int, tuple[list[_Edit], list[_Edit]]]]:
    """Yield the places where something was changed, with the edits of each side; those that meet are one place."""
    edits = sorted(
        [*((edit, 0) for edit in ours), *((edit, 1) for edit in theirs)], key=lambda one: (one[0].start, one[0].end)
    )
    while edits:
        first, side = edits.pop(0)
        groups: tuple[list[_Edit], list[_Edit]] = ([], [])
        groups[side].append(first)
        start, end = first.start, first.end
        while met := next((one for one in edits if any(_meet(one[0], mine) for mine in groups[1 - one[1]])), None):
            edits.remove(met)
            groups[met[1]].append(met[0])
            start, end = min(start, met[0].start), max(end, met[0].end)
        yield start, end, groups


def _meet(one: _Edit, other: _Edit) -> bool:
    """Tell whether two edits cannot both be made: they share words, or one adds where the other adds or takes out."""
    if one.start < other.end and other.start < one.end:
        return True
    touch = one.end == other.start or other.end == one.start
    adds = [edit.start == edit.end for edit in (one, other)]
    return touch and any(adds) and (all(adds) or not (one.after and other.after))


def _made(base: Sequence[str], start: int, end: int, edits: list[_Edit]) -> str:
    """Return what one side has from `start` to `end` of the base."""
    text, at = "", start
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        text += "".join(base[at : edit.start]) + edit.after
        at = edit.end
    return text + "".join(base[at:end])


def _offsets(words: Sequence[str]) -> list[int]:
    offsets = [0]
    for word in words:
        offsets.append(offsets[-1] + len(word))
    return offsets
