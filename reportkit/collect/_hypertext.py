"""The words of a message in HTML, with what it quotes marked by `>` as in plain text."""

import re
from html.parser import HTMLParser

BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "hr", "pre", "h1", "h2", "h3", "h4"}
UNSEEN = {"style", "script", "head", "title", "template"}
QUOTES = re.compile(r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|divRplyFwdMsg|appendonsend")
"""Classes and ids by which mail programs tell that the rest is the message that is answered."""

EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source", "track", "param"}


def as_text(html: str) -> str:
    """Return the words of `html`, line by line."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(line for line in reader.lines()).strip("\n")


class _Reader(HTMLParser):
    """Keeps words and where lines end; counts how many open elements quote or hide."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[str, bool]] = []
        self.open: list[tuple[str, bool]] = []
        self.hidden = self.quoted = 0
        self.rest = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._end_line()
        known = " ".join(value or "" for name, value in attributes if name in ("class", "id"))
        if re.search(r"divRplyFwdMsg|appendonsend", known):
            self.rest = True
        quotes = tag == "blockquote" or bool(QUOTES.search(known))
        if tag not in EMPTY:
            self.open.append((tag, quotes))
            self.hidden += tag in UNSEEN
            self.quoted += quotes

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_line()
        if tag not in (name for name, _ in self.open[-200:]):
            return
        while self.open:
            name, quotes = self.open.pop()
            self.hidden -= name in UNSEEN
            self.quoted -= quotes
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append((re.sub(r"\s+", " ", data), self.rest or self.quoted > 0))

    def _end_line(self) -> None:
        if self.pieces and self.pieces[-1][0] != "\n":
            self.pieces.append(("\n", False))

    def lines(self) -> list[str]:
        lines, words, quoted = [], "", False
        for piece, quotes in [*self.pieces, ("\n", False)]:
            if piece == "\n":
                lines.append(("> " if quoted and words.strip() else "") + words.strip())
                words, quoted = "", False
            else:
                words, quoted = words + piece, quoted or (quotes and bool(piece.strip()))
        return lines
