"""What the press hands to those who bind a book: chunks of it as PDF, and what is known of the pages in them.

How chunks are laid out is in `_chunk.py`, how they are bound in `binding.py`.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

POINT = 0.75
"""Points in a pixel of CSS."""

GAP = b"% gap"
"""The remark in a page that a number goes there, the gaps of a part in their order."""

NUMBERS = "numbers"
"""What the part is called that has what numbers are put together of; see `_numbers.py`."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a number goes, in points from the lower left of its page: edges, base line, and the side it is set to."""

    left: float
    right: float
    base: float
    align: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an anchor is: the page in its part, counting from 0, and the place there, in points from its lower left."""

    anchor: str
    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Room for the number of the page on which an anchor is: on which page of its part, and where there."""

    anchor: str
    page: int
    room: Room


@dataclass(frozen=True, slots=True)
class Part:
    """A document in a chunk: what it is called, and for each of its pages where the number goes, if anywhere."""

    anchor: str
    feet: tuple[Room | None, ...]
    spots: tuple[Spot, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A PDF, and the parts that its pages belong to, in their order."""

    parts: tuple[Part, ...]
    pdf: bytes

    def packed(self) -> bytes:
        """Return the chunk as bytes that can be kept."""
        return json.dumps([asdict(part) for part in self.parts], ensure_ascii=False).encode() + b"\n" + self.pdf


def unpacked(data: bytes) -> Chunk:
    """Return the chunk that `Chunk.packed` has packed; raise ValueError or TypeError where it was something else."""
    told, _, pdf = data.partition(b"\n")
    return Chunk(tuple(map(_part, json.loads(told))), pdf)


def _part(told: dict[str, Any]) -> Part:
    return Part(
        told["anchor"],
        tuple(Room(**foot) if foot else None for foot in told["feet"]),
        tuple(Spot(**spot) for spot in told["spots"]),
        tuple(Gap(gap["anchor"], gap["page"], Room(**gap["room"])) for gap in told["gaps"]),
    )
