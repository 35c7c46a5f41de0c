"""Has every speaker a passage, and do the passages follow the order of the list?"""

from collections.abc import Iterator
from itertools import pairwise

from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import Listed, listed, parts
from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    for _, said in by_session(event):
        told = [passage.passage.speaker for passage in said if passage.passage.speaker]
        # Whoever has an id that nobody has is told by `speakers.py`.
        if told and set(told) <= {person.id for _, person in said[0].session.people}:
            speakers = tuple(listed(said[0].session, ("speakers",)))
            yield from _left_out(speakers, told, said)
            yield from _out_of_order(speakers, told, said)


def _left_out(speakers: tuple[Listed, ...], told: list[str], said: tuple[Said, ...]) -> Iterator[Finding]:
    """Yield the speakers who have no passage, and no part in that of another."""
    left_out = [one for one in speakers if one.person.id not in told]
    theirs = [passage for passage in said if passage.passage.speaker] if left_out else []
    words = frozenset(part for passage in theirs for part in parts(passage.plain))
    for one in left_out:
        if not parts(one.person.family or one.person.name) <= words:
            yield Finding(
                Severity.WARNING,
                one.place("name"),
                f"the sketch has no passage of {one.person.name}",
                "write it, tie a passage to the speaker, or take the speaker out",
                words=one.person.name,
            )


def _out_of_order(speakers: tuple[Listed, ...], told: list[str], said: tuple[Said, ...]) -> Iterator[Finding]:
    """Yield the first passage that comes too early, where each speaker has one only."""
    places = {one.person.id: place for place, one in enumerate(speakers)}
    if len(set(told)) < len(told) or not all(id in places for id in told):
        return
    for before, after in pairwise(told):
        if places[before] > places[after]:
            passage = next(one for one in said if one.passage.speaker == after)
            yield Finding(
                Severity.INFO,
                Origin(passage.place.record, passage.place.field.replace(".text", ".speaker")),
                f"{speakers[places[after]].person.name} comes before {speakers[places[before]].person.name} "
                "in the list, and after in the sketch",
                "bring both into one order; see that no passage refers to the one before it",
            )
            return
