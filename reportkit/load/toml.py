"""TOML 1.0 files, read by the standard library; lines are found by a walk over the headers and keys."""

import re
import tomllib
from datetime import date, datetime, time

from reportkit.load._places import DEEPEST, Contents, Field, Plain

SUFFIXES = (".toml",)

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"' -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"(\s*)([\w-]+|\"[^\"]+\"|'[^']+')\s*=\s*")
_WHERE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read(contents: Contents) -> None:
    """Fill `contents` from its text; what cannot be read is noted there."""
    try:
        data = tomllib.loads(contents.text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        match = _WHERE.match(str(error))
        message, line, column = match.groups() if match else (str(error), None, None)
        contents.blame(
            f"not TOML: {message[0].lower()}{message[1:]}",
            "text needs quotation marks",
            int(line or 0),
            int(column or 0),
        )
        return
    except RecursionError:
        contents.blame("lists and mappings lie too deep in each other", "a record needs no more than four levels")
        return
    contents.data = _plain(data, 0)
    _note_lines(contents)


def _plain(value: object, depth: int) -> Plain:
    if depth > DEEPEST:
        return None
    match value:
        case dict():
            return {key: _plain(inner, depth + 1) for key, inner in value.items()}
        case list():
            return [_plain(inner, depth + 1) for inner in value]
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat()
        case date() | time():
            return value.isoformat()
    return str(value)


def _note_lines(contents: Contents) -> None:
    """Note the line of each header and of each key that begins a line; inner values are found by the key before."""
    counts: dict[str, int] = {}
    table: Field = ()
    quoted = ""
    for number, line in enumerate(contents.text.splitlines(), 1):
        if quoted:
            quoted = "" if quoted in line else quoted
        elif header := _HEADER.match(line):
            table = _table(header[1], header[2], counts)
            contents.note_value(table, number, 1)
        elif key := _KEY.match(line):
            path = (*table, key[2].strip("\"'"))
            contents.note_key(path, number, len(key[1]) + 1)
            contents.note_value(path, number, key.end() + 1)
            quoted = next((mark for mark in ('"""', "'''") if line[key.end() :].count(mark) == 1), "")


def _table(brackets: str, name: str, counts: dict[str, int]) -> Field:
    if brackets == "[":
        return tuple(name.split("."))
    counts[name] = counts.get(name, -1) + 1
    return (*name.split("."), counts[name])
