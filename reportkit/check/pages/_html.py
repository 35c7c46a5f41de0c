"""An HTML page, which is one leaf: what it says, and what it says of itself."""

from dataclasses import dataclass
from html.parser import HTMLParser

from reportkit.check.pages._leaf import Leaf
from reportkit.check.pages._words import Words

INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "em", "i", "img", "span", "strong", "sub", "sup", "time", "wbr"})
"""Elements that part no words."""


@dataclass(frozen=True, slots=True)
class Properties:
    title: str
    language: str


def leaves(data: bytes) -> list[Leaf]:
    return [Leaf("the page", "".join(_read(data).words))]


def words(data: bytes) -> Words:
    """Return the words of `main`, those of its section of notes apart; of the whole page where there is no `main`."""
    page = _read(data)
    return Words(("".join(page.main or page.words),), ("".join(page.notes),))


def properties(data: bytes) -> Properties:
    page = _read(data)
    return Properties("".join(page.title).strip(), page.language)


def _read(data: bytes) -> "_Reader":
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    return reader


class _Reader(HTMLParser):
    """Gathers the text of the body, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.words: list[str] = []
        self.main: list[str] = []
        self.notes: list[str] = []
        self.language = ""
        self.silent = 0
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.silent += tag in ("head", "style", "script")
        if tag == "html":
            self.language = values.get("lang") or ""
        if tag in ("title", "main") or (tag == "section" and "notes" in (values.get("class") or "").split()):
            self.inside.append(tag)
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("head", "style", "script")
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        place = self.inside[-1] if self.inside else ""
        if place == "title":
            self.title.append(data)
        elif not self.silent:
            self.words.append(data)
            if place:
                (self.main if place == "main" else self.notes).append(data)
