"""The Jinja environment of all templates: autoescape on, missing names are errors, sandboxed.

A theme may bring templates of its own, so they are not trusted: they can read templates by name and nothing else.
"""

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportkit.errors import Misused
from reportkit.resources import room


@cache
def environment(theme_folders: tuple[Path, ...] = ()) -> ImmutableSandboxedEnvironment:
    """Return the environment that finds templates in the `templates/` of the theme, then in those of the house."""
    folders = [folder / "templates" for folder in theme_folders]
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([*folders, room("templates")]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(name: str, theme_folders: tuple[Path, ...], **values: object) -> str:
    """Return the template `name` filled with `values`; raise Misused, with its line, when it cannot be filled."""
    try:
        return environment(theme_folders).get_template(name).render(**values)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        place = f"{getattr(error, 'filename', None) or name}{f':{line}' if line else ''}"
        raise Misused(
            f"{place}: the template cannot be filled: {error.message}", "compare it with the one in templates/"
        ) from error
