"""What a command asks for, before anything is known of themes and papers; what comes of it is in `settings.py`.

Nothing here imports anything heavy: a run that finds nothing to do has to say so at once.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from reportkit.errors import Misused

EditionName = Literal["draft", "large-print"]
"""Kinds of copy that themes may dress in other tokens than the handout."""

HANDOUT = "handout"

EDITIONS: tuple[str, ...] = (HANDOUT, *get_args(EditionName))
"""The kinds of copy that can be made of a session."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command says; None leaves it to the event."""

    theme: str | None = None
    paper: str | None = None
    edition: str = HANDOUT
    watermark: bool = True
    attach_record: bool = False

    def __post_init__(self) -> None:
        """Raise Misused when there is no such edition."""
        if self.edition not in EDITIONS:
            raise Misused(f'there is no edition "{self.edition}"', f"known: {', '.join(EDITIONS)}")
