"""JSON files (RFC 8259), read by a small scanner that keeps the line and column of every value."""

import re
from json.decoder import JSONDecodeError, JSONDecoder

from reportkit.load._places import DEEPEST, Contents, Field, Plain

SUFFIXES = (".json",)

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null")


def read(contents: Contents) -> None:
    """Fill `contents` from its text; what cannot be read is noted there."""
    scanner = _Scanner(contents)
    try:
        contents.data = scanner.whole()
    except JSONDecodeError as error:
        contents.blame(
            f"not JSON: {error.msg[0].lower()}{error.msg[1:]}",
            "look for a missing comma or quotation mark",
            error.lineno,
            error.colno,
        )


class _Scanner:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.text = contents.text
        self.at = 0

    def whole(self) -> Plain:
        value = self.value(())
        self.skip()
        if self.at < len(self.text):
            self.fail("something follows the end")
        return value

    def fail(self, message: str) -> None:
        raise JSONDecodeError(message, self.text, self.at)

    def skip(self) -> str:
        """Pass over white space; return the next character, or nothing at the end."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def take(self, character: str) -> bool:
        found = self.skip() == character
        self.at += found
        return found

    def line_and_column(self) -> tuple[int, int]:
        return self.text.count("\n", 0, self.at) + 1, self.at - self.text.rfind("\n", 0, self.at)

    def value(self, path: Field) -> Plain:
        start = self.skip()
        if len(path) > DEEPEST:
            self.fail("lists and mappings lie too deep in each other")
        self.contents.note_value(path, *self.line_and_column())
        if start == "{":
            return self.mapping(path)
        if start == "[":
            return self.sequence(path)
        if start == '"':
            return self.string()
        return self.word()

    def string(self) -> str:
        if not self.take('"'):
            self.fail("a name in quotation marks is missing")
        words, self.at = _DECODER.raw_decode(self.text, self.at - 1)
        return str(words)

    def word(self) -> str | None:
        match = _WORD.match(self.text, self.at)
        if not match:
            self.fail("a value is missing")
            return None
        self.at = match.end()
        return None if match[0] == "null" else match[0]

    def sequence(self, path: Field) -> list[Plain]:
        self.take("[")
        items: list[Plain] = []
        if self.take("]"):
            return items
        while True:
            items.append(self.value((*path, len(items))))
            if self.take("]"):
                return items
            if not self.take(","):
                self.fail("a comma is missing")

    def mapping(self, path: Field) -> dict[str, Plain]:
        self.take("{")
        data: dict[str, Plain] = {}
        if self.take("}"):
            return data
        while True:
            self.skip()
            line, column = self.line_and_column()
            key = self.string()
            if not self.take(":"):
                self.fail("a colon is missing")
            self.pair(data, (*path, key), line, column)
            if self.take("}"):
                return data
            if not self.take(","):
                self.fail("a comma is missing")

    def pair(self, data: dict[str, Plain], path: Field, line: int, column: int) -> None:
        key = str(path[-1])
        if key in data:
            self.contents.blame_twice(key, path, line, column)
            self.value(path)
        else:
            self.contents.note_key(path, line, column)
            data[key] = self.value(path)
