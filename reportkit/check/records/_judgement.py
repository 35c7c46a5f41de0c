"""What the house style of an event makes of findings: how bad each is, and which may stand.

Whether the house style itself makes sense is asked in `house_style.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event, Waiver


@dataclass(frozen=True, slots=True)
class Standing:
    """A waiver and where it stands; it holds in the record `only`, or in all where that is empty."""

    waiver: Waiver
    where: Origin
    only: str = ""

    def covers(self, finding: Finding) -> bool:
        """Tell whether it is for the words of a finding of its rule and record."""
        words = self.waiver.words
        return words is None or any(words in " ".join(said.split()) for said in (finding.words, finding.message))


def judged(findings: Iterable[Finding], event: Event, firm: frozenset[str], *, whole: bool) -> list[Finding]:
    """Return `findings` as bad as the event says, without those that it lets stand; waivers of nothing are told.

    Errors of `firm` rules stay. A waiver of the event may be for sessions that are not there, unless it is `whole`.
    """
    standing: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in _standing(event):
        standing[one.waiver.rule, one.only].append(one)
    used: set[Origin] = set()
    kept = []
    for finding in findings:
        if finding.rule in firm and finding.severity == Severity.ERROR:
            kept.append(finding)
            continue
        near = standing.get((finding.rule, finding.where.record), []) + standing.get((finding.rule, ""), [])
        covering = [one.where for one in near if one.covers(finding)]
        used.update(covering)
        severity = event.rules.get(finding.rule, finding.severity)
        if not covering and severity != "off":
            kept.append(replace(finding, severity=Severity(severity)))
    every = [one for group in standing.values() for one in group]
    return [*kept, *(_idle(one) for one in every if one.where not in used and (one.only or whole))]


def _standing(event: Event) -> Iterator[Standing]:
    for index, waiver in enumerate(event.waivers):
        yield Standing(waiver, Origin(event.file, f"waivers.{index}"))
    for session in event.sessions:
        record = session.file or session.id
        for index, waiver in enumerate(session.waivers):
            yield Standing(waiver, Origin(record, f"waivers.{index}"), record)


def _idle(one: Standing) -> Finding:
    about = f' about "{one.waiver.words}"' if one.waiver.words else ""
    return Finding(
        Severity.INFO,
        one.where,
        f'the waiver is for nothing: "{one.waiver.rule}" finds nothing{about}',
        "take it out, if what it was for is mended",
        "house-style",
    )
