"""The Jinja environment of all templates: autoescape on but for plain text, missing names are errors, sandboxed.

A theme may bring templates of its own, so they are not trusted: they can read templates by name and nothing else.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from traceback import extract_tb

from jinja2 import FunctionLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportkit.errors import BadTheme, Finding, Origin, Place, ReportkitError, Severity
from reportkit.resources import Unusable, inside, room

Loaded = tuple[str, str, Callable[[], bool]]
"""The text of a template, its file, and whether that is still the same."""


@lru_cache(maxsize=16)
def environment(theme_folders: tuple[Path, ...] = ()) -> ImmutableSandboxedEnvironment:
    """Return the environment that finds templates in the `templates/` of the theme, then in those of the house."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _load(name, theme_folders)),
        undefined=StrictUndefined,
        autoescape=_is_markup,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _is_markup(name: str | None) -> bool:
    return not (name or "").endswith(".txt.j2")


def _load(name: str, theme_folders: tuple[Path, ...]) -> Loaded | None:
    """Return a template of the theme or of the house; none that leads out of their folders."""
    for folder, place in [*((folder, f"templates/{name}") for folder in theme_folders), (room("templates"), name)]:
        try:
            path = inside(folder, place)
        except Unusable:
            continue
        if path.is_file():
            return path.read_text(encoding="utf-8"), str(path), partial(_unchanged, path, path.stat().st_mtime_ns)
    return None


def _unchanged(path: Path, saved: int) -> bool:
    return path.is_file() and path.stat().st_mtime_ns == saved


def fill(name: str, theme_folders: tuple[Path, ...], **values: object) -> str:
    """Return the template `name` filled with `values`; raise BadTheme, with its line, when it cannot be filled."""
    try:
        return environment(theme_folders).get_template(name).render(**values)
    except ReportkitError:
        raise
    except Exception as error:  # A theme's templates are anybody's, and fail in any way.
        raise BadTheme([_finding(name, error)]) from error


def _finding(name: str, error: Exception) -> Finding:
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    file = getattr(error, "filename", None) or (frames[-1].filename if frames else name)
    line = getattr(error, "lineno", None) or (frames[-1].lineno if frames else None) or 0
    what = error.message if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    message = f"the template cannot be filled: {what}"
    hint = "compare it with the one in templates/"
    return Finding(Severity.ERROR, Origin(str(file)), message, hint, "template", Place(str(file), line))
