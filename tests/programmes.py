"""Programmes that arrive in tests: files of tests/intake/programmes, or made up on the spot."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from builders import an_event
from openpyxl import Workbook

from reportkit.intake import Arrival, Choices, Draft, arrived
from reportkit.records import ROLES

FILES = Path(__file__).parent / "intake/programmes"


def the_file(name: str, timezone: str | None = None, **choices: object) -> Arrival:
    """Return what a file of tests/intake/programmes says, read for an event in `timezone`."""
    event = an_event(timezone=timezone) if timezone else None
    return arrived(FILES / name, Choices(event=event, **choices))  # type: ignore[arg-type]


def a_file(folder: Path, name: str, data: bytes | str, timezone: str | None = "Asia/Seoul", **columns: str) -> Arrival:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return arrived(path, Choices(an_event(timezone=timezone), columns=columns))


def a_workbook(*rows: list[object], title: str = "Programme", **parts: bytes) -> bytes:
    """Return a workbook of one sheet with `rows`; `parts` replace those of the package, with __ for / and no ending."""
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(row)
    whole = BytesIO()
    book.save(whole)
    return packed(whole.getvalue(), {f"{name.replace('__', '/')}.xml": part for name, part in parts.items()})


def packed(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the package `data` with `parts` in place of its own, or beside them."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name) or source.read(name))
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return out.getvalue()


def at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2031-05-{day:02}T{clock}")


def people(draft: Draft) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Return everybody with their role, name, family name and affiliations."""
    return [(role, one.name, one.family, one.affiliations) for role in ROLES for one in getattr(draft, role)]


def said(arrival: Arrival) -> list[str]:
    """Return the remarks, each with its line."""
    return [f"{one.place.line if one.place else ''}: {one.message}" for one in arrival.remarks]
