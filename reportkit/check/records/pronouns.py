"""Has everybody one pronoun in a passage, and that of the record?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.check.records._institutions import CAPITAL, KINDS
from reportkit.check.records._passages import Said, passages
from reportkit.check.records._people import HOW, SAYING, Listed, named, parts, speaker
from reportkit.errors import Finding, Severity
from reportkit.records import Event, Person

MARK = re.compile(
    rf"""\b(?P<says>[Hh]e|[Ss]he)[ ]+{HOW}(?:{SAYING})\b
    |\b(?:[Ii]n|[Tt]o)[ ](?P<his>his|her)[ ](?:own[ ])?(?:view|opinion|account|judge?ment|reading|mind|remarks
        |presentation|talk|speech|estimation|experience|assessment|reply|response|words)\b
    |\b(?:For|According[ ]to|Of)[ ](?P<him>him|her)(?=,)
    |(?P<his2>\bHis|\bHer)[ ](?:own[ ])?(?:view|opinion|proposal|argument|remarks|presentation|talk|conclusion|point
        |advice|suggestion|paper|main|second|third|final|last|central)\b
    |(?:(?<=[.?!][ ])|(?<=[.?!]”[ ]))(?P<opens>He|She)\b(?=[ ]+[a-z])""",
    re.VERBOSE,
)
"""Where a pronoun stands for somebody who speaks."""

WEAK = re.compile(
    r"\b(?:found|gave|saw|held|showed|opened|closed|offered|began|invited|ended|shared|thanked|told|turned)\b"
)
"""What people do who do not speak in the session, too."""

HE, SHE = "he", "she"
OF = {"he": HE, "his": HE, "him": HE, "she": SHE, "her": SHE, "hers": SHE}
BY_TITLE = {"mr": HE, "sir": HE, "lord": HE, "ms": SHE, "mrs": SHE, "miss": SHE, "dame": SHE, "lady": SHE, "mme": SHE}

ANYBODY = (
    "keeper|pilot|colleague|predecessor|successor|president|minister|chancellor|leader|author|director|chair|moderator"
    "|poet|writer|teacher|student|participant|doctor|nurse|priest|deputy|officer|soldier|driver|clerk|child|neighbou?r"
    "|speaker|panell?ist|discussant|professor|ambassador|general|governor|mayor|secretary|founder|editor|engineer"
    "|questioner|artist|friend|who|someone|somebody|anyone|everyone|whoever|(?:the|that|his|her|another) witness"
)
OTHERS = {
    HE: "man|boy|husband|father|son|brother|uncle|nephew|king|prince|chairman|grandfather|grandson|widower",
    SHE: "woman|girl|wife|mother|daughter|sister|aunt|niece|queen|princess|midwife|widow|grandmother|chairwoman",
}
"""Words for somebody else who may be meant by a pronoun."""

SOMEBODY = {of: re.compile(rf"\b(?:{words}|{ANYBODY})\b", re.IGNORECASE) for of, words in OTHERS.items()}

NAME = re.compile(rf"(?<![\w-])({CAPITAL}[a-zà-ž’-]+)[ ]({CAPITAL}[\w’-]+)")

GIVEN = "Florian|Adrian|Christian|Brian|Ian|Dean|Sean|Vivian|Julian|Damian|Sebastian|Fabian|Duncan|Gillian|Marian|Jean"
"""First names that look like adjectives of countries."""

NO_NAME = re.compile(
    r"North|South|East|West|Northern|Southern|Eastern|Western|Central|New|United|Great|Middle|Southeast|Northeast|Upper"
    r"|Lower|Latin|Saudi|Hong|Sri|Puerto|Costa|Cold|World|National|International|Global|Indo-Pacific|Sea|Ocean|Seas"
    r"|Peninsula|Strait|Gulf|Islands?|War|Treaty|Pact|Act|Agreement|States|Nations|Kingdom|Asia|Africa|America|Affairs"
    r"|River|Bay|Party|Government|Charter|Convention|Declaration|Security|Policy|House|Plan|Strategy|Law|Relations|Rights"
    rf"|(?!(?:{GIVEN})$)\w+(?:ese|ean|ian|ish|can)"
)
"""A word that two capital words have and no name has."""

THINGS = (
    r"(?:river|water|paper|order|number|matter|power|other|latter|former|letter|harbor|border|centr?er|floor|door)\b"
)
AGENT = re.compile(rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er)[ ](?:\w+[ ])?(?!{THINGS})\w+(?:er|or|ist|ant|man|woman)\b")
"""Somebody who does something, and much else: the inspector, the answer."""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun from `start` to before `end`: he or she, and whether the words around it are about speaking."""

    start: int
    end: int
    of: str
    speaks: bool


def check(event: Event) -> Iterator[Finding]:
    for said in passages(event):
        one = speaker(said) if said.english else None
        if one:
            yield from _of(said, one)


def _of(said: Said, one: Listed) -> Iterator[Finding]:
    """Yield the first pronoun that cannot be that of the speaker."""
    every = list(_pronouns(said))
    recorded = _recorded(one.person)
    titled = recorded or _by_title(said, one.person)
    wanted = titled or (every[0].of if every and not _somebody_else(said, every[0], one.person) else None)
    for pronoun in every if wanted else ():
        if pronoun.of != wanted and not _somebody_else(said, pronoun, one.person):
            why = "in the record" if recorded else "by the title" if titled else "earlier in the passage"
            yield said.about(
                pronoun.start,
                pronoun.end,
                Severity.WARNING,
                f'"{said.text[pronoun.start : pronoun.end]}" is {one.person.name} here, who is "{wanted}" {why}',
                "write the pronoun of the speaker, or name whoever else is meant",
            )
            return


def _pronouns(said: Said) -> Iterator[Pronoun]:
    for match in MARK.finditer(said.narration):
        group = match.lastgroup or ""
        yield Pronoun(
            match.start(group),
            match.end(group),
            OF[match[group].lower()],
            group != "opens" and not WEAK.search(match[0]),
        )


def _recorded(person: Person) -> str | None:
    """Return the pronoun of the record: `she` for she/her; `they` goes with neither."""
    words = re.findall(r"[a-z]+", (person.pronouns or "").lower())
    if not words:
        return None
    return OF.get(words[0], "they") if len({OF.get(word, "they") for word in words}) == 1 else None


def _by_title(said: Said, person: Person) -> str | None:
    """Return the pronoun that goes with the title of a person, in the record or in the passage."""
    first = next((one.title for one in named(said) if one.parts & parts(person.name)), "")
    for title in (person.honorific or "", first):
        for word in re.findall(r"[a-z]+", title.lower()):
            if word in BY_TITLE:
                return BY_TITLE[word]
    return None


def _somebody_else(said: Said, pronoun: Pronoun, person: Person) -> bool:
    """Tell whether `pronoun` may be somebody named shortly before; if it does not speak, anywhere in the paragraph."""
    paragraph = said.plain.rfind("\n", 0, pronoun.start) + 1
    earlier = [span.start for span in said.sentences if paragraph <= span.start <= pronoun.start]
    start = earlier[-2] if len(earlier) > 1 and pronoun.speaks else paragraph
    before = _without_introduction(said.narration[start : pronoun.start], person)
    names = any(not _no_person(match, person) for match in NAME.finditer(before))
    return names or bool(SOMEBODY[pronoun.of].search(before)) or (not pronoun.speaks and bool(AGENT.search(before)))


def _without_introduction(text: str, person: Person) -> str:
    """Return `text` from behind the name and the positions that introduce the speaker."""
    found = re.search(r"\s+".join(map(re.escape, person.name.split())), text)
    if not found:
        return text
    verb = re.search(rf"\b(?:{SAYING})\b", text[found.end() :])
    return text[found.end() + verb.start() :] if verb else ""


def _no_person(match: re.Match[str], person: Person) -> bool:
    own = parts(match[0]) & parts(person.name)
    return bool(own) or any(NO_NAME.fullmatch(word) or KINDS.fullmatch(word) for word in match.groups())
