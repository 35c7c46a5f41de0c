"""Is the prose free of e-mail addresses and telephone numbers?

An address that somebody means to publish is a link, `[the office](mailto:…)`, and may stay.
"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import passages
from reportkit.errors import Finding, Severity
from reportkit.records import Event

ADDRESS = re.compile(r"(?<![\w.+-])(?<!mailto:)[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w+(/.-])\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d(?:[ .-]?\d){6,11}(?![\w%])"
    r"|\b(?:[Tt]el(?:ephone)?|[Pp]hone|[Mm]obile|[Cc]ell|[Ff]ax|[Ww]hats[Aa]pp|전화|電話|电话)"
    r"(?:[ ](?:number|no\.?))?[.:]?[ ]?"
    r"(?:is[ ])?(?P<number>\(?0?\d{1,4}\)?[ .-]?\d(?:[ .-]?\d){5,10})(?!\w)"
    r"|(?<![\w.-])0\d{1,3}[ -]\d{3,4}-\d{4}(?![\w-])|(?<![\w.-])\(\d{3}\) \d{3}-\d{4}(?![\w-])"
)
FIGURES = re.compile(r"\d[\d .()-]{4,}\d")
"""What every telephone number has."""

LINKED = re.compile(r"\]\((?:mailto|tel):[^)\s]*\)")


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        if "@" not in said.text and not FIGURES.search(said.text):
            continue
        text = LINKED.sub(lambda match: " " * len(match[0]), said.text)
        for kind, pattern in (("an e-mail address", ADDRESS), ("a telephone number", PHONE)):
            for match in pattern.finditer(text):
                yield said.about(
                    *match.span("number" if kind.endswith("number") and match["number"] else 0),
                    Severity.ERROR,
                    f"{kind} stands in the prose and would be printed",
                    "take it out; what is meant for everybody can be a link, [the office](mailto:…)",
                )
