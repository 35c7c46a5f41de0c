"""What stands before a passage in a draft, `Passage 2 of 7 · Lavina Lee`, and how it is told when that comes back."""

import re
from dataclasses import dataclass
from functools import cache

from reportkit.collect._history import whole
from reportkit.theme import languages
from reportkit.wordml.revisions import Paragraph, Revised, accepted
from reportkit.wordml.write import bookmark_name

STYLE = "RK Passage Label"

_HEADING = re.compile(r"_rk_h\d+")


@dataclass(frozen=True, slots=True)
class Signs:
    """By what the passages of a draft are told: the bookmark of each, and the words of its label where those are known.

    `headings` are the words of paragraphs that stand before a label and belong to no passage, by their bookmark.
    """

    bookmarks: tuple[str, ...]
    labels: tuple[str, ...]
    headings: tuple[tuple[str, str], ...] = ()

    def passage(self, bookmark: str) -> int | None:
        return self.bookmarks.index(bookmark) if bookmark in self.bookmarks else None

    def is_heading(self, bookmark: str) -> bool:
        return bool(_HEADING.fullmatch(bookmark)) and bookmark not in self.bookmarks

    def whose(self, passage: int) -> str:
        """Return the name in a label: `Lavina Lee`."""
        return self.labels[passage].partition(" · ")[2].partition(" · ")[0]

    def find(self, text: str, passage: int) -> tuple[int, int] | None:
        """Return where in `text` the label of a passage stands, counted from 0."""
        words = self.labels[passage]
        at = text.find(words) if words else -1
        if at >= 0:
            return at, at + len(words)
        matches = (match for pattern in _patterns() for match in pattern.finditer(text))
        wanted = passage + 1, len(self.bookmarks)
        return next((match.span() for match in matches if (int(match["number"]), int(match["count"])) == wanted), None)


def signs(ids: tuple[str, ...], base: Revised | None) -> Signs:
    """Return by what the passages `ids` are told; the words of their labels are those of the file that was sent."""
    bookmarks = tuple(bookmark_name(id) for id in ids)
    known: dict[str, str] = {}
    for paragraph in base.body if base else ():
        for bookmark in paragraph.bookmarks:
            known.setdefault(bookmark, "".join(accepted([paragraph])))
    bare = Signs(bookmarks, ("",) * len(ids))
    headings = tuple((name, words) for name, words in known.items() if bare.is_heading(name))
    return Signs(bookmarks, tuple(known.get(name, "") for name in bookmarks), headings)


def styled(paragraph: Paragraph) -> bool:
    """Tell whether `paragraph` is dressed as a label and has words."""
    return is_dressed(paragraph) and bool(whole(paragraph).strip())


def is_dressed(paragraph: Paragraph) -> bool:
    return paragraph.style == STYLE


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what finds the label of a passage, for each language that we know."""
    wordings = dict.fromkeys(re.escape(labels["passage"]) for labels in languages().values())
    return tuple(
        re.compile(
            wording.replace(r"\{number\}", r"(?P<number>\d+)").replace(r"\{count\}", r"(?P<count>\d+)") + r"(?: · .*)?$"
        )
        for wording in wordings
    )
