"""How the changes that an editor took go together with the record as it is now: passage by passage, word by word.

Where they do not, both sides are told and nobody guesses. What was decided is in `deciding.py`, what becomes of the
record in `applying.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportkit.collect.merge import merged
from reportkit.collect.source import Edit, plain, rewritten
from reportkit.records import Passage
from reportkit.reviews import Change, Sent, SentPassage, text_hash

MOVE = "put the passage back into the record, or reject the changes"
SETTLE = "reject it to keep the record's words, take it with --theirs, or put others there with `review edit`"
BY_HAND = "write it into the record by hand; `review apply` finds it there"


@dataclass(frozen=True, slots=True)
class Now:
    """Where a passage is in the sketch as it is now, and its Markdown; without a place, `why` it has none."""

    at: int | None = None
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """A change that is to be made, with what is to stand there; `over` the record's words where both changed some."""

    change: Change
    after: str
    over: bool = False

    @property
    def edit(self) -> Edit:
        return Edit(self.change.start, self.change.end, self.after)


@dataclass(frozen=True, slots=True)
class Spot:
    """Three texts of one place: as it was sent, as the record has it now, as the speaker wants it."""

    sent: str
    now: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Changes of one passage that cannot be made as the record is now, by their numbers, and what to do about it.

    `others` are the speakers whose own changes the record has taken in this passage.
    """

    passage: str
    numbers: tuple[str, ...]
    why: str
    hint: str
    spots: tuple[Spot, ...] = ()
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        also = f", those of {' and '.join(self.others)}" if self.others else ""
        return f"{self.passage}, {', '.join(self.numbers)}: {self.why}{also}"


@dataclass(frozen=True, slots=True)
class Met:
    """What a passage becomes: its Markdown, or None where its entry goes; with a clash, it stays as it is."""

    text: str | None = None
    clash: Clash | None = None


# --- where passages are now -------------------------------------------------------------------------------------


def whereabouts(sent: Sent, sketch: Sequence[Passage]) -> dict[str, Now]:
    """Return where each passage that was sent is in the sketch now, by the id that it had.

    A passage that says what was sent is the one that was sent, whatever it is called by now.
    """
    by_id, by_text = defaultdict(list), defaultdict(list)
    for at, passage in enumerate(sketch):
        by_id[passage.id].append(at)
        by_text[passage.text].append(at)
    stayed = {(one.id, one.source) for one in sent.passages}
    return {
        one.id: _whereabouts(
            one, sketch, by_id[one.id], [at for at in by_text[one.source] if _may_be(one, sketch[at], stayed)]
        )
        for one in sent.passages
    }


def _may_be(sent: SentPassage, passage: Passage, stayed: set[tuple[str, str]]) -> bool:
    """Tell whether a passage that says the same may be the one that was sent, and is not another that always did."""
    return passage.id == sent.id or (passage.id, passage.text) not in stayed


def _whereabouts(sent: SentPassage, sketch: Sequence[Passage], called: list[int], saying: list[int]) -> Now:
    if len(called) > 1:
        return Now(why="the record has the id twice")
    if len(saying) == 1 and saying != called:
        return Now(saying[0], sent.source)
    if not called:
        return Now(why="the record has no such passage any more")
    now = sketch[called[0]]
    if now.speaker != sent.speaker and now.text != sent.source:
        return Now(why="the id belongs to a passage of somebody else by now")
    return Now(called[0], now.text)


# --- both sides -------------------------------------------------------------------------------------------------


def meet(sent: SentPassage, now: Now, takes: Sequence[Take]) -> Met:
    """Return what becomes of a passage with `takes` made in it and everything kept that the record has by now."""
    said = edited(sent.text, takes)
    if not said.strip():
        return _leave(sent, now, takes)
    theirs = rewritten(sent.source, sent.text, [take.edit for take in takes])
    if theirs is None:
        if now.at is not None and plain(now.text).split() == said.split():
            return Met(now.text)
        culprits = [one for one in takes if rewritten(sent.source, sent.text, [one.edit]) is None] or takes
        return _clash(
            sent, culprits, "the words cannot be set into the Markdown of the passage", BY_HAND, sent, now, said
        )
    if now.at is None:
        return _clash(sent, takes, now.why, MOVE, sent, now, theirs)
    if now.text == sent.source:
        return Met(theirs)
    merge = merged(sent.source, now.text, theirs)
    if not merge.conflicts:
        return Met(merge.text)
    if over := [take for take in takes if take.over]:
        return _over(sent, now, over, [take for take in takes if not take.over])
    culprits = [take for take in takes if _conflicts(sent, now, take)] or takes
    spots = tuple(Spot(one.base, one.ours, one.theirs) for one in merge.conflicts)
    return Met(clash=Clash(sent.id, _numbers(culprits), "the record has other words there by now", SETTLE, spots))


def edited(text: str, takes: Iterable[Take]) -> str:
    """Return a sent text with changes made in it."""
    for take in sorted(takes, key=lambda one: one.change.start, reverse=True):
        text = text[: take.change.start] + take.after + text[take.change.end :]
    return text


def _leave(sent: SentPassage, now: Now, takes: Sequence[Take]) -> Met:
    """Return that a passage goes, unless the record has made something else of it."""
    if now.at is None or now.text == sent.source or all(take.over for take in takes):
        return Met()
    return _clash(sent, takes, "the passage is to go, but the record has changed it since", SETTLE, sent, now, "")


def _over(sent: SentPassage, now: Now, over: Sequence[Take], others: Sequence[Take]) -> Met:
    """Return what becomes of a passage where some changes are to stand even over the record's own words."""
    met = meet(sent, now, others) if others else Met(now.text)
    theirs = rewritten(sent.source, sent.text, [take.edit for take in over])
    if met.clash or met.text is None or theirs is None:
        return met
    # The side that comes first has its words in a conflict.
    return Met(merged(sent.source, theirs, met.text).text)


def _conflicts(sent: SentPassage, now: Now, take: Take) -> bool:
    theirs = rewritten(sent.source, sent.text, [take.edit])
    return theirs is None or bool(merged(sent.source, now.text, theirs).conflicts)


def _clash(
    passage: SentPassage, takes: Sequence[Take], why: str, hint: str, sent: SentPassage, now: Now, theirs: str
) -> Met:
    return Met(clash=Clash(passage.id, _numbers(takes), why, hint, (Spot(sent.source, now.text, theirs),)))


def _numbers(takes: Iterable[Take]) -> tuple[str, ...]:
    return tuple(take.change.number for take in takes)


# --- before anything is decided ---------------------------------------------------------------------------------


def clashes(sent: Sent, sketch: Sequence[Passage], changes: Iterable[Change]) -> dict[str, Clash]:
    """Return which of `changes` could not be made in the sketch as it is now, by their keys."""
    places, passages = whereabouts(sent, sketch), {one.id: one for one in sent.passages}
    found: dict[str, Clash] = {}
    for id, group in grouped(changes).items():
        takes = [Take(change, change.after) for change in group]
        if id not in passages or _plainly(passages[id], places[id], group):
            continue
        if meet(passages[id], places[id], takes).clash:
            for take in takes:
                if clash := meet(passages[id], places[id], [take]).clash:
                    found[take.change.key] = replace(clash, numbers=(take.change.number,))
    return found


def _plainly(sent: SentPassage, now: Now, changes: Sequence[Change]) -> bool:
    """Tell whether changes can be made without a look: words for words, where the record says what was sent."""
    untouched = now.at is not None and now.text == sent.source == sent.text
    return untouched and not any("\n" in change.before + change.after for change in changes)


def grouped(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Return changes by their passage."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.passage].append(change)
    return groups


def seen(now: Now) -> str:
    """Return the hash of what the record says in a place, for a decision that is to stand over it."""
    return text_hash([("", now.text)])
