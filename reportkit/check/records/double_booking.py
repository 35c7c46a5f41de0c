"""Is everybody at one place at a time?"""

from collections.abc import Iterator

from reportkit.check.records._people import Listed, listed
from reportkit.check.records._schedule import at_once, booked
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Person

ACROSS = True


def check(event: Event) -> Iterator[Finding]:
    people: dict[str, list[Listed]] = {}
    for session in event.sessions:
        for one in {it.person.name: it for it in listed(session)}.values():
            people.setdefault(" ".join(one.person.name.split()), []).append(one)
    for group in people.values():
        for earlier, later in at_once([one.session for one in group]):
            one, other = group[earlier], group[later]
            if _one_person(one.person, other.person):
                yield Finding(
                    Severity.WARNING,
                    other.place("name"),
                    f"{other.person.name} is also in {booked(one.session)}",
                    "move one of the sessions; of two people of one name, give both their affiliations",
                    words=other.person.name,
                )


def _one_person(one: Person, other: Person) -> bool:
    """Tell whether two of one name are one person: nothing says that they are two."""
    shared = set(one.affiliations) & set(other.affiliations)
    return bool(shared) or not one.affiliations or not other.affiliations or (one.id is not None and one.id == other.id)
