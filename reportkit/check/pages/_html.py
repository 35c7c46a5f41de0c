"""The words of an HTML page, which is one leaf."""

from html.parser import HTMLParser

from reportkit.check.pages._leaf import Leaf


def leaves(data: bytes) -> list[Leaf]:
    reader = _Reader()
    reader.feed(data.decode("utf-8", "replace"))
    return [Leaf("the page", "".join(reader.words))]


class _Reader(HTMLParser):
    """Gathers the text of the body, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("head", "style", "script")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("head", "style", "script")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)
