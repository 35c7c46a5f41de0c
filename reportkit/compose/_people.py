"""The people of a session as a table, in the order of roles and, within a role, of the record."""

from collections.abc import Iterator
from dataclasses import replace

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
                word if index == 0 else "", _name(somebody, session.tongue), _affiliation(somebody, session.tongue)
            )


def _name(somebody: Somebody, language: str) -> tuple[Text, ...]:
    """Return the name as it was given, and behind it the name in its own script."""
    name = runs(somebody.name, language, somebody.native_language or "")
    if not somebody.native:
        return name
    return (*name, Text(" "), *runs(somebody.native, language, somebody.native_language or ""))


def _affiliation(somebody: Somebody, language: str) -> tuple[Text, ...]:
    return runs("; ".join(somebody.affiliations), language)
