"""What came back is taken in: told apart, matched with its review, read, and kept beside the record with what it says.

Which review it belongs to is found in `matching.py`, what it says is put into words in `telling.py`. The order of the
files is such that a run that is killed has done nothing, as far as anybody sees, or all: `review.json` comes last.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from reportkit.collect import inbox, kinds
from reportkit.collect.inbox import Arrival
from reportkit.collect.mail import File, Message
from reportkit.collect.propose import proposed
from reportkit.errors import Misused, Refused, ReportkitError, visible
from reportkit.reviewing.finding import homes
from reportkit.reviewing.matching import BASE, ID, Evidence, Kept, Shelf, belonging, copied, draft, same_person
from reportkit.reviewing.standing import can
from reportkit.reviewing.telling import quoted, told
from reportkit.reviews import Return, Review, moment
from reportkit.wordml.revisions import Revised, revised
from reportkit.write.ledger import Ledger

WHOLE = "---- the whole message ----"
"""What stands in a reply that was kept between its writer's own words and all of it."""

UNKNOWN = "unmatched.yaml"
"""The record, which there is not, beside which files are kept that no review is known of."""

A_PHOTOGRAPH = 20_000
"""How many bytes a picture has that may be a page with corrections by hand, and no logo."""

State = Literal["returned", "replied", "known", "unopened", "bounced", "left", "refused", "failed", "damaged"]
"""What became of a thing: taken as a return; kept as words; collected before; the draft untouched; told of a letter
that did not arrive; nothing for us; not let in; not taken, since something is to be settled first. A review that cannot
be read is `damaged`.
"""


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one thing that came. `lines` say it, `kept` is where a refused file lies now."""

    place: str
    state: State
    review: str = ""
    number: int = 0
    sha256: str = ""
    lines: tuple[str, ...] = ()
    error: ReportkitError | None = None
    kept: Path | None = None


def collect(
    paths: Sequence[Path], event: Path | None = None, meant: str = "", *, dry: bool = False
) -> Iterator[Collected]:
    """Take in what lies at `paths`, as of the review `meant` where it does not say itself; write nothing if `dry`.

    What cannot be taken stops only itself, and so does a review that cannot be read. Raises Misused where there is no
    path, no event, or no such review.
    """
    shelf = Shelf(homes(event))
    if meant:
        meant = shelf.called(meant).review.id
    for finding in (one for errors in shelf.damage.values() for error in errors for one in error.findings):
        yield Collected(finding.where.record, "damaged", error=ReportkitError(finding.message, finding.hint))
    desk = _Desk(shelf, meant, dry)
    for arrival in inbox.arrivals(paths):
        yield from desk.take(arrival)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is known of the message that a file came in: whom it is from, and the reviews whose letters it answers."""

    sender: str = ""
    threads: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Desk:
    """Takes one thing after the other, and knows what was taken before."""

    shelf: Shelf
    meant: str
    dry: bool

    def take(self, arrival: Arrival) -> Iterator[Collected]:
        if arrival.error and not arrival.meant:
            yield Collected(arrival.place, "left", lines=(f"warning: {arrival.error.message}",))
        elif arrival.error:
            yield self.refused(arrival.place, arrival.data, arrival.error, _Letter())
        elif arrival.message:
            yield from self.message(arrival.place, arrival.message, meant=arrival.meant)
        elif arrival.file:
            yield self.file(arrival.place, arrival.file, _Letter())
        else:
            yield Collected(arrival.place, "left")

    # --- messages ---------------------------------------------------------------------------------------------

    def message(self, place: str, message: Message, *, meant: bool) -> Iterator[Collected]:
        """Take a message: the files in it, and the words beside them."""
        ours = self.shelf.answered([message.id], message.reviews)
        letter = _Letter(message.sender, self.shelf.answered(message.answers, message.answers) or ours)
        if message.sort == "bounce":
            yield from self.bounce(place, message, letter)
            return
        if not (meant or letter.threads or self.shelf.writers(message.sender)):
            yield Collected(place, "left")
            return
        found = [self.file(f"{place}: {file.name or 'a file'}", file, letter) for file in _answers(message)]
        opened = [one for one in found if one.state != "unopened"]
        if ours and not opened:
            yield Collected(place, "left", lines=("a letter of ours",))
            return
        yield from opened
        yield from self.unread(place, message, letter, any_word=bool(opened))
        yield from self.reply(place, message, letter, found)

    def bounce(self, place: str, message: Message, letter: _Letter) -> Iterator[Collected]:
        """Note that a letter did not arrive."""
        for id in sorted(letter.threads):
            kept = self.shelf.called(id)
            self.note(kept, "bounced", answer=message.id)
            line = f"warning: the letter to {visible(kept.review.name)} could not be delivered"
            yield Collected(place, "bounced", id, lines=(line,))
        if not letter.threads:
            yield Collected(place, "left")

    def unread(self, place: str, message: Message, letter: _Letter, *, any_word: bool) -> Iterator[Collected]:
        """Keep what came beside a Word file or instead of one and may hold corrections, too: pages, photographs."""
        for file in message.files:
            kind = kinds.kind(file.data)
            photograph = kind == "picture" and len(file.data) >= A_PHOTOGRAPH
            if photograph or (any_word and kind == "foreign" and _has_word(message)):
                error = Refused(*kinds.telling(file.data))
                one = self.refused(f"{place}: {file.name or 'a file'}", file.data, error, letter)
                beside = replace(one, state="left", error=None, lines=(f"warning: {error.message}, kept unread",))
                yield beside if any_word else one

    def reply(self, place: str, message: Message, letter: _Letter, found: Sequence[Collected]) -> Iterator[Collected]:
        """Keep the words of a message: of one without a file, they are all the answer there is."""
        reviews = {one.review for one in found if one.review} or letter.threads or {self.meant} - {""}
        if not reviews:
            if not found and not message.forwards:
                yield self.unmatched(place, message)
            return
        if found and any(one.state != "unopened" for one in found) and not message.words:
            return
        for id in sorted(reviews):
            try:
                yield self.words(place, message, self.shelf.called(id), has_file=bool(found))
            except ReportkitError as error:
                yield Collected(place, "failed", id, error=error)

    def unmatched(self, place: str, message: Message) -> Collected:
        ids = sorted(self.shelf.writers(message.sender))
        matches = f"; its sender is asked for {', '.join(ids)}: run again with --as {' or --as '.join(ids)}"
        hint = "" if ids else "say which review it is of: --as ID"
        return Collected(place, "failed", error=Misused(f"no review id{matches * bool(ids)}", hint))

    def words(self, place: str, message: Message, kept: Kept, *, has_file: bool) -> Collected:
        """Keep the words of a message, unless they are there already."""
        data = _as_kept(message)
        digest = sha256(data).hexdigest()
        with _held(kept.ledger, dry=self.dry):
            there = [text.encode() for text in kept.ledger.replies(kept.review)]
            number = there.index(data) + 1 if data in there else len(there) + 1
            if not self.dry:
                if data not in there:
                    kept.ledger.keep_return(kept.review, number, data, "txt")
                self.note(kept, "replied", sha256=digest, number=number, sender=message.sender)
        if data in there:
            when = self.noted(kept, "replied", digest)
            return Collected(place, "known", kept.review.id, number, digest, (f"already collected on {when}",))
        name = visible(kept.review.name)
        if message.sort == "automatic":
            line = f"{name}: an automatic answer, kept as reply {number}"
        elif has_file:
            line = f"{name}: the words beside it kept as reply {number}: {quoted(message.words or message.text)}"
        else:
            line = f"{name}: no Word file; kept as reply {number}: {quoted(message.words or message.text)}"
        lines = (line, *self.from_elsewhere(kept, message.sender))
        return Collected(place, "replied", kept.review.id, number, digest, lines)

    # --- files ------------------------------------------------------------------------------------------------

    def file(self, place: str, file: File, letter: _Letter) -> Collected:
        """Take one file; what is wrong with it is returned, too."""
        digest = sha256(file.data).hexdigest()
        if before := self.shelf.known(digest):
            kept, one = before
            return _collected(place, kept.review, one)
        try:
            if kinds.kind(file.data) in ("foreign", "picture", "zip"):
                raise Refused(*kinds.telling(file.data))
            word = revised(file.data)
        except Refused as error:
            return self.refused(place, file.data, error, letter)
        try:
            kept = belonging(self.shelf, word, self.evidence(word, letter))
            return self.taken(place, file.data, digest, word, kept, letter)
        except ReportkitError as error:
            return Collected(place, "failed", sha256=digest, error=error)

    def evidence(self, word: Revised, letter: _Letter) -> Evidence:
        properties = dict(word.properties)
        named, base = (properties.get(name, "").strip() for name in (ID, BASE))
        return Evidence(named, base, letter.threads, self.meant, letter.sender)

    def taken(self, place: str, data: bytes, digest: str, word: Revised, kept: Kept, letter: _Letter) -> Collected:
        """Keep a return of the review, with what it proposes."""
        with _held(kept.ledger, dry=self.dry):
            review = kept.review if self.dry else kept.ledger.fresh(kept.review)
            if same := next((one for one in review.returns if one.sha256 == digest), None):
                return _collected(place, review, same)
            drafts = kept.ledger.drafts(review)
            if unchanged := next((one for one in drafts if one.sha256 == digest), None):
                which = "the draft as it was sent" if unchanged is drafts[0] else "an earlier draft of this round"
                line = f"{which}, which nobody changed: no return"
                return Collected(place, "unopened", review.id, sha256=digest, lines=(line,))
            _may_come_in(review)
            number = max((one.number for one in review.returns), default=0) + 1
            copy = copied(kept, drafts, word)
            sent = copy.sent
            asked = replace(review, own=tuple(one.id for one in sent.passages if one.speaker == review.speaker))
            proposal = proposed(asked, sent, word, number, digest, draft(kept, sent.sha256))
            one = Return(number, digest, moment(), letter.sender)
            after = replace(review, returns=(*review.returns, one), closed=None)
            if not self.dry:
                kept.ledger.keep_return(review, number, data)
                remarks = (*copy.remarks, *proposal.remarks)
                kept.ledger.keep_proposal(review, replace(proposal, remarks=remarks, stray=copy.stray))
                if review.closed:
                    self.note(kept, "reopened", sha256=digest, was=review.closed.reason, closed=review.closed.at)
                self.note(kept, "returned", sha256=digest, number=number, sender=letter.sender)
                kept.ledger.put(after)
        self.shelf.put(Kept(kept.ledger, after))
        lines = (
            *told(proposal, asked, sent),
            *copy.remarks,
            *self.circumstances(kept, review, number),
            *self.from_elsewhere(kept, letter.sender),
        )
        return Collected(place, "returned", review.id, number, digest, lines)

    def circumstances(self, kept: Kept, review: Review, number: int) -> Iterator[str]:
        """Yield what is not usual about a return."""
        if number > 1:
            ordinal = ORDINALS.get(number, f"{number}th")
            yield f"{ordinal} return of this review, kept as return {number}; replaces / adds? both shown"
        if review.closed:
            yield f"late: the review was closed as {review.closed.reason} on {review.closed.at[:10]}, and is reopened"
        if not (review.sent or review.returns):
            yield "the draft was never marked as sent; it has evidently reached the speaker"
        last = max((one.review.round for one in self.shelf if same_person(one, kept)), default=review.round)
        if last > review.round:
            yield f"warning: of round {review.round}, and round {last} was drafted since; compared with what was sent"

    def from_elsewhere(self, kept: Kept, sender: str) -> Iterator[str]:
        """Yield that a message is not from whom we write to: assistants answer."""
        addresses = self.shelf.addresses(kept)
        known = ", ".join(sorted(addresses))
        if sender and addresses and sender.lower() not in addresses:
            yield f"warning: from {visible(sender)}; {visible(kept.review.name)} is written to at {visible(known)}"

    def refused(self, place: str, data: bytes, error: ReportkitError, letter: _Letter) -> Collected:
        """Keep a file that is not let in: beside the review that it answers, or else in the event."""
        ids = sorted(letter.threads) or [self.meant] * bool(self.meant)
        ledger = self.shelf.called(ids[0]).ledger if ids else Ledger(self.shelf.homes[0] / UNKNOWN)
        digest, path = sha256(data).hexdigest(), None
        try:
            if data and not self.dry:
                with _held(ledger, dry=False):
                    path = ledger.refuse(data)
                    if not any(one.get("sha256") == digest for one in ledger.log() if one.get("event") == "refused"):
                        reason = error.message
                        ledger.note(
                            "refused", ids[0] if ids else "", sha256=digest, reason=reason, sender=letter.sender
                        )
        except ReportkitError as failure:
            return Collected(place, "failed", sha256=digest, error=failure)
        return Collected(place, "refused", ids[0] if ids else "", sha256=digest, error=error, kept=path)

    # --- the log -------------------------------------------------------------------------------------------

    def note(self, kept: Kept, event: str, **facts: object) -> None:
        """Add a line to the log, unless a run that was killed has done so."""
        lines = (one for one in kept.ledger.log(kept.review.id) if one.get("event") == event)
        if not self.dry and not any(facts.items() <= one.items() for one in lines):
            kept.ledger.note(event, kept.review.id, **facts)

    def noted(self, kept: Kept, event: str, digest: str) -> str:
        """Return the day of a line of the log."""
        lines = (one for one in kept.ledger.log(kept.review.id) if one.get("event") == event)
        return next((str(one["at"])[:10] for one in lines if one.get("sha256") == digest), "an earlier day")


ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def _may_come_in(review: Review) -> None:
    """Raise Misused where a review has ended in a way after which nothing is asked any more."""
    if review.closed and not can(review, "returned"):
        raise Misused(
            f"review {review.id} is closed as {review.closed.reason} since {review.closed.at[:10]}: nothing is changed",
            "draft a new round and collect it with that: reportkit review draft",
        )


def _answers(message: Message) -> Iterable[File]:
    """Return the files that somebody may have meant as the answer, those in packed files included."""
    files = [inner for file in message.files for inner in _unpacked(file)]
    word = [file for file in files if kinds.kind(file.data) == "word"]
    return word or [file for file in files if kinds.kind(file.data) == "foreign"]


def _has_word(message: Message) -> bool:
    return any(kinds.kind(file.data) in ("word", "zip") for file in message.files)


def _unpacked(file: File) -> list[File]:
    return inbox.unpacked(file.data) or [] if kinds.kind(file.data) == "zip" else [file]


def _as_kept(message: Message) -> bytes:
    """Return a message as it is kept: its writer's own words first, and then all of it where that is more."""
    fields = {"From": message.sender, "Date": message.date, "Subject": message.subject, "Message-ID": message.id}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    more = f"\n{WHOLE}\n\n{message.text}\n" if message.text != message.words else ""
    return f"{head}\n{message.words}\n{more}".encode("utf-8", "replace")


def _collected(place: str, review: Review, one: Return) -> Collected:
    """Return that a file was taken before, maybe by another run while this one was about it."""
    line = f"already collected on {one.at[:10]}, as return {one.number} of {review.id}"
    return Collected(place, "known", review.id, one.number, one.sha256, (line,))


@contextmanager
def _held(ledger: Ledger, *, dry: bool) -> Iterator[None]:
    """Keep other runs from changing the reviews, where anything is to be written."""
    with nullcontext() if dry else ledger.held():
        yield
