"""One value of a YAML file with other words, in the manner that it had: block or quotation marks, and width of lines.

Where the manner cannot hold the words, what comes out says something else; whoever asks reads it back.
"""

import re
from collections.abc import Sequence

from ruamel.yaml.nodes import Node, ScalarNode

from reportkit.errors import UNPRINTABLE

WIDTH = 110
"""How long lines become where those that are there do not say it."""

NARROW = 70
"""How long they become where those that are there may well be full."""


def style_of(node: Node) -> str:
    """Return the sign of the manner of a value: `>` or `|`, a quotation mark, nothing for plain words."""
    return str(node.style or "") if isinstance(node, ScalarNode) else ""


def laid_out(text: str, node: Node, words: str, style: str) -> tuple[int, int, str]:
    """Return what `words` are instead of the value `node`, and from where to where in `text` that stands.

    Any `style` but its own means double quotation marks on one line.
    """
    start = node.start_mark.index
    raw = text[start : node.end_mark.index].rstrip()
    made: str | None = None
    if style == style_of(node):
        made = _block(raw, words, style) if style in (">", "|") else _line_or_lines(raw, words, style)
    return start, start + len(raw), f'"{_escaped(words)}"' if made is None else made


# --- blocks -----------------------------------------------------------------------------------------------------


def _block(raw: str, words: str, style: str) -> str | None:
    """Return a block below its sign; None where only the sign could say how far it is set in."""
    header, _, body = raw.partition("\n")
    if re.match(r"[|>][+-]?\d", header) or not body:
        return None
    indent = re.search(r"^ *(?=\S)", body, re.MULTILINE)
    assert indent
    lines = [line[len(indent[0]) :] for line in body.split("\n")]
    bare = words.removesuffix("\n")
    chomp = "" if bare != words else "-"
    made = bare.split("\n") if style == "|" else _folded(lines, bare, WIDTH - len(indent[0]))
    header = re.sub(r"^([|>])[+-]?", rf"\g<1>{chomp}", header)
    return "\n".join([header, *(indent[0] + line if line else "" for line in made)])


def _folded(old: Sequence[str], words: str, width: int) -> list[str]:
    """Return lines that are read as `words`: a line end is a blank, and a blank line is a line end."""
    paragraphs = _paragraphs(old)
    longest = max(map(len, old), default=0)
    most = max(map(len, paragraphs), default=0)
    # Two lines do not tell how long a third may be.
    width = longest if most > 2 else max(longest, width if most < 2 else NARROW)
    made: list[str] = []
    for part in re.split(r"(\n+)", words):
        made += [""] * len(part) if part.startswith("\n") else _filled(part, paragraphs, width)
    return made


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def _filled(words: str, old: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return a paragraph in lines: those of an old one at its beginning and at its end, as far as they say the same."""
    head = max((_head(words, lines) for lines in old), key=len, default=[])
    rest = words[sum(len(line) + 1 for line in head) :]
    tail = max((_tail(rest, lines) for lines in old), key=len, default=[])
    rest = rest[: max(0, len(rest) - sum(len(line) + 1 for line in tail))]
    return [*head, *_wrapped(rest, width), *tail]


def _head(words: str, lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    for line in lines:
        end = at + len(line)
        if not words.startswith(line, at) or words[end : end + 1] not in ("", " ") or at >= len(words):
            break
        kept.append(line)
        at = end + 1
    # The last line of a paragraph has room for more.
    return kept[:-1] if len(kept) == len(lines) and at < len(words) else kept


def _tail(words: str, lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    end = len(words)
    for line in reversed(lines):
        start = end - len(line)
        if start < 0 or not words.endswith(line, 0, end) or (start and words[start - 1] != " "):
            break
        kept.insert(0, line)
        end = start - 1
        if end < 0:
            break
    return kept


def _wrapped(words: str, width: int) -> list[str]:
    """Return words in lines; lines end at single blanks only, since others would not be read back."""
    lines: list[str] = []
    for piece in re.split(r"(?<=\S) (?=\S)", words) if words else ():
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


# --- plain words and quotation marks ----------------------------------------------------------------------------


def _line_or_lines(raw: str, words: str, style: str) -> str:
    """Return words on one line, or in lines where there were several."""
    said = {"": words, "'": words.replace("'", "''"), '"': _escaped(words)}[style]
    inner = raw[len(style) : len(raw) - len(style)]
    first, *more = inner.split("\n")
    if more:
        indent = next((line[: len(line) - len(line.lstrip())] for line in more if line.strip()), "  ")
        old = [first.strip(), *(line.strip() for line in more)]
        if style == '"':
            # A line end within a word would be read as a blank.
            old = [line for line in old if not line.endswith("\\")]
        made = _folded(old, said, WIDTH - len(indent))
        said = "\n".join(indent + line if at and line else line for at, line in enumerate(made))
    return f"{style}{said}{style}"


ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _escaped(words: str) -> str:
    """Return words as they stand between double quotation marks."""
    plain = "".join(ESCAPES.get(sign, sign) for sign in words)
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04X}", plain)
