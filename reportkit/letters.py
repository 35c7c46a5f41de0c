"""What a letter to a speaker says, and where it goes: plain data between `compose`, `deliver` and `reviewing`.

Its sentences are those of `templates/mail/`, one file for each kind of letter and language.
"""

from dataclasses import dataclass
from typing import Literal

LetterKind = Literal["review", "reminder"]
"""A first letter with a draft, or one that reminds of it."""

Per = Literal["session", "person"]
"""Whether somebody gets a letter for each session, or one for all of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says of one session: how it is called, when it was, and which passages of the draft are theirs.

    `passages` quotes the labels in the draft, and is empty where no passage is the reader's. `file` is the name of the
    draft beside the letter.
    """

    kicker: str
    title: str
    when: str
    passages: str
    several: bool
    file: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, decided but for its sentences.

    `name` is how it greets, `host` who signs it, `about` what its subject names. `deadline` are the words for one
    moment, by the reader's clock and by that of the event where they differ; there may be none. `overdue` tells that it
    has passed, `silence` that the text counts as approved then. `ask` is the address for questions, `disclaimer` what
    stands on every page. With `comments_only`, the drafts take no other corrections.
    """

    kind: LetterKind
    language: str
    direction: str
    name: str
    host: str
    event: str
    about: str
    parts: tuple[Part, ...]
    deadline: tuple[str, ...]
    overdue: bool
    silence: bool
    disclaimer: str
    ask: str
    comments_only: bool = False

    @property
    def several(self) -> bool:
        """Whether it is about more than one session."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address, and whose it is; the name may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A Word file beside a letter: its name, one in ASCII for programs that read no other, and its bytes."""

    name: str
    plain_name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a letter goes, where it comes from, and how it is known (RFC 5322).

    `answers` are the messages that it follows, `reviews` the ids of the reviews that it is about. An event that says
    nothing of mail has no sender; a mail program fills in its own.
    """

    to: Mailbox
    sender: Mailbox | None
    reply_to: Mailbox | None
    message_id: str
    answers: tuple[str, ...]
    reviews: tuple[str, ...]
