"""YAML 1.2 files, read by ruamel.yaml's composer so that every value keeps its line and column.

Plain files are read faster in `_libyaml.py`, with the same result.
"""

import warnings

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from reportkit.load import _libyaml, _yaml_errors
from reportkit.load._places import DEEPEST, MOST_VALUES, Contents, Field, Plain

SUFFIXES = (".yaml", ".yml")

PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
"""Tags of plain values, which need not be written."""


def read(contents: Contents) -> None:
    """Fill `contents` from its text; what cannot be read is noted there."""
    if _libyaml.read(contents):
        return
    parser = YAML(typ="safe", pure=True)
    parser.max_depth = DEEPEST
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            root = parser.compose(contents.text)
    except ReaderError as error:
        _blame_character(contents, error)
    except MarkedYAMLError as error:
        _yaml_errors.blame(contents, error)
    else:
        if root is not None:
            _Walk(contents).whole(root)


def _blame_character(contents: Contents, error: ReaderError) -> None:
    line = contents.text.count("\n", 0, error.position) + 1
    column = error.position - contents.text.rfind("\n", 0, error.position)
    code = error.character if isinstance(error.character, int) else ord(error.character)
    contents.blame(f"control character U+{code:04X}", "delete it; it cannot be printed", line, column)


class _TooMuch(Exception):
    """More values than any record has."""


class _Walk:
    """From nodes to plain data, within bounds that no alias can blow up."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.count = 0
        self.named: dict[int, tuple[Node, int]] = {}

    def whole(self, root: Node) -> None:
        try:
            self.contents.data = self.value(root, ())
        except _TooMuch as where:
            place = self.contents.place(where.args[0][:1])
            self.contents.blame(
                "aliases make the file far larger than it looks", "write the values out", place.line, place.column
            )
            return
        for node, times in self.named.values():
            if times == 1:
                mark = node.start_mark
                self.contents.blame(
                    f'"&{node.anchor}" is taken for an anchor and not printed',
                    _yaml_errors.QUOTE,
                    mark.line + 1,
                    mark.column + 1,
                )

    def value(self, node: Node, path: Field) -> Plain:
        self.count += 1
        if self.count > MOST_VALUES or len(path) > DEEPEST:
            raise _TooMuch(path)
        self.note(node, path)
        match node:
            case ScalarNode():
                return None if node.tag == "tag:yaml.org,2002:null" and node.value != "Null" else str(node.value)
            case SequenceNode():
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            case MappingNode():
                return self.mapping(node, path)
        raise TypeError(node)

    def note(self, node: Node, path: Field) -> None:
        """Note where `node` is, and what stands before it and would get lost: a tag, an anchor that nobody uses."""
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        empty = node.start_mark.index == node.end_mark.index
        if empty and path in self.contents.keys:
            self.contents.values[path] = self.contents.keys[path]
        else:
            self.contents.note_value(path, line, column)
        if node.anchor:
            self.named[id(node)] = (node, self.named.get(id(node), (node, 0))[1] + 1)
        if str(node.tag) not in PLAIN_TAGS:
            tag = str(node.tag).replace("tag:yaml.org,2002:", "!!")
            self.contents.blame(
                f'the tag "{tag}" means nothing here',
                "take it out, or put the value into quotation marks",
                line,
                column,
            )

    def mapping(self, node: MappingNode, path: Field) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if not isinstance(key_node, ScalarNode):
                self.contents.blame("a field name must be one word", "put the colon behind a single word", line, column)
                continue
            key = str(key_node.value)
            inner = (*path, key)
            if key in data:
                self.contents.blame_twice(key, inner, line, column)
                continue
            self.contents.note_key(inner, line, column)
            data[key] = self.value(value_node, inner)
        return data
