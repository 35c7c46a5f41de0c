"""Several files that tell of one session, and the record that it has already: what is taken, what is to be decided.

How sessions and people are matched and merged is in `intake/`; what was imported last is kept by `imported.py`. Files
are read and written in `arrivals.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.error import YAMLError

from reportkit.errors import Finding, Origin, Place, Severity
from reportkit.imported import Imported, Memory
from reportkit.intake import Arrival, Draft
from reportkit.intake._likeness import Source, gathered, same_id
from reportkit.intake._merging import FACTS, Disagreement, merged
from reportkit.intake._rewriting import Unlike, rewritten
from reportkit.intake._updating import Updated, updated
from reportkit.load import Loaded
from reportkit.records import ROLES, Session

RULE = "reconcile"
"""What findings of this kind are called; those that are warnings need a decision."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One session as all files that arrived tell it, and the record that it has, if any."""

    draft: Draft
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...] = ()
    record: Session | None = None

    @property
    def names(self) -> str:
        return " and ".join(Path(one.name).name for one in self.sources)

    def findings(self) -> list[Finding]:
        return [one.finding(self.draft.id or self.draft.title or "") for one in self.disagreements]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record that is there: its new bytes, if any, and what is said about it.

    `remembered` is whether what arrived is to be known as the last import; `same` that nothing new arrived.
    """

    sources: tuple[Source, ...]
    data: bytes | None = None
    findings: tuple[Finding, ...] = ()
    remembered: bool = False
    same: bool = False


def sources(name: str, arrival: Arrival) -> list[Source]:
    """Return what a file tells of each of its sessions."""
    told = {role for draft in arrival.sessions for role in ROLES if getattr(draft, role)}
    roles = frozenset(ROLES if arrival.account else told)
    return [Source(name, arrival.account, _neat(draft), roles) for draft in arrival.sessions]


def _neat(draft: Draft) -> Draft:
    """Return `draft` with its facts on one line each, as records have them."""
    facts: dict[str, Any] = {name: getattr(draft, name) for name in FACTS}
    words = {name: " ".join(one.split()) or None for name, one in facts.items() if isinstance(one, str)}
    return replace(draft, **{**facts, **words})


def joined(told: Sequence[Source], loaded: Loaded, memory: Memory) -> tuple[list[Joined], list[Finding]]:
    """Return the sessions that files tell of, each once and with its record, and what is ambiguous.

    They are in the order in which the files name them.
    """
    groups, findings = gathered(told)
    order = {id(source): number for number, source in enumerate(told)}
    groups.sort(key=lambda group: min(order[id(one)] for one in group))
    sessions = [_one(group) for group in groups]
    records = {session.file: session for session in (*loaded.event.sessions, *loaded.damaged)}
    pairs, lost, more = _with_records(sessions, records, memory)
    known = [replace(one, record=pairs.get(number)) for number, one in enumerate(sessions) if number not in lost]
    return known, [*findings, *more]


def _one(group: Sequence[Source]) -> Joined:
    if len(group) == 1:
        return Joined(group[0].draft, tuple(group))
    both = merged(group)
    return Joined(both.draft, tuple(group), both.disagreements)


def _with_records(
    sessions: Sequence[Joined], records: dict[str, Session], memory: Memory
) -> tuple[dict[int, Session], set[int], list[Finding]]:
    """Return the record of each session that has one, by number; those of which that is not clear; and why not."""
    arriving = [
        Source("arriving", True, one.draft, aliases=frozenset(id for source in one.sources for id in source.ids))
        for one in sessions
    ]
    there = [_recorded(session, memory) for session in records.values()]
    groups, findings = gathered([*arriving, *there])
    numbers = {id(source): number for number, source in enumerate(arriving)}
    by_source = dict(zip(map(id, there), records.values(), strict=True))
    taken = {same_id(session.id): session for session in records.values()}
    pairs: dict[int, Session] = {}
    lost = set(numbers.values())
    told = [replace(one, where=Origin(one.place.file if one.place else "", "id")) for one in findings
            if one.where.record == "arriving"]  # fmt: skip
    for group in groups:
        record = next((by_source[id(one)] for one in group if id(one) in by_source), None)
        for number in (numbers[id(one)] for one in group if id(one) in numbers):
            if record:
                pairs[number] = record
            elif other := taken.get(same_id(sessions[number].draft.id or "")):
                told.append(_another(sessions[number], other))
                continue
            lost.discard(number)
    return pairs, lost, told


def _recorded(session: Session, memory: Memory) -> Source:
    known = memory.of(session.id, Path(session.file))
    aliases = [id for source in known.sources for id in source.ids] if known else []
    draft = replace(_draft(session), places={"title": Place(session.file)})
    return Source("records", False, draft, aliases=frozenset(aliases))


def _another(one: Joined, record: Session) -> Finding:
    of = f'the id "{record.id}" is that of {record.file}, which is "{record.title}" and at another time'
    return _finding(one, "id", f"{of}; nothing was taken", "give one of them another id, or correct the title")


def _draft(session: Session) -> Draft:
    return Draft(**{name: getattr(session, name) for name in (*FACTS, *ROLES, "sketch")})


# --- a record that is there -------------------------------------------------------------------------------------


def verdict(one: Joined, loaded: Loaded, last: Imported | None, *, update: bool) -> Verdict:
    """Return what becomes of the record of `one`; without `update`, nothing."""
    assert one.record
    record = one.record
    before = last.sources if last else ()
    kinds = {source.account for source in one.sources}
    everything = (*one.sources, *(source for source in before if source.account not in kinds))
    now, then = merged(everything), merged(before)
    known = {disagreement.key for disagreement in then.disagreements}
    told = [each.finding(record.id, known=each.key in known) for each in now.disagreements]
    mine = _draft(record)
    if not update:
        same = mine == replace(now.draft, id=mine.id)
        return Verdict(everything, findings=tuple(told if same else (*told, _left(one, mine, now.draft))), same=same)
    if before and _same(everything, before):
        return Verdict(everything, findings=tuple(told), same=True)
    if record in loaded.damaged:
        why = f"session {record.id}: {record.file} has faults, and nothing in it is changed"
        return Verdict(everything, findings=(*told, _finding(one, "", why, "mend it: `reportkit check` names them")))
    outcome = updated(then.draft if before else mine, mine, now.draft)
    if not outcome.changes and not outcome.conflicts:
        return Verdict(everything, findings=tuple(told), remembered=True, same=True)
    if not before:
        return Verdict(everything, findings=(*told, _lost(one, outcome)), remembered=True)
    return _rewritten(one, record, everything, mine, outcome, told)


def _same(now: Sequence[Source], before: Sequence[Source]) -> bool:
    """Tell whether the same was imported before, whatever the files were called."""
    return sorted(map(_said, now)) == sorted(map(_said, before))


def _said(source: Source) -> str:
    return repr((source.account, replace(source.draft, places={})))


def _left(one: Joined, mine: Draft, theirs: Draft) -> Finding:
    """Tell that a record stays as it is, and in what it differs from what arrives."""
    assert one.record
    fields = [
        name for name in (*FACTS, *ROLES, "sketch") if name != "id" and getattr(mine, name) != getattr(theirs, name)
    ]
    message = f"session {one.record.id} is not taken in: {one.record.file} is left as it is, since it is there already"
    hint = f"it differs in {', '.join(fields)}; --update changes what nobody touched since it was imported"
    return _finding(one, "", message, hint, Severity.ERROR)


def _lost(one: Joined, outcome: Updated) -> Finding:
    """Tell that nothing is updated, and in what the record differs from what arrives."""
    assert one.record
    fields = ", ".join(dict.fromkeys(told.field for told in (*outcome.changes, *outcome.conflicts)))
    why = "what was imported last is not known, nor what was touched since"
    message = (
        f"session {one.record.id}: {one.record.file} is left as it is, since {why}; {one.names} differs in {fields}"
    )
    return _finding(one, "", message, "change it by hand; the next import is compared with this one")


def _rewritten(
    one: Joined, record: Session, everything: tuple[Source, ...], mine: Draft, outcome: Updated, told: list[Finding]
) -> Verdict:
    conflicts = [
        _finding(one, each.field, f"session {record.id}: {each.message}; left as it is", "decide, and edit the record")
        for each in outcome.conflicts
    ]
    if not outcome.changes:
        return Verdict(everything, findings=(*told, *conflicts), remembered=True)
    path = Path(record.file)
    try:
        if path.suffix.lower() not in (".yaml", ".yml"):
            raise Unlike(path.name)
        raw = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        data = rewritten(raw, mine, outcome).encode()
    except (Unlike, YAMLError, ValidationError):
        what = "; ".join(each.message for each in outcome.changes)
        why = f"session {record.id}: {record.file} cannot be changed without touching the rest of it: {what}"
        return Verdict(everything, findings=(*told, _finding(one, "", why, "change it by hand, or keep it as YAML")))
    changes = [
        _finding(one, each.field, f"session {record.id}: {each.message}", "", Severity.INFO) for each in outcome.changes
    ]
    return Verdict(everything, data, (*told, *changes, *conflicts), remembered=True)


def _finding(one: Joined, field: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> Finding:
    """Return a finding at the place in the file that `field` comes from."""
    places = one.draft.places
    place = places.get(field) or places.get(f"{field}.0") or places.get("title") or Place(one.sources[0].name)
    return Finding(severity, Origin(place.file, field), message, hint, RULE, place)
