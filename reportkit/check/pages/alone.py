"""Does an HTML page ask for no other file, wherever it is opened?"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from reportkit.check.pages._answer import Answer, fails, holds
from reportkit.check.pages._file import File

GATE = True

FETCHED = {"src", "srcset", "poster", "data", "background", "formaction"}
"""Attributes whose file a browser fetches by itself."""

IN_SHEETS = re.compile(r"url\(\s*[\"']?(?!data:)([^)\"']*)|@import\s+([^;]+)", re.IGNORECASE)


def check(file: File) -> Iterator[Answer]:
    if file.kind != "html":
        return
    reader = _Reader()
    reader.feed(file.data.decode("utf-8", "replace"))
    for address in dict.fromkeys(reader.addresses):
        yield fails(f"the page asks for {address}", "see the theme: its templates and extra.css")
    if not reader.addresses:
        yield holds("the page needs no other file")


class _Reader(HTMLParser):
    """Gathers the addresses that a browser would fetch without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.in_sheet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_sheet = tag == "style"
        for name, value in attrs:
            if (name in FETCHED or (tag == "link" and name == "href")) and not (value or "").startswith("data:"):
                self.addresses.append(value or "")
            if name == "style":
                self.read_sheet(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.in_sheet = self.in_sheet and tag != "style"

    def handle_data(self, data: str) -> None:
        if self.in_sheet:
            self.read_sheet(data)

    def read_sheet(self, text: str) -> None:
        self.addresses += [url or imported for url, imported in IN_SHEETS.findall(text)]
