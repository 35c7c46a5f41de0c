"""Has everybody an honorific, or nobody, and the same in the record and in the prose?"""

from collections.abc import Iterator

from reportkit.check.records._passages import Said, by_session, english
from reportkit.check.records._people import Listed, Named, full_name, honorific, listed, named, parts, speaker
from reportkit.errors import Finding, Severity
from reportkit.records import Event

SPEAKING = ("moderators", "speakers", "discussants")
KNOWN = ("Dr", "Prof", "Mr", "Ms", "Amb", "Rev", "Sir", "H.E", "Gen", "Justice")


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        yield from _lacking(tuple(listed(session, SPEAKING)))
        if english(session):
            yield from _in_the_prose(said)


def _lacking(people: tuple[Listed, ...]) -> Iterator[Finding]:
    """Yield whoever has no honorific in the record while most others have one."""
    lacking = [one for one in people if not one.person.honorific]
    if len(lacking) * 2 < len(people):
        for one in lacking:
            yield Finding(
                Severity.WARNING,
                one.place("name"),
                f"{one.person.name} has no honorific, though others have",
                "give everybody one, or nobody",
                words=one.person.name,
            )


def _in_the_prose(said: tuple[Said, ...]) -> Iterator[Finding]:
    """Yield whoever is introduced in another manner than most, or with another honorific than that of the record."""
    first: dict[str, tuple[Said, Listed, Named | None, int, int]] = {}
    for passage in said:
        one = speaker(passage)
        whole = full_name(passage, one.person) if one else None
        if one and whole and one.field not in first:
            titled = next((it for it in named(passage) if it.begin <= whole.start() < it.end), None)
            first[one.field] = (passage, one, titled, *whole.span())
    bare = [it for it in first.values() if it[2] is None]
    mixed = bare if len(bare) * 2 <= len(first) else [it for it in first.values() if it[2]]
    for passage, one, titled, start, end in mixed if bare and len(bare) < len(first) else ():
        yield passage.about(
            titled.start if titled else start,
            end,
            Severity.WARNING,
            f"{one.person.name} is introduced {'with' if titled else 'without'} a title, others {_how(titled)}",
            "introduce everybody in one manner",
        )
    for passage, one, titled, _, _ in first.values():
        if titled and _other(titled, one):
            yield passage.about(
                titled.start,
                titled.end,
                Severity.WARNING,
                f'{one.person.name} is "{titled.title}" here, and "{one.person.honorific}" in the record',
                "ask which is right, and give both the same",
            )


def _how(titled: Named | None) -> str:
    return "are not" if titled else "have one"


def _other(titled: Named, one: Listed) -> bool:
    """Tell whether no word of the title is that of the record."""
    recorded = {honorific(word) for word in (one.person.honorific or "").split()} - {None}
    told = {honorific(word) for word in titled.title.split()} - {None}
    return bool(recorded and told) and not recorded & told and bool(parts(titled.name) & parts(one.person.name))
