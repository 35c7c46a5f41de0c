"""What the logs know of letters, so that none leaves twice: what a line says before a letter leaves, and after.

    sending   on the disk before a byte of the letter leaves
    sent      the server has it, with its answer
    failed    the server does not have it, with its code
    bounced   it came back as not delivered

A `sending` that nothing follows is a run that was killed: nobody knows whether the letter left. Reminders have lines of
their own, `reminding`, `reminded` and `unreminded`. A letter about several reviews is noted in the log of each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from reportkit.reviewing.finding import Held
from reportkit.reviews import How

Kind = Literal["review", "reminder"]

Fate = Literal["none", "sent", "pending", "bounced", "unknown"]
"""What became of the last try: there was none, it went well, it may be made again, it may not, nobody knows."""

EVENTS: dict[Kind, tuple[str, str, str]] = {
    "review": ("sending", "sent", "failed"),
    "reminder": ("reminding", "reminded", "unreminded"),
}

AS_FILE: dict[Kind, str] = {"review": "eml", "reminder": "reminder-eml"}
"""The event of a letter that was written as a message file, for somebody to send."""


BOUNCED = "bounced"
"""The event of a letter that left and came back (RFC 3464), as `collecting.py` notes it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the log knows of the letter of one review: what became of it, when, whither, and what the server said.

    `message` is the hash of the message, which another log may know more of. `file` is when a message file was
    written last, and `draft` the hash of the draft in it.
    """

    fate: Fate = "none"
    at: str = ""
    to: str = ""
    said: str = ""
    message_id: str = ""
    message: str = ""
    how: How = "smtp"
    file: str = ""
    draft: str = ""


def known(held: Held, kind: Kind = "review") -> Known:
    """Return what the log has on the letter of a review, its last try first of all."""
    return said_by(held.ledger.log(held.review.id), kind)


def said_by(lines: Iterable[dict[str, Any]], kind: Kind = "review") -> Known:  # what JSON holds
    """Return what these lines of a log, which are those of one review, say of its letter."""
    leaving, left, failed = EVENTS[kind]
    found, file, draft = Known(), "", ""
    for line in lines:
        event = line.get("event")
        if event == AS_FILE[kind]:
            file, draft = str(line.get("at", "")), str(line.get("docx", ""))
        elif event in (leaving, left, failed) and not _of_an_earlier_try(line, found, failed):
            fate: Fate = "unknown" if event == leaving else "sent" if event == left else _failure(line)
            found = _noted(fate, line)
        elif event == BOUNCED and kind == "review":
            found = replace(found, fate="bounced")
    return replace(found, file=file, draft=draft)


def _of_an_earlier_try(line: dict[str, object], last: Known, failed: str) -> bool:
    """Tell whether a failure is not that of the last letter: logs that git has merged are in no order of time."""
    return line.get("event") == failed and last.message not in ("", line.get("message"))


def _failure(line: dict[str, object]) -> Fate:
    return "pending" if line.get("again") else "bounced"


def _noted(fate: Fate, line: dict[str, object]) -> Known:
    at, to, id, message = (
        str(line.get(name, "")) for name in ("on" if "on" in line else "at", "to", "message_id", "message")
    )
    said = " ".join(str(line[name]) for name in ("code", "text") if name in line)
    how: How = "hand" if line.get("how") == "hand" else "eml" if line.get("how") == "eml" else "smtp"
    return Known(fate, at, to, said, id, message, how)


def settled(knowns: Iterable[Known]) -> list[Known]:
    """Return `knowns` with those as sent that another log has as sent: a run was killed while it noted that in all."""
    knowns = list(knowns)
    sent = {one.message for one in knowns if one.fate == "sent" and one.message}
    return [replace(one, fate="sent") if one.fate == "unknown" and one.message in sent else one for one in knowns]


def day(at: str, held: Held) -> str:
    """Return the day of a time in UTC, as it is where the event is."""
    return clock(at, held)[:10]


def clock(at: str, held: Held) -> str:
    """Return a time in UTC as clocks show it where the event is: `2026-04-20 18:30`."""
    try:
        time = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return at
    return time.astimezone(held.session.zone or UTC).strftime("%Y-%m-%d %H:%M")
