"""Does every sentence end with a full stop?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

OPENER = (
    r"(?:He|She|They|It|We|This|These|Those|There|In|On|At|For|From|With|While|When|As|If|But|And|Yet|However|Furthermore"
    r"|Moreover|Nevertheless|Nonetheless|Therefore|Accordingly|Additionally|Instead|Rather|Although|Because|Despite|Since)"
)
PARTICIPLE = (
    r"(?!Beijing|Nanjing|Chongqing|Peking|Browning|King|Viking|Ming|Sterling|Reading)[A-Z][a-z]+ing(?= (?:from|on|to|in"
    r"|at|about|with|of|for|by|that|the|an?|his|her|their|this)\b)"
)
AFTER_A_QUOTATION = re.compile(rf"”(?<=[\w’].)\ue000* +(?P<next>{OPENER}(?=,? [a-z])|{PARTICIPLE})")
AFTER_A_WORD = re.compile(
    r" (?<=[a-z]{2} )(?P<next>(?:He|She|They|However|Furthermore|Moreover|Nevertheless|Therefore|Accordingly"
    r"|Additionally)(?=,? [a-z]{2,} ))"
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        if not said.english:
            continue
        for match in AFTER_A_QUOTATION.finditer(said.plain) if "” " in said.plain else ():
            yield said.about(
                *match.span(),
                Severity.WARNING,
                f'no full stop between the closing quotation mark and "{match["next"]}"',
                "put it before the closing quotation mark, or after it",
            )
        for match in AFTER_A_WORD.finditer(said.narration):
            yield said.about(
                *match.span("next"),
                Severity.WARNING,
                f'no full stop before "{match["next"]}"',
                "end the sentence, or write a small letter",
            )
