"""The file of a record with new values in it: its comments, its order and its manner of writing stay.

What the values are is decided in `_updating.py`. New files are made in `write/record.py`.
"""

from copy import deepcopy
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString, ScalarString

from reportkit.intake import Draft
from reportkit.intake._merging import FACTS, PERSONAL
from reportkit.intake._updating import Updated
from reportkit.records import ROLES, Person, SessionFile

MANNERS = [(width, offset) for width in (110, 80, 120, 4096) for offset in (2, 0)]
"""How wide lines may be, and how far hyphens are set in; the first by which a file comes out as it went in is used."""

LONGEST = 110
"""How long a person on one line may be."""


class Unlike(Exception):
    """The file would not say what it should."""


def rewritten(text: str, mine: Draft, updated: Updated) -> str:
    """Return the YAML `text` of the record `mine` as `updated` has it; raise Unlike where that cannot be done."""
    yaml = _manner(text)
    data = yaml.load(text)
    shared = _shared(data)
    for name in FACTS:
        if getattr(updated.draft, name) != getattr(mine, name):
            _put(data, name, _typed(getattr(updated.draft, name)), [*SessionFile.model_fields])
    _people(data, mine, updated, shared)
    _sketch(data, mine, updated, shared)
    result = _dumped(yaml, data)
    if _record(result) != _wanted(text, updated.draft):
        raise Unlike(result)
    return result


def _manner(text: str) -> YAML:
    """Return a writer that leaves `text` as it is, or that changes the fewest of its lines."""
    best, fewest = _yaml(*MANNERS[0]), None
    for width, offset in MANNERS:
        yaml = _yaml(width, offset)
        lines = _dumped(yaml, yaml.load(text)).splitlines()
        changed = len(set(text.splitlines()) ^ set(lines))
        if fewest is None or changed < fewest:
            best, fewest = yaml, changed
        if not changed:
            break
    return best


def _yaml(width: int, offset: int) -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = width
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml


def _dumped(yaml: YAML, data: Any) -> str:
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _record(text: str) -> SessionFile:
    return SessionFile.model_validate(YAML(typ="base", pure=True).load(text))


def _wanted(text: str, draft: Draft) -> SessionFile:
    names = [*FACTS, *ROLES, "sketch"]
    return _record(text).model_copy(update={name: getattr(draft, name) for name in names})


def _shared(data: Any) -> set[int]:
    """Return the mappings and lists that stand in more than one place, by aliases."""
    seen: set[int] = set()
    shared: set[int] = set()
    waiting = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CommentedMap | CommentedSeq):
            if id(node) in seen:
                shared.add(id(node))
                continue
            seen.add(id(node))
            waiting += node.values() if isinstance(node, CommentedMap) else node
    return shared


def _typed(value: Any) -> Any:
    return value.isoformat(timespec="minutes") if hasattr(value, "isoformat") else value


def _put(data: CommentedMap, name: str, value: Any, order: list[str]) -> None:
    """Set a field in the manner of the value that it had; a new one comes before those that follow it in `order`."""
    old = data.get(name)
    if isinstance(value, str) and "\n" in value:
        value = LiteralScalarString(value)
    elif isinstance(value, str) and isinstance(old, FoldedScalarString | LiteralScalarString):
        value = FoldedScalarString(value)
    elif isinstance(value, str) and isinstance(old, ScalarString):
        value = type(old)(value)
    elif isinstance(value, tuple):
        value = _flow(value)
    if name in data:
        data[name] = value
        return
    later = order[order.index(name) + 1 :]
    place = next((at for at, key in enumerate(data) if key in later), len(data))
    data.insert(place, name, value)


def _flow(values: tuple[str, ...]) -> CommentedSeq:
    sequence = CommentedSeq(values)
    sequence.fa.set_flow_style()
    return sequence


def _own(node: Any, shared: set[int]) -> Any:
    """Return a node that may be changed without changing the places that share it."""
    if id(node) not in shared:
        return node
    copy = deepcopy(node)
    copy.yaml_set_anchor(None)
    return copy


def _people(data: CommentedMap, mine: Draft, updated: Updated, shared: set[int]) -> None:
    for role in ROLES:
        kept = [one for one in updated.people if one.role == role]
        same = [one.was for one in kept] == [(role, at) for at in range(len(getattr(mine, role)))]
        if same and [one.person for one in kept] == list(getattr(mine, role)):
            continue
        nodes = []
        for one in kept:
            if one.was is None:
                nodes.append(_new_person(one.person))
                continue
            node, person = data[one.was[0]][one.was[1]], getattr(mine, one.was[0])[one.was[1]]
            if person != one.person:
                node = _own(node, shared)
                for name in ("id", *PERSONAL):
                    if getattr(person, name) != getattr(one.person, name):
                        _put(node, name, getattr(one.person, name), ["id", *PERSONAL])
                if len(str(dict(node))) > LONGEST:
                    node.fa.set_block_style()
            nodes.append(node)
        places = [one.was[1] if one.was and one.was[0] == role else None for one in kept]
        updated_list = _arranged(data.get(role), nodes, places)
        _set(data, role, updated_list)


def _new_person(person: Person) -> CommentedMap:
    node = CommentedMap(person.model_dump(mode="json", exclude_defaults=True))
    if person.affiliations:
        node["affiliations"] = _flow(person.affiliations)
    if len(str(dict(node))) <= LONGEST:
        node.fa.set_flow_style()
    return node


def _sketch(data: CommentedMap, mine: Draft, updated: Updated, shared: set[int]) -> None:
    if [passage for passage, _ in updated.sketch] == list(mine.sketch):
        return
    nodes = []
    for passage, was in updated.sketch:
        if was is None:
            node = CommentedMap(passage.model_dump(mode="json", exclude_defaults=True))
            node["text"] = (LiteralScalarString if "\n" in passage.text else FoldedScalarString)(passage.text)
        else:
            node = data["sketch"][was]
            if passage.text != mine.sketch[was].text:
                node = _own(node, shared)
                _put(node, "text", passage.text, ["text"])
        nodes.append(node)
    _set(data, "sketch", _arranged(data.get("sketch"), nodes, [was for _, was in updated.sketch]))


def _arranged(old: Any, nodes: list[Any], places: list[int | None]) -> CommentedSeq:
    """Return a list of `nodes` in the manner of the one that was there, with its comments at the same entries."""
    result = CommentedSeq(nodes)
    if isinstance(old, CommentedSeq):
        if old.fa.flow_style() and old:
            result.fa.set_flow_style()
        result.ca.comment = old.ca.comment
        for at, place in enumerate(places):
            if place in old.ca.items:
                result.ca.items[at] = old.ca.items[place]
    return result


def _set(data: CommentedMap, name: str, nodes: CommentedSeq) -> None:
    if not nodes and name in data:
        del data[name]
    elif name in data:
        data[name] = nodes
    elif nodes:
        _put(data, name, nodes, [*SessionFile.model_fields])
