"""JSON that anybody may have sent: bounded, and every object in it knows its line.

Our own records are read by `load/json.py`, which tells more and takes less.
"""

import re
from bisect import bisect_right
from json.decoder import JSONDecodeError, JSONDecoder, JSONObject  # type: ignore[attr-defined]  # not in the stubs
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # not in the stubs

from reportkit.errors import Refused
from reportkit.intake._text import glance, text

LARGEST = 20_000_000
"""The largest JSON file that is read, in bytes: a conference of 10,000 sessions."""

MOST_VALUES = 1_000_000
MOST_OBJECTS = 100_000


class Item(dict[str, object]):
    """One object of the file, with the line that it begins in."""

    __slots__ = ("line",)

    line: int

    def words(self, *keys: str) -> str:
        """Return the first of `keys` that holds words or a number, on one line; nothing where none does."""
        return next((found for key in keys if (found := one_line(self.get(key)))), "")

    def items_of(self, *keys: str) -> list["Item"]:
        """Return the objects in the list that the first of `keys` holds."""
        value = next((self[key] for key in keys if self.get(key)), None)
        return [inner for inner in value if isinstance(inner, Item)] if isinstance(value, list) else []

    def inner(self, key: str) -> "Item":
        """Return the object that `key` holds, an empty one where it holds none."""
        value = self.get(key)
        return value if isinstance(value, Item) else self._empty()

    def _empty(self) -> "Item":
        empty = Item()
        empty.line = self.line
        return empty


def one_line(value: object) -> str:
    """Return `value` as words on one line: nothing for what is none, of a map of languages the English words."""
    if isinstance(value, dict):
        value = value.get("en") or next(iter(value.values()), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def parsed(data: bytes, name: str) -> object:
    """Return what the JSON file says; raise Refused where it is none, or larger than any programme."""
    if len(data) > LARGEST or data.count(b",") > MOST_VALUES or data.count(b"{") > MOST_OBJECTS:
        raise Refused(f"{name}: larger than a programme is", f"at most {LARGEST // 1_000_000} MB are read")
    words = text(data, name)
    try:
        return _Decoder(words).decode(words)
    except JSONDecodeError as error:
        place = f"{name}:{error.lineno}:{error.colno}"
        raise Refused(f"{place}: damaged JSON: {error.msg}", "export it again") from None
    except (RecursionError, ValueError):
        raise Refused(f"{name}: lists and objects lie too deep in each other", "export it again") from None


class _Decoder(JSONDecoder):
    """The decoder of the standard library in its slower dress, which can be told where an object begins."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.lines = [0, *(match.end() for match in re.finditer("\n", words))]
        self.parse_object = self._object
        self.scan_once = py_make_scanner(self)

    def _object(self, start: tuple[str, int], *rest: object) -> tuple[Item, int]:
        data, end = JSONObject(start, *rest)
        item = Item(data)
        item.line = bisect_right(self.lines, start[1])
        return item, end


def starts_as_json(data: bytes) -> bool:
    return glance(data, 200).lstrip().startswith(("{", "["))
