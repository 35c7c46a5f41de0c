"""Does every abbreviation stand for what the glossary says?"""

from collections.abc import Iterator

from reportkit.check.records._abbreviations import Definition, key
from reportkit.check.records._passages import Said, passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    known = {short.replace(".", ""): full for short, full in event.glossary.items()}
    for said in passages(event) if known else ():
        for one in said.definitions:
            if one.short in known and not _same(said, one, known[one.short]):
                yield said.about(
                    one.start,
                    one.end,
                    Severity.WARNING,
                    f'{one.short} is "{one.full}" here, and "{known[one.short]}" in the glossary',
                    "write what the glossary has, or mend the glossary",
                )


def _same(said: Said, one: Definition, full: str) -> bool:
    """Tell whether what stands before the brackets has the words of the glossary, and perhaps more."""
    return key(full) in key(said.text[min(one.start, max(0, one.end - len(full) - 4)) : one.end])
