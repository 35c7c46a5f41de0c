"""A Word file as its pages will be: one leaf for each kind of page that each section can show, and its words."""

from reportkit.check.pages._leaf import Leaf
from reportkit.check.pages._words import Words
from reportkit.wordml import read


def leaves(data: bytes) -> list[Leaf]:
    return [
        Leaf(footer.place, footer.words, footer.hidden, footer.reason, footer.fields) for footer in read.footers(data)
    ]


def words(data: bytes) -> Words:
    body, notes = read.words(data)
    return Words((body,), (notes,))
