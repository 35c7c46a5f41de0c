"""Do opening adverbs have a comma throughout, or never?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

ADVERB = (
    r"(?P<adverb>Accordingly|Additionally|Consequently|Conversely|Finally|Furthermore|However|Instead|Likewise|Meanwhile"
    r"|Moreover|Nevertheless|Nonetheless|Similarly|Subsequently|Therefore|Ultimately)"
)
WITH = re.compile(rf"(?:(?<=[.!?”\ue000] )|(?<=\n)|\A){ADVERB},")
WITHOUT = re.compile(
    rf"(?:(?<=[.!?”\ue000] )|(?<=\n)|\A){ADVERB} (?:he|she|they|it|we|the|this|these|those|there|his|her|their|an?"
    r"|Mr\.|Ms\.|Mrs\.|Dr\.|Prof\.|Professor|Ambassador|Minister)(?= )"
)


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        english = [said for said in sketch if said.english]
        other = next((match for said in english for match in WITH.finditer(said.narration)), None)
        for said in english if other else ():
            for match in WITHOUT.finditer(said.narration):
                assert other
                yield said.about(
                    *match.span("adverb"),
                    Severity.WARNING,
                    f'"{match["adverb"]}" has no comma, "{other["adverb"]}" has one',
                    "write both alike",
                )
