"""Words of one language within those of another: what was told no language is told its own."""

from dataclasses import replace

from reportkit.document import Text


def told(pieces: tuple[Text, ...], own: str, around: str) -> tuple[Text, ...]:
    """Return `pieces` of words in the language `own` for a place where all else is in the language `around`."""
    if own == around:
        return pieces
    return tuple(replace(piece, language=_without(piece.language or own, around)) for piece in pieces)


def _without(language: str, around: str) -> str:
    return "" if language == around else language
