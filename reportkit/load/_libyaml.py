"""YAML read by libyaml, forty times as fast as by ruamel.yaml: the plain files that nearly all records are.

libyaml knows YAML 1.1 and says little of what is wrong. So whatever is not plain, or not right, is left to `yaml.py`:
anchors, tags, directives, several documents or none, fields that are there twice, odd characters.
"""

import re
from collections.abc import Iterator
from typing import Any

from reportkit.load._places import DEEPEST, MOST_VALUES, Contents, Field, Plain

try:
    from yaml import CSafeLoader, parse
    from yaml import YAMLError as Broken
    from yaml.events import (
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )
except ImportError:  # PyYAML can be built without libyaml.
    CSafeLoader = None

NOT_PLAIN = re.compile(r"^(?:%|\.\.\.)|[\x85\u2028\u2029\ufeff\t]|[|>][-+0-9]*#|['\"]:\S|:[\]},]", re.MULTILINE)
"""Directives, ends of documents, and what the two libraries take differently."""

NULLS = ("", "~", "null", "NULL")

Event = Any  # one of the classes above, none of which has types


class _Beyond(Exception):
    """Something that only the other reader knows how to read, or what to say of."""


def read(contents: Contents) -> bool:
    """Fill `contents` from its text and tell that it was plain; where it is not, nothing is filled in."""
    if CSafeLoader is None or NOT_PLAIN.search(contents.text):
        return False
    plain = Contents(contents.file, contents.text)
    try:
        plain.data = _Walk(plain, parse(contents.text, Loader=CSafeLoader)).whole()
    except (_Beyond, Broken):
        return False
    contents.data, contents.keys, contents.values = plain.data, plain.keys, plain.values
    return True


class _Walk:
    """From the events of a parser to plain data, each value with its place."""

    def __init__(self, contents: Contents, events: Iterator[Event]) -> None:
        self.contents = contents
        self.events = events
        self.count = 0

    def whole(self) -> Plain:
        next(self.events)
        start, root = next(self.events), next(self.events, None)
        if not isinstance(start, DocumentStartEvent) or not isinstance(root, MappingStartEvent):
            raise _Beyond
        data = self.value(root, ())
        next(self.events)
        if not isinstance(next(self.events), StreamEndEvent):
            raise _Beyond
        return data

    def value(self, event: Event, path: Field) -> Plain:
        self.count += 1
        if self.count > MOST_VALUES or len(path) > DEEPEST or event.anchor or getattr(event, "tag", None):
            raise _Beyond
        self.note(event, path)
        if isinstance(event, ScalarEvent):
            return None if event.implicit[0] and event.value in NULLS else str(event.value)
        if isinstance(event, SequenceStartEvent):
            return list(self.items(path))
        if isinstance(event, MappingStartEvent):
            return self.mapping(path)
        raise _Beyond

    def note(self, event: Event, path: Field) -> None:
        """Note where a value is; one that is left out is where its field is."""
        left_out = isinstance(event, ScalarEvent) and event.start_mark.index == event.end_mark.index
        if left_out and path in self.contents.keys:
            self.contents.values[path] = self.contents.keys[path]
        else:
            self.contents.note_value(path, event.start_mark.line + 1, event.start_mark.column + 1)

    def items(self, path: Field) -> Iterator[Plain]:
        index = 0
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.value(event, (*path, index))
            index += 1

    def mapping(self, path: Field) -> dict[str, Plain]:
        data: dict[str, Plain] = {}
        while not isinstance(key := next(self.events), MappingEndEvent):
            if not isinstance(key, ScalarEvent) or key.anchor or key.tag or not key.value or key.value in data:
                raise _Beyond
            name = str(key.value)
            self.contents.note_key((*path, name), key.start_mark.line + 1, key.start_mark.column + 1)
            data[name] = self.value(next(self.events), (*path, name))
        return data
