"""The file of a record with other words in some passages, or without them: every other character stays as it is.

Comments, order, quotation marks and the width of lines are those of whoever keeps the file, and lines of a passage that
say what they said are not touched. What is to stand there is decided in `reviewing/`; a new file is of `record.py`.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from reportkit.write import _scalars

Splice = tuple[int, int, str]
"""What is to stand instead of the characters from one to before another."""

DOUBLE = '"'
TEXT = "tag:yaml.org,2002:str"


def rewritten(text: str, suffix: str, words: Mapping[int, str], gone: Collection[int] = ()) -> str | None:
    """Return the record `text` with `words` as the prose of some passages, and without the entries that are `gone`.

    Passages are counted from 0. None where that cannot be done without touching anything else, as with an alias that
    two passages share, and in files that are neither YAML nor JSON.
    """
    rewrite = FORMATS.get(suffix.lower())
    return rewrite(text, words, gone) if rewrite else None


def _spliced(text: str, splices: Collection[Splice]) -> str:
    for start, end, instead in sorted(splices, reverse=True):
        text = text[:start] + instead + text[end:]
    return text


# --- YAML -------------------------------------------------------------------------------------------------------


def _yaml(text: str, words: Mapping[int, str], gone: Collection[int]) -> str | None:
    root = _composed(text)
    key, sketch = _field(root, "sketch")
    if not isinstance(sketch, SequenceNode):
        return None
    entries = sketch.value
    wanted = _wanted(_plain(root), words, gone)
    left_out = _left_out(text, key, sketch, gone) if gone else []

    def made(styles: Mapping[int, str]) -> str | None:
        splices = [_scalars.laid_out(text, _field(entries[at], "text")[1], words[at], styles[at]) for at in words]
        result = _spliced(text, [*splices, *left_out])
        return result if _says(result) == wanted else None

    own = {at: _scalars.style_of(_field(entries[at], "text")[1]) for at in words}
    if result := made(own):
        return result
    # Whichever passages their own manner cannot hold are put into double quotation marks, which hold anything.
    alone = {at: _alone(text, _field(entries[at], "text")[1], words[at], own[at]) for at in words}
    return made({at: own[at] if alone[at] else DOUBLE for at in words})


def _alone(text: str, node: Node, words: str, style: str) -> bool:
    """Tell whether one passage can be written in its own manner, whatever becomes of the others."""
    result = _says(_spliced(text, [_scalars.laid_out(text, node, words, style)]))
    return isinstance(result, dict) and any(passage.get("text") == words for passage in result["sketch"])


def _composed(text: str) -> Node:
    node: Node = YAML(typ="safe", pure=True).compose(text)
    return node


def _says(text: str) -> Any:  # what a record file may hold
    try:
        return _plain(_composed(text))
    except YAMLError:
        return None


def _plain(node: Node) -> Any:  # what a record file may hold
    match node:
        case MappingNode():
            return {str(key.value): _plain(value) for key, value in node.value}
        case SequenceNode():
            return [_plain(item) for item in node.value]
    # Words that would be taken for a number, or for nothing, are others than those between quotation marks.
    return node.value if node.tag == TEXT else (str(node.tag), node.value)


def _wanted(data: Any, words: Mapping[int, str], gone: Collection[int]) -> Any:  # what a record file may hold
    for at, text in words.items():
        data["sketch"][at]["text"] = text
    return {**data, "sketch": [passage for at, passage in enumerate(data["sketch"]) if at not in gone]}


def _field(node: Node, name: str) -> tuple[Node, Node]:
    """Return the nodes of a field's name and of its value; twice the mapping itself where it has none."""
    pairs = node.value if isinstance(node, MappingNode) else []
    return next(((key, value) for key, value in pairs if key.value == name), (node, node))


def _left_out(text: str, key: Node, sketch: SequenceNode, gone: Collection[int]) -> list[Splice]:
    entries = sketch.value
    if sketch.flow_style:
        return _out_of_brackets([(node.start_mark.index, node.end_mark.index) for node in entries], gone)
    splices = [_lines_of(text, entries[at]) for at in gone]
    if len(splices) == len(entries):
        colon = text.index(":", key.end_mark.index) + 1
        splices.append((colon, colon, " []"))
    return splices


def _lines_of(text: str, entry: Node) -> Splice:
    """Return that the lines of an entry go, from its hyphen on; comments before and after it stay."""
    hyphen = text.rindex("-", 0, entry.start_mark.index)
    start = text.rfind("\n", 0, hyphen) + 1
    end = text.find("\n", _end(text, entry))
    return start, len(text) if end < 0 else end + 1, ""


def _end(text: str, node: Node) -> int:
    """Return where the last value of a node ends; a mapping itself ends behind the comments that follow it."""
    if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
        start: int = node.start_mark.index
        return start + len(text[start : node.end_mark.index].rstrip())
    last = node.value[-1]
    return _end(text, last[1] if isinstance(node, MappingNode) else last)


def _out_of_brackets(spans: list[tuple[int, int]], gone: Collection[int]) -> list[Splice]:
    """Return that some entries of a list in brackets go, each with the comma between it and another."""
    kept = [at for at in range(len(spans)) if at not in gone]
    if not kept:
        return [(spans[0][0], spans[-1][1], "")]
    return [
        (spans[at][0], spans[at + 1][0], "") if at < kept[-1] else (spans[at - 1][1], spans[at][1], "") for at in gone
    ]


# --- JSON -------------------------------------------------------------------------------------------------------

DECODER = json.JSONDecoder()
SPACE = re.compile(r"[ \t\r\n]*")


def _json(text: str, words: Mapping[int, str], gone: Collection[int]) -> str | None:
    facts = {key: (start, end) for key, start, end in _members(text, _after_space(text, 0))}
    if "sketch" not in facts:
        return None
    entries = [(start, end) for _, start, end in _members(text, facts["sketch"][0])]
    splices = _out_of_brackets(entries, gone) if gone else []
    ascii_only = text.isascii() and "\\u" in text
    for at, said in words.items():
        start, end = next((start, end) for key, start, end in _members(text, entries[at][0]) if key == "text")
        splices.append((start, end, json.dumps(said, ensure_ascii=ascii_only)))
    result = _spliced(text, splices)
    return result if json.loads(result) == _wanted(json.loads(text), words, gone) else None


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each value in the list or mapping that begins at `at`, where it begins, and where it ends."""
    named = text[at] == "{"
    at = _after_space(text, at + 1)
    while text[at] not in "]}":
        key = ""
        if named:
            key, at = DECODER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        start = at
        _, at = DECODER.raw_decode(text, start)
        yield key, start, at
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)


def _after_space(text: str, at: int) -> int:
    match = SPACE.match(text, at)
    return match.end() if match else at


FORMATS: dict[str, Callable[[str, Mapping[int, str], Collection[int]], str | None]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
}
"""The endings of files in which passages can be rewritten."""
