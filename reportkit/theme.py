"""The brand as tokens: one source for the CSS variables of pages and the styles of Word.

A theme is a folder with `theme.toml` and, at will, `extra.css`, templates and fonts; what its file leaves out is that
of `institute`. How tokens are used is in `styles/base.css`, `styles/print.css` and `render/docx.py`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportkit.errors import Misused
from reportkit.resources import Unusable, inside, room

PAPERS = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

DEFAULT = "institute"

Tokens = dict[str, dict[str, Any]]

Labels = dict[str, Any]
"""Fixed words by name; those of roles are a pair, for one person and for several."""


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Tokens by table and name, and the folder they come from; each theme is read once and compared by identity."""

    name: str
    folder: Path
    tokens: Tokens

    def colour(self, name: str) -> str:
        """Return a colour as `#rrggbb`."""
        return str(self.tokens["colours"][name])

    def family(self, name: str) -> str:
        return str(self.tokens["families"][name])

    def size(self, name: str) -> float:
        """Return a type size in points."""
        return float(self.tokens["sizes"][name])

    def margin(self, name: str) -> float:
        """Return a margin in millimetres."""
        return float(self.tokens["margins"][name])

    def word_fallback(self, name: str) -> str:
        return str(self.tokens["word_fallbacks"][name])

    def east_asia(self, role: str, language: str) -> str:
        """Return the family that Word takes for Han, kana and Hangul in `language`; `role` is `text` or `heads`."""
        families: dict[str, str] = self.tokens[f"east_asia_{role}"]
        return families.get(language, families["ko"])

    def complex_scripts(self, role: str) -> str:
        """Return the family that Word takes for Arabic and its kin; `role` is `text` or `heads`."""
        return str(self.tokens["complex_scripts"][role])

    def labels(self, language: str) -> Labels:
        """Return the fixed words of documents in `language`, in English where it is not known."""
        known = languages()
        return {**known[nearest_language(language) or "en"], **self.tokens.get("labels", {}).get(language, {})}

    def font_names(self) -> tuple[str, ...]:
        return tuple(name for names in self.tokens["fonts"].values() for name in names)

    def font_file(self, name: str) -> Path:
        own = inside(self.folder, name)
        return own if own.is_file() else room("styles") / "fonts" / name

    def sheet(self, name: str) -> str:
        """Return a style sheet of `styles/`, or of the theme's own folder, as text; empty where there is none."""
        path = (self.folder if name == "extra.css" else room("styles")) / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def variables(self) -> str:
        """Return the tokens as CSS custom properties (CSS Variables 1) on `:root`."""
        lines = [f"--colour-{name}: {value};" for name, value in self.tokens["colours"].items()]
        lines += [f'--family-{name}: "{value}";' for name, value in self.tokens["families"].items()]
        lines += [f"--size-{name.replace('_', '-')}: {value}pt;" for name, value in self.tokens["sizes"].items()]
        lines += [f"--margin-{name}: {value}mm;" for name, value in self.tokens["margins"].items()]
        return ":root {\n  " + "\n  ".join(lines) + "\n}\n"

    def page(self, paper: str) -> str:
        """Return the `@page` rule (CSS Paged Media 3) for `paper`, whose size and margins take no variables."""
        width, height = PAPERS[paper]
        return f"@page {{ size: {width}mm {height}mm; }}\n"

    def faces(self) -> str:
        """Return an `@font-face` rule for each bundled face, its file named as `font:NAME`."""
        return "".join(_face(family, name) for family, names in self.tokens["fonts"].items() for name in names)


def _face(family: str, name: str) -> str:
    weight = "bold" if "Bold" in name else "normal"
    style = "italic" if "Italic" in name else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
        f" src: url(font:{name}) format('truetype'); }}\n"
    )


@cache
def theme(name: str, home: Path | None = None) -> Theme:
    """Return the theme `name`: one that travels with the package, or a folder.

    With `home`, the folder must lie inside it, as records may only name what is in their event. Raises Misused when
    there is no such theme, or its file is not TOML.
    """
    folder = _folder(name, home)
    if folder is None:
        known = ", ".join(sorted(path.parent.name for path in room("styles").glob("*/theme.toml")))
        raise Misused(f'there is no theme "{name}"', f"themes: {known}; or name a folder with a theme.toml")
    tokens = _read(room("styles") / DEFAULT / "theme.toml")
    for table, values in _read(folder / "theme.toml").items():
        if not isinstance(values, dict):
            raise Misused(
                f'{folder / "theme.toml"}: "{table}" stands in no table', "put it below [colours], [sizes] or the like"
            )
        tokens[table] = {**tokens.get(table, {}), **values}
    return Theme(folder.name, folder, tokens)


def _folder(name: str, home: Path | None) -> Path | None:
    """Return the folder of the theme `name`; a theme of the package goes first."""
    if re.fullmatch(r"[\w-]+", name) and (room("styles") / name / "theme.toml").is_file():
        return room("styles") / name
    try:
        folder = inside(home, name) if home else Path(name)
    except Unusable:
        return None
    return folder if (folder / "theme.toml").is_file() else None


def _read(path: Path) -> Tokens:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misused(f"{path}: not TOML: {error}", "text needs quotation marks") from None


@cache
def languages() -> dict[str, Labels]:
    """Return the fixed words of documents by language."""
    return _read(room("styles") / "labels.toml")


def nearest_language(tag: str) -> str | None:
    """Return the language of `labels.toml` that serves `tag` (BCP 47), or None: `en-GB` is served by `en`."""
    parts = tag.replace("_", "-").split("-")
    return next(
        (known for length in range(len(parts), 0, -1) if (known := "-".join(parts[:length])) in languages()), None
    )


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
