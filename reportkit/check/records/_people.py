"""The people of a session as the questions about them need them, and how English prose names somebody.

Who is listed is a `Listed`; who is named in the prose is a `Named`. How institutions are called is in
`_institutions.py`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportkit.check.records._institutions import CAPITAL, KINDS
from reportkit.check.records._passages import Said
from reportkit.errors import Origin
from reportkit.records import ROLES, Person, Session

MANY = 10_000
"""How many names and passages are remembered: what is asked of one session is asked of it again soon."""

HONORIFICS = {
    "Dr": "Dr|Doctor|Drs",
    "Prof": "Prof|Professor",
    "Mr": "Mr|Mister",
    "Ms": "Ms|Miss|Mrs|Mme|Madame",
    "Amb": "Amb|Ambassador",
    "Rev": "Rev|Reverend|Father|Sister|Rabbi|Imam",
    "Sir": "Sir|Dame|Lord|Lady|Baroness",
    "H.E": "H\\.E|His Excellency|Her Excellency|Hon|Honourable|Honorable",
    "Gen": "Gen|General|Lt|Lieutenant|Maj|Major|Col|Colonel|Capt|Captain|Adm|Admiral|Brig|Brigadier|Cdr|Commander",
    "Justice": "Justice|Judge",
}
"""What goes before a name in letters and introductions, by what it means."""

OFFICES = (
    r"(?:(?:Deputy|Vice|Prime|First|Former|Foreign|Defen[cs]e|Finance|Trade|Interior|Unification|Assistant|State"
    r"|Acting) )*"
    r"(?:President|Premier|Minister|Chancellor|Secretary|Senator|Congressman|Congresswoman|Representative|Governor"
    r"|Mayor|Chairman|Chairwoman|Chair|Director|Commissioner|King|Queen|Prince|Princess|Pope|Emperor)"
)
"""Offices that stand before the name of whoever holds them."""

TITLE = re.compile(
    rf"(?<![\w’'.-])(?P<title>(?:(?:{'|'.join(HONORIFICS.values())})\.?[ ]+)+|{OFFICES}[ ]+)"
    rf"(?=(?:(?:van|von|de|da|del|della|der|den|di|dos|du|la|le|bin|ibn|bint|ter|ten|el|al)[ -]+|al-|el-|ka)*{CAPITAL})"
)

PARTICLES = {
    *("van", "von", "de", "da", "del", "della", "der", "den", "di", "dos", "du", "la", "le", "el", "al", "bin", "ibn"),
    *("bint", "ter", "ten", "y", "e", "zu", "binti", "af", "av", "ul"),
}
"""Small words within names."""

SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "obe", "cbe", "mp"}

NO_NAMES = {
    *("Emeritus", "General", "Extraordinary", "Counsellor", "Elect", "Designate", "Plenipotentiary", "House", "State"),
    *("Assembly", "Secretary", "Election", "Elections", "Street", "Day", "Day’s", "Road", "So-and-so", "Strangelove"),
    *("Committee", "Staff", "Affairs", "Motors", "Electric", "Conference", "Summit", "Debate", "Meeting", "Report"),
    *("Prize", "Award", "Who", "The", "A", "An", "In", "On", "At", "For", "And", "Of", "He", "She", "His", "Her"),
}
"""What may stand behind a title and is no name."""

SAYING = (
    "acknowledg(?:ed|es)|add(?:ed|s)|address(?:ed|es)|admit(?:ted|s)|advis(?:ed|es)|advocat(?:ed|es)|affirm(?:ed|s)"
    "|agree(?:d|s)|analy[sz](?:ed|es)|announc(?:ed|es)|answer(?:ed|s)|argu(?:ed|es)|ask(?:ed|s)|assert(?:ed|s)"
    "|assess(?:ed|es)|beg(?:an|ins)|believ(?:ed|es)|call(?:ed|s) (?:for|on|upon)|caution(?:ed|s)|challeng(?:ed|es)"
    "|cit(?:ed|es)|claim(?:ed|s)|clos(?:ed|es)|comment(?:ed|s)|compar(?:ed|es)|conced(?:ed|es)|conclud(?:ed|es)"
    "|conten(?:ded|ds)|counter(?:ed|s)|critici[sz](?:ed|es)|declar(?:ed|es)|defend(?:ed|s)|describ(?:ed|es)"
    "|disagree(?:d|s)|discuss(?:ed|es)|doubt(?:ed|s)|dr(?:ew|aws) attention|elaborat(?:ed|es)|emphasi[sz](?:ed|es)"
    "|encourag(?:ed|es)|end(?:ed|s) (?:with|by)|examin(?:ed|es)|explain(?:ed|s)|explor(?:ed|es)|express(?:ed|es)"
    "|favou?r(?:ed|s)|f(?:ound|inds)|g(?:ave|ives)|h(?:eld|olds) that|highlight(?:ed|s)|identif(?:ied|ies)"
    "|illustrat(?:ed|es)|insist(?:ed|s)|introduc(?:ed|es)|invit(?:ed|es)|maintain(?:ed|s)|mention(?:ed|s)|not(?:ed|es)"
    "|object(?:ed|s)|observ(?:ed|es)|offer(?:ed|s)|open(?:ed|s)|oppos(?:ed|es)|outlin(?:ed|es)|organi[sz]ed"
    "|point(?:ed|s) (?:out|to)|pos(?:ed|es)|predict(?:ed|s)|present(?:ed|s)|propos(?:ed|es)|qualif(?:ied|ies)"
    "|question(?:ed|s)|rais(?:ed|es)|recall(?:ed|s)|recommend(?:ed|s)|reflect(?:ed|s)|reject(?:ed|s)|remark(?:ed|s)"
    "|remind(?:ed|s)|repl(?:ied|ies)|report(?:ed|s)|respond(?:ed|s)|review(?:ed|s)|sa(?:id|ys)|s(?:aw|ees)"
    "|sh(?:ared|ares|owed|ows)|sp(?:oke|eaks)|stat(?:ed|es)|stress(?:ed|es)|submit(?:ted|s)|suggest(?:ed|s)"
    "|summari[sz](?:ed|es)|support(?:ed|s)|surveyed|thank(?:ed|s)|t(?:old|ells)|trac(?:ed|es)|turn(?:ed|s) to"
    "|underlin(?:ed|es)|underscor(?:ed|es)|urg(?:ed|es)|view(?:ed|s)|warn(?:ed|s)|welcom(?:ed|es)|wonder(?:ed|s)"
)
"""What speakers do in a report."""

HOW = r"(?:(?:also|then|further|therefore|thus|instead|nevertheless|likewise|however|first|next|later|[a-z]+ly),?[ ]+)*"
"""What may stand between the name and the verb."""

SPEAKS = re.compile(
    rf"(?:[ ]?\([^)\n]*\))?(?:[ ](?:of|from|at)[ ][^.;,]{{3,80}})?(?:, [^.;]{{3,160}}?,)?,?[ ]+{HOW}(?:{SAYING})\b"
)
"""What follows the name of somebody who speaks, an institution and an apposition between commas included."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the list of a session; `field` is where: `speakers.2`."""

    person: Person
    role: str
    field: str
    session: Session

    def place(self, field: str) -> Origin:
        return Origin(self.session.file or self.session.id, f"{self.field}.{field}")


def listed(session: Session, roles: tuple[str, ...] = ROLES) -> Iterator[Listed]:
    """Yield everybody on the list of `session`, in the order in which they are printed."""
    for role in roles:
        for index, person in enumerate(getattr(session, role)):
            yield Listed(person, role, f"{role}.{index}", session)


# Without slots: the parts of the name are worked out once.
@dataclass(frozen=True)
class Named:
    """Somebody whom a passage names with a title, from `start` to before `end`; the name begins at `begin`."""

    said: Said
    start: int
    begin: int
    end: int

    @property
    def title(self) -> str:
        return self.said.plain[self.start : self.begin].strip()

    @property
    def name(self) -> str:
        return self.said.plain[self.begin : self.end]

    @property
    def office(self) -> bool:
        """Tell whether an office or a rank is all the title there is."""
        return honorific(self.title) in (None, "Gen", "Justice")

    @cached_property
    def parts(self) -> frozenset[str]:
        return parts(self.name)

    def speaks(self) -> bool:
        """Tell whether the words behind the name say that its bearer speaks."""
        return bool(SPEAKS.match(self.said.narration, self.end))


def named(said: Said) -> Iterator[Named]:
    """Yield everybody whom the narration of `said` names with a title."""
    for start, begin, end in _titled(said.narration):
        yield Named(said, start, begin, end)


@lru_cache(maxsize=MANY)
def _titled(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return where titles, the names behind them, and what is behind those begin."""
    found = []
    for match in TITLE.finditer(text):
        end = _end_of_name(text, match.end())
        name = text[match.end() : end]
        if parts(name) and not any(word in NO_NAMES or KINDS.fullmatch(word) for word in name.split()):
            found.append((match.start(), match.end(), end))
    return tuple(found)


WORD = re.compile(r"[ ]*([^\W\d_](?:[\w’'-]*\w)?\.?)")


def _end_of_name(text: str, start: int) -> int:
    """Return where the name ends that begins at `start`: behind its last capital word."""
    end = at = start
    while match := WORD.match(text, at):
        word = match[1]
        initial = re.fullmatch(r"(?:[^\W\d_]\.?|[A-Z][a-z]?\.|St\.|Jr\.|Sr\.)", word)
        bare = word if initial else word.rstrip(".")
        small = bare in PARTICLES or re.match(r"(?:al|el|ka|d’|l’)-?[A-Z]", bare)
        if not (bare[:1].isupper() or small):
            break
        at = match.start(1) + len(bare)
        if bare[:1].isupper() or "-" in bare or (small and bare not in PARTICLES):
            owned = re.search(r"[’']s?$", bare)
            end = at - len(owned[0]) if owned else at
            if owned:
                break
        if bare != word:
            break
    return end


@lru_cache(maxsize=MANY)
def parts(name: str) -> frozenset[str]:
    """Return what of a name tells people apart: its words, in small letters without accents, hyphens or initials."""
    words = (folded(word) for word in re.split(r"[\s,()]+", name))
    return frozenset(word for word in words if len(word) > 1 and word not in PARTICLES | SUFFIXES)


@lru_cache(maxsize=MANY)
def folded(word: str) -> str:
    """Return `word` in small letters, bare of accents, hyphens and apostrophes."""
    if word.isascii() and word.isalnum():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def honorific(title: str) -> str | None:
    """Return what the honorific at the beginning of `title` means: `Prof` for Professor; None where there is none."""
    for meaning, forms in HONORIFICS.items():
        if re.match(rf"(?:{forms})(?:\.|\s|$)", title):
            return meaning
    return None


def full_name(said: Said, person: Person) -> re.Match[str] | None:
    """Return where `said` has the whole name of `person` first."""
    pattern = r"(?<!\w)" + r"[\s]+".join(map(re.escape, person.name.split())) + r"(?!\w)"
    return re.search(pattern, said.plain)


def speaker(said: Said) -> Listed | None:
    """Return whose passage it is."""
    if said.passage.speaker is None:
        return None
    return next((one for one in listed(said.session) if one.person.id == said.passage.speaker), None)
