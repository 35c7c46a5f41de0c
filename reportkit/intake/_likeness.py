"""Which drafts tell of one session, and which names are of one person.

Never by guess: what may be two is told, and stays apart. What becomes of a pair is in `_merging.py` and `_updating.py`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from reportkit.errors import Finding, Origin, Place, Severity
from reportkit.intake import Draft
from reportkit.records import ROLES, Person

NEAR_NAME = 0.85
"""How much of two names has to be the same for one to be a misspelling of the other."""

NEAR_COLLEAGUE = 0.75
"""The same, for two people of one institution."""

NEAR_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class Source:
    """What one file tells of one session; an `account` is a rapporteur's, and anything else a programme.

    `roles` are those that the file tells of anywhere: who has no such role in it is not missing there. `aliases` are
    ids that the session is known by elsewhere.
    """

    name: str
    account: bool
    draft: Draft
    roles: frozenset[str] = frozenset(ROLES)
    aliases: frozenset[str] = frozenset()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(filter(None, map(same_id, (self.draft.id or "", *self.aliases))))

    def at(self, field: str) -> Place:
        """Return where the field stands in the file, or the nearest thing around it."""
        while field and field not in self.draft.places:
            field = field.rpartition(".")[0]
        return self.draft.places.get(field) or self.draft.places.get("title") or Place(self.name)

    def people(self) -> list[tuple[str, int, Person]]:
        """Return everybody with their role and their number in it."""
        return [(role, number, one) for role in ROLES for number, one in enumerate(getattr(self.draft, role))]


def letters(words: str) -> str:
    """Return the letters and figures of `words` alone: without accents, signs, blanks and case."""
    plain = unicodedata.normalize("NFKD", words)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())


def same_id(id: str) -> str:
    """Return an id as it is compared, whatever dash somebody typed."""
    return re.sub(r"\s*[-‐‑‒–—−]\s*", "-", unicodedata.normalize("NFKC", id).casefold().strip())


# --- sessions ---------------------------------------------------------------------------------------------------


def gathered(sources: Sequence[Source]) -> tuple[list[list[Source]], list[Finding]]:
    """Return the sources of each session together, and what is told of those that are in no group: they are ambiguous.

    A session is known by an id, else by its title and time. The order of `sources` does not matter.
    """
    ties = _Ties([_Numbered(number, source) for number, source in enumerate(sorted(sources, key=_order))])
    ties.by_id()
    ties.by_title()
    return ties.groups(), [ties.told[number] for number in sorted(ties.told)]


def _order(source: Source) -> tuple[str, int, str, str, str]:
    draft = source.draft
    return source.name, source.at("title").line, draft.id or "", draft.title or "", str(draft.starts)


class _Numbered:
    """A source, its number, and what it is compared by."""

    def __init__(self, number: int, source: Source) -> None:
        self.number = number
        self.source = source
        self.name = source.name
        self.title = letters(source.draft.title or "")
        self.starts = source.draft.starts
        self.names = {letters(one.name) for _, _, one in source.people()}

    @property
    def title_and_place(self) -> str:
        return f'"{self.source.draft.title}" ({self.source.at("title")})'


class _Ties:
    """Which sources are of one session, as far as is known; `told` has those of which nobody can know, and why."""

    def __init__(self, sources: list[_Numbered]) -> None:
        self.sources = sources
        self.members = {one.number: [one] for one in sources}
        self.told: dict[int, Finding] = {}

    def groups(self) -> list[list[Source]]:
        groups = {id(group): group for group in self.members.values()}.values()
        sound = [[one for one in group if one.number not in self.told] for group in groups]
        return [[one.source for one in group] for group in sound if group]

    def by_id(self) -> None:
        """Tie those of one id, unless they have nothing else in common; an id twice in one file is nobody's."""
        found: dict[str, list[_Numbered]] = defaultdict(list)
        for one in self.sources:
            for key in one.source.ids:
                found[key].append(one)
        for key, tied in sorted(found.items()):
            count = Counter(one.name for one in tied)
            for one in tied:
                if count[one.name] > 1:
                    self.tell(
                        one, f'the id "{key}" is there {count[one.name]} times', "give each session one of its own"
                    )
            known = [one for one in tied if count[one.name] == 1]
            for one in known[1:]:
                if _strangers(known[0], one):
                    of = f'the id "{key}" is also that of {known[0].title_and_place}, which is at another time'
                    self.tell(one, of, "give one of them another id, or correct its title")
                else:
                    self.tie(known[0], one)

    def by_title(self) -> None:
        """Tie those of one title and time, where each is the only one of its file that the other can be."""
        near = _near(self.sources)
        best = {one.number: self._best(one, near[one.number]) for one in self.sources if one.number not in self.told}
        for one in self.sources:
            for found in best.get(one.number, {}).values():
                if len(found) > 1:
                    self._ambiguous(one, found)
        for one in self.sources:
            for other in (found[0] for found in best.get(one.number, {}).values() if len(found) == 1):
                sure = best[other.number].get(one.name) == [one]
                if sure and not self.told.keys() & {one.number, other.number}:
                    self.tie(one, other)

    def _best(self, one: _Numbered, near: list[_Numbered]) -> dict[str, list[_Numbered]]:
        """Return what `one` may be in each other file, as far as the likeness is the greatest there."""
        tied = {other.name for other in self.members[one.number]}
        found: dict[str, dict[int, list[_Numbered]]] = defaultdict(lambda: defaultdict(list))
        for other in near:
            free = not tied & {member.name for member in self.members[other.number]} and other.number not in self.told
            if free and (degree := _alike(one, other)):
                found[other.name][degree].append(other)
        return {name: degrees[max(degrees)] for name, degrees in found.items()}

    def _ambiguous(self, one: _Numbered, several: list[_Numbered]) -> None:
        """Leave out those of whom nobody knows which they are: the accounts, else the one that may be several."""
        accounts = [other for other in several if other.source.account and not one.source.account]
        for lost in accounts or [one]:
            choice = [one] if accounts else several
            sessions = " or ".join(other.title_and_place for other in choice)
            others = f", and so may {len(accounts) - 1} more" if len(accounts) > 1 else ""
            hint = "say which by its id or its time in the file, and import again"
            self.tell(lost, f'"{lost.source.draft.title}" may be {sessions}{others}; nothing of it was taken', hint)

    def tie(self, one: _Numbered, other: _Numbered) -> None:
        """Take two for one session, unless a file would then tell of it twice."""
        group, joining = self.members[one.number], self.members[other.number]
        if group is joining:
            return
        if shared := {member.name for member in group} & {member.name for member in joining}:
            lost = max(one, other, key=lambda each: (each.name not in shared, each.source.account, each.number))
            kept = other if lost is one else one
            of = f'"{lost.source.draft.title}" may be {kept.title_and_place}, which is in {min(shared)} already'
            self.tell(lost, f"{of}; nothing of it was taken", "say which by its id or its time in the file")
            return
        group.extend(joining)
        for member in joining:
            self.members[member.number] = group

    def tell(self, one: _Numbered, message: str, hint: str) -> None:
        place = one.source.at("title")
        finding = Finding(Severity.WARNING, Origin(one.name, "id"), message, hint, "reconcile", place)
        self.told.setdefault(one.number, finding)


def _near(sources: list[_Numbered]) -> dict[int, list[_Numbered]]:
    """Return the sources in other files that share the title or the time of each."""
    titles: dict[str, list[_Numbered]] = defaultdict(list)
    times: dict[datetime, list[_Numbered]] = defaultdict(list)
    for one in sources:
        titles[one.title].append(one)
        if one.starts:
            times[one.starts].append(one)
    return {
        one.number: [
            other
            for other in {
                each.number: each for each in (*titles[one.title], *(times[one.starts] if one.starts else ()))
            }.values()
            if other.name != one.name and one.title and other.title
        ]
        for one in sources
    }


def _alike(one: _Numbered, other: _Numbered) -> int:
    """Return how surely two are one session by title and time; 0 where they are not."""
    same_title, same_time = one.title == other.title, one.starts is not None and one.starts == other.starts
    if same_title and same_time:
        return 4
    if same_title and (one.starts is None or other.starts is None):
        return 3
    if same_title and one.names & other.names:
        return 2
    return int(same_time and _near_title(one.title, other.title))


def _strangers(one: _Numbered, other: _Numbered) -> bool:
    """Tell whether two sources of one id have nothing else in common."""
    told = one.title and other.title and one.starts and other.starts
    return (
        bool(told)
        and one.starts != other.starts
        and not _near_title(one.title, other.title)
        and not one.names & other.names
    )


def _near_title(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one or _ratio(one, other) >= NEAR_TITLE)


# --- people -----------------------------------------------------------------------------------------------------


def paired(
    ours: Sequence[Person], theirs: Sequence[Person], *, by_id: bool = False
) -> tuple[dict[int, int], list[int]]:
    """Return whom of `theirs` each of `ours` is, by number, and the numbers of `theirs` that may be several of `ours`.

    With `by_id`, whoever has the id of another is the same. A near miss of a name is the same person only where there
    is no second one that it is near to.
    """
    pairs: dict[int, int] = {}
    keys: list[Callable[[Person], str]] = [lambda one: one.id or ""] if by_id else []
    keys += [lambda one: one.name, lambda one: _plain(one.name)]
    keys += [lambda one: one.native or "", lambda one: _any_order(one.name)]
    for key in keys:
        _pair_by(list(map(key, ours)), list(map(key, theirs)), pairs)
    unsure = _pair_near(ours, theirs, pairs)
    return pairs, unsure


def _plain(name: str) -> str:
    return letters(name) or name


def _any_order(name: str) -> str:
    return " ".join(sorted(filter(None, map(letters, re.split(r"[\s,]+", name)))))


def _pair_by(ours: list[str], theirs: list[str], pairs: dict[int, int]) -> None:
    """Pair those who have one key that nobody else has; those of one name in the same order, if they are as many."""
    free: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, keys, taken in ((0, ours, set(pairs)), (1, theirs, set(pairs.values()))):
        for number, key in enumerate(keys):
            if key and number not in taken:
                free[key][side].append(number)
    for mine, other in free.values():
        if len(mine) == len(other):
            pairs.update(zip(mine, other, strict=True))


def _pair_near(ours: Sequence[Person], theirs: Sequence[Person], pairs: dict[int, int]) -> list[int]:
    mine = [number for number in range(len(ours)) if number not in pairs]
    other = [number for number in range(len(theirs)) if number not in set(pairs.values())]
    likes = {one: [each for each in mine if _near_name(ours[each], theirs[one])] for one in other}
    liked = Counter(each for found in likes.values() for each in found)
    for one, found in likes.items():
        if len(found) == 1 and liked[found[0]] == 1:
            pairs[found[0]] = one
    return [one for one, found in likes.items() if found and one not in pairs.values()]


def _near_name(one: Person, other: Person) -> bool:
    """Tell whether one name may be the other, misspelt or in part: `Kuik Cheng Chwee`, `M. Rapp-Hooper`."""
    first, second = letters(one.name), letters(other.name)
    colleagues = bool({*map(letters, one.affiliations)} & {*map(letters, other.affiliations)})
    return _ratio(first, second) >= (NEAR_COLLEAGUE if colleagues else NEAR_NAME) or _in_part(one.name, other.name)


def _in_part(one: str, other: str) -> bool:
    """Tell whether the words of the shorter name are those of the longer one, some as initials or left out."""
    short, long = sorted(([letters(word) for word in re.split(r"[\s,]+", name)] for name in (one, other)), key=len)
    short, left = [word for word in short if word], [word for word in long if word]
    whole = 0
    for word in short:
        match = next((each for each in left if each == word or (len(word) == 1 and each.startswith(word))), None)
        if match is None:
            return False
        left.remove(match)
        whole += len(word) > 1
    return len(short) > 1 and whole > 0


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR_COLLEAGUE <= matcher.quick_ratio() else 0.0
