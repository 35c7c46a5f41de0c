"""The edits that make one text of another, word by word, and which of them were tracked."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportkit.collect._history import Character, former, standing
from reportkit.collect.words import common, key, plain, tokens
from reportkit.reviews import Kind
from reportkit.wordml.revisions import Mark

NEAR = 2
"""How many tokens may be between two edits for them to be one."""


REWRITTEN = 0.4
"""How much two texts must have in common for the one to be the other with edits in it."""

LONG = 10
"""How many words are enough to tell that."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: `before`, from `start` on, becomes `after`; `marks` are those of the file that tell of it."""

    start: int
    before: str
    after: str
    kind: Kind = "replace"
    tracked: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.before)

    @property
    def author(self) -> str:
        return ", ".join(dict.fromkeys(mark.author for mark in self.marks if mark.author))

    @property
    def date(self) -> str:
        return next((mark.date for mark in self.marks if mark.date), "")


def made(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made in it, which are in their order."""
    pieces, at = [], 0
    for edit in edits:
        if edit.start < at or text[edit.start : edit.end] != edit.before:
            raise ValueError("edits of another text")
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join([*pieces, text[at:]])


def edits(sent: str, letters: Sequence[Character]) -> list[Edit]:
    """Return the edits that make of `sent` the text that stands in `letters`, which tell of their own past.

    Where that past is not what was sent, something was changed that nothing tells of. Raises ValueError when the edits
    do not make that text.
    """
    witness = _Witness.of(sent, letters)
    before, after = _Text.of(sent), _Text.of(standing(letters))
    pieces = [piece for region in _regions(witness.kept, before, after) for piece in _refined(region, before, after)]
    found = [_told(piece, before, after, witness) for piece in _grouped(pieces, before, after)]
    if made(sent, found) != after.text:
        raise ValueError("edits do not make the text")
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and where its tokens begin and end."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Text":
        return cls(text, tuple(accumulate(map(len, tokens(text)), initial=0)))

    def between(self, start: int, end: int) -> int:
        """Return how many tokens there are from `start` to `end`."""
        return bisect_left(self.offsets, end) - bisect_left(self.offsets, start)

    def begins_at(self, place: int) -> bool:
        return self.offsets[min(bisect_left(self.offsets, place), len(self.offsets) - 1)] == place


@dataclass(frozen=True, slots=True)
class _Piece:
    """What was sent from `start` to `end` is what stands from `place` to `stop` now."""

    start: int
    end: int
    place: int
    stop: int


# --- who tells of what ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Witness:
    """What is known of each character that was sent, and of each that stands now: whether it is accounted for, by whom.

    `kept` are those that stand as they were sent, each with its two places.
    """

    kept: tuple[tuple[int, int], ...]
    known_sent: tuple[bool, ...]
    known_now: tuple[bool, ...]
    sent_marks: tuple[Mark | None, ...]
    now_marks: tuple[Mark | None, ...]

    @classmethod
    def of(cls, sent: str, letters: Sequence[Character]) -> "_Witness":
        origin = _origins(sent, former(letters))
        kept: list[tuple[int, int]] = []
        known_sent, known_now = [False] * len(sent), list[bool]()
        sent_marks, now_marks = list[Mark | None]([None]) * len(sent), list[Mark | None]()
        before = 0
        for letter in letters:
            place = origin[before] if letter.stood else None
            before += letter.stood
            if place is not None:
                known_sent[place], sent_marks[place] = True, letter.removed
            if letter.stands:
                if place is not None:
                    kept.append((place, len(known_now)))
                known_now.append(place is not None or letter.added is not None)
                now_marks.append(letter.added)
        return cls(tuple(kept), tuple(known_sent), tuple(known_now), tuple(sent_marks), tuple(now_marks))

    def tracked(self, piece: _Piece) -> bool:
        return all(self.known_sent[piece.start : piece.end]) and all(self.known_now[piece.place : piece.stop])

    def marks(self, piece: _Piece) -> tuple[Mark, ...]:
        marks = (*self.sent_marks[piece.start : piece.end], *self.now_marks[piece.place : piece.stop])
        return tuple(dict.fromkeys(mark for mark in marks if mark))


def _origins(sent: str, past: str) -> list[int | None]:
    """Return where each character of the past that a file tells of was sent; None where it was not."""
    if sent == past:
        return list(range(len(past)))
    origins: list[int | None] = [None] * len(past)
    one, other = tokens(sent), tokens(past)
    starts, places = [list(accumulate(map(len, side), initial=0)) for side in (one, other)]
    for at, to, length in _common(one, other):
        for number in range(length):
            if one[at + number] == other[to + number]:
                start, place = starts[at + number], places[to + number]
                origins[place : places[to + number + 1]] = range(start, starts[at + number + 1])
    return origins


def _common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return what two texts have in common, but for the few words that any two texts share."""
    runs = common([key(piece) for piece in one], [key(piece) for piece in other])
    sizes = [_size(one), _size(other)]
    shared = sum(_size(one[at : at + length]) for at, _, length in runs)
    if max(sizes) >= LONG and 2 * shared < REWRITTEN * sum(sizes):
        first, last = (0, 0), (len(one), len(other))
        runs = [
            (at, to, length)
            for at, to, length in runs
            if _size(one[at : at + length]) >= LONG or (at, to) == first or (at + length, to + length) == last
        ]
    while True:
        ends = [(0, 0), *((at + length, to + length) for at, to, length in runs)]
        starts = [*((at, to) for at, to, _ in runs), (len(one), len(other))]
        sizes = [
            max(_size(one[end[0] : start[0]]), _size(other[end[1] : start[1]]))
            for end, start in zip(ends, starts, strict=True)
        ]
        kept = [
            run
            for run, before, behind in zip(runs, sizes, sizes[1:], strict=False)
            if "\n" in one[run[0] : run[0] + run[2]]
            or 2 * _size(one[run[0] : run[0] + run[2]]) > min(before, behind)
            or not min(before, behind)
        ]
        if len(kept) == len(runs):
            return runs
        runs = kept


def _size(pieces: Sequence[str]) -> int:
    return sum(1 for piece in pieces if not piece.isspace())


# --- from characters to words -----------------------------------------------------------------------------------


def _regions(kept: Sequence[tuple[int, int]], before: _Text, after: _Text) -> Iterator[_Piece]:
    """Yield what was not kept, widened to whole words; what meets then is one."""
    partners = dict(kept)
    last: _Piece | None = None
    start, place = 0, 0
    for at, to in [*kept, (len(before.text), len(after.text))]:
        if at > start or to > place:
            piece = _widened(_Piece(start, at, place, to), partners, before, after)
            if last and (piece.start <= last.end or piece.place <= last.stop):
                piece = _Piece(last.start, max(piece.end, last.end), last.place, max(piece.stop, last.stop))
            elif last:
                yield last
            last = piece
        start, place = at + 1, to + 1
    if last:
        yield last


def _widened(piece: _Piece, partners: dict[int, int], before: _Text, after: _Text) -> _Piece:
    start, end, place, stop = piece.start, piece.end, piece.place, piece.stop
    while not (before.begins_at(start) and after.begins_at(place)) and partners.get(start - 1) == place - 1:
        start, place = start - 1, place - 1
    while not (before.begins_at(end) and after.begins_at(stop)) and partners.get(end) == stop:
        end, stop = end + 1, stop + 1
    return _Piece(start, end, place, stop)


def _refined(region: _Piece, before: _Text, after: _Text) -> Iterator[_Piece]:
    """Yield what differs in a region, words that only look different by themselves."""
    one, other = (
        tokens(text.text[start:end])
        for text, start, end in ((before, region.start, region.end), (after, region.place, region.stop))
    )
    start, place = region.start, region.place
    at, to = 0, 0
    for run in [*_common(one, other), (len(one), len(other), 0)]:
        end, stop = start + sum(map(len, one[at : run[0]])), place + sum(map(len, other[to : run[1]]))
        if end > start or stop > place:
            yield from _parted(_Piece(start, end, place, stop), before, after)
        at, to = run[0], run[1]
        start, place = end, stop
        for _ in range(run[2]):
            end, stop = start + len(one[at]), place + len(other[to])
            if one[at] != other[to]:
                yield _Piece(start, end, place, stop)
            at, to, start, place = at + 1, to + 1, end, stop


def _parted(piece: _Piece, before: _Text, after: _Text) -> Iterator[_Piece]:
    """Yield a paragraph sign that came or went before other words by itself."""
    old, new = before.text[piece.start : piece.end], after.text[piece.place : piece.stop]
    blank, other = (text[: len(text) - len(text.lstrip())] for text in (old, new))
    if blank.count("\n") != other.count("\n") and old.strip() and new.strip():
        start, place = piece.start + len(blank), piece.place + len(other)
        yield _Piece(piece.start, start, piece.place, place)
        yield _Piece(start, piece.end, place, piece.stop)
    else:
        yield piece


def _grouped(pieces: Sequence[_Piece], before: _Text, after: _Text) -> Iterator[_Piece]:
    """Yield pieces, those with next to nothing between them as one; paragraph signs and looks stay by themselves."""
    waiting: list[_Piece] = []
    for piece in pieces:
        if _by_itself(piece, before, after):
            waiting.append(piece)
            continue
        words = [one for one in waiting if not _by_itself(one, before, after)]
        if words and _near(words[0].end, piece.start, before):
            waiting = [_Piece(words[0].start, piece.end, words[0].place, piece.stop)]
        else:
            yield from waiting
            waiting = [piece]
    yield from waiting


def _near(end: int, start: int, text: _Text) -> bool:
    return text.between(end, start) <= NEAR and "\n" not in text.text[end:start]


def _by_itself(piece: _Piece, before: _Text, after: _Text) -> bool:
    old, new = before.text[piece.start : piece.end], after.text[piece.place : piece.stop]
    return not (old + new).strip() or _alike(old, new)


def _alike(old: str, new: str) -> bool:
    return plain(old) == plain(new) and old.count("\n") == new.count("\n")


# --- what an edit is --------------------------------------------------------------------------------------------


def _told(piece: _Piece, before: _Text, after: _Text, witness: _Witness) -> Edit:
    old, new = before.text[piece.start : piece.end], after.text[piece.place : piece.stop]
    marks = witness.marks(piece)
    return Edit(piece.start, old, new, _kind(piece.start, old, new, before.text, marks), witness.tracked(piece), marks)


def _kind(start: int, old: str, new: str, text: str, marks: tuple[Mark, ...]) -> Kind:
    if not (old + new).strip():
        was, is_now = _paragraphs(text), _paragraphs(text[:start] + new + text[start + len(old) :])
        return "split" if is_now > was else "join" if is_now < was else "typography"
    if old and new:
        return "typography" if _alike(old, new) else "replace"
    if marks and all(mark.kind in ("moveFrom", "moveTo") for mark in marks):
        return "move"
    return "insert" if new else "delete"


def _paragraphs(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.strip())
