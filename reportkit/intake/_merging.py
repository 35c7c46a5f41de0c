"""One session out of what several files tell of it, and every disagreement between them.

A programme decides id, title, time and room; the rapporteur decides how people are printed and what they said. Two
files of one kind have no such order: the first by its name is taken, and somebody has to decide. Which files are of one
session is asked in `_likeness.py`; what becomes of a record that is there is decided in `_updating.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportkit.errors import Finding, Origin, Place, Severity
from reportkit.intake import Draft
from reportkit.intake._likeness import Source, paired
from reportkit.records import ROLES, Passage, Person

PROGRAMME, ACCOUNT = "the programme decides this", "the rapporteur's text decides this"

FACTS = {
    "id": PROGRAMME,
    "kind": ACCOUNT,
    "title": PROGRAMME,
    "subtitle": PROGRAMME,
    "starts": PROGRAMME,
    "ends": PROGRAMME,
    "room": PROGRAMME,
    "language": ACCOUNT,
}
"""The facts of a session, and whose word is taken for each."""

ASKED = ("title", "subtitle", "name", "family", "native", "role", "missing", "sketch")
"""What somebody has to decide even though one word is taken for now."""

PERSONAL = ("name", "family", "native", "native_language", "honorific", "pronouns", "affiliations")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two files tell differently: the values, where they stand, which was taken and why."""

    field: str
    about: str
    taken: str
    other: str
    taken_at: Place
    other_at: Place
    why: str
    asked: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what makes it the same as one that was told before."""
        return self.field, self.about, self.taken, self.other

    def finding(self, session: str, *, known: bool = False) -> Finding:
        what = f"{self.about}: " if self.about else ""
        told = f"session {session}: {what}{self.field}: {self.other} here, {self.taken} in {self.taken_at}"
        severity = Severity.WARNING if self.asked and not known else Severity.INFO
        hint = "decide, and correct the record or the file" if severity == Severity.WARNING else ""
        return Finding(
            severity,
            Origin(self.other_at.file, self.field),
            f"{told}; taken: {self.taken}, since {self.why}{' (told before)' * known}",
            hint,
            "reconcile",
            self.other_at,
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """What all files together tell of a session."""

    draft: Draft
    disagreements: tuple[Disagreement, ...] = ()


def merged(sources: Sequence[Source]) -> Merged:
    """Return what `sources`, in whatever order, tell of one session."""
    programmes = sorted((one for one in sources if not one.account), key=_by_name)
    accounts = sorted((one for one in sources if one.account), key=_by_name)
    told: list[Disagreement] = []
    facts: dict[str, Any] = {}  # Each fact has a type of its own.
    places: dict[str, Place] = {}
    for field, whose in FACTS.items():
        ordered = [*programmes, *accounts] if whose is PROGRAMME else [*accounts, *programmes]
        tellers = [one for one in ordered if getattr(one.draft, field) is not None]
        if tellers:
            facts[field] = getattr(tellers[0].draft, field)
            places[field] = tellers[0].at(field)
            told += _facts_apart(field, whose, tellers)
    cast = _Cast([*accounts, *programmes], told)
    people: dict[str, Any] = {role: tuple(one.person for one in cast.members if one.role == role) for role in ROLES}
    for role in ROLES:
        for number, member in enumerate(one for one in cast.members if one.role == role):
            places[f"{role}.{number}"] = places[f"{role}.{number}.name"] = member.place
    sketch, more = _sketch([*accounts, *programmes], cast, told)
    draft = _sound(Draft(**facts, **people, sketch=sketch, places={**places, **more}))
    return Merged(draft, tuple(told))


def _by_name(source: Source) -> tuple[str, str, str]:
    # The text of what is told decides between files of one name, whatever folders they came from.
    return Path(source.name).name, repr(source.draft), source.name


def _first(source: Source) -> str:
    return f"{Path(source.name).name} is the first by its name"


def _facts_apart(field: str, whose: str, tellers: Sequence[Source]) -> Iterator[Disagreement]:
    taken = tellers[0]
    value = getattr(taken.draft, field)
    for one in tellers[1:]:
        if getattr(one.draft, field) != value:
            settled = one.account != taken.account
            yield Disagreement(
                field,
                "",
                shown(value),
                shown(getattr(one.draft, field)),
                taken.at(field),
                one.at(field),
                whose if settled else _first(taken),
                not settled or field in ASKED,
            )


def _sound(draft: Draft) -> Draft:
    """Return `draft` without an end that is before its start, which two files made together."""
    if draft.starts and draft.ends and draft.ends <= draft.starts:
        return replace(draft, ends=None)
    return draft


def shown(value: object) -> str:
    """Return a value as the report has it."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, tuple | list):
        return " / ".join(f'"{one}"' for one in value)
    return f'"{value}"'


# --- people -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Member:
    """Somebody of the session, with the source that their name is taken from."""

    role: str
    person: Person
    source: Source
    place: Place


class _Cast:
    """Everybody who takes part: those of the first source that names anybody, and whoever else is named."""

    def __init__(self, sources: Sequence[Source], told: list[Disagreement]) -> None:
        self.told = told
        self.members: list[Member] = []
        self.ids: dict[tuple[int, str], str] = {}
        naming = [(number, one) for number, one in enumerate(sources) if one.people()]
        for number, source in naming:
            self._join(number, source)
        self.members.sort(key=lambda one: ROLES.index(one.role))

    def _join(self, number: int, source: Source) -> None:
        listed = source.people()
        pairs, unsure = paired([one.person for one in self.members], [person for _, _, person in listed])
        theirs = {other: mine for mine, other in pairs.items()}
        before = list(self.members)
        for at, (role, count, person) in enumerate(listed):
            place = source.at(f"{role}.{count}.name")
            if at in theirs:
                member = before[theirs[at]]
                self._compare(member, role, person, source, place)
            else:
                member = self._add(role, person, source, place, before, unsure=at in unsure)
            if person.id and member.person.id:
                self.ids[number, person.id] = member.person.id
        if before:
            self._missing(before, set(pairs), source)
            self._order(before, theirs, listed, source)

    def _add(
        self, role: str, person: Person, source: Source, place: Place, before: list[Member], *, unsure: bool
    ) -> Member:
        """Add somebody whom the sources before do not name; an id that somebody has already is not theirs."""
        if person.id in {one.person.id for one in self.members}:
            person = person.model_copy(update={"id": None})
        self.members.append(Member(role, person, source, place))
        others = {one.source.name: one.source for one in before}.values()
        for other in others:
            if role in other.roles:
                why = "may be one of several there, and nobody is left out" if unsure else "nobody is left out"
                nobody = "nobody of that name"
                self._tell("missing", person.name, shown(person.name), nobody, place, other.at(role), why, asked=True)
        return self.members[-1]

    def _missing(self, before: list[Member], found: set[int], source: Source) -> None:
        for number, member in enumerate(before):
            if number not in found and member.role in source.roles:
                taken, why = shown(member.person.name), "nobody is left out"
                at = source.at(member.role)
                self._tell(
                    "missing", member.person.name, taken, "nobody of that name", member.place, at, why, asked=True
                )

    def _order(
        self, before: list[Member], theirs: dict[int, int], listed: list[tuple[str, int, Person]], source: Source
    ) -> None:
        for role in ROLES:
            ours = [number for number, member in enumerate(before) if member.role == role]
            other = [theirs[at] for at, (named, _, _) in enumerate(listed) if named == role and at in theirs]
            common = [number for number in ours if number in other]
            other = [number for number in other if number in common]
            if common != other:
                first, second = ([before[number] for number in order] for order in (common, other))
                self._tell(
                    "order",
                    role,
                    shown([one.person.name for one in first]),
                    shown([one.person.name for one in second]),
                    first[0].place,
                    source.at(role),
                    self._why(first[0].source, source),
                    asked=first[0].source.account == source.account,
                )

    def _compare(self, member: Member, role: str, person: Person, source: Source, place: Place) -> None:
        """Tell what two sources say differently of one person, and fill in what the first does not say."""
        kind = member.source.account == source.account
        why = self._why(member.source, source)
        if role != member.role:
            knows = {one for one in source.roles if one != "speakers"}
            asked = bool(knows)
            reason = why if asked else f"{Path(source.name).name} knows speakers only"
            self._tell("role", member.person.name, member.role, role, member.place, place, reason, asked=asked)
        filled = {}
        for field in PERSONAL:
            ours, theirs = getattr(member.person, field), getattr(person, field)
            if theirs and not ours:
                filled[field] = theirs
            elif theirs and theirs != ours:
                about = member.person.name
                self._tell(
                    field, about, shown(ours), shown(theirs), member.place, place, why, asked=kind or field in ASKED
                )
        if person.id and not member.person.id and person.id not in {one.person.id for one in self.members}:
            filled["id"] = person.id
        if filled.get("family") and filled["family"] not in member.person.name:
            del filled["family"]
        member.person = member.person.model_copy(update=filled)

    def _why(self, taken: Source, other: Source) -> str:
        return ACCOUNT if taken.account != other.account else _first(taken)

    def _tell(
        self, field: str, about: str, taken: str, other: str, at: Place, other_at: Place, why: str, *, asked: bool
    ) -> None:
        self.told.append(Disagreement(field, about, taken, other, at, other_at, why, asked))


# --- prose ------------------------------------------------------------------------------------------------------


def _sketch(
    sources: Sequence[Source], cast: _Cast, told: list[Disagreement]
) -> tuple[tuple[Passage, ...], dict[str, Place]]:
    """Return the prose of the first source that has any, its speakers called as the cast has them."""
    writing = [(number, one) for number, one in enumerate(sources) if one.draft.sketch]
    if not writing:
        return (), {}
    number, source = writing[0]
    sketch = tuple(
        one.model_copy(update={"speaker": cast.ids.get((number, one.speaker), one.speaker)}) if one.speaker else one
        for one in source.draft.sketch
    )
    for _, other in writing[1:]:
        if [one.text for one in other.draft.sketch] != [one.text for one in sketch]:
            passages = f"{len(other.draft.sketch)} passages, of which nothing is taken,"
            settled = other.account != source.account
            why = ACCOUNT if settled else _first(source)
            at, other_at = source.at("sketch.0"), other.at("sketch.0")
            ours = f"{len(sketch)} passages"
            told.append(Disagreement("sketch", "", ours, passages, at, other_at, why, asked=True))
    return sketch, {name: place for name, place in source.draft.places.items() if name.startswith("sketch")}
