"""A whole export on one page: each session with its state, its pages, what was found, and links to its files.

The page is for the team and is opened from the folder that it lies in. It asks for no other file, names no folder but
those below its own, and has no clock, so that the same rows give the same bytes. Its markup is in
`templates/report.html.j2`, its looks are in `styles/report.css`; what became of each file is found out in `batch.py`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal, cast, get_args
from urllib.parse import quote

from markupsafe import Markup

from reportkit.counting import plural
from reportkit.errors import Finding, visible
from reportkit.jinja import fill
from reportkit.outcomes import FAILED, MADE, REMOVED, STALE, Outcome
from reportkit.resources import room
from reportkit.wishes import EDITIONS
from reportkit.write.manifest import Manifest

State = Literal["failed", "edited", "made", "stale", "removed"]

STATES: tuple[State, ...] = get_args(State)
"""From the most to the least pressing; a session has the first of these that one of its files has.

Whether a file was made in this run or before is the same to a reader, and the page does not tell.
"""

WORDS: dict[State, str] = {
    "failed": "failed",
    "edited": "edited by hand",
    "made": "in place",
    "stale": "left over",
    "removed": "removed",
}

MEANINGS: dict[State, str] = {
    "failed": "could not be made; a file that is there is the one from before",
    "edited": "changed by hand after it was made, and kept; --force makes it anew",
    "made": "made from the record as it is now",
    "stale": "its session is gone or has another name now; --prune removes it",
    "removed": "its session is gone or has another name now, so it was removed",
}

FORMATS = {"pdf": "PDF", "docx": "Word", "html": "HTML"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of a session; `name` counts from the folder of the report, and is empty where there is no file."""

    name: str
    format: str
    edition: str
    pages: int | None
    state: State

    @property
    def link(self) -> str:
        """The address of the file, empty where there is none to open."""
        return quote(self.name.encode("utf-8", "surrogateescape")) if self.state != "removed" else ""

    @property
    def kind(self) -> str:
        """What people call the file: `PDF`, `Word, draft`."""
        copy = "" if self.edition in ("", "handout") else f", {self.edition}"
        return FORMATS.get(self.format, self.format) + copy


@dataclass(frozen=True, slots=True)
class Row:
    """One session, or what is left of one that is gone; then, `record` is empty.

    `findings` are findings or their text, several in one where that is how they came. A session without any sheet is
    one whose record could not be printed.
    """

    session: str
    title: str
    record: str
    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding | str, ...] = ()
    language: str = ""

    @property
    def state(self) -> State:
        states = {sheet.state for sheet in self.sheets} or {"failed"}
        return next(state for state in STATES if state in states)


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding in its parts: `error`, the point in a file, what is wrong, what to do next."""

    severity: str
    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as the page shows it; `number` is its place there."""

    number: int
    row: Row
    remarks: tuple[Remark, ...]

    @property
    def name(self) -> str:
        """What the session is called where there is no room for its title."""
        return visible(self.row.session or self.row.record or "a session")

    @property
    def title(self) -> str:
        return visible(self.row.title)

    @property
    def pages(self) -> str:
        """How many pages the files have: `4`, or `4, 7` where a handout and a draft differ."""
        return ", ".join(dict.fromkeys(f"{sheet.pages:,}" for sheet in self.row.sheets if sheet.pages is not None))

    @property
    def found(self) -> str:
        return plural(len(self.remarks), "finding") if self.remarks else ""

    @property
    def columns(self) -> tuple[object, ...]:
        """What the table says of the session; in tuples, as a sandbox is slow to look into anything else."""
        row, differ = self.row, len({sheet.state for sheet in self.row.sheets}) > 1
        files = [(sheet.link, sheet.kind, sheet.state if differ else "") for sheet in row.sheets]
        title = self.title or visible(row.record)
        return (
            self.number,
            visible(row.session) or "–",
            self.name,
            title,
            row.language,
            row.state,
            self.pages,
            self.found,
            files,
        )


def page(manifest: Manifest, outcomes: Sequence[Outcome], home: Path, folder: Path) -> bytes:
    """Return the page of the event in `home`, whose files are in `folder`, after a run with these `outcomes`."""
    event = manifest.event
    title, language = (event["title"], event["language"]) if event else (folder.resolve().name, "")
    failures = defaultdict(list)
    for outcome in outcomes:
        if outcome.failure:
            failures[_within(outcome.record, home)].append(outcome.failure)
    own = failures.pop(event["file"] if event else "", [])
    rows = _rows(manifest, outcomes, failures, home, folder)
    return report(title, language, rows, findings=own, folders=(str(home), str(folder)))


def _within(path: str, folder: Path) -> str:
    """Return what the manifest calls the file `path`."""
    # Paths take a tenth of a second to find out what strings say at once, of thousands of files.
    if path.startswith(start := f"{folder}/"):
        return path[len(start) :]
    return PurePath(path).relative_to(folder).as_posix() if PurePath(path).is_relative_to(folder) else path


def _rows(
    manifest: Manifest, outcomes: Sequence[Outcome], failures: Mapping[str, list[str]], home: Path, folder: Path
) -> Iterator[Row]:
    sheets: dict[str, list[Sheet]] = defaultdict(list)
    became = {_within(outcome.file, folder): outcome for outcome in outcomes if outcome.file}
    unread = {_within(outcome.record, home) for outcome in outcomes if not outcome.file}
    for name, file in manifest.files.items():
        state = became.pop(name).state if name in became else FAILED if file["record"] in unread else MADE
        sheets[file["record"]].append(Sheet(name, file["format"], file["edition"], file["pages"], _shown(state)))
    for name, outcome in became.items():
        there = name if (folder / name).is_file() or outcome.state == REMOVED else ""
        record = _within(outcome.record, home)
        sheets[record].append(Sheet(there, outcome.format, outcome.edition, outcome.pages, _shown(outcome.state)))
    ids = {_within(outcome.record, home): outcome.session for outcome in outcomes}
    for record in sorted(sheets.keys() | failures.keys()):
        session = manifest.sessions.get(record)
        left = all(sheet.state in (STALE, REMOVED) for sheet in sheets[record]) and record not in failures
        found = (*failures.get(record, ()), *(session["remarks"] if session else ()))
        yield Row(
            session["id"] if session else ids.get(record, ""),
            session["title"] if session else "",
            "" if left else record,
            tuple(sorted(sheets[record], key=_rank)),
            found,
            session["language"] if session else "",
        )


def _shown(state: str) -> State:
    return cast("State", state if state in STATES else MADE)


def _rank(sheet: Sheet) -> tuple[object, ...]:
    """Return where a file stands among those of its session: the handout first, and PDF before Word."""
    known = list(FORMATS)
    return (
        EDITIONS.index(sheet.edition) if sheet.edition in EDITIONS else len(EDITIONS),
        known.index(sheet.format) if sheet.format in known else len(known),
        sheet.name,
    )


def report(
    title: str,
    language: str,
    rows: Iterable[Row],
    *,
    findings: Iterable[Finding | str] = (),
    folders: Sequence[str] = (),
) -> bytes:
    """Return the page of the event `title`, about which itself there are `findings`.

    What was found is told without `folders`, the folders of event and outputs as messages name them. Of any other path
    that begins at the root of the disk, only the name at its end is told.
    """
    entries = _entries(rows, folders)
    page = fill(
        "report.html.j2",
        (),
        title=visible(title),
        language=language,
        verdict=_verdict(entries),
        counts=_counts(entries),
        extent=_extent(entries),
        event=tuple(_remarks(findings, folders)),
        failed=[entry for entry in entries if entry.row.state == "failed"],
        minded=[(state, sheets) for state in ("edited", "stale") if (sheets := _having(entries, state))],
        remarked=[entry for entry in entries if entry.remarks and entry.row.state != "failed"],
        table=[entry.columns for entry in entries],
        words=WORDS,
        meanings=MEANINGS,
        sheet=Markup((room("styles") / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
    )
    return page.encode()


def _entries(rows: Iterable[Row], folders: Sequence[str]) -> list[Entry]:
    ordered = enumerate(sorted(rows, key=_order), 1)
    return [Entry(number, row, tuple(_remarks(row.findings, folders))) for number, row in ordered]


def _order(row: Row) -> tuple[object, ...]:
    """Return what rows are sorted by: `1-2` comes before `1-10`, and a session before what is left of another."""
    parts = re.split(r"(\d+)", row.session)
    numbered = tuple((int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts)
    return (
        not row.session,
        numbered,
        row.session,
        not row.record,
        row.record,
        row.title,
        [sheet.name for sheet in row.sheets],
    )


def _having(entries: Sequence[Entry], state: str) -> list[tuple[str, str]]:
    """Return the address and the name of each file of which this has become."""
    sheets = (sheet for entry in entries for sheet in entry.row.sheets if sheet.state == state)
    return [(sheet.link, visible(sheet.name)) for sheet in sheets]


# --- what stands on top -----------------------------------------------------------------------------------------


def _verdict(entries: Sequence[Entry]) -> str:
    """Return the answer to whoever opens the page: are all sessions there?"""
    sessions = [entry for entry in entries if entry.row.record]
    failed = sum(entry.row.state == "failed" for entry in sessions)
    if not sessions:
        return "There are no sessions."
    if failed:
        return f"{failed:,} of {plural(len(sessions), 'session')} failed."
    return "The session is in place." if len(sessions) == 1 else f"All {len(sessions):,} sessions are in place."


def _counts(entries: Sequence[Entry]) -> list[tuple[State, str]]:
    """Return each state that a session has, with how many have it."""
    counted = Counter(entry.row.state for entry in entries)
    return [(state, f"{counted[state]:,}") for state in STATES if counted[state]]


def _extent(entries: Sequence[Entry]) -> str:
    """Return how many files there are, and how many pages those have whose pages are known."""
    sheets = [sheet for entry in entries for sheet in entry.row.sheets if sheet.link and sheet.state != "stale"]
    pages = sum(sheet.pages or 0 for sheet in sheets)
    return plural(len(sheets), "file") + (f", {plural(pages, 'page')}" if pages else "")


# --- what was found ---------------------------------------------------------------------------------------------

FINDING = re.compile(
    r"(?P<severity>error|warning|info): (?:(?P<place>[^\n]*?\.\w{1,5}(?::\d+){0,2}): )?(?P<message>.*)"
)

FROM_THE_ROOT = re.compile(r"(?<![\w:/.~])(?:file://)?/(?:(?:[\w-]+(?: [\w-]+)+|[^\s/:<>\"“”]+)/)+(?=[^\s/])")
"""The folders of a path that begins at the root of the disk; an address of the web has something before its slashes."""


def _remarks(findings: Iterable[Finding | str], folders: Sequence[str]) -> list[Remark]:
    """Return each finding once, in the order of coming."""
    texts = dict.fromkeys(str(finding) for finding in findings)
    return [_remark(part, folders) for text in texts for part in _parted(text)]


def _parted(text: str) -> list[str]:
    """Return the findings of a text: each begins on a line with its severity."""
    return [part.strip() for part in re.split(r"\n(?=(?:error|warning|info): )", text.strip()) if part.strip()]


def _remark(text: str, folders: Sequence[str]) -> Remark:
    words, _, hint = _without_folders(text, folders).partition("\n  hint: ")
    parts = FINDING.fullmatch(visible(words))
    if parts is None:
        return Remark("error", "", visible(words), visible(hint))
    return Remark(parts["severity"], parts["place"] or "", parts["message"], visible(hint))


def _without_folders(text: str, folders: Sequence[str]) -> str:
    """Return `text` with the paths of files as they are within `folders`, and these themselves by their own name."""
    for folder in sorted((folder.rstrip("/") for folder in folders), key=len, reverse=True):
        if folder not in ("", "."):
            path = rf"(?<![\w./-]){re.escape(folder)}"
            text = re.sub(rf"{path}/", "", text)
            text = re.sub(rf"{path}(?![\w/-])", PurePath(folder).name.replace("\\", r"\\"), text)
    return FROM_THE_ROOT.sub("", text)
