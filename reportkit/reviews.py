"""What a review is: what one speaker was sent, what came back, what an editor decided, how it ended.

Plain data, as the files beside a record have it; those are kept by `write/ledger.py`. What happens to it is in
`reviewing/`, step by step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

State = Literal["drafted", "sent", "returned", "closed"]
"""Where a review stands. Overdue, bounced and partly decided are no states; they follow from what is known."""

Reason = Literal["approved", "silent", "withdrawn"]
"""How a review ended: the speaker agreed, the deadline that the letter named passed, or nobody asks any more."""

How = Literal["smtp", "eml", "hand"]
"""How a draft left: sent by us, as a message file that somebody sends, or in a way that we know nothing of."""

Kind = Literal["replace", "insert", "delete", "split", "join", "move", "typography"]
"""What a change does. One of `typography` leaves the words as they are: blanks, quotation marks, hyphens."""

Verdict = Literal["accept", "reject", "edit"]


@dataclass(frozen=True, slots=True)
class SentPassage:
    """A passage as it was sent: its Markdown in the record, and what of it is to be read in the Word file.

    In `text`, paragraphs end where a line does.
    """

    id: str
    speaker: str | None
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a speaker was sent, all passages in their order: the ground on which a return is compared.

    `sha256` is that of the Word file; `base` that of the passages, which the file knows as its own property.
    """

    review: str
    base: str
    sha256: str
    passages: tuple[SentPassage, ...]


@dataclass(frozen=True, slots=True)
class Sending:
    """When and how a draft left; the `message_id` is that of the letter, where one is known (RFC 5322)."""

    at: str
    how: How
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A file that came back, the `number`-th of its review; `sender` is the address that a message came from."""

    number: int
    sha256: str
    at: str
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a review ended, when, and by whose word; `text` is the hash of the passages as they were approved."""

    reason: Reason
    at: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """One round of one speaker's sign-off, called `3-1.kuik.1`.

    `record` is the file name of the session's record, `own` are the ids of the speaker's passages when the draft was
    made; there may be none. Times are in UTC, but the `deadline` is local to the event: `2026-05-04T18:00`.
    """

    id: str
    session: str
    record: str
    speaker: str
    name: str
    round: int
    own: tuple[str, ...]
    base: str
    drafted: str
    deadline: str = ""
    protect: str = ""
    sent: Sending | None = None
    returns: tuple[Return, ...] = ()
    closed: Closing | None = None

    @property
    def state(self) -> State:
        if self.closed:
            return "closed"
        return "returned" if self.returns else "sent" if self.sent else "drafted"

    @property
    def folder(self) -> str:
        """The name of its folder beside the record: `kuik.1`."""
        return f"{self.speaker}.{self.round}"


@dataclass(frozen=True, slots=True)
class Former:
    """A draft that was made anew in its round: the review as it was then, and what the draft said.

    The speaker may have it all the same: nobody sees from here when a message file is sent.
    """

    review: Review
    sent: Sent


# --- what came back ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One edit in what came back: `before`, from `start` on in the sent text of its passage, becomes `after`.

    `number` is what people call it, `2.1`: the first in the second passage. `key` stays the same for the same edit,
    whichever reader finds it. Author and date are claims of the file, and empty where nothing was tracked. `own` tells
    whether the passage is the reviewer's.
    """

    key: str
    number: str
    passage: str
    kind: Kind
    before: str
    after: str
    start: int
    own: bool
    tracked: bool = False
    author: str = ""
    date: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.before)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody remarked in the margin, beside the words of `quote`; `passage` is empty where it is beside none.

    `reply_to` counts the comments of the proposal from 0. `resolved` is None where the file does not say.
    """

    author: str
    date: str
    text: str
    passage: str = ""
    quote: str = ""
    reply_to: int | None = None
    resolved: bool | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """An edit that lies in no passage: in a label, the head, a table of people, a footnote, a text box, a new page."""

    where: str
    before: str
    after: str
    tracked: bool = False
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class ReturnedPassage:
    """A passage as it came back: its text with all changes taken, and with none of the tracked ones.

    `gone` tells that nothing is left of it.
    """

    id: str
    accepted: str
    rejected: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came back, read: nothing of the returned file is lost in it.

    For each passage, the sent text with all its `changes` is its accepted text, character by character. `untracked`
    tells whether something was changed that no mark of the file tells of. `formatting` counts changes of looks only.
    `remarks` say in words what an editor should know: a label that was missing, passages that were joined.

    `draft` is the hash of the draft that it is compared with, of several in a round; `stray` tells that the file was
    made of none of them, so that a change may be none of the speaker's.
    """

    review: str
    number: int
    sha256: str
    base: str
    passages: tuple[ReturnedPassage, ...]
    changes: tuple[Change, ...] = ()
    comments: tuple[Comment, ...] = ()
    outside: tuple[Outside, ...] = ()
    untracked: bool = False
    formatting: int = 0
    remarks: tuple[str, ...] = ()
    draft: str = ""
    stray: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided on the change `key`: `text` is what stands there instead, of an edit.

    `applied` is when the record took it, in UTC, and empty before. `over` is the hash of what the record says by now in
    place of what was sent, where an editor saw both and decided that this is to stand instead.
    """

    key: str
    verdict: Verdict
    by: str
    at: str
    text: str = ""
    applied: str = ""
    over: str = ""


# --- what all steps agree on ------------------------------------------------------------------------------------


def text_hash(passages: Iterable[tuple[str, str]]) -> str:
    """Return the hash of passages, ids and Markdown in their order: what an approval is bound to."""
    digest = sha256()
    for id, source in passages:
        for part in (id, source):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def change_key(passage: str, start: int, before: str, after: str) -> str:
    """Return what a change is known by, even when the file is read again by a better reader."""
    return sha256("\0".join([passage, str(start), before, after]).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def moment(time: datetime | None = None) -> str:
    """Return `time`, or that of the clock, in UTC to the second: `2026-04-20T09:30:00Z`."""
    return (time or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
