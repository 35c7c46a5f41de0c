"""Texts cut into words, and which words two texts have in common.

What is said of the difference is decided in `propose.py` and `merge.py`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportkit.scripts import HAN, KANA

SINGLY = f"{KANA}{HAN}\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff"
"""Scripts that put no blanks between words: ideographs, kana, Thai, Lao, Burmese, Khmer."""

_TOKEN = re.compile(rf"[{SINGLY}]|[^\W{SINGLY}]+|\n|[^\S\n]+|[^\w\s]")

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f", " "),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)

DEAREST = 300_000
"""How many pairs of equal words are looked at one by one; of longer texts, equal clauses are found first."""


def tokens(text: str) -> list[str]:
    """Return `text` cut into words, blanks, paragraph signs and other characters; marks stay with their letters."""
    pieces: list[str] = []
    for piece in _TOKEN.findall(text):
        if pieces and (_is_mark(piece[0]) or _is_mark(pieces[-1][-1])) and not _parts(piece, pieces[-1]):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _parts(piece: str, before: str) -> bool:
    """Tell whether a new word begins with `piece`, though a mark is beside it."""
    if _is_mark(piece[0]):
        return before[-1].isspace()
    return not piece[0].isalnum() or bool(re.match(f"[{SINGLY}]", piece))


def plain(text: str) -> str:
    """Return `text` as it is compared, and never as it is kept: NFC, plain quotation marks, hyphens and blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).translate(PLAIN))


def key(piece: str) -> str:
    """Return what a token is compared by; a paragraph sign is no blank."""
    return piece if piece == "\n" else plain(piece)


def words(text: str) -> list[str]:
    """Return what `text` is compared by where blanks do not count."""
    return [key(token) for token in tokens(text) if not token.isspace()]


def likeness(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """Return how much two lists of words have in common, from 0 to 1, or 0 where it is less than `least`."""
    size = len(one) + len(other)
    if not size or 2 * sum((Counter(one) & Counter(other)).values()) < least * size:
        return 0.0
    ratio = 2 * sum(length for _, _, length in common(one, other)) / size
    return ratio if ratio >= least else 0.0


def common(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return what two texts share, in order: where it begins in each, and how many tokens it has.

    Texts of any length take no more than seconds: of what is too long, less is found.
    """
    return list(_joined(_common(one, other, 0, 0, whole=False)))


def _common(
    one: Sequence[str], other: Sequence[str], before: int, behind: int, *, whole: bool
) -> Iterator[tuple[int, int, int]]:
    """Yield runs in common; `before` and `behind` are where the two begin in their texts.

    Where `whole` is told, equal clauses have been looked for already.
    """
    head = _shared(one, other)
    yield before, behind, head
    one, other = one[head:], other[head:]
    before, behind = before + head, behind + head
    tail = _shared(one[::-1], other[::-1])
    ends = before + len(one) - tail, behind + len(other) - tail
    one, other = one[: len(one) - tail], other[: len(other) - tail]
    if _pairs(one, other) <= DEAREST:
        matcher = SequenceMatcher(str.isspace, one, other, autojunk=False)
        for start, place, length in matcher.get_matching_blocks():
            yield before + start, behind + place, length
    elif not whole:
        yield from _by_clauses(one, other, before, behind)
    yield *ends, tail


def _by_clauses(one: Sequence[str], other: Sequence[str], before: int, behind: int) -> Iterator[tuple[int, int, int]]:
    """Yield runs in common, first whole clauses, then what is between them."""
    first, second = _clauses(one), _clauses(other)
    starts, places = _offsets(first), _offsets(second)
    if _pairs(first, second) > DEAREST:
        return
    at, to = 0, 0
    for start, place, length in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        end, stop = starts[start], places[place]
        yield from _common(one[at:end], other[to:stop], before + at, behind + to, whole=True)
        at, to = starts[start + length], places[place + length]
        yield before + end, behind + stop, at - end


def _clauses(text: Sequence[str]) -> list[tuple[str, ...]]:
    clauses: list[list[str]] = [[]]
    for piece in text:
        clauses[-1].append(piece)
        if piece == "\n" or not (piece[0].isalnum() or piece.isspace()):
            clauses.append([])
    return [tuple(clause) for clause in clauses if clause]


def _offsets(clauses: list[tuple[str, ...]]) -> list[int]:
    offsets = [0]
    for clause in clauses:
        offsets.append(offsets[-1] + len(clause))
    return offsets


def _pairs(one: Sequence[object], other: Sequence[object]) -> int:
    first, second = Counter(one), Counter(other)
    return sum(
        count * second[token] for token, count in first.items() if not (isinstance(token, str) and token.isspace())
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal tokens two texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _joined(runs: Iterator[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield the runs that are not empty, those that follow on each other in both texts as one."""
    at, to, size = 0, 0, 0
    for start, place, length in runs:
        if length and (start, place) == (at + size, to + size):
            size += length
        elif length:
            if size:
                yield at, to, size
            at, to, size = start, place, length
    if size:
        yield at, to, size
