"""What was imported last, beside the records: that is how `import --update` knows which fields somebody has touched.

Each record has a file in `received/.imported/` of its event, with what every source told of it. Who only prints needs
none of them. What is made of them is decided in `reconciling.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportkit.errors import Place
from reportkit.intake import Draft
from reportkit.intake._likeness import Source
from reportkit.intake._merging import FACTS
from reportkit.records import ROLES, Passage, Person

SCHEMA = "reportkit/imported-1"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported last for the record `id`, and the file that says so."""

    path: Path
    id: str
    sources: tuple[Source, ...]


class Memory:
    """What was imported into an event, by the ids of its records or, if those are new, by the names of their files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "received/.imported"
        read = [one for path in sorted(self.folder.glob("*.json")) if (one := _read(path))]
        self.by_id = {one.id: one for one in read}
        self.by_stem = {one.path.stem: one for one in read}

    def of(self, id: str, record: Path) -> Imported | None:
        """Return what was imported for a record; None where that is lost."""
        return self.by_id.get(id) or self.by_stem.get(record.stem)

    def file(self, id: str, record: Path) -> Path:
        """Return the file for what is imported for a record; a renamed record keeps the one that it had."""
        known = self.of(id, record)
        return known.path if known else self.folder / f"{record.stem}.json"


def data(id: str, sources: Sequence[Source]) -> bytes:
    """Return what `sources` told of the record `id` as the file of it."""
    told = [_plain(one) for one in sorted(sources, key=lambda one: (one.account, one.name))]
    whole = {"schema": SCHEMA, "id": id, "sources": told}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(source: Source) -> dict[str, object]:
    draft = source.draft
    facts = {name: getattr(draft, name) for name in FACTS}
    return {
        "name": Path(source.name).name,
        "account": source.account,
        "roles": sorted(source.roles),
        **{name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items() if value},
        **{
            name: [one.model_dump(mode="json", exclude_defaults=True) for one in getattr(draft, name)]
            for name in (*ROLES, "sketch")
            if getattr(draft, name)
        },
        "lines": {name: [place.line, place.column] for name, place in sorted(draft.places.items())},
    }


def _read(path: Path) -> Imported | None:
    """Return what a file says; None where it is damaged, which is as good as lost."""
    try:
        whole = json.loads(path.read_bytes())
        if whole["schema"] != SCHEMA:
            return None
        return Imported(path, str(whole["id"]), tuple(map(_source, whole["sources"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _source(told: dict[str, Any]) -> Source:  # whatever JSON has
    facts: dict[str, Any] = {name: told.get(name) for name in FACTS}
    for name in ("starts", "ends"):
        facts[name] = datetime.fromisoformat(told[name]) if told.get(name) else None
    people: dict[str, Any] = {role: tuple(Person.model_validate(one) for one in told.get(role, ())) for role in ROLES}
    sketch = tuple(Passage.model_validate(one) for one in told.get("sketch", ()))
    places = {name: Place(told["name"], *where) for name, where in told["lines"].items()}
    draft = Draft(**facts, **people, sketch=sketch, places=places)
    return Source(told["name"], bool(told["account"]), draft, frozenset(told["roles"]))
