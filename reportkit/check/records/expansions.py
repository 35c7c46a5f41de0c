"""Does every abbreviation stand for what the glossary says?"""

from collections.abc import Iterator

from reportkit.check.records._abbreviations import Definition, definitions, key
from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event


def check(event: Event) -> Iterator[Finding]:
    known = {short.replace(".", ""): full for short, full in event.glossary.items()}
    for _, sketch in by_session(event) if known else ():
        for one in definitions(sketch):
            if one.short in known and not _same(one, known[one.short]):
                yield one.said.about(
                    one.start,
                    one.end,
                    Severity.WARNING,
                    f'{one.short} is "{one.full}" here, and "{known[one.short]}" in the glossary',
                    "write what the glossary has, or mend the glossary",
                )


def _same(one: Definition, full: str) -> bool:
    """Tell whether what stands before the brackets has the words of the glossary, and perhaps more."""
    return key(full) in key(one.said.text[min(one.start, max(0, one.end - len(full) - 4)) : one.end])
