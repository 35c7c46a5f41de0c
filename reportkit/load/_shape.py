"""From plain data to a record: every field that does not fit is named, with the nearest known one."""

import re
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
    "rule": "rule: quotation-marks",
    "reason": "reason: so it stands in the treaty",
    "address": "address: kuik@example.org",
}
"""What the hint shows for a field that is missing."""


def fitted(contents: Contents, model: type[Model]) -> tuple[Model | None, bool]:
    """Return the record that `contents` hold, and whether it is whole.

    What does not fit is noted in the findings of `contents`. A record that is not whole has the faulty fields left out
    or filled in, so that the other fields can be checked in the same run; it must not be printed.
    """
    if not isinstance(contents.data, dict) or not contents.data:
        if not contents.findings:
            contents.blame(*_not_a_record(contents.data))
        return None, False
    contents.findings.extend(_lost(contents, contents.data, ()))
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


def _lost(contents: Contents, data: Plain, path: Field) -> Iterator[Finding]:
    """Yield each control character that records take for a blank, and so would drop without a word."""
    match data:
        case str():
            for character in dict.fromkeys(_BLANKS.findall(data)):
                yield Finding(
                    Severity.ERROR,
                    Origin(contents.file, ".".join(map(str, path))),
                    f"control character U+{ord(character):04X}",
                    "delete it; within double quotation marks, a backslash and a letter may stand for one",
                    "characters",
                    contents.place(path, character),
                )
        case dict():
            for key, value in data.items():
                yield from _lost(contents, value, (*path, key))
        case list():
            for index, value in enumerate(data):
                yield from _lost(contents, value, (*path, index))


_BLANKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")


def _not_a_record(data: Plain) -> tuple[str, str]:
    if data is None or data == {}:
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
    example = EXAMPLES.get(name)
    match kind:
        case "missing":
            return f'missing field "{name}"', f"for example `{example}`"
        case "extra_forbidden" if get_close_matches(name.lower(), PASSWORDS, n=1, cutoff=0.8):
            return f'"{name}" may be in no file', "take it out; the password is read from REPORTKIT_SMTP_PASSWORD"
        case "extra_forbidden":
            return f'unknown field "{name}"', _nearest(name, _fields(model, path[:-1]))
        case "literal_error" if name == "schema":
            return f'{where} should be "reportkit/1"', "this version reads no other"
        case "literal_error":
            return f"{where} should be {str(context['expected']).replace(chr(39), '')}", "write one of these"
        case "string_too_long" | "too_long":
            return f"{where} is longer than {context['max_length']} characters", "shorten it"
        case _ if detail["input"] is None or kind in ("string_too_short", "too_short"):
            needed = isinstance(path[-1], str) and example
            part = "field" if isinstance(path[-1], str) else "entry"
            hint = f"for example `{example}`" if needed else f"write it, or take the {part} out"
            return f"{where} is empty", hint
        case "string_type" if isinstance(detail["input"], list):
            return (
                f"{where} should be text, not a list",
                "take out the brackets or hyphens, or put it into quotation marks",
            )
        case "string_type":
            return f"{where} should be text", "put it into quotation marks if it has a colon"
        case "tuple_type":
            return f"{where} should be a list", "begin each entry with a hyphen on a line of its own"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{where} should have fields of its own", f"for example `{WITHIN.get(name, CONTACT)}`"
        case "bool_parsing" | "bool_type":
            return f"{where} should be true or false", "write `true`, or take the field out"
        case _ if name in FILLINGS:
            return f"{where} is not a date and time", _time_hint(name, detail["input"])
        case "value_error":
            what, hint = context["error"].args
            return f"{where}: {what}", hint
        case "int_parsing" | "greater_than_equal" | "less_than_equal":
            return f"{where} should be a number from 1 to 65535", "for example `port: 587`"
        case "string_pattern_mismatch":
            return f"{where} should be a number in a time", "for example `rate: 20/min`"
    return f"{where}: {detail['msg'][0].lower()}{detail['msg'][1:]}", "see docs/writing.md"


WITHIN = {
    **dict.fromkeys(("rapporteurs", "moderators", "speakers", "discussants"), "- name: Lee Shin-wha"),
    "sketch": "- {id: p01, text: The speaker argued that …}",
    "glossary": "{ACSA: Acquisition and Cross-Servicing Agreement}",
    "terms": "{Korean Peninsula: [Korean peninsula]}",
    "rules": "{reporting-verbs: off}",
    "waivers": "- {rule: quotation-marks, reason: so it stands in the treaty}",
    "mail": "{from: Asan Institute <publications@example.org>}",
}
"""What the hint shows for a field that should have fields of its own."""

CONTACT = "{address: kuik@example.org, name: Dr. Kuik}"
"""What it shows for the id of a person."""

PASSWORDS = ("password", "passwd", "pass", "pwd", "secret", "token")
"""Fields for what is in no file, as people may call them."""


def _time_hint(name: str, typed: object) -> str:
    if isinstance(typed, str) and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)", typed):
        return "leave out the offset; times are local to the event's time zone"
    if isinstance(typed, str) and re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", typed):
        return "see the day and the hour; there is none such"
    return f"for example `{EXAMPLES[name]}`"


def _nearest(name: str, known: list[str]) -> str:
    if name == "<<":
        return "write the fields out; they are not merged"
    close = get_close_matches(name.lower(), known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"known here: {', '.join(known)}"


def _fields(model: type[BaseModel], path: Field) -> list[str]:
    """Return the names that `model` knows at `path`."""
    for part in path:
        known = _by_alias(model)
        field = known.get(str(part), known.get("root"))
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


FILLINGS = {"starts": "2000-01-01T00:00", "ends": "2000-01-01T01:00"}
"""What stands in for a time that cannot be read; the other one is filled in, too, since the two are compared."""


def _mended(data: Plain, details: list[ErrorDetails]) -> Plain:
    """Return a copy of `data` in which each faulty field is left out, or filled in where there must be one."""
    copy = _copied(data)
    for detail in sorted(details, key=lambda detail: [str(part).zfill(6) for part in detail["loc"]], reverse=True):
        *way, last = detail["loc"]
        holder: Any = copy
        for part in way:
            holder = cast("Any", holder)[part] if isinstance(holder, dict | list) else None
        if isinstance(holder, dict):
            if last in FILLINGS:
                holder.update(FILLINGS)
            elif last == "schema":
                holder["schema"] = "reportkit/1"
            elif detail["type"] == "missing" or last in EXAMPLES:
                # A name that is missing is not to be told again for not having the family name in it.
                holder[str(last)] = holder.get("family") or "filled-in" if last == "name" else "filled-in"
            else:
                holder.pop(str(last), None)
        elif isinstance(holder, list) and isinstance(last, int):
            holder.pop(last)
    return copy


def _copied(data: Plain) -> Plain:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data
