"""Is every passage tied to a speaker of its session, to the discussion, or to neither?"""

from collections.abc import Iterator
from difflib import get_close_matches

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

FIRM = True


def check(event: Event) -> Iterator[Finding]:
    for session in event.sessions:
        known = [person.id for _, person in session.people if person.id]
        for index, passage in enumerate(session.sketch):
            place = Origin(session.file or session.id, f"sketch.{index}.speaker")
            if passage.speaker is None:
                continue
            if passage.speaker not in known:
                yield Finding(
                    Severity.ERROR,
                    place,
                    f'nobody in this session has the id "{passage.speaker}"',
                    _hint(passage.speaker, known),
                )
            if passage.discussion:
                yield Finding(
                    Severity.ERROR,
                    place,
                    "a passage is either a speaker's or the discussion's",
                    "take out `speaker` or `discussion`",
                )


def _hint(wrong: str, known: list[str]) -> str:
    close = get_close_matches(wrong, known, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known here: {', '.join(known)}" if known else f"give this id to the person meant: `id: {wrong}`"
