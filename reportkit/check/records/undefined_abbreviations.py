"""Is every abbreviation explained, in the session or in the glossary?"""

import re
from collections.abc import Iterator

from reportkit.check.records._abbreviations import KNOWN
from reportkit.check.records._passages import Said, by_session
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Session

EVERYDAY = re.compile(
    r"UN|EU|US|UK|USA|USSR|UAE|AM|PM|TV|PC|ID|OK|CEO|NGO|NGOS|GDP|GNP|DNA|HIV|AIDS|PDF"
    r"|HTML|DC|BC|AD|CE|MD|MP|MPS|MA|BA|VIP|FAQ|CV|GCB|KCMG|CMG|KBE|CBE|OBE|MBE|FRS|MPH|MBA|LLM|JD|KC|QC|AN|NOT|ALL|AND|OR|BUT|NO|YES|MUST"
    r"|NEVER|ONLY|THE|IS|IN|OF|TO"
)
"""What needs no explanation, and words that somebody wrote in capitals for their weight."""

COUNTRY = re.compile(
    r"AFRICA|ARAB|ASIA|BRAZIL|CANADA|CHILE|CHINA|CUBA|EGYPT|EUROPE|FRANCE|GHANA|INDIA|IRAN|IRAQ|ISRAEL|ITALY|JAPAN|KENYA"
    r"|KOREA|MEXICO|NEPAL|NORWAY|PERU|POLAND|RUSSIA|SAUDI|SPAIN|SWEDEN|TAIWAN|TURKEY"
)
"""What some reports write in capitals where it speaks."""

HOUSE = re.compile(r" (?:Corporation|Institute|University|Foundation|Group|College|Center|Centre|Press|Bank)\b")
"""Behind it, capitals are a name: RAND Corporation."""

CAPITALS = re.compile(r"[A-Z]{2,}")
USED = re.compile(r"(?<![\w&./@#’'-])[A-Z]{2,6}(?:s\b|(?![\w&/]))(?!-\d|’t|\.[A-Z])")

ROMAN = re.compile(r"[IVXLC]+")
ORIGIN = re.compile(r"\([^()]*$")
SHOUTED = re.compile(r"[A-Z]{2,}[ ,]+$")


def check(event: Event) -> Iterator[Finding]:
    for session, sketch in by_session(event):
        if not sketch or not sketch[0].english:
            continue
        told = (
            {one.short for said in sketch for one in said.definitions} | _of_the_house(event) | _of_the_people(session)
        )
        for said in sketch:
            for match in CAPITALS.finditer(said.narration):
                short = match[0]
                if short not in told and USED.match(said.narration, match.start()) and _abbreviates(said, match):
                    told.add(short)
                    yield said.about(
                        *match.span(),
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


def _abbreviates(said: Said, match: re.Match[str]) -> bool:
    """Tell an abbreviation that needs an explanation from a number, a headline, and somebody's weight."""
    short, text = match[0], said.plain
    if EVERYDAY.fullmatch(short) or ROMAN.fullmatch(short) or COUNTRY.fullmatch(short):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 14]
    shouted = line.isupper() or SHOUTED.search(before) or re.match(r" [A-Z]{4,}\b", after)
    # Behind a name, (KDI) and (Leiden University, NL) say where somebody comes from.
    where_from = after.startswith(")") and ORIGIN.search(before)
    return not (shouted or where_from or HOUSE.match(after))
