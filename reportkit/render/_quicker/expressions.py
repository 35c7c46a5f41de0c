"""The expressions by which tinyhtml5 finds the end of a name or of some text: each made once, and kept.

It means to keep them and does so under the wrong name, so that it makes one anew for every tag and every attribute.
"""

import re
from collections.abc import Iterable

from tinyhtml5 import inputstream


class _Kept(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """Has what is asked for: the expression for many of some characters, or of all others."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, these = key
        letters = "".join(f"\\x{ord(character):02x}" for character in characters)
        found = self[key] = re.compile(f"[{'' if these else '^'}{letters}]+")
        return found


def keep_expressions() -> None:
    """Make tinyhtml5 keep them, in this process and from now on."""
    if not isinstance(inputstream.characters_until_regex, _Kept):
        inputstream.characters_until_regex = _Kept()
