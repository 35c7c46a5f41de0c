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
        contents.data = _plain(tomllib.loads(contents.text, parse_float=str), 0)
    except tomllib.TOMLDecodeError as error:
        _blame(contents, str(error))
    except RecursionError:
        _blame_depth(contents)
    except ValueError:  # Python reads no number of more than 4300 digits.
        contents.blame("a number of thousands of digits", "put it into quotation marks")
    else:
        _note_lines(contents)


def _blame(contents: Contents, error: str) -> None:
    """Note what tomllib says, in the words of somebody who types records."""
    match = _WHERE.match(error)
    problem, line, column = match.groups() if match else (error, None, None)
    last = contents.point(len(contents.text.rstrip()))
    number, at = (int(line), int(column or 1)) if line else (last.line, last.column)
    typed = contents.text.split("\n")[number - 1]
    match problem:
        case "Invalid value":
            message, hint = "a value is missing or not in quotation marks", 'for example `title = "An Asian NATO?"`'
        case _ if problem.startswith(("Illegal character '\\n'", "Unterminated string")):
            message, hint = "the quotation mark is not closed", "put one at the end of the value"
            at = next((found.start() + 1 for found in re.finditer("[\"']", typed)), at)
        case "Cannot overwrite a value" if _blamed_twice(contents):
            return
        case _ if "twice" in problem:
            message, hint = "the table is there twice", "join the two, or write [[…]] for the entries of a list"
            at = 1
        case _ if problem.startswith(("Expected '='", "Invalid statement")):
            message, hint = "neither a field nor a table", 'for example `title = "An Asian NATO?"`'
        case _ if problem.startswith(("Unclosed array", "Unclosed inline")):
            message, hint = "the bracket is not closed", "close it at its end"
        case _:
            message, hint = f"not TOML: {problem[0].lower()}{problem[1:]}", "text needs quotation marks"
    contents.blame(message, hint, number, at)


def _blamed_twice(contents: Contents) -> bool:
    _note_lines(contents, twice=True)
    return bool(contents.findings)


def _blame_depth(contents: Contents) -> None:
    contents.blame("lists and mappings lie too deep in each other", "a record needs no more than four levels")


def _plain(value: object, depth: int) -> Plain:
    if depth > DEEPEST:
        raise RecursionError
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


def _note_lines(contents: Contents, *, twice: bool = False) -> None:
    """Note the line of each header and of each key that begins a line; inner values are found by the key before.

    With `twice`, blame each key that was there before.
    """
    contents.note_value((), 1, 1)
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
            if twice and path in contents.keys:
                contents.blame_twice(str(path[-1]), path, number, len(key[1]) + 1)
                continue
            contents.note_key(path, number, len(key[1]) + 1)
            contents.note_value(path, number, key.end() + 1)
            quoted = next((mark for mark in ('"""', "'''") if line[key.end() :].count(mark) == 1), "")


def _table(brackets: str, name: str, counts: dict[str, int]) -> Field:
    if brackets == "[":
        return tuple(name.split("."))
    counts[name] = counts.get(name, -1) + 1
    return (*name.split("."), counts[name])
