"""The index of people: everybody of every session once, sorted as a reader of any language would look.

Whose spelling of a name is right is asked in `check/records/names.py`; here a name is printed as it was given first.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportkit.compose._people import native
from reportkit.compose._tongues import told
from reportkit.document import Entry, Index, Initial, Inline, Mention, Named, Strong, Text
from reportkit.records import Person, Session
from reportkit.scripts import runs
from reportkit.theme import Labels

LETTERED = 40
"""How many people an index has at least when it is parted by letters."""

FOLDED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"})
"""Small letters that Unicode does not take apart, as they are sorted."""

LEADS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""The headings of Hangul, by the first consonant of a syllable (U+1100 and on); doubled ones stand under the plain."""

KANA_ROWS = "あかさたなはまやらわ"
"""The headings of Japanese in kana."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A person in the table of a session, the `place`-th of all in the volume."""

    place: int
    person: Person
    language: str
    mention: Mention

    @property
    def certainty(self) -> tuple[bool, bool, int]:
        """Who has an id goes first, then who has affiliations, so that the rest can be laid to them."""
        return self.person.id is None, not self.person.affiliations, self.place


@dataclass(slots=True)
class _Somebody:
    """One person, gathered from the rows that name them."""

    rows: list[_Row]

    @property
    def first(self) -> _Row:
        """The row whose name is printed: the first that has the name in its own script, too, or the first of all."""
        return min(self.rows, key=lambda row: (row.person.native is None, row.place))

    @property
    def key(self) -> tuple[str, str, str, int]:
        name = self.first.person.name
        return collated(self.family or name), collated(name), name, self.first.place

    @property
    def family(self) -> str:
        return next((row.person.family for row in self.rows if row.person.family), "")

    @property
    def native(self) -> tuple[Text, ...]:
        """The name in its own script; the columns of an index are too narrow to keep it on one line."""
        found = next((name for row in self.rows if (name := native(row.person, row.language))), ())
        return tuple(replace(piece, kept=False) for piece in found)

    @property
    def affiliations(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for row in self.rows for name in row.person.affiliations))

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Where the person is named, once a session."""
        rows = sorted(self.rows, key=lambda row: row.place)
        return tuple({row.mention.anchor.rpartition(":")[0]: row.mention for row in reversed(rows)}.values())[::-1]

    def is_of(self, row: _Row) -> bool | None:
        """Tell whether `row` names this person; None where nothing speaks for it and nothing against."""
        ids = {one.person.id for one in self.rows if one.person.id}
        if ids and row.person.id:
            return row.person.id in ids
        if self.affiliations and row.person.affiliations:
            return bool({*self.affiliations} & {*row.person.affiliations})
        return None


def index(sessions: Sequence[tuple[Session, Entry]], labels: Labels, language: str) -> Index:
    """Return the index of the people of `sessions`, in the language of the volume."""
    everybody = sorted(_gathered(sessions), key=lambda one: one.key)
    namesakes = Counter(one.first.person.name for one in everybody)
    named = [
        _named(one, number, namesakes[one.first.person.name] > 1, labels, language)
        for number, one in enumerate(everybody, 1)
    ]
    pairs = list(zip((initial(one.key[0]) for one in everybody), named, strict=True))
    if len(named) < LETTERED:
        pairs = [("", one) for one in named]
    groups = groupby(pairs, key=lambda pair: pair[0])
    initials = tuple(Initial(letter, tuple(one for _, one in group)) for letter, group in groups)
    return Index("people", labels["people"], initials)


def _gathered(sessions: Sequence[tuple[Session, Entry]]) -> list[_Somebody]:
    """Return everybody, in the order in which they were told apart."""
    everybody: dict[str, list[_Somebody]] = {}
    by_id: dict[tuple[str | None, str], _Somebody] = {}
    for row in sorted(_rows(sessions), key=lambda row: row.certainty):
        namesakes = everybody.setdefault(_composed(row.person.name), [])
        ids = [(row.person.id, _composed(name)) for name in (row.person.name, row.person.native) if name]
        one = next((by_id[id] for id in ids if id in by_id), None) or _namesake(row, namesakes)
        if one is None:
            one = _Somebody([])
            namesakes.append(one)
        one.rows.append(row)
        by_id.update((id, one) for id in ids if id[0])
    return [one for namesakes in everybody.values() for one in namesakes]


def _namesake(row: _Row, namesakes: Sequence[_Somebody]) -> _Somebody | None:
    """Return who of the same name is the person in `row`, unless ids or affiliations tell otherwise."""
    answers = [(one, one.is_of(row)) for one in namesakes]
    sure = [one for one, answer in answers if answer]
    likely = [one for one, answer in answers if answer is None]
    return sure[0] if sure else likely[0] if len(likely) == 1 else None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _rows(sessions: Sequence[tuple[Session, Entry]]) -> Iterator[_Row]:
    place = 0
    for session, entry in sessions:
        for number, (_, person) in enumerate(session.people, 1):
            place += 1
            yield _Row(place, person, session.tongue, Mention(f"{entry.anchor}:{number}", entry.kicker))


def _named(one: _Somebody, number: int, ambiguous: bool, labels: Labels, language: str) -> Named:
    """Return somebody as the index has them; an `ambiguous` name with the affiliations."""
    first = one.first
    affiliation = runs(labels["separator"].join(one.affiliations), language) if ambiguous else ()
    return Named(f"people:{number}", _name(first, one.family, language), one.native, affiliation, one.mentions)


def _name(row: _Row, family: str, language: str) -> tuple[Inline, ...]:
    """Return a name as printed, the family name strong where others go before it."""
    person = row.person
    hint = person.native_language or ""
    before, found, after = person.name.partition(family) if family else ("", "", "")
    if not before or not found:
        return told(runs(person.name, row.language, hint), row.language, language)
    pieces = [told(runs(words, row.language, hint), row.language, language) for words in (before, found, after)]
    return (*pieces[0], Strong(pieces[1]), *pieces[2])


# --- the order of names -----------------------------------------------------------------------------------------


def collated(name: str) -> str:
    """Return what `name` is sorted by: its letters and digits without case and accents, its words parted by blanks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold().translate(FOLDED))
    letters = "".join(_hiragana(letter) for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in APOSTROPHES.sub("", letters)).split())


APOSTROPHES = re.compile("['’ʼʻ‘`]")
"""Signs within a name that part no words: O’Neill."""


def _hiragana(letter: str) -> str:
    """Return katakana as hiragana, which stands 96 places before it (Unicode 3041 and 30a1)."""
    return chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter


def initial(key: str) -> str:
    """Return the heading below which what is sorted by `key` stands: `K`, `ㅇ`, `あ`, `王`, `#`."""
    letter = key[:1]
    if not letter.isalpha():
        return "#"
    if "\u1100" <= letter <= "\u1112":
        return LEADS[ord(letter) - 0x1100]
    if "ぁ" <= letter <= "ん":
        return max((row for row in KANA_ROWS if row <= letter), default="あ")
    return letter.upper()
