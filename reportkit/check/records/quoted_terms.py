"""Is a term in quotation marks from the first, or without throughout?"""

import re
from collections.abc import Iterator

from reportkit.check.records._passages import by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event

TERM = re.compile(r"[“\"](?P<term>[A-Za-z][\w’.-]*(?: [\w’.-]+){1,4}?)[,.]?[”\"]")


def check(event: Event) -> Iterator[Finding]:
    for _, sketch in by_session(event):
        earlier = ""
        told: set[str] = set()
        for said in sketch:
            for match in TERM.finditer(said.plain) if said.english else ():
                term, before = match["term"], earlier + said.narration[: match.start()]
                if term not in told and term in before and re.search(rf"(?<![\w-]){re.escape(term)}(?![\w-])", before):
                    told.add(term)
                    yield said.about(
                        *match.span(),
                        Severity.INFO,
                        f'"{term}" is in quotation marks here, and was not before',
                        "write it in one way, unless somebody is quoted",
                    )
            earlier += said.narration + "\n"
