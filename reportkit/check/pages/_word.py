"""The footers of a Word file: one leaf for each kind of page that each section can show."""

from reportkit.check.pages._leaf import Leaf
from reportkit.wordml.read import footers


def leaves(data: bytes) -> list[Leaf]:
    return [Leaf(footer.place, footer.words, footer.hidden, footer.reason) for footer in footers(data)]
