"""Have the members of a list of deeds the same form?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

DEED = (
    r"(?:accelerate|adopt|avoid|broaden|build|conclude|create|deepen|develop|diversify|encourage|enhance|ensure|establish"
    r"|expand|implement|improve|include|integrate|introduce|maintain|modernize|modernise|prioritize|prioritise|promote"
    r"|protect|provide|pursue|reduce|resume|revise|strengthen|sustain)"
)
"""Verbs that are no nouns."""

LIKELY = re.compile(rf", (?:and |or )?{DEED} ")

MIXED = re.compile(
    r"(?:suggest|recommend|propose|advocat|support|favou?r|consider|endorse|include)(?:s|ed|d|ing)? "
    r"(?P<first>[a-z]+ing)\b"
    r"(?:(?!\b(?:which|that|who|would|will|can|could|may|might|should|must|to)\b)[^.;:!?\n])*?"
    rf", (?:and |or )?(?P<odd>{DEED}) [^.;:!?\n]*"
)


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        for match in MIXED.finditer(said.narration) if said.english and LIKELY.search(said.narration) else ():
            # A list has an end: "and conclude …"; "to" before it would begin another clause.
            if re.search(rf"\b(?:and|or) {DEED}\b", said.narration[match.start("odd") - 5 : match.end()]):
                yield said.about(
                    *match.span("odd"),
                    Severity.WARNING,
                    f'"{match["odd"]}" has not the form of "{match["first"]}" in the same list',
                    "write both alike",
                )
