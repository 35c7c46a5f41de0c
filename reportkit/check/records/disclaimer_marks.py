"""Is the disclaimer a whole sentence, without marks that refer to nothing?"""

import re
from collections.abc import Iterator

from reportkit.errors import Finding, Origin, Severity
from reportkit.records import Event

MARKS = re.compile(r"^[*†‡#_]+|[*†‡#_]+$")
FEWEST_WORDS = 5
ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", ".)", ".”", '."', "」")


def check(event: Event) -> Iterator[Finding]:
    place = Origin(event.file, "disclaimer")
    if found := MARKS.findall(event.disclaimer):
        yield Finding(
            Severity.ERROR,
            place,
            f"the disclaimer is printed with its marks: {' and '.join(found)}",
            "take them out; nothing in the text refers to them",
            words=found[0],
        )
    elif len(event.disclaimer.split()) >= FEWEST_WORDS and not event.disclaimer.endswith(ENDS):
        yield Finding(
            Severity.WARNING, place, "the disclaimer has no full stop", "write it", words=event.disclaimer.split()[-1]
        )
