"""From plain data to a record: every field that does not fit is named, with the nearest known one."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from reportkit.errors import Finding, Origin, Severity
from reportkit.load._places import Contents, Field, Plain

Model = TypeVar("Model", bound=BaseModel)

EXAMPLES = {
    "schema": "schema: reportkit/1",
    "id": 'id: "3-1"',
    "title": "title: An Asian NATO?",
    "starts": "starts: 2026-04-08T14:40",
    "ends": "ends: 2026-04-08T16:00",
    "name": "name: Lee Shin-wha",
    "text": "text: The speaker argued that …",
}
"""What the hint shows for a field that is missing."""


def fitted(contents: Contents, model: type[Model]) -> tuple[Model | None, bool]:
    """Return the record that `contents` hold, and whether it is whole.

    What does not fit is noted in the findings of `contents`. A record that is not whole has the faulty fields left out
    or filled in, so that the other fields can be checked in the same run; it must not be printed.
    """
    if not isinstance(contents.data, dict):
        if not contents.findings:
            contents.blame(*_not_a_record(contents.data))
        return None, False
    whole = not contents.findings
    data: Plain = contents.data
    for attempt in range(3):
        try:
            return model.model_validate(data), whole
        except ValidationError as error:
            whole = False
            details = error.errors(include_url=False)
            if attempt == 0:
                contents.findings.extend(_finding(contents, model, detail) for detail in details)
            data = _mended(data, details)
    return None, False


def _not_a_record(data: Plain) -> tuple[str, str]:
    if data is None:
        return "the file is empty", "`reportkit init` writes an example"
    return "the file has no fields", "begin with `schema: reportkit/1`"


def _finding(contents: Contents, model: type[BaseModel], detail: ErrorDetails) -> Finding:
    path: Field = detail["loc"]
    message, hint = _words(model, detail)
    unknown = detail["type"] == "extra_forbidden"
    place = contents.keys.get(path, contents.place(path)) if unknown else contents.place(path)
    return Finding(Severity.ERROR, Origin(contents.file, ".".join(map(str, path))), message, hint, "field", place)


def _words(model: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do next, in the words of somebody who types records."""
    path, kind, context = detail["loc"], detail["type"], detail.get("ctx", {})
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    where = f'"{name}"' if isinstance(path[-1], str) else f'entry {int(path[-1]) + 1} of "{name}"'
    match kind:
        case "missing":
            return f'missing field "{name}"', f"for example `{EXAMPLES.get(name, f'{name}: …')}`"
        case "extra_forbidden":
            return f'unknown field "{name}"', _nearest(name, _fields(model, path[:-1]))
        case "literal_error":
            return f"{where} is not {context['expected']}", "this version reads reportkit/1 only"
        case "string_type" if detail["input"] is None:
            return f"{where} is empty", "write it, or take the field out"
        case "string_type":
            return f"{where} should be text", "put it into quotation marks if it has a colon"
        case "string_too_short":
            return f"{where} is empty", "write it, or take the field out"
        case "string_too_long":
            return f"{where} is longer than {context['max_length']} characters", "shorten it"
        case "tuple_type":
            return f"{where} should be a list", "begin each entry with a hyphen on a line of its own"
        case "model_type" | "model_attributes_type" | "dict_type":
            return (
                f"{where} should have fields of its own",
                "for example `- name: Lee Shin-wha`" if name in _PEOPLE else "",
            )
        case "bool_parsing" | "bool_type":
            return f"{where} should be true or false", ""
        case "value_error" | "datetime_from_date_parsing" | "datetime_parsing" | "datetime_type" if name in (
            "starts",
            "ends",
        ):
            return f"{where} is not a date and time: {detail['input']}", f"for example `{EXAMPLES[name]}`"
    return f"{where}: {detail['msg'][0].lower()}{detail['msg'][1:]}", ""


_PEOPLE = ("rapporteurs", "moderators", "speakers", "discussants")


def _nearest(name: str, known: list[str]) -> str:
    close = get_close_matches(name.lower(), known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known)}"


def _fields(model: type[BaseModel], path: Field) -> list[str]:
    """Return the names that `model` knows at `path`."""
    for part in path:
        field = _by_alias(model).get(str(part))
        inner = next(_models(field.annotation), None) if field else None
        model = inner or model
    return list(_by_alias(model))


def _by_alias(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models within a field's annotation, such as Person in `tuple[Person, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


FILLINGS = {"schema": "reportkit/1", "starts": "2000-01-01T00:00", "ends": "2000-01-01T01:00"}


def _mended(data: Plain, details: list[ErrorDetails]) -> Plain:
    """Return a copy of `data` in which each faulty field is left out, or filled in where there must be one."""
    copy = _copied(data)
    for detail in sorted(details, key=lambda detail: [str(part).zfill(6) for part in detail["loc"]], reverse=True):
        *way, last = detail["loc"]
        holder: Any = copy
        for part in way:
            holder = cast("Any", holder)[part] if isinstance(holder, dict | list) else None
        if isinstance(holder, dict):
            if detail["type"] == "missing" or last in FILLINGS or last in EXAMPLES:
                holder[str(last)] = FILLINGS.get(str(last), "filled-in")
            else:
                holder.pop(str(last), None)
        elif isinstance(holder, list) and isinstance(last, int):
            holder.pop(last)
    return copy


def _copied(data: Plain) -> Plain:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data
