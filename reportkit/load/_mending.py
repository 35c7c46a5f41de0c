"""A few characters of a file changed, and nothing else: its comments, its layout and all other values stay.

Which characters are to be changed is decided in `check`; writing files is in `write`.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from reportkit.errors import Mend
from reportkit.load._places import Contents, Field

SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)*")

ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)"
)

ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0", "_": "\xa0", "N": "\x85", "e": "\x1b"}


def spliced(contents: Contents, mends: Mapping[str, Sequence[Mend]]) -> tuple[str, Any] | None:
    """Return the text of `contents` with `mends` of fields made, and the data that it must then have.

    Mends are those of a field's value, and none of them overlap. None where a value cannot be found in the text
    character by character, or a line would be joined with the next.
    """
    data: Any = deepcopy(contents.data)
    changes: list[tuple[int, int, str]] = []
    for field, wanted in mends.items():
        path = contents.path(field)
        holder: Any = data
        for part in path[:-1]:
            holder = holder[part]
        value = holder[path[-1]]
        places = _places(contents, path, value)
        if places is None:
            return None
        for mend in wanted:
            change = _on_its_line(contents.text, places[mend.start], places[mend.end], mend.instead)
            if change is None:
                return None
            changes.append(change)
        holder[path[-1]] = _with(value, [(mend.start, mend.end, mend.instead) for mend in wanted])
    return _with(contents.text, changes), data


def _with(text: str, changes: list[tuple[int, int, str]]) -> str:
    for start, end, instead in sorted(changes, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


def _on_its_line(text: str, start: int, end: int, instead: str) -> tuple[int, int, str] | None:
    """Return a change that leaves the end of a line where it is, if it stands for the blank that is to remain."""
    line_end = text.find("\n", start, end)
    if line_end < 0:
        return start, end, instead
    return (start, line_end, "") if instead == " " else None


def _places(contents: Contents, path: Field, value: str) -> list[int] | None:
    """Return where each character of a value stands in the text, and where its last one ends."""
    place = contents.values.get(path)
    if place is None:
        return None
    text, at = contents.text, contents.offset(place)
    kind = text[at : at + 1]
    if kind in ("|", ">"):
        at = text.find("\n", at) + 1
        if not at:
            return None
    elif kind in ("'", '"'):
        at += 1
    return _aligned(text, at, value, kind)


def _aligned(text: str, at: int, value: str, kind: str) -> list[int] | None:
    """Walk a value and the text that it was read from side by side."""
    places: list[int] = []
    if kind in ("|", ">"):
        at = _after_space(text, at) - (len(value) - len(value.lstrip(" ")))
    while len(places) < len(value):
        letter = value[len(places)]
        if kind == '"' and text.startswith("\\", at):
            escape = ESCAPE.match(text, at)
            if escape is None:
                return None
            if escape[0].startswith("\\\n"):
                at = escape.end()
                continue
            if _meant(escape[0]) != letter:
                return None
            places.append(at)
            at = escape.end()
        elif letter in " \t\n":
            run = len(value[len(places) :]) - len(value[len(places) :].lstrip(" \t\n"))
            if kind == '"':
                # What follows a blank may be one that was escaped.
                run = 1 if letter != " " or "\n" not in text[at : _after_space(text, at)] else run
            spaces = _spaces(text, at, value[len(places) : len(places) + run])
            if spaces is None:
                return None
            places += spaces[:-1]
            at = spaces[-1]
        elif text.startswith("''", at) and kind == "'" and letter == "'":
            places.append(at)
            at += 2
        elif text.startswith(letter, at):
            places.append(at)
            at += 1
        else:
            return None
    return [*places, at]


def _meant(escape: str) -> str:
    sign, code = escape[1], escape[2:]
    if "\\" in code:
        # JSON writes what is beyond the first 65,536 characters as two halves.
        return bytes.fromhex(code.replace("\\u", "")).decode("utf-16-be")
    return chr(int(code, 16)) if code else ESCAPED.get(sign, sign)


def _after_space(text: str, at: int) -> int:
    match = SPACE.match(text, at)
    return match.end() if match else at


def _spaces(text: str, at: int, said: str) -> list[int] | None:
    """Return where each of the blanks `said` stands, and where they end; the end of a line may stand for the last."""
    end = _after_space(text, at)
    written = text[at:end]
    if written.startswith(said) and "\n" not in said:
        return [*range(at, at + len(said) + 1)]
    if "\n" not in written:
        return None
    if "\n" in said:
        # Paragraphs are not mended, and so it is enough to know what lies between them.
        return [at] * len(said) + [end]
    before = len(written.partition("\n")[0])
    if len(said) == 1:
        return [at, end]
    return [*range(at, at + len(said)), end] if before + 1 == len(said) else None
