"""A designer's errands: the themes there are, a new one begun, one judged.

What tokens mean is in `tokens.py`, what is asked of a theme in `check/themes/`; here a specimen is made with it, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from reportkit import theme as themes
from reportkit.check import themes as questions
from reportkit.errors import BadRecord, BadTheme, Finding, Misused, Origin, ReportkitError, Severity
from reportkit.jinja import fill
from reportkit.pipeline import FORMATS, publish
from reportkit.records import Passage, Person, Session
from reportkit.settings import Settings
from reportkit.theme import Theme
from reportkit.write import whole

SPECIMEN = """Prose with *emphasis*, **strong** words, a [link](https://example.org) and a note.^[A note at the foot.]

- An item of a list
- and another one
  1. with a numbered one below it

> What somebody said, word for word.

### A heading of the sketch

| Station | Years |
|---|--:|
| Harbour | 1,974 |
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A theme that travels with reportkit."""

    name: str
    description: str


def entries() -> tuple[Entry, ...]:
    return tuple(Entry(name, themes.theme(name).tokens.description) for name in themes.names())


def begin(folder: Path, extends: str) -> list[Path]:
    """Write a new theme into `folder` that looks like the one it extends, and return its files.

    Raises Misused when there is something in the folder already, or no theme `extends` in the package.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misused(f"{folder} is there already and not empty", "name a new folder")
    if extends not in themes.names():
        raise Misused(f'there is no theme "{extends}"', f"themes: {', '.join(themes.names())}")
    base = themes.theme(extends)
    for name in ("theme.toml", "extra.css"):
        words = fill(f"theme/{name}.j2", (), extends=extends, tokens=base.tokens, labels=base.labels("en"))
        whole.write(folder / name, (words.rstrip() + "\n").encode())
    return [folder / "theme.toml", folder / "extra.css"]


def judge(name: str) -> tuple[Finding, ...]:
    """Return all that is wrong with the theme `name`; raise Misused when there is none.

    A specimen is made with it in every format, so that its style sheet and its templates are tried, too.
    """
    try:
        theme = themes.theme(name)
    except BadTheme as error:
        return error.findings
    findings = tuple(questions.check(theme))
    if any(finding.severity == Severity.ERROR for finding in findings):
        return findings
    return findings + tuple(_faults_of_specimen(theme))


def _faults_of_specimen(theme: Theme) -> Iterator[Finding]:
    for format in FORMATS:
        try:
            data = publish(_specimen(), format, Settings(theme, "A4"))
            if format == "pdf":
                yield from _missing_families(theme, data)
        except BadRecord as error:
            for fault in error.findings:
                yield _finding(theme, f"the specimen as {format}: {fault.message}", fault.hint)
        except ReportkitError as error:
            yield _finding(theme, f"the specimen as {format}: {error.message}", error.hint)


def _missing_families(theme: Theme, pdf: bytes) -> Iterator[Finding]:
    """Yield the families of the theme that the specimen is not set in, since nobody has their fonts."""
    with pikepdf.open(BytesIO(pdf)) as file:
        found = {_letters(str(one["/BaseFont"])) for one in file.objects if _is_font(one)}
    for field, family in theme.tokens.families.model_dump().items():
        if not any(_letters(family) in name for name in found):
            yield Finding(
                Severity.ERROR,
                Origin(str(theme.file), f"families.{field}"),
                f'nothing is set in "{family}": it is neither in [fonts] nor installed here',
                "put its .ttf or .otf files beside theme.toml and name them in [fonts]",
                "specimen",
                theme.place(f"families.{field}"),
            )


def _is_font(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one


def _letters(name: str) -> str:
    """Return the letters and figures of a font's name, which files write with hyphens, blanks or neither."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _finding(theme: Theme, message: str, hint: str) -> Finding:
    return Finding(Severity.ERROR, Origin(str(theme.folders[0])), message, hint, "specimen")


def _specimen() -> Session:
    """Return a session with something of every kind, long enough for a second page."""
    speaker = Person(id="s", name="Ada Quill", affiliations=("School of Lanterns",))
    sketch = [Passage(id=f"p{number:02}", speaker="s", text=SPECIMEN) for number in range(1, 4)]
    return Session(
        schema_="reportkit/1",
        id="1",
        kind="Session",
        title="Specimen",
        subtitle="What this theme does",
        starts=datetime(2000, 1, 1, 9),
        ends=datetime(2000, 1, 1, 10),
        room="Harbour Room",
        speakers=(speaker,),
        sketch=(*sketch, Passage(id="p04", discussion=True, text="The discussion.")),
    )
