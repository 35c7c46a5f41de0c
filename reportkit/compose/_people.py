"""The people of a session as a table, in the order of roles and, within a role, of the record."""

from collections.abc import Iterator
from dataclasses import replace

from reportkit.compose._kept import LONGEST
from reportkit.document import Origin, People, Person, Text
from reportkit.records import ROLES, Session
from reportkit.records import Person as Somebody
from reportkit.scripts import runs
from reportkit.theme import Labels


def people(session: Session, labels: Labels, origin: Origin) -> People:
    return People(
        caption=labels["participants"],
        heads=(labels["role"], labels["name"], labels["affiliation"]),
        persons=tuple(_persons(session, labels)),
        origin=replace(origin, field=next(role for role in ROLES if getattr(session, role))),
    )


def _persons(session: Session, labels: Labels) -> Iterator[Person]:
    for role in ROLES:
        everybody = getattr(session, role)
        singular, plural = labels[role]
        for index, somebody in enumerate(everybody):
            word = plural if len(everybody) > 1 else singular
            yield Person(
                role=word if index == 0 else "",
                name=runs(somebody.name, session.tongue, somebody.native_language or ""),
                native=native(somebody, session.tongue),
                affiliation=runs(labels["separator"].join(somebody.affiliations), session.tongue),
            )


def native(somebody: Somebody, language: str) -> tuple[Text, ...]:
    """Return the name in its own script, its language as the record gives it or as its letters tell."""
    native = somebody.native or ""
    given = somebody.native_language
    pieces = (Text(native, given),) if native and given else runs(native, language)
    return tuple(replace(piece, kept=len(native) <= LONGEST) for piece in pieces)
