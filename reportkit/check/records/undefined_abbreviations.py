"""Is every abbreviation explained, in the session or in the glossary?"""

import re
from collections.abc import Iterator

from reportkit.check.records._abbreviations import USED, definitions
from reportkit.check.records._passages import Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Session

EVERYDAY = re.compile(
    r"UN|EU|US|UK|USA|USSR|UAE|AM|PM|TV|PC|ID|OK|CEO|NGO|NGOS|GDP|GNP|DNA|HIV|AIDS|PDF"
    r"|HTML|DC|BC|AD|CE|MD|MP|MPS|MA|BA|VIP|FAQ|CV|AN|NOT|ALL|AND|OR|BUT|NO|YES|MUST"
    r"|NEVER|ONLY|THE|IS|IN|OF|TO"
)
"""What needs no explanation, and words that somebody wrote in capitals for their weight."""

KNOWN = re.compile(
    r"AI|NATO|ASEAN|APEC|AUKUS|BRICS|OPEC|OECD|IMF|WTO|WHO|IAEA|UNESCO|UNICEF|UNHCR|NASA|FBI"
    r"|CIA|BBC|CNN|IT|HR|ISIS|ROK|DPRK|PRC|DMZ|ICBM|THAAD|WMD|SDGS|SDG|GPS|USB|SME|SMES|LNG"
    r"|COP|ICT|HTTP"
)
"""What most readers of conference reports know."""

ROMAN = re.compile(r"[IVXLC]+")
SHOUTED = re.compile(r"[A-Z]{2,}[ ,]+$")


def check(event: Event) -> Iterator[Finding]:
    for session, sketch in by_session(event):
        if not sketch or not sketch[0].english:
            continue
        told = {one.short for one in definitions(sketch)} | _of_the_house(event) | _of_the_people(session)
        for said in sketch:
            for match in USED.finditer(said.narration):
                short = match["short"]
                if short not in told and not _is_no_abbreviation(said, match):
                    told.add(short)
                    yield said.about(
                        *match.span("short"),
                        Severity.INFO if KNOWN.fullmatch(short) else Severity.WARNING,
                        f'the abbreviation "{short}" is not explained',
                        "write what it stands for at its first use, or put it into the glossary",
                    )


def _of_the_house(event: Event) -> set[str]:
    names = " ".join([*event.institutions, event.title, event.organiser or "", *event.terms])
    return {short.replace(".", "") for short in event.glossary} | set(re.findall(r"\b[A-Z]{2,}\b", names))


def _of_the_people(session: Session) -> set[str]:
    """Return what stands in capitals in names and affiliations, which are nobody's to explain."""
    said = " ".join(word for _, person in session.people for word in (person.name, *person.affiliations))
    return set(re.findall(r"\b[A-Z]{2,}\b", said))


def _is_no_abbreviation(said: Said, match: re.Match[str]) -> bool:
    short = match["short"]
    line = said.plain[said.plain.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    before = said.plain[max(0, match.start() - 24) : match.start()]
    return (
        bool(EVERYDAY.fullmatch(short) or ROMAN.fullmatch(short))
        or line.isupper()
        # Several words in capitals are a headline, or somebody's weight.
        or bool(SHOUTED.search(before) or re.match(r" [A-Z]{4,}\b", said.plain[match.end() : match.end() + 12]))
        # (KDI) behind a name says where somebody comes from.
        or bool(re.search(r"\($", before) and re.match(r"\)", said.plain[match.end() :]))
    )
