"""Is everybody of renown named with a first name or an office?

A machine cannot know all names; it knows some of those who were talked about most in this century.
"""

import re
from collections.abc import Iterator

from reportkit.check.records._institutions import CAPITAL
from reportkit.check.records._passages import by_session
from reportkit.check.records._people import listed, parts
from reportkit.errors import Finding, Severity
from reportkit.records import Event

KNOWN = (
    "Trump|Biden|Obama|Clinton|Putin|Medvedev|Zelensky|Zelenskyy|Merkel|Scholz|Macron|Sarkozy|Starmer|Sunak|Netanyahu|Erdogan"
    "|Erdoğan|Modi|Ishiba|Kishida|Takaichi|Abe|Koizumi|Duterte|Bolsonaro|Lukashenko|Khamenei|Assad|Gaddafi|Gorbachev|Yeltsin"
    "|Thatcher|Reagan|Nixon|Kissinger|Blinken|Rubio|Lavrov|Guterres|Orbán|Orban|Meloni|Trudeau|Albanese|Jokowi|Prabowo"
    "|Xi|Mao|Stalin|Hitler|Hegseth|Vance|Harris|Bush|Milei|Maduro|Lula"
)
PERSON = re.compile(rf"(?<![\w-])(?:{KNOWN})(?=(?:[’']s?)?(?![\w-]))")
KEPT = re.compile(
    rf"(?:[’']s?)?[ ](?:administration|Administration|era|years|doctrine|Doctrine|presidency|government|cabinet|team"
    rf"|White House|dynasty|effect|factor|shock|{CAPITAL})|[ ]?[-–]"
)
"""What follows a name that is part of an expression: the Trump administration."""


def check(event: Event) -> Iterator[Finding]:
    for session, said in by_session(event):
        own = frozenset(part for one in listed(session) for part in parts(one.person.name))
        told: set[str] = set()
        for passage in said:
            for match in PERSON.finditer(passage.narration) if passage.english else ():
                name, text = match[0], passage.narration
                before = re.search(rf"(?:{CAPITAL}[\w.’-]*|-)[ ]*$", text[: match.start()])
                whole = re.search(rf"(?:{CAPITAL}[\w.’-]*[ ])+{name}", " ".join(one.plain for one in said))
                opening = any(span.start == match.start() for span in passage.sentences)
                bare = opening or not before or before[0].strip() in ARTICLES
                if (
                    bare
                    and not whole
                    and name not in told
                    and not parts(name) & own
                    and not KEPT.match(text, match.end())
                ):
                    told.add(name)
                    yield passage.about(
                        match.start(),
                        match.end(),
                        Severity.INFO,
                        f'"{name}" has neither a first name nor an office',
                        "name people in full where they come up first",
                    )


ARTICLES = {"For", "In", "To", "As", "And", "But", "While", "Under", "If", "Since", "With", "By", "Although", "Yet"}
