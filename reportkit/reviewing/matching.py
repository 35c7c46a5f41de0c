"""Which review a file or message belongs to: what the file says itself, the letter that is answered, an editor's word.

In this order; where two of them say different things, nobody guesses. What is done with it is in `collecting.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from re import findall

from reportkit.errors import BadRecord, Misused, ReportkitError, visible
from reportkit.load import Contacts, contacts
from reportkit.reviewing.finding import ledgers
from reportkit.reviews import Return, Review, Sent
from reportkit.wordml.revisions import Revised, accepted, rejected, revised
from reportkit.write.ledger import Ledger

ID, BASE = "reportkit.review", "reportkit.base"
"""The properties by which a draft is known again."""

LIKE = 0.6
"""How much of the words must be the same for a file to be told as that of a review."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A review and the ledger that has it."""

    ledger: Ledger
    review: Review


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a review: `named` and `base` in the file, the letters answered, and whom an editor meant."""

    named: str = ""
    base: str = ""
    threads: frozenset[str] = frozenset()
    meant: str = ""
    sender: str = ""


class Shelf:
    """All reviews of some events, and by what they are known; `damage` tells which cannot be read, by their folders."""

    def __init__(self, homes: Iterable[Path]) -> None:
        self.homes = list(homes)
        self._kept: dict[str, list[Kept]] = defaultdict(list)
        self.damage: dict[str, list[BadRecord]] = defaultdict(list)
        for ledger in (ledger for home in self.homes for ledger in ledgers(home)):
            reviews, damage = ledger.legible()
            for review in reviews:
                self._kept[review.id].append(Kept(ledger, review))
            for folder, error in damage.items():
                self.damage[folder].append(error)

    def __iter__(self) -> Iterator[Kept]:
        return (kept for several in self._kept.values() for kept in several)

    def put(self, kept: Kept) -> None:
        """Take `kept` instead of what was known of this review."""
        others = [one for one in self._kept[kept.review.id] if one.ledger != kept.ledger]
        self._kept[kept.review.id] = [*others, kept]

    def called(self, id: str) -> Kept:
        """Return the review `id`, or at the path of its folder; raise Misused where there is not exactly one.

        Raises BadRecord where it may be one that cannot be read.
        """
        found = self._kept.get(id) or [one for one in self if _is_at(one, id)]
        if not found and (
            wrong := [error for folder, errors in self.damage.items() if _may_be(id, folder) for error in errors]
        ):
            raise wrong[0]
        if not found:
            raise Misused(f'it is of review "{visible(id)}", which is not here', "say where the event is: --event DIR")
        if len(found) > 1:
            places = ", ".join(str(one.ledger.path(one.review, "")) for one in found)
            raise Misused(f'there are several reviews "{id}": {places}', "say which event is meant: --event DIR")
        return found[0]

    def known(self, sha256: str) -> tuple[Kept, Return] | None:
        """Return where a file was collected before."""
        return next(((kept, one) for kept in self for one in kept.review.returns if one.sha256 == sha256), None)

    def answered(self, ids: Iterable[str], named: Iterable[str] = ()) -> frozenset[str]:
        """Return the reviews whose letters have one of these Message-IDs, or that a letter of ours names."""
        return frozenset({review for id in ids for review in self._letters.get(id, ())} | {*named} & {*self._kept})

    def addresses(self, kept: Kept) -> frozenset[str]:
        """Return where letters of this review went, and where its speaker is written to now."""
        return self._addresses.get(kept.review.id, frozenset())

    def writers(self, address: str) -> frozenset[str]:
        """Return the reviews of whoever is written to at `address`."""
        return frozenset(id for id, addresses in self._addresses.items() if address.lower() in addresses)

    @cached_property
    def _letters(self) -> dict[str, set[str]]:
        letters: dict[str, set[str]] = defaultdict(set)
        for entry in self._log:
            if entry.get("message_id"):
                letters[str(entry["message_id"])].add(str(entry["review"]))
        for kept in self:
            if kept.review.sent and kept.review.sent.message_id:
                letters[kept.review.sent.message_id].add(kept.review.id)
        return letters

    @cached_property
    def _addresses(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for entry in self._log:
            if entry.get("to"):
                found[str(entry["review"])].add(str(entry["to"]).lower())
        for kept in self:
            if contact := self._contacts[kept.ledger].people.get(kept.review.speaker):
                found[kept.review.id].add(contact.address.lower())
        return {id: frozenset(addresses) for id, addresses in found.items()}

    @cached_property
    def _contacts(self) -> dict[Ledger, Contacts]:
        """Return who is written to, by the ledgers; nobody where the file is at fault, as sending will say."""
        homes = {kept.ledger: _event_of(kept.ledger) for kept in self}
        read = {home: _contacts(home) for home in dict.fromkeys(homes.values())}
        return {ledger: read[home] for ledger, home in homes.items()}

    @cached_property
    def _log(self) -> list[dict[str, object]]:
        logged = dict.fromkeys(kept.ledger for kept in self)
        return [entry for ledger in logged for entry in ledger.log() if entry.get("message_id") or entry.get("to")]

    @cached_property
    def drafts(self) -> list[tuple[Sent, list[Kept]]]:
        """What was sent, each with the reviews that were sent it: all speakers of a session get the same passages."""
        together: dict[tuple[Path, str], list[Kept]] = defaultdict(list)
        for kept in self:
            together[kept.ledger.record, kept.review.base].append(kept)
        drafts = []
        for several in together.values():
            with suppress(BadRecord):
                drafts.append((several[0].ledger.sent(several[0].review), several))
        return drafts


def _event_of(ledger: Ledger) -> Path:
    folder = ledger.record.parent
    return folder.parent if folder.name == "sessions" else folder


def _contacts(event: Path) -> Contacts:
    try:
        return contacts(event)
    except BadRecord:
        return Contacts("", {})


def belonging(shelf: Shelf, word: Revised, evidence: Evidence) -> Kept:
    """Return the review that a returned file belongs to; raise Misused where that is not certain."""
    if evidence.named:
        return _named(shelf, evidence)
    if evidence.meant and evidence.threads and evidence.meant not in evidence.threads:
        raise _contradiction(f"the message answers the letter of {_listed(evidence.threads)}", evidence.meant)
    ids = {evidence.meant} if evidence.meant else evidence.threads
    kept = [shelf.called(id) for id in sorted(ids)]
    if len(kept) > 1:
        kept = [one for one in kept if _has(one, evidence.base)] or _likest(word, kept)
    if len(kept) == 1:
        return _of_its_round(shelf, kept[0], evidence.base)
    raise _unnamed(word, shelf, evidence.sender)


def _named(shelf: Shelf, evidence: Evidence) -> Kept:
    kept = shelf.called(evidence.named)
    if evidence.meant in (evidence.named, "") or evidence.meant in evidence.threads:
        others = [shelf.called(id) for id in sorted(evidence.threads)]
        if evidence.meant:
            return shelf.called(evidence.meant)
        if others and not any(same_person(kept, one) for one in others):
            both = f"the file is of review {evidence.named}, but the message answers the letter of "
            hint = " or ".join(f"--as {id}" for id in sorted({evidence.named, *evidence.threads}))
            raise Misused(both + _listed(evidence.threads), f"see whose words they are, and run again with {hint}")
        return kept
    raise _contradiction(f"the file is of review {evidence.named}", evidence.meant)


def _contradiction(what: str, meant: str) -> Misused:
    return Misused(f"{what}, not of {meant}", "see whose words they are; without --as it goes where it says")


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(f"review {id}" for id in sorted(ids))


def same_person(one: Kept, other: Kept) -> bool:
    """Tell whether two reviews are rounds of one sign-off."""
    return (one.ledger, one.review.speaker) == (other.ledger, other.review.speaker)


def _of_its_round(shelf: Shelf, kept: Kept, base: str) -> Kept:
    """Return the round whose text the file was made of, where it says so."""
    if _has(kept, base):
        return kept
    rounds = [one for one in shelf if same_person(one, kept) and _has(one, base)]
    return rounds[-1] if rounds else kept


def _has(kept: Kept, base: str) -> bool:
    """Tell whether a draft of this round was made of the text `base`."""
    return base in (kept.review.base, *(one.sent.base for one in kept.ledger.formers(kept.review)))


def _may_be(id: str, folder: str) -> bool:
    return id.endswith(f".{folder}") or Path(id).name == folder


def _is_at(kept: Kept, path: str) -> bool:
    folder = Path(path)
    return folder.is_dir() and folder.resolve() == kept.ledger.path(kept.review, "").resolve()


# --- which draft of its round -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copy:
    """The draft that a file is a copy of, as far as can be told; it is `stray` where it is made of no text of them.

    `remarks` say what is not certain about it.
    """

    sent: Sent
    remarks: tuple[str, ...] = ()
    stray: bool = False


def copied(kept: Kept, drafts: Sequence[Sent], word: Revised) -> Copy:
    """Return which of the `drafts` of its round a file is a copy of: of one text, or of none, the likest."""
    base = dict(word.properties).get(BASE, "").strip()
    made = [one for one in drafts if one.base == base]
    sent = _likest_draft(kept, made or drafts, word)
    if made:
        former = "made of an earlier draft of this round, with which it is compared"
        return Copy(sent, () if sent.base == drafts[0].base else (former,))
    if base:
        lost = "made of another text than that of any draft that is kept: decide each change by itself"
        return Copy(sent, (f"warning: {lost}; compared with the likest",), stray=True)
    several = len({one.base for one in drafts}) > 1
    unsure = "warning: does not say of which draft of this round it is; compared with the likest"
    return Copy(sent, (unsure,) if several else ())


def _likest_draft(kept: Kept, drafts: Sequence[Sent], word: Revised) -> Sent:
    """Return the draft with which a file, without its tracked changes, shares most words."""
    if len(drafts) == 1:
        return drafts[0]
    before = _words("\n".join(rejected(word.body)))

    def likeness(sent: Sent) -> float:
        made = draft(kept, sent.sha256)
        lines = accepted(made.body) if made else [one.text for one in sent.passages]
        return _likeness(before, _words("\n".join(lines)))

    return max(drafts, key=likeness)


# --- by its text ------------------------------------------------------------------------------------------------


def _unnamed(word: Revised, shelf: Shelf, sender: str) -> Misused:
    """Return that a file does not say what it is of, with what its words say."""
    likeness, found = _like(shelf, word, sender)
    if not found:
        return Misused("no review id, and its text is that of no review here", "say which it is of: --as ID")
    ids = sorted(one.review.id for one in found)
    matches = f"matches review{'s' * (len(ids) > 1)} {', '.join(ids)} by text ({likeness:.0%})".replace("%", " %")
    return Misused(f"no review id; {matches}: run again with --as {' or --as '.join(ids)}")


def _like(shelf: Shelf, word: Revised, sender: str) -> tuple[float, list[Kept]]:
    """Return the reviews whose text is likest to that of a file, and how like it is, from 0 to 1."""
    words = _words("\n".join(accepted(word.body)))
    scores = [(score, kept) for sent, several in shelf.drafts for score, kept in _scores(words, sent, several)]
    most = max((score for score, _ in scores), default=0.0)
    if most < LIKE:
        return most, []
    found = [kept for score, kept in scores if score > most - 0.005]
    found = [one for one in found if one.review.id in shelf.writers(sender)] or found
    found = _likest(word, found)
    return max(most, *(_likeness(words, _words("\n".join(_draft_lines(one)))) for one in found)), found


def _scores(words: Counter[str], sent: Sent, several: list[Kept]) -> Iterator[tuple[float, Kept]]:
    """Yield how like a file is to what each was sent: to all of it, or to the speaker's own passages."""
    whole = _likeness(words, _words(" ".join(one.text for one in sent.passages)))
    for kept in several:
        own = " ".join(one.text for one in sent.passages if one.id in kept.review.own)
        yield max(whole, _likeness(words, _words(own))), kept


def _likest(word: Revised, several: list[Kept]) -> list[Kept]:
    """Return those with whose drafts, labels and all, a file shares most lines; of one sign-off, the last round."""
    lines = _counted(accepted(word.body))
    scores = [(_likeness(lines, _counted(_draft_lines(one))), one) for one in several]
    most = max((score for score, _ in scores), default=0.0)
    last = {(one.ledger, one.review.speaker): one for score, one in scores if score == most}
    return list(last.values())


def draft(kept: Kept, sha256: str = "") -> Revised | None:
    """Return the draft that was sent, or the one of this hash, read; None where it was purged."""
    with suppress(ReportkitError):
        return revised(kept.ledger.sent_word(kept.review, sha256))
    return None


def _draft_lines(kept: Kept) -> Sequence[str]:
    word = draft(kept)
    return accepted(word.body) if word else ()


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(" ".join(line.split()) for line in lines)


def _words(text: str) -> Counter[str]:
    """Count words; of scripts that write none apart, letters."""
    return Counter(findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+", text.lower()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
