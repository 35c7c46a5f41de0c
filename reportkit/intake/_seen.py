"""What a file that nobody knows looks like, for the message that refuses it."""

import json
import re

from reportkit.intake._package import members
from reportkit.intake._text import glance

PACKAGES = (
    ("word/document.xml", "a Word file"),
    ("xl/workbook.xml", "a workbook"),
    ("ppt/presentation.xml", "a presentation"),
    ("content.xml", "an OpenDocument file"),
)


def seen(data: bytes) -> str:
    """Return in a few words what `data` is: `JSON with "speakers", "venue"`; nothing where that would be a guess."""
    if data.startswith(b"PK"):
        names = members(data)
        return next((what for part, what in PACKAGES if part in names), "a packed file")
    start = glance(data).lstrip()
    if start.startswith(("{", "[")):
        return _json(start)
    if start.startswith("<") and (tag := re.search(r"<([A-Za-z][\w:.-]*)", start)):
        return f"XML or HTML, whose first element is <{tag[1]}>"
    return ""


def _json(start: str) -> str:
    keys = list(dict.fromkeys(re.findall(r'"((?:[^"\\\n]|\\.){1,40})"\s*:', start)))[:6]
    named = ", ".join(json.dumps(key, ensure_ascii=False) for key in keys)
    return f"JSON with {named}" if keys else "JSON without any names"
