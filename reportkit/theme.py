"""The brand as tokens: one source for the style sheets of pages and the styles of Word.

A theme is a folder with `theme.toml` and, at will, `extra.css`, templates, fonts, a logo and a `reference.docx`. What
it leaves out is that of the theme it extends, and in the end that of `institute`. Which tokens there are is in
`tokens.py`.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportkit.document import Table
from reportkit.errors import BadTheme, Finding, Misused, Origin, Place, Severity
from reportkit.resources import Unusable, inside, picture, room
from reportkit.scripts import RIGHT_TO_LEFT
from reportkit.tokens import ROLES, FamilyName, Margins, Measures, Role, RoleName, ThemeFile
from reportkit.wishes import EditionName

PAPERS = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
"""Width and height in millimetres."""

DEFAULT = "institute"

NAMED = 0.64
"""The largest part of a column of text that the roles and names of people may take."""

MOST_ANCESTORS = 8
"""How many themes may extend each other."""

Labels = dict[str, Any]
"""Fixed words by name; those of roles are a pair, for one person and for several."""


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """Tokens, and the folders they come from, the theme's own first.

    A theme is read again only when its files have changed, and compared by identity.
    """

    name: str
    folders: tuple[Path, ...]
    tokens: ThemeFile

    @property
    def file(self) -> Path:
        return self.folders[0] / "theme.toml"

    def place(self, token: str) -> Place:
        """Return the line that gives `token`, such as `colours.accent`, in this theme or in one that it extends."""
        path = tuple(token.split("."))
        files = [folder / "theme.toml" for folder in self.folders]
        return next((place for file in files if (place := _place(file, path)).line), Place(str(self.file)))

    def edition(self, name: str) -> "Theme":
        """Return this theme in the dress of an edition, the same object at each call."""
        return _dressed(self, name)

    def role(self, name: RoleName) -> Role:
        return self.tokens.roles[name]

    def family(self, name: FamilyName) -> str:
        return self.tokens.families.name(name)

    def word_fallback(self, name: FamilyName) -> str:
        return self.tokens.word_fallbacks.name(name)

    def east_asia(self, family: FamilyName, language: str) -> str:
        """Return the family that Word takes for Han, kana and Hangul in `language`."""
        return (self.tokens.east_asia_text if family == "text" else self.tokens.east_asia_heads).name(language)

    def complex_scripts(self, family: FamilyName) -> str:
        """Return the family that Word takes for Arabic and its kin."""
        return self.tokens.complex_scripts.name(family)

    def margins(self, paper: str) -> Margins:
        """Return the margins on `paper`, in millimetres.

        On narrow paper they are smaller in proportion; wide paper adds to them, so that lines get no longer.
        """
        width, usual = PAPERS[paper][0], PAPERS["A4"][0]
        scale, more = min(width / usual, 1), max(width - usual, 0) / 2
        values = self.tokens.margins.model_dump()
        sides = {"start": more, "end": more}
        lengths = {name: round(length * scale + sides.get(name, 0), 2) for name, length in values.items()}
        return Margins.model_construct(**lengths)

    @property
    def stacks_facts(self) -> bool:
        """Whether the labels of facts stand above their values, instead of beside them."""
        return self.tokens.measures.facts == 0

    @property
    def stacks_people(self) -> bool:
        """Whether affiliations stand below the names, instead of in a column of their own."""
        return self.tokens.measures.name == 0

    def fit(self, table: Table) -> str:
        """Tell how `table` fits a page of this theme: `roomy`, `wide` or `tight`."""
        limits = self.tokens.tables
        return table.fit(limits.columns, limits.letters, limits.small_letters)

    def measures(self, width: float) -> Measures:
        """Return the measures in a column of text of `width` millimetres: affiliations keep more than a third of it."""
        usual = self.tokens.measures
        scale = min(width * NAMED / max(usual.role + usual.name, 1), 1)
        changed = {name: round(getattr(usual, name) * scale, 2) for name in ("facts", "role", "name")}
        return usual.model_copy(update=changed)

    def labels(self, language: str) -> Labels:
        """Return the fixed words of documents in `language`, in English where it is not known."""
        known = languages()
        own = (self.tokens.labels.get(tag, {}) for tag in reversed(_tags(language)))
        return {**known[nearest_language(language) or "en"], **dict(pair for labels in own for pair in labels.items())}

    def logo(self) -> bytes | None:
        """Return the picture at the head of the first page; raise BadTheme when the file is not one."""
        name = self.tokens.logo.file
        if not name:
            return None
        home = next((folder for folder in self.folders if (folder / name).exists()), self.folders[0])
        try:
            return picture(home, name)
        except Unusable as error:
            raise BadTheme([_finding(self.file, ("logo", "file"), *error.args)]) from None

    def press_profile(self) -> bytes | None:
        """Return the ICC profile (ICC.1) of the press; raise BadTheme when the file is none for four inks."""
        name = self.tokens.print.icc
        if not name:
            return None
        path = self.own(name)
        data = path.read_bytes() if path else b""
        if (data[12:16], data[16:20], data[36:40]) != (b"prtr", b"CMYK", b"acsp"):
            what = f'"{name}" is no ICC profile of a press' if path else f'there is no profile "{name}"'
            hint = "ask the printer for a CMYK profile and put it beside theme.toml"
            raise BadTheme([_finding(self.file, ("print", "icc"), what, hint)])
        return data

    def reference(self) -> Path | None:
        """Return the designer's Word file: that of the theme, or of the nearest that it extends."""
        paths = (_within(folder, "reference.docx") for folder in self.folders)
        return next((path for path in paths if path.exists()), None)

    def own(self, name: str) -> Path | None:
        """Return the file `name` of this theme, or of the nearest that it extends; None where there is none."""
        return next((path for folder in self.folders if (path := _within(folder, name)).is_file()), None)

    def font_names(self) -> tuple[str, ...]:
        return tuple(name for names in self.tokens.fonts.values() for name in names)

    def font_file(self, name: str) -> Path:
        """Return where the font `name` is: with the theme, with one that it extends, or with reportkit."""
        return self.own(name) or room("styles") / "fonts" / name

    def lacks_font(self, name: str) -> Finding:
        """Return that the file of the font `name` is not there."""
        family = next(family for family, names in self.tokens.fonts.items() if name in names)
        message, hint = f"there is no font file {name}", "put it beside theme.toml"
        return replace(_finding(self.file, (), message, hint), place=self.place(f"fonts.{family}"))

    def files(self, folder: Path) -> dict[str, bytes]:
        """Return by name what is taken from `folder`, one of these; raise BadTheme when a name leads out of it."""
        named = ("theme.toml", "extra.css", "reference.docx", self.tokens.logo.file, self.tokens.print.icc)
        templates = sorted(path.relative_to(folder).as_posix() for path in folder.glob("templates/**/*"))
        paths = {name: _within(folder, name) for name in (*named, *self.font_names(), *templates) if name}
        return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}

    def sheet(self, name: str) -> str:
        """Return a style sheet of `styles/`, or the `extra.css` of the theme behind those of the themes it extends."""
        folders = reversed(self.folders) if name == "extra.css" else [room("styles")]
        return "".join(_text(path) for folder in folders if (path := _within(folder, name)).is_file())


def _within(folder: Path, name: str) -> Path:
    """Return the path of `name` in a theme's folder; raise BadTheme when it leads out of it."""
    try:
        return inside(folder, name)
    except Unusable as error:
        raise BadTheme([_finding(folder / "theme.toml", (), *error.args)]) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadTheme([_finding(path, (), "not text in UTF-8", "save the file with the encoding UTF-8")]) from None


def theme(name: str, home: Path | None = None) -> Theme:
    """Return the theme `name`: one that travels with the package, or a folder.

    With `home`, the folder must lie inside it, as records may only name what is in their event. Raises Misused when
    there is no such theme, BadTheme with all that is wrong with its file.
    """
    return theme_of(tuple(_ancestry(name, home)))


def theme_of(folders: tuple[Path, ...]) -> Theme:
    """Return the theme that these folders make, its own first; raise BadTheme with all that is wrong with its file."""
    return _made(folders, tuple(map(_state, folders)))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether a theme has changed since it was read: its files, when they were saved, their sizes."""
    files = [path for pattern in ("*", "templates/*") for path in folder.glob(pattern) if path.is_file()]
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(files))


@lru_cache(maxsize=32)
def _made(folders: tuple[Path, ...], _: object) -> Theme:
    tokens: dict[str, Any] = {}
    for folder in reversed(folders):
        tokens = _merged(tokens, {key: value for key, value in _read(folder).items() if key != "extends"})
    tokens["description"] = _read(folders[0]).get("description", "")
    try:
        file = ThemeFile.model_validate(tokens)
    except ValidationError as error:
        raise BadTheme(_faults(folders, error)) from None
    if strange := tuple(_strange_labels(folders, file)):
        raise BadTheme(strange)
    for edition in file.editions:
        try:
            changed = _changed(file, edition)
        except ValidationError as error:
            raise BadTheme(_faults(folders, error, ("editions", edition))) from None
        if strange := tuple(_strange_labels(folders, changed)):
            raise BadTheme(strange)
    return Theme(folders[0].name, folders, file)


@lru_cache(maxsize=64)
def _dressed(theme: Theme, edition: str) -> Theme:
    if edition not in theme.tokens.editions:
        return theme
    return Theme(theme.name, theme.folders, _changed(theme.tokens, edition))


def _changed(file: ThemeFile, edition: str) -> ThemeFile:
    """Return the tokens of `file` with those that its table for `edition` says instead."""
    tokens = file.model_dump(by_alias=True)
    changes = tokens.pop("editions")[edition]
    return ThemeFile.model_validate(_merged(tokens, changes))


def names() -> tuple[str, ...]:
    """Return the themes that travel with the package, the default first."""
    found = (path.parent.name for path in room("styles").glob("*/theme.toml"))
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name)))


def _ancestry(name: str, home: Path | None) -> Iterator[Path]:
    """Yield the folder of the theme `name`, then that of the one it extends, and so on to the default."""
    seen: list[Path] = []
    while len(seen) < MOST_ANCESTORS:
        folder = _folder(name, home)
        if folder is None:
            known = f"themes: {', '.join(names())}; or name a folder with a theme.toml"
            raise Misused(f'there is no theme "{name}"', known)
        yield folder
        if folder == room("styles") / DEFAULT:
            return
        seen.append(folder)
        name = str(_read(folder).get("extends", DEFAULT))
        # Beside a theme of an event there may be others; a theme of the package extends only its like.
        home = folder.parent if folder.parent != room("styles") else None
    place = seen[0] / "theme.toml"
    raise BadTheme([_finding(place, ("extends",), "themes extend each other in a circle", "let one extend institute")])


def _folder(name: str, home: Path | None) -> Path | None:
    """Return the folder of the theme `name`; a theme of the package goes first."""
    if re.fullmatch(r"[\w-]+", name) and (room("styles") / name / "theme.toml").is_file():
        return room("styles") / name
    try:
        folder = inside(home, name) if home else Path(name)
    except Unusable:
        return None
    return folder if (folder / "theme.toml").is_file() else None


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return `below` with the values of `above`, table by table."""
    both = {key: _merged(below[key], above[key]) for key in below.keys() & above.keys() if _tables(below, above, key)}
    return {**below, **above, **both}


def _tables(below: dict[str, Any], above: dict[str, Any], key: str) -> bool:
    return isinstance(below[key], dict) and isinstance(above[key], dict)


def _read(folder: Path) -> dict[str, Any]:
    return _toml(folder / "theme.toml")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        line, column = (int(number) for number in re.findall(r"\d+", where) or (0, 0))
        finding = _finding(path, (), f"not TOML: {what[0].lower()}{what[1:]}", "text needs quotation marks")
        raise BadTheme([replace(finding, place=Place(str(path), line, column))]) from None
    except UnicodeDecodeError:
        raise BadTheme([_finding(path, (), "not text in UTF-8", "save the file with the encoding UTF-8")]) from None


# --- what is wrong with a theme file ----------------------------------------------------------------------------


def _faults(folders: tuple[Path, ...], error: ValidationError, within: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Yield what does not fit, outside of editions or `within` the table of one."""
    for detail in error.errors(include_url=False):
        if not _of_strange_role(detail):
            yield _fault(folders, detail, within)


def _fault(folders: tuple[Path, ...], detail: ErrorDetails, within: tuple[str, ...]) -> Finding:
    """Return what does not fit, in the file of the line of themes that says it."""
    path = tuple(str(part) for part in detail["loc"] if part != "[key]")
    files = [folder / "theme.toml" for folder in folders]
    file = next((file for file in files if _place(file, (*within, *path)).line), files[0])
    return _finding(file, (*within, *path), *_words(path, detail))


def _of_strange_role(detail: ErrorDetails) -> bool:
    """Tell whether this fault is within a role that is unknown as a whole."""
    table, *rest = detail["loc"]
    return table == "roles" and bool(rest) and rest[0] not in ROLES and rest[-1] != "[key]"


def _words(path: tuple[str, ...], detail: ErrorDetails) -> tuple[str, str]:
    name, context = path[-1], detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return f'unknown token "{name}"', _nearest(name, _known(path[:-1]))
        case "literal_error" if detail["loc"][-1] == "[key]" and path[0] == "editions":
            return f'unknown edition "{name}"', _nearest(name, get_args(EditionName))
        case "literal_error" if detail["loc"][-1] == "[key]":
            return f'unknown role "{name}"', _nearest(name, ROLES)
        case "literal_error":
            return f'"{name}" is not {context["expected"]}', "write one of these"
        case "string_pattern_mismatch" if path[0] == "colours":
            return f'"{name}" is not a colour: {detail["input"]}', "write it as #rrggbb, such as #1f3a5f"
        case "string_pattern_mismatch" if path[0] == "fonts":
            return f'"{detail["input"]}" is not a font file', "name a .ttf or .otf file of the theme's folder"
        case "value_error":
            return str(context["error"]), "see the same table in the theme institute"
        case "missing":
            return f'missing token "{name}"', "the theme institute shows them all"
    return f'"{name}": {detail["msg"][0].lower()}{detail["msg"][1:]}', "see the same token in the theme institute"


def _known(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tokens that the default theme has in the table `path`, and those that roles may have."""
    if path[:1] == ("roles",):
        return tuple(Role.model_fields)
    if not path:
        return tuple(ThemeFile.model_fields)
    field = ThemeFile.model_fields.get(path[0])
    annotation = field.annotation if field else None
    return tuple(getattr(annotation, "model_fields", {}))


def _nearest(name: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"known: {', '.join(known)}"


def _strange_labels(folders: tuple[Path, ...], file: ThemeFile) -> Iterator[Finding]:
    known = languages()["en"]
    for language, labels in file.labels.items():
        for name, words in labels.items():
            path = ("labels", language, name)
            place = next((one for one in folders if _place(one / "theme.toml", path).line), folders[0]) / "theme.toml"
            if name not in known:
                yield _finding(place, path, f'unknown label "{name}"', _nearest(name, tuple(known)))
            elif not _alike(words, known[name]):
                example = known[name] if isinstance(known[name], str) else f"{known[name]}, for one and for several"
                yield _finding(place, path, f'the label "{name}" is not of this form', f"for example {example}")


def _alike(words: object, usual: object) -> bool:
    """Tell whether a label is text where the usual one is, or a pair of texts."""
    if isinstance(usual, str):
        return isinstance(words, str)
    return isinstance(words, list | tuple) and [type(word) for word in words] == [str, str]


def _finding(file: Path, path: tuple[str, ...], message: str, hint: str) -> Finding:
    return Finding(Severity.ERROR, Origin(str(file), ".".join(path)), message, hint, "theme", _place(file, path))


def _place(file: Path, path: tuple[str, ...]) -> Place:
    """Return the line of `file` that gives the token `path`, or the file where none does."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if header := re.match(r"\s*\[([^\]]+)\]", line):
            table = tuple(part.strip(' "') for part in re.findall(r'"[^"]*"|[^.]+', header[1]))
            if table == path:
                return Place(str(file), number, 1)
        elif key := re.match(r'\s*("[^"]*"|[\w.-]+)\s*=', line):
            name = (*table, key[1].strip('"'))
            if name == path[: len(name)]:
                within = re.search(rf'[{{,\s]"?{re.escape(path[-1])}"?\s*=', line) if name != path else None
                return Place(str(file), number, (within.start() + 1 if within else key.start(1)) + 1)
    return Place(str(file))


# --- languages --------------------------------------------------------------------------------------------------


@cache
def languages() -> dict[str, Labels]:
    """Return the fixed words of documents by language."""
    return _toml(room("styles") / "labels.toml")


def nearest_language(tag: str) -> str | None:
    """Return the language of `labels.toml` that serves `tag` (BCP 47), or None: `en-GB` is served by `en`."""
    return next((known for known in _tags(tag) if known in languages()), None)


def _tags(tag: str) -> tuple[str, ...]:
    """Return a language tag and its shorter forms, the longest first: `en-GB`, `en`."""
    parts = tag.replace("_", "-").split("-")
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def direction(language: str) -> str:
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
