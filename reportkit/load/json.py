"""JSON files (RFC 8259), read by a small scanner that keeps the line and column of every value."""

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, JSONDecoder
from typing import NoReturn

from reportkit.load._places import DEEPEST, MOST_VALUES, Contents, Field, Plain

SUFFIXES = (".json",)

_DECODER = JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null")


def read(contents: Contents) -> None:
    """Fill `contents` from its text; what cannot be read is noted there."""
    scanner = _Scanner(contents)
    try:
        contents.data = scanner.whole()
    except _NotJson as error:
        contents.blame(error.message, error.hint, *scanner.line_and_column(error.at))


class _NotJson(Exception):
    def __init__(self, message: str, hint: str, at: int) -> None:
        self.message, self.hint, self.at = message, hint, at


class _Scanner:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.text = contents.text
        self.at = 0
        self.count = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def whole(self) -> Plain:
        value = self.value(())
        if self.skip():
            self.fail("something follows the end", "take it out, or see whether a bracket was closed too early")
        return value

    def fail(self, message: str, hint: str, at: int | None = None) -> NoReturn:
        raise _NotJson(message, hint, self.at if at is None else at)

    def skip(self) -> str:
        """Pass over white space; return the next character, or nothing at the end."""
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        if self.text.startswith(("//", "/*"), self.at):
            self.fail("JSON has no comments", "take it out, or write the record in YAML")
        return self.text[self.at : self.at + 1]

    def take(self, character: str) -> bool:
        found = self.skip() == character
        self.at += found
        return found

    def line_and_column(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def value(self, path: Field) -> Plain:
        start = self.skip()
        self.count += 1
        if len(path) > DEEPEST:
            self.fail("lists and mappings lie too deep in each other", "a record needs no more than four levels")
        if self.count > MOST_VALUES:
            self.fail(f"more than {MOST_VALUES} values", "a record needs no more than a thousand")
        self.contents.note_value(path, *self.line_and_column(self.at))
        if start == "{":
            return self.mapping(path)
        if start == "[":
            return self.sequence(path)
        if start == '"':
            return self.string()
        return self.word()

    def string(self) -> str:
        start = self.at
        try:
            words, self.at = _DECODER.raw_decode(self.text, start)
        except JSONDecodeError as error:
            at = self.text[error.pos : error.pos + 1]
            if error.msg.startswith("Unterminated") or at in ("\n", ""):
                self.fail("the quotation mark is not closed", "put one at the end of the value", start)
            if "escape" in error.msg:
                self.fail("a backslash before a letter that has no meaning", "write \\\\ for a backslash", error.pos)
            self.fail(f"control character U+{ord(at):04X}", "write \\n for a line end, and blanks for a tab", error.pos)
        return str(words)

    def word(self) -> str | None:
        match = _WORD.match(self.text, self.at)
        if not match:
            self.fail("a value is missing or not in quotation marks", 'for example `"title": "An Asian NATO?"`')
        self.at = match.end()
        return None if match[0] == "null" else match[0]

    def sequence(self, path: Field) -> list[Plain]:
        start = self.at
        self.take("[")
        items: list[Plain] = []
        if self.take("]"):
            return items
        while True:
            self.no_end("]")
            items.append(self.value((*path, len(items))))
            if self.take("]"):
                return items
            self.comma(start)

    def mapping(self, path: Field) -> dict[str, Plain]:
        start = self.at
        self.take("{")
        data: dict[str, Plain] = {}
        if self.take("}"):
            return data
        while True:
            self.no_end("}")
            if self.skip() != '"':
                self.fail("the name of a field needs double quotation marks", 'for example `"title": …`')
            line, column = self.line_and_column(self.at)
            key = self.string()
            if not self.take(":"):
                self.fail("a colon is missing", "put one between the name of a field and its value")
            self.pair(data, (*path, key), line, column)
            if self.take("}"):
                return data
            self.comma(start)

    def comma(self, start: int) -> None:
        """Pass over the comma before the next value of the list or mapping that begins at `start`."""
        if not self.skip():
            self.fail("the bracket is not closed", "close it at its end", start)
        if not self.take(","):
            self.fail("a comma is missing", "put one before this")

    def no_end(self, bracket: str) -> None:
        if self.skip() == bracket:
            self.fail("a comma before the end", "take the comma out")

    def pair(self, data: dict[str, Plain], path: Field, line: int, column: int) -> None:
        key = str(path[-1])
        if key in data:
            self.contents.blame_twice(key, path, line, column)
            self.value(path)
        else:
            self.contents.note_key(path, line, column)
            data[key] = self.value(path)
