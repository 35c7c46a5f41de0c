"""The records of an event, read by many workers at once: a thousand take seconds, and none holds up the others.

What a worker does with some of them is in `tasks.py`; one file or one event at a time is read in `pipeline.py`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from reportkit.counting import plural
from reportkit.errors import Finding, Origin, Severity
from reportkit.homes import Home
from reportkit.pieces import Read, Reading, together
from reportkit.progress import Progress
from reportkit.records import Session
from reportkit.workers import Hands, Lost
from reportkit.write.manifest import SessionEntry

TOGETHER = 16
"""The most records that a worker reads at a time."""


def read(
    home: Home, records: Sequence[Path], others: Iterable[SessionEntry], hands: Hands[Reading, Read], progress: Progress
) -> Read:
    """Return what `records` of `home` say; all of the event, if some have the same name or id.

    `others` are the sessions of the event that need not be read again. Raises Misused when there are no records.
    """
    progress.begin(f"reading {plural(len(records), 'record')}", len(records))
    answer = _gathered(_readings(home, records), hands, progress)
    if home.whole and _clash(answer.sessions, others):
        # Whose fault it is can only be told where all are seen.
        answer = _gathered([Reading(home.event or home.root, home.records)], hands, progress)
    if answer.misused:
        raise answer.misused
    return answer


def _readings(home: Home, records: Sequence[Path]) -> list[Reading]:
    if not home.whole:
        return [Reading(record, (record,)) for record in records]
    size = min(max(len(records) // TOGETHER, 1), TOGETHER)
    parts = [tuple(records[at : at + size]) for at in range(0, len(records), size)]
    return [Reading(home.event or home.root, part) for part in parts or [()]]


def _gathered(readings: Sequence[Reading], hands: Hands[Reading, Read], progress: Progress) -> Read:
    """Return what came of `readings`, in their order."""
    answers: dict[int, Read] = {}
    lost: dict[int, Lost] = {}
    for number, answer in hands(readings):
        for record in readings[number].records:
            progress(record.name)
        if isinstance(answer, Lost):
            lost[number] = answer
        else:
            answers[number] = answer
    for number, why in lost.items():
        answers[number] = _survivors(readings[number], why, hands, progress)
    return together([answers[number] for number in sorted(answers)])


def _survivors(reading: Reading, lost: Lost, hands: Hands[Reading, Read], progress: Progress) -> Read:
    """Read records one by one whose worker was lost, so that one costs nobody but itself."""
    if len(reading.records) > 1:
        return _gathered([Reading(reading.path, (record,)) for record in reading.records], hands, progress)
    files = tuple(map(str, reading.records or [reading.path]))
    findings = (Finding(Severity.ERROR, Origin(file), f"cannot be read: {lost.reason}", "", "file") for file in files)
    return Read(failed=files, findings=tuple(findings))


def _clash(sessions: Sequence[Session], others: Iterable[SessionEntry]) -> bool:
    """Tell whether two of `sessions` and `others` have the same id or would have the same files."""
    known = list(others)
    stems = [session.stem for session in sessions] + [one["stem"] for one in known]
    ids = [session.id for session in sessions] + [one["id"] for one in known]
    return any(len(set(map(str.casefold, them))) < len(them) for them in (stems, ids))
