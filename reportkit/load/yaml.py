"""YAML 1.2 files, read by ruamel.yaml's composer so that every value keeps its line and column."""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from reportkit.load._places import DEEPEST, MOST_VALUES, Contents, Field, Plain

SUFFIXES = (".yaml", ".yml")


def read(contents: Contents) -> None:
    """Fill `contents` from its text; what cannot be read is noted there."""
    try:
        root = YAML(typ="safe", pure=True).compose(contents.text)
    except ReaderError as error:
        _blame_character(contents, error)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        hint = (
            "put the value into quotation marks"
            if "mapping values" in str(error.problem)
            else "see the line above, too"
        )
        contents.blame(f"not YAML: {error.problem or error.context}", hint, line, column)
    except RecursionError:
        contents.blame("lists and mappings lie too deep in each other", "a record needs no more than four levels")
    else:
        if root is not None:
            contents.data = _Walk(contents).value(root, ())


def _blame_character(contents: Contents, error: ReaderError) -> None:
    line = contents.text.count("\n", 0, error.position) + 1
    column = error.position - contents.text.rfind("\n", 0, error.position)
    code = error.character if isinstance(error.character, int) else ord(error.character)
    contents.blame(f"control character U+{code:04X}", "delete it; it cannot be printed", line, column)


class _Walk:
    """From nodes to plain data, within bounds that no alias can blow up."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.count = 0

    def value(self, node: Node, path: Field) -> Plain:
        self.count += 1
        if self.count > MOST_VALUES or len(path) > DEEPEST:
            if not any("aliases" in finding.message for finding in self.contents.findings):
                self.contents.blame("aliases or nesting make the file far larger than it looks", "write the values out")
            return None
        mark = node.start_mark
        self.contents.note_value(path, mark.line + 1, mark.column + 1)
        match node:
            case ScalarNode():
                return None if node.tag == "tag:yaml.org,2002:null" and node.value != "Null" else str(node.value)
            case SequenceNode():
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            case MappingNode():
                return self.mapping(node, path)
        raise TypeError(node)

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
