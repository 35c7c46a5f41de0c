"""Has every speaker about as much room as the others?"""

from collections.abc import Iterator
from statistics import median

from reportkit.check.records._passages import Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

FEWEST_SPEAKERS = 3
MOST = 1.5
"""How many times the middle length a speaker's passages may have."""

WITHOUT_SPACES = ("ja", "zh")


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        lengths: dict[str, int] = {}
        first: dict[str, Said] = {}
        for said in sketch:
            if speaker := said.passage.speaker:
                lengths[speaker] = lengths.get(speaker, 0) + _length(said)
                first.setdefault(speaker, said)
        if len(lengths) < FEWEST_SPEAKERS:
            continue
        longest = max(lengths, key=lambda speaker: lengths[speaker])
        middle = median(lengths.values())
        if lengths[longest] > MOST * middle:
            said, unit = first[longest], "letters" if _tongue(first[longest]) in WITHOUT_SPACES else "words"
            yield Finding(
                Severity.INFO,
                said.place,
                f'"{longest}" has {lengths[longest]} {unit}, others have about {middle:.0f}',
                "see whether the others were heard as long",
            )


def _length(said: Said) -> int:
    return len("".join(said.plain.split())) if _tongue(said) in WITHOUT_SPACES else len(said.plain.split())


def _tongue(said: Said) -> str:
    return said.session.tongue.partition("-")[0].lower()
