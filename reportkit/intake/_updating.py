"""A record that was edited, and what arrives anew: each field is changed only where nobody touched it since.

Three sides are compared, field by field, people and passages each by themselves: what was imported last, what the
record says now, and what arrives. What both changed differently stays as the record has it, and is told. Putting it
into the file, with its comments, is in `_rewriting.py`.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from reportkit.intake import Draft
from reportkit.intake._likeness import paired
from reportkit.intake._merging import FACTS, PERSONAL, shown
from reportkit.records import ROLES, Passage, Person

Value = TypeVar("Value", bound=Hashable)

Index = tuple[str, int]
"""Where somebody stood in the record: the role and the number in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something of the record as it is to be, and where in the record it was; None if it was not there."""

    role: str
    person: Person
    was: Index | None


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one field: what was changed, or why it was not."""

    field: str
    message: str


@dataclass(slots=True)
class Updated:
    """A record as it is to be, what is changed in it, and what is not because both sides changed it."""

    draft: Draft
    people: list[Kept] = field(default_factory=list)
    sketch: list[tuple[Passage, int | None]] = field(default_factory=list)
    changes: list[Told] = field(default_factory=list)
    conflicts: list[Told] = field(default_factory=list)


def updated(base: Draft, mine: Draft, theirs: Draft) -> Updated:
    """Return the record `mine` with all that `theirs` changed since `base` and nobody touched."""
    result = Updated(mine)
    facts = {
        name: _settled(result, name, "", *(getattr(side, name) for side in (base, mine, theirs)))
        for name in FACTS
        if name != "id"  # The id is what a record is known by, and the name of its file.
    }
    called = _people(result, base, mine, theirs)
    _passages(result, base, mine, theirs, called)
    people: dict[str, Any] = {role: tuple(one.person for one in result.people if one.role == role) for role in ROLES}
    result.draft = replace(mine, **facts, **people, sketch=tuple(passage for passage, _ in result.sketch))
    return result


def _settled(result: Updated, name: str, about: str, base: Value, mine: Value, theirs: Value) -> Value:
    """Return the value that a field is to have; what is not told of stays."""
    if not theirs or theirs in (base, mine):
        return mine
    what = f"{about}: {name}" if about else name
    if mine == base:
        result.changes.append(Told(name, f"{what}: {_quoted(mine)} becomes {_quoted(theirs)}"))
        return theirs
    ours, others, before = _quoted(mine), _quoted(theirs), _quoted(base)
    result.conflicts.append(Told(name, f"{what}: the record has {ours}, {others} arrives, and {before} came before"))
    return mine


def _quoted(value: object) -> str:
    return shown(value) if value else "nothing"


# --- people -----------------------------------------------------------------------------------------------------


def _everybody(draft: Draft) -> list[tuple[str, int, Person]]:
    return [(role, number, person) for role in ROLES for number, person in enumerate(getattr(draft, role))]


def _people(result: Updated, base: Draft, mine: Draft, theirs: Draft) -> dict[str, str]:
    """Settle the people; return what the record calls those whom the new text refers to."""
    before, now, new = _everybody(base), _everybody(mine), _everybody(theirs)
    persons = [[person for _, _, person in side] for side in (before, now, new)]
    were, _ = paired(persons[1], persons[0], by_id=True)
    come, _ = paired(persons[0], persons[2])
    of_mine = {at: come[was] for at, was in were.items() if was in come}
    loose_mine = [at for at in range(len(now)) if at not in of_mine]
    loose_new = [at for at in range(len(new)) if at not in come.values()]
    more, unsure = paired([persons[1][at] for at in loose_mine], [persons[2][at] for at in loose_new])
    of_mine |= {loose_mine[at]: loose_new[other] for at, other in more.items()}
    called: dict[str, str] = {}
    for at, (role, number, person) in enumerate(now):
        was = before[were[at]] if at in were else None
        arrives = new[of_mine[at]] if at in of_mine else None
        result.people.append(Kept(*_one(result, role, person, was, arrives), (role, number)))
        id = result.people[-1].person.id
        if arrives and arrives[2].id and id:
            called[arrives[2].id] = id
        if was and not arrives and new:
            result.conflicts.append(Told(role, f"{person.name} is told of no more; the record keeps them"))
    _gone(result, before, set(were.values()), new, come)
    ours = {one.person.id for one in result.people}
    for at in (at for at in loose_new if loose_new.index(at) not in more.values()):
        role, _, person = new[at]
        person = person.model_copy(update={"id": None}) if person.id in ours else person
        result.people.append(Kept(role, person, None))
        doubt = ", and may be somebody who is there already" if loose_new.index(at) in unsure else ""
        (result.conflicts if doubt else result.changes).append(Told(role, f"{role}: {person.name} is added{doubt}"))
        if person.id:
            called[person.id] = person.id
    result.people.sort(key=lambda one: ROLES.index(one.role))
    _order(
        result,
        {now[at][:2]: (before[were[at]][:2], new[come_now][:2]) for at, come_now in of_mine.items() if at in were},
    )
    return called


def _one(
    result: Updated,
    role: str,
    person: Person,
    was: tuple[str, int, Person] | None,
    arrives: tuple[str, int, Person] | None,
) -> tuple[str, Person]:
    """Return the role and the fields that somebody of the record is to have."""
    if arrives is None:
        return role, person
    old, new = was[2] if was else None, arrives[2]
    fields = {
        name: _settled(result, name, person.name, getattr(old, name, None), getattr(person, name), getattr(new, name))
        if old or not getattr(person, name) or getattr(new, name)
        else getattr(person, name)
        for name in PERSONAL
    }
    if not person.id and new.id and new.id not in {one.person.id for one in result.people}:
        fields["id"] = new.id
    role = _settled(result, "role", person.name, was[0] if was else role, role, arrives[0])
    return role, person.model_copy(update=fields)


def _gone(
    result: Updated,
    before: Sequence[tuple[str, int, Person]],
    left: set[int],
    new: Sequence[tuple[str, int, Person]],
    come: dict[int, int],
) -> None:
    """Tell of somebody whom the record has no more, and of whom something new arrives."""
    for at, (role, _, person) in enumerate(before):
        if at not in left and at in come:
            arrives = new[come[at]]
            if (arrives[0], _said(arrives[2])) != (role, _said(person)):
                says = ", ".join(shown(one) for one in _said(arrives[2]) if one)
                message = f"{person.name} was taken out of the record, and arrives changed, as {says}; they stay out"
                result.conflicts.append(Told(role, message))


def _said(person: Person) -> tuple[object, ...]:
    return tuple(getattr(person, name) for name in PERSONAL)


def _order(result: Updated, seats: dict[Index, tuple[Index, Index]]) -> None:
    """Put people into a new order, if that of the record is the one that was imported.

    `seats` are those whom all three sides have: where each was in the import before and is in what arrives, by where
    the record had them.
    """
    for role in ROLES:
        slots = [
            at
            for at, one in enumerate(result.people)
            if one.role == role and one.was in seats and {role} == {where[0] for where in (one.was, *seats[one.was])}
        ]
        ours = [result.people[at] for at in slots]
        first = sorted(ours, key=lambda one: seats[one.was][0][1] if one.was else 0)
        new = sorted(ours, key=lambda one: seats[one.was][1][1] if one.was else 0)
        if new in (first, ours):
            continue
        now, arriving = (shown([one.person.name for one in order]) for order in (ours, new))
        if ours != first:
            message = f"order of {role}: the record has {now}, {arriving} arrives, and both are new"
            result.conflicts.append(Told(role, message))
            continue
        result.changes.append(Told(role, f"order of {role}: {now} becomes {arriving}"))
        for at, one in zip(slots, new, strict=True):
            result.people[at] = one


# --- passages ---------------------------------------------------------------------------------------------------


def _passages(result: Updated, base: Draft, mine: Draft, theirs: Draft, called: dict[str, str]) -> None:
    """Settle the prose, passage by passage; those of a text that has more or fewer are known by their words."""
    result.sketch = [(passage, at) for at, passage in enumerate(mine.sketch)]
    if not theirs.sketch or [one.text for one in theirs.sketch] == [one.text for one in mine.sketch]:
        return
    if mine.sketch and not base.sketch:
        arrives = shown([one.text for one in theirs.sketch])
        message = f"sketch: the record has prose that was never imported, and keeps it; {arrives} arrives"
        result.conflicts.append(Told("sketch", message))
        return
    ours = {passage.id: at for at, passage in enumerate(mine.sketch)}
    place = 0
    left = {passage.id for passage in base.sketch}
    for old, new in _aligned(base.sketch, theirs.sketch):
        if old is None:
            place = _put_in(result, new, place, called)
            continue
        left.discard(old.id)
        if old.id not in ours:
            if new.text != old.text:
                message = f"{old.id} was taken out of the record, and arrives changed: {shown(new.text)}"
                result.conflicts.append(Told("sketch", message))
            continue
        at = next(number for number, (_, was) in enumerate(result.sketch) if was == ours[old.id])
        passage = result.sketch[at][0]
        text = _prose(result, passage, old.text, new.text)
        result.sketch[at] = (passage.model_copy(update={"text": text}), ours[old.id])
        place = at + 1
    for id in sorted(left & set(ours)):
        result.conflicts.append(Told("sketch", f"{id} is in the text no more; the record keeps it"))


def _aligned(base: Sequence[Passage], theirs: Sequence[Passage]) -> list[tuple[Passage | None, Passage]]:
    """Return the passages that arrive, each beside the one that it was; None beside those that are new."""
    pairs: list[tuple[Passage | None, Passage]] = []
    matcher = SequenceMatcher(None, [one.text for one in base], [one.text for one in theirs], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(base[first:last], theirs[start:end], strict=True)
            continue
        free = list(base[first:last])
        for new in theirs[start:end]:
            like = [old for old in free if (old.speaker, old.discussion) == (new.speaker, new.discussion)]
            old = next(iter(like), None)
            if old:
                free.remove(old)
            pairs.append((old, new))
    return pairs


def _put_in(result: Updated, new: Passage, place: int, called: dict[str, str]) -> int:
    """Put a passage that is new at `place`; return the place after it."""
    if any(passage.text == new.text for passage, _ in result.sketch):
        return place
    numbers = [int(match[1]) for passage, _ in result.sketch if (match := re.fullmatch(r"p(\d+)", passage.id))]
    id = f"p{max(numbers, default=0) + 1:02}"
    speaker = called.get(new.speaker) if new.speaker else None
    passage = new.model_copy(update={"id": id, "speaker": speaker})
    result.sketch.insert(place, (passage, None))
    result.changes.append(Told("sketch", f"{id} is added: {_begin(new.text)}"))
    return place + 1


def _prose(result: Updated, mine: Passage, base: str, theirs: str) -> str:
    """Return the words that a passage is to have; in a conflict all that arrives is told."""
    if theirs in (base, mine.text):
        return mine.text
    if mine.text == base:
        result.changes.append(Told("sketch", f"{mine.id}: the text is replaced: {_begin(theirs)}"))
        return theirs
    message = f'{mine.id}: the record has "{mine.text}", and "{theirs}" arrives; both differ from what came before'
    result.conflicts.append(Told("sketch", message))
    return mine.text


def _begin(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words}”" if len(words) <= 60 else f"“{words[:60]} …”"
