"""Drafts and sources for tests, built by plain functions."""

from datetime import datetime
from typing import Any

from reportkit.errors import Place
from reportkit.intake import Draft
from reportkit.intake._likeness import Source
from reportkit.records import Passage, Person

NINE = datetime(2031, 5, 6, 9, 30)
TEN = datetime(2031, 5, 6, 10, 30)


def a_draft(**fields: Any) -> Draft:
    facts = {"id": "1-2", "title": "Who Keeps the Light?", "starts": NINE, "ends": TEN}
    return Draft(**{**facts, **fields})


def people(*names: str, affiliation: str = "") -> tuple[Person, ...]:
    return tuple(Person(name=name, affiliations=(affiliation,) if affiliation else ()) for name in names)


def a_sketch(*texts: str) -> tuple[Passage, ...]:
    return tuple(Passage(id=f"p{number:02}", text=text) for number, text in enumerate(texts, 1))


def programme(name: str = "programme.json", **fields: Any) -> Source:
    return Source(name, False, _placed(name, a_draft(**fields)), frozenset({"speakers"}))


def account(name: str = "rapporteur.txt", **fields: Any) -> Source:
    return Source(name, True, _placed(name, a_draft(**fields)))


def _placed(name: str, draft: Draft) -> Draft:
    places = {"title": Place(name, 1), "starts": Place(name, 2), "room": Place(name, 3), "speakers": Place(name, 4)}
    draft.places.update(places)  # type: ignore[attr-defined]
    return draft
