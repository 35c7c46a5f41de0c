"""Which words of a returned file belong to which passage: by bookmarks, by labels, by style, by likeness.

Every paragraph is in a passage or beside all of them; what was changed in it is told in `propose.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from typing import Literal

from reportkit.collect._history import characters, cut, former, history, standing, whole
from reportkit.collect._labels import Signs, is_dressed, signs, styled
from reportkit.collect.words import likeness, words
from reportkit.reviews import Sent
from reportkit.wordml.revisions import Paragraph, Revised, Span
from reportkit.wordml.write import bookmark_name

NEAR = 0.6
"""How much of a paragraph is to be there for it to be told again."""

Found = Literal["bookmark", "words", "style", "likeness", ""]
"""By what a passage was found; empty where it was not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage in a file, by its place in the draft from 1: its paragraphs, and those of the label before it.

    `bare` tells that no words of the label are left, `into` what the passage goes on in where its last paragraph has no
    end any more: `label 3`; `stray` that it is not where it was among the others.
    """

    id: str
    number: int
    name: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    label: tuple[Paragraph, ...] = ()
    found: Found = ""
    bare: bool = False
    into: str = ""
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Paragraphs that belong to no passage."""

    where: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A file by its passages, in the order of the draft, and what is beside them.

    `homes` are the ids of the passages that each paragraph of the body belongs to, as a label too, wholly or in part.
    """

    passages: tuple[Place, ...]
    beside: tuple[Beside, ...]
    homes: tuple[tuple[str, ...], ...]


def located(revised: Revised, sent: Sent, base: Revised | None = None) -> Located:
    """Return where the passages that were sent are in `revised`.

    `base` is the file that was sent; without it, labels are told by their wording, and headings by their bookmarks.
    """
    ids = tuple(passage.id for passage in sent.passages)
    return _told(_Search(revised.body, signs(ids, base), [passage.text for passage in sent.passages]), ids)


def passages(revised: Revised, ids: Iterable[str] = ()) -> dict[str, str]:
    """Return the text of each passage in a draft of our own, by the bookmarks of the labels.

    A passage is called by its id where that is among `ids`, or may be the name of a bookmark as it is.
    """
    known = {bookmark_name(id): id for id in ids}
    names = [name for paragraph in revised.body for name in paragraph.bookmarks if name.startswith("_rk_")]
    kept = dict.fromkeys(known.get(name, name.removeprefix("_rk_")) for name in names)
    seen = tuple(id for id in kept if id in known.values() or not signs((), None).is_heading(f"_rk_{id}"))
    bookmarks = Signs(tuple(bookmark_name(id) for id in seen), ("",) * len(seen))
    found = _told(_Search(revised.body, bookmarks, [""] * len(seen)), seen)
    return {place.id: standing(history(place.paragraphs)) for place in found.passages}


# --- the search -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph, or a part of one, and which of the body it is; the label of a passage, a heading, or neither."""

    index: int
    paragraph: Paragraph
    label: int | None = None
    heading: bool = False


@dataclass(slots=True)
class _Search:
    """Looks for passages in the body of a file."""

    body: Sequence[Paragraph]
    signs: Signs
    texts: Sequence[str]
    anchors: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    found: dict[int, Found] = field(default_factory=dict)

    def pieces(self) -> list[_Piece]:
        """Return the whole body in pieces, one for the label of each passage that was found."""
        self.by_bookmarks()
        self.by_words()
        self.by_style()
        pieces = [piece for index, paragraph in enumerate(self.body) for piece in self.parted(index, paragraph)]
        return list(self.with_headings(self.by_likeness(pieces)))

    def anchor(self, index: int, passage: int, found: Found) -> None:
        self.anchors[index].append(passage)
        self.found.setdefault(passage, found)

    # --- anchors: paragraphs in which a label is, or was

    def by_bookmarks(self) -> None:
        """Take the first place of each bookmark; where its label is whole in another paragraph, that one is taken."""
        for index, paragraph in enumerate(self.body):
            for name in paragraph.bookmarks:
                passage = self.signs.passage(name)
                if passage is not None and passage not in self.found:
                    self.anchor(self.labelled(passage, index), passage, "bookmark")

    def labelled(self, passage: int, index: int) -> int:
        """Return which paragraph has the label of a passage: the one of the bookmark, if none has its words."""
        if self.label(self.body[index], passage):
            return index
        return next((place for place, one in enumerate(self.body) if self.is_label(one, passage)), index)

    def by_words(self) -> None:
        """Take labels without a bookmark, and the second place of a passage that was moved with tracked changes."""
        for passage in range(len(self.texts)):
            if passage not in self.found:
                places = [place for place, one in enumerate(self.body) if self.label(one, passage)]
                alone = [place for place in places if self.is_label(self.body[place], passage)]
                for place in (alone or places)[:1]:
                    self.anchor(place, passage, "words")
            self.by_move(passage)

    def by_move(self, passage: int) -> None:
        first = next((place for place, there in self.anchors.items() if passage in there), None)
        if first is None or not (_is_gone(self.body[first]) or _is_new(self.body[first])):
            return
        other = _is_new if _is_gone(self.body[first]) else _is_gone
        for place, one in enumerate(self.body):
            if place != first and other(one) and self.is_label(one, passage):
                self.anchors[place].append(passage)
                return

    def by_style(self) -> None:
        """Take paragraphs that are dressed as labels, where there are as many as labels are missing."""
        places = {passage: place for place, there in self.anchors.items() for passage in there}
        for lost in self.lost():
            between = range(places.get(lost[0] - 1, -1) + 1, places.get(lost[-1] + 1, len(self.body)))
            dressed = [place for place in between if is_dressed(self.body[place]) and place not in self.anchors]
            worded = [place for place in dressed if styled(self.body[place])]
            places_there = next((some for some in (worded, dressed) if len(some) == len(lost)), [])
            for place, passage in zip(places_there, lost, strict=False):
                self.anchor(place, passage, "style")

    def lost(self) -> list[list[int]]:
        """Return the passages that were not found yet, those that follow on each other together."""
        runs = groupby(range(len(self.texts)), lambda passage: passage not in self.found)
        return [list(run) for missing, run in runs if missing]

    # --- labels, and what was joined to them

    def label(self, paragraph: Paragraph, passage: int) -> tuple[int, int] | None:
        """Return where in all words of `paragraph` the label of a passage stands, or stood."""
        letters = characters([replace(paragraph, end=Span(""))])
        for view in (
            [place for place, letter in enumerate(letters) if letter.stands],
            [place for place, letter in enumerate(letters) if letter.stood],
        ):
            if span := self.signs.find("".join(letters[place].text for place in view), passage):
                return view[span[0]], view[span[1] - 1] + 1
        return None

    def is_label(self, paragraph: Paragraph, passage: int) -> bool:
        """Tell whether `paragraph` is the label of a passage and nothing else."""
        span = self.label(paragraph, passage)
        words = whole(paragraph)
        return span is not None and not (words[: span[0]] + words[span[1] :]).strip()

    def parted(self, index: int, paragraph: Paragraph) -> Iterator[_Piece]:
        """Yield the pieces of `paragraph`: labels, headings, and the words of passages that were joined to them."""
        for passage in self.anchors.get(index, ()):
            before, label, behind = self.around(paragraph, passage)
            if before is not None:
                yield _Piece(index, before)
            yield _Piece(index, label, passage)
            if behind is None:
                return
            paragraph = behind
        if index not in self.anchors and (words := self.heading(paragraph)) is not None:
            at = max(whole(paragraph).find(words), 0) if words else 0
            if at:
                before, paragraph = cut(paragraph, at)
                yield _Piece(index, before)
            yield _Piece(index, paragraph, heading=True)
        else:
            yield _Piece(index, paragraph)

    def heading(self, paragraph: Paragraph) -> str | None:
        """Return what the heading in `paragraph` said when it was sent; None where there is none."""
        known = dict(self.signs.headings)
        return next((known.get(name, "") for name in paragraph.bookmarks if self.signs.is_heading(name)), None)

    def around(self, paragraph: Paragraph, passage: int) -> tuple[Paragraph | None, Paragraph, Paragraph | None]:
        """Return what is before a label, the label, and what is behind it.

        Words that are no passage's were added to the label, and belong to it.
        """
        size = len(whole(paragraph))
        span = self.label(paragraph, passage)
        if span is None:
            joined = not self.like_label(paragraph, passage) and self.is_prose(paragraph)
            start, end = 0, 0 if joined else size
        else:
            before, _, behind = cut(paragraph, *span)
            start = span[0] if self.is_prose(before) else 0
            end = span[1] if self.is_prose(behind) or self.has_label(behind) else size
        before, label, behind = cut(paragraph, start, end)
        if end == size:
            return before if start else None, replace(label, end=behind.end), None
        return before if start else None, label, behind

    def like_label(self, paragraph: Paragraph, passage: int) -> bool:
        return styled(paragraph) or _like(paragraph, words(self.signs.labels[passage])) > 0

    def is_prose(self, paragraph: Paragraph) -> bool:
        """Tell whether `paragraph` is to be told again among those that were sent."""
        return any(_like(paragraph, words(line)) for text in self.texts for line in text.split("\n"))

    def has_label(self, paragraph: Paragraph) -> bool:
        return any(self.label(paragraph, passage) for passage in range(len(self.texts)))

    # --- what has no label any more

    def by_likeness(self, pieces: list[_Piece]) -> list[_Piece]:
        """Return `pieces` with a label, though without words, before the passages whose words are found."""
        for lost in self.lost():
            labels = [place for place, piece in enumerate(pieces) if piece.label is not None]
            start = next((place + 1 for place in labels if pieces[place].label == lost[0] - 1), 0)
            end = next((place for place in labels if place >= start), len(pieces))
            begins = self.beginnings([piece.paragraph for piece in pieces[start:end]], lost)
            for passage, place in reversed(begins.items()):
                pieces = self.with_label(pieces, passage, start + place)
                self.found[passage] = "likeness"
        return pieces

    def beginnings(self, paragraphs: Sequence[Paragraph], lost: list[int]) -> dict[int, int]:
        """Return at which of `paragraphs` each of the `lost` passages begins, those that are there."""
        before = lost[0] - 1
        lines = [
            (passage, words(line))
            for passage in ([before] if before >= 0 else []) + lost
            for line in self.texts[passage].split("\n")
            if line.strip()
        ]
        begins: dict[int, int] = {}
        for line, place in _aligned([line for _, line in lines], paragraphs):
            if lines[line][0] != before:
                begins.setdefault(lines[line][0], place)
        return begins

    def with_label(self, pieces: list[_Piece], passage: int, place: int) -> list[_Piece]:
        """Return `pieces` with the label of a passage before a place: the piece there, if it is like one."""
        above = pieces[place - 1] if place else None
        if above and above.label is None and _like(above.paragraph, words(self.signs.labels[passage])):
            return [*pieces[: place - 1], replace(above, label=passage), *pieces[place:]]
        return [*pieces[:place], _Piece(pieces[place].index, Paragraph((), Span("")), passage), *pieces[place:]]

    def with_headings(self, pieces: list[_Piece]) -> Iterator[_Piece]:
        """Yield `pieces`; what is a heading by its words, right before a label, is one without its bookmark, too."""
        known = {words for _, words in self.signs.headings if words}
        for piece, following in zip_longest(pieces, pieces[1:]):
            before_label = following is not None and following.label is not None
            letters = characters([replace(piece.paragraph, end=Span(""))])
            is_heading = piece.heading or (
                before_label and piece.label is None and bool(known & {standing(letters), former(letters)})
            )
            yield replace(piece, heading=is_heading)


def _is_gone(paragraph: Paragraph) -> bool:
    return bool(whole(paragraph)) and all(span.removed for span in paragraph.spans)


def _is_new(paragraph: Paragraph) -> bool:
    return bool(whole(paragraph)) and all(span.added and not span.removed for span in paragraph.spans)


def _like(paragraph: Paragraph, line: list[str]) -> float:
    """Return how like a line `paragraph` is, as it is or as it was, and 0 where it is another."""
    letters = characters([replace(paragraph, end=Span(""))])
    return max(likeness(words(text), line, NEAR) for text in (standing(letters), former(letters))) if line else 0.0


def _aligned(lines: Sequence[list[str]], paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return which line is which paragraph, in their order, so that they are as like as can be."""
    likes = [[_like(paragraph, line) for paragraph in paragraphs] for line in lines]
    best = [[0.0] * (len(paragraphs) + 1) for _ in range(len(lines) + 1)]
    for line in reversed(range(len(lines))):
        for place in reversed(range(len(paragraphs))):
            paired = likes[line][place] + best[line + 1][place + 1] if likes[line][place] else 0.0
            best[line][place] = max(paired, best[line + 1][place], best[line][place + 1])
    pairs, line, place = [], 0, 0
    while line < len(lines) and place < len(paragraphs):
        if best[line][place] == best[line + 1][place]:
            line += 1
        elif best[line][place] == best[line][place + 1]:
            place += 1
        else:
            pairs.append((line, place))
            line, place = line + 1, place + 1
    return pairs


# --- what was found ---------------------------------------------------------------------------------------------


def _told(search: _Search, ids: Sequence[str]) -> Located:
    """Return what a search found, by passages."""
    pieces = search.pieces()
    labels: dict[int, list[Paragraph]] = defaultdict(list)
    texts: dict[int, list[Paragraph]] = defaultdict(list)
    beside: dict[str, list[Paragraph]] = defaultdict(list)
    homes: list[dict[str, None]] = [{} for _ in search.body]
    into: dict[int, str] = {}
    current: int | None = None
    for piece, following in zip_longest(pieces, pieces[1:]):
        if piece.label is not None:
            labels[piece.label].append(piece.paragraph)
            homes[piece.index][ids[piece.label]] = None
        elif piece.heading or current is None:
            beside[_where(piece, pieces)].append(piece.paragraph)
        else:
            texts[current].append(piece.paragraph)
            homes[piece.index][ids[current]] = None
            ends_there = piece.paragraph.end.removed or piece.paragraph.end.text == ""
            if ends_there and following is not None and (following.heading or following.label not in (None, current)):
                into[current] = "the heading" if following.label is None else f"label {following.label + 1}"
        current = piece.label if piece.label is not None else None if piece.heading else current
    order = [piece.label for piece in pieces if piece.label is not None and standing(history([piece.paragraph]))]
    strays = set(order) - _rising(order)
    return Located(
        tuple(
            Place(
                id,
                number + 1,
                search.signs.whose(number),
                tuple(texts[number]),
                tuple(labels[number]),
                search.found.get(number, ""),
                bare=not standing(history(labels[number])).strip(),
                into=into.get(number, ""),
                stray=number in strays,
            )
            for number, id in enumerate(ids)
        ),
        tuple(Beside(where, tuple(paragraphs)) for where, paragraphs in beside.items()),
        tuple(tuple(home) for home in homes),
    )


def _where(piece: _Piece, pieces: list[_Piece]) -> str:
    """Return in words where a piece is that belongs to no passage."""
    at = next(place for place, one in enumerate(pieces) if one is piece)
    behind = next((one.label for one in pieces[at:] if one.label is not None), None)
    before = any(one.label is not None for one in pieces[:at])
    if before or piece.heading:
        return "heading" if behind is None else f"heading before passage {behind + 1}"
    return "table of people" if piece.paragraph.cell else "head"


def _rising(order: Sequence[int]) -> set[int]:
    """Return the longest part of `order` that goes up."""
    best: list[list[int]] = []
    for one in order:
        rest: list[int] = max((run for run in best if run[-1] < one), key=len, default=[])
        best.append([*rest, one])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)
