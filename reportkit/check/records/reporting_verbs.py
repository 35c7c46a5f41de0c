"""Do the verbs that report a claim leave open whether it is true?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

LENDING = re.compile(
    r"(?P<verb>(?:pointed|points) out|noted|notes|revealed|reveals|confirmed"
    r"|recogni[sz]ed|made (?:it )?clear)(?=,? that\b)"
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for match in LENDING.finditer(said.narration) if said.english and " that" in said.narration else ():
            yield said.about(
                *match.span(),
                Severity.INFO,
                f'"{match["verb"]}" says that the claim is true',
                "where it is the speaker's, write argued, said or held",
            )
