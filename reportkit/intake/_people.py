"""People as programmes list them: `Dr. Lee Shin-wha (이신화), Korea University / Asan Institute`.

Names stay as they are written. A family name is given where it shows: in capitals, by the text's own `Dr. Kuik`, by a
given name that only follows a family name. Which paragraph is whose is found out in `_passages.py`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from reportkit.records import Person, slug


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ADDRESSES = _words(
    "Dr Dr. Prof Prof. Professor Mr Mr. Ms Ms. Mrs Mrs. Mx. Miss Amb. Ambassador H.E. HE Sir Dame Gen. General Lt. "
    "Col. Colonel Adm. Admiral Rev. Hon. Sen. Senator Rep. Judge Justice Lord Lady Capt. Captain Maj. Major Brig. "
    "RADM VADM (ret.) (Ret.)"
)
"""Words before a name by which a letter would address somebody; those that are names, too, need their dot."""

OFFICES = _words(
    "Minister President Chairman Chairwoman Chairperson Chair Secretary Governor Mayor Vice Deputy Prime Foreign "
    "Former Defense Defence Assistant Associate Director Congressman Congresswoman Commissioner His Her Excellency "
    "Moderator Panelist Panellist Speaker Discussant Presenter The Representative Chancellor King Queen Prince the "
    "moderator"
)
"""Other words before a name that are none of it."""

AFTER = re.compile(
    r"(?:Jr|Sr|I{2,3}|IV|Ph\.?\s?D|M\.?D|J\.?D|MBA|Esq|OBE|KBE|CBE|MP|MEP|USN|USAF|\(Ret\)|\(ret)\.?\)?", re.IGNORECASE
)
"""What may follow a name behind a comma and belongs to it."""

ORGANISATION = re.compile(
    r"\b(?:universit|institut|cent(?:er|re)\b|foundation|minist|council|college|school|academ|association|society|department|"
    r"embassy|agency|bank\b|compan|corporation|inc\b|ltd\b|llc\b|group\b|office\b|committee|national\b|international\b|"
    r"research|commission|house\b|union\b|forum\b|organi[sz]ation|bureau|programme|program\b|news\b|times\b|press\b|"
    r"parliament|government|assembly|court\b|hospital|museum|library|studies\b|policy\b|security\b|affairs\b|former\b|"
    r"professor\b|director\b|fellow\b|president\b|the\b)",
    re.IGNORECASE,
)
"""Words that names of institutions and offices have, and those of people do not."""

FAMILIES = _words(
    "kim lee yi park pak bak choi choe jung jeong chung cheong kang gang cho jo yoon yun jang chang lim im han shin "
    "oh seo suh kwon hwang ahn an song ryu yoo yu hong jeon chun ko koh moon mun son sohn yang bae paik baek paek "
    "heo hur nam shim sim noh roh ha kwak sung seong cha joo ju woo koo gu min jin chi eom um won cheon bang kong "
    "gong hyun ham byun yeom wang li zhang liu chen huang zhao wu zhou xu sun ma zhu hu lin guo he gao liang zheng "
    "luo xie tang deng feng cao peng zeng xiao tian dong pan yuan cai jiang du ye cheng wei su lu ding ren yao fan "
    "nguyen tran le pham hoang phan vu dang bui do ngo duong ly tsai hsu hsieh kuo chiu liao lai tseng wong chan "
    "cheung leung"
)
"""Family names of Korea, China and Vietnam that come first, before a given name that says so by its hyphen."""


HONOURS = _words("KCMG CMG GCMG CBE OBE MBE KBE DBE MP MEP QC KC SC PhD USN USAF USMC FRS FBA CH LVO")
"""What may follow a name without a comma and is no family name."""

PARTICLES = _words("van von der den de del della di da du la le ter ten zu")
"""Small words within a name with which a family name begins."""

LONGEST = 600
"""The longest line, in characters, that is taken for a person."""


def person(words: str) -> Person | None:
    """Return the person that a line names, with honorific and affiliations; None where it names nobody."""
    if len(words) > LONGEST:
        return None
    name, rest = _divided(_unnumbered(words))
    given, honorific = _without_honorific(name)
    given, native = _without_native(given)
    if not given or len(given) > 120 or not any(map(str.isalpha, given)):
        return None
    return Person(
        name=given,
        native=native,
        honorific=honorific,
        family=_family(given, native),
        affiliations=affiliations(rest),
    )


def affiliations(words: str) -> tuple[str, ...]:
    """Return the institutions that `words` name, each by itself; commas belong to their names."""
    pieces = re.split(r"\s+/\s+|\s*[;；؛]\s*", words.strip(" ,;"))
    return tuple(piece.strip(" ,") for piece in pieces if piece.strip(" ,"))


def looks_like_one(words: str) -> bool:
    """Tell whether a line begins with the name of a person, by its letters and without a word of institutions."""
    if len(words) > LONGEST:
        return False
    name, _ = _divided(_unnumbered(words))
    given, _ = _without_native(_without_honorific(name)[0])
    tokens = given.split(",", maxsplit=1)[0].split()
    if not 1 <= len(tokens) <= 6 or ORGANISATION.search(given) or len(given) > 60 or re.search(r"[!?:]$|\d", given):
        return False
    cased = [token for token in tokens if token[:1].isupper() or not token[:1].isascii()]
    return len(cased) >= max(1, len(tokens) - 2) and (len(tokens) > 1 or not given.isascii())


def _unnumbered(words: str) -> str:
    return re.sub(r"^\s*(?:[-–—•·*▪]+|\(?\d{1,2}[.)])\s+", "", words).strip(" *")


def _divided(words: str) -> tuple[str, str]:
    """Return the name and what follows it, behind a comma, a dash or in brackets."""
    parts = re.split(r"\s*[,，،;；]\s*|\s+/\s+", words, maxsplit=1)
    while len(parts) == 2 and (match := re.match(rf"({AFTER.pattern})(?:\s*,\s*|$)", parts[1], re.IGNORECASE)):
        parts = [f"{parts[0]}, {match[1]}", parts[1][match.end() :]]
    if len(parts) == 1 or not parts[1]:
        whole = parts[0]
        if match := re.fullmatch(r"(?P<name>[^()]+?)\s*\((?P<rest>[^()]*[A-Za-z][^()]*)\)", whole):
            return match["name"], match["rest"]
        name, dash, rest = next((cut for sign in (" – ", " — ", " - ", " | ") if (cut := whole.partition(sign))[1]),
                                (whole, "", ""))  # fmt: skip
        return (name, rest) if dash else (whole, "")
    return parts[0], parts[1]


def _without_honorific(name: str) -> tuple[str, str | None]:
    tokens = name.split()
    found = 0
    while found < len(tokens) - 1 and tokens[found] in ADDRESSES:
        found += 1
    return " ".join(tokens[found:]), " ".join(tokens[:found]) or None


def _without_native(name: str) -> tuple[str, str | None]:
    """Return the Latin name and the one in other letters beside it, with or without brackets."""
    match = re.fullmatch(r"(?P<name>.*[A-Za-z]\S*)\s*[\s(（](?P<native>[^\sA-Za-z()（）][^A-Za-z()（）]*)[)）]?", name)
    if match and not match["native"].isascii() and any(map(_other_script, match["native"])):
        return match["name"].strip(), match["native"].strip()
    return name, None


def _other_script(letter: str) -> bool:
    return letter.isalpha() and not unicodedata.name(letter, "LATIN").startswith("LATIN")


def _own(name: str) -> list[str]:
    """Return the words of a name without what was put behind it."""
    tokens = name.split(",", maxsplit=1)[0].split()
    while len(tokens) > 1 and tokens[-1] in HONOURS:
        tokens.pop()
    return tokens


def _family(name: str, native: str | None) -> str | None:
    """Return the family name where the name itself shows it."""
    tokens = _own(name)
    capitals = [token for token in tokens if len(token) > 2 and token.isupper() and token.isascii()]
    if (
        len(capitals) == 1
        and len(tokens) > 1
        and not any(t.isupper() for t in tokens if t not in capitals and len(t) > 2)
    ):
        return capitals[0]
    if len(tokens) == 2 and tokens[0].casefold() in FAMILIES and re.fullmatch(r"[A-Z]\w+[-‑][a-z]\w+", tokens[1]):
        return tokens[0]
    if re.fullmatch(r"[가-힣]{3}", name):
        return name[0]
    particle = next((at for at, token in enumerate(tokens) if at and token in PARTICLES), None)
    return " ".join(tokens[particle:]) if particle and tokens[-1] not in PARTICLES else None


def folded(words: str) -> str:
    """Return the letters of a name alone: without accents, hyphens and case."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())


def parts(name: str) -> list[str]:
    """Return the words of a name as they are compared, without initials and what follows a comma."""
    tokens = _own(name)
    return [folded(token) for token in tokens if len(folded(token)) > 1] or [folded(name)]


def named(people: Sequence[Person], referred: Sequence[bool]) -> list[Person]:
    """Return `people` with ids for those that passages may refer to: the family name, or all of it where that
    is not known or another name has it, too."""
    words = Counter(part for person in people for part in set(parts(person.name)))
    taken: Counter[str] = Counter()
    result = []
    for person, wanted in zip(people, referred, strict=True):
        if not wanted or person.id:
            result.append(person)
            continue
        family = person.family or ""
        id = slug(family if words[folded(family)] == 1 else person.name, 56) or "person"
        taken[id] += 1
        result.append(person.model_copy(update={"id": id if taken[id] == 1 else f"{id}-{taken[id]}"}))
    return result
