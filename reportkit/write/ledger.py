"""The reviews of one record, in a folder beside it: what was sent and what came back, decisions, and a log.

    sessions/3-1-an-asian-nato.yaml
    sessions/3-1-an-asian-nato.review/
        kuik.1/review.json  sent.docx  sent.json  return-1.docx  return-1.json  decisions.json
        kuik.1/draft-….docx draft-….json    drafts that were made anew, under their sha256: the speaker may have them
        inbox/refused/      files that were not let in, under their sha256
        log.jsonl           append only

Text and untouched originals, all of them written whole. What the files say is in `reviews.py`; nothing here decides
anything. The folder holds personal data and belongs in no public place.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from errno import ENOSPC
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from reportkit.errors import BadRecord, Finding, Origin, Place, Severity
from reportkit.reviews import Decision, Former, Proposal, Review, Sent, moment
from reportkit.write import lock, whole

LOG = "log.jsonl"
SCHEMA = 1

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The reviews of the record `record`; its folder is made when the first is put into it."""

    record: Path

    @property
    def folder(self) -> Path:
        return self.record.with_name(f"{self.record.stem}.review")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs from changing these reviews; raise Busy when one is about it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise whole.unwritten(self.folder, error) from error
        handle = lock.hold(self.folder, "wait until it has ended")
        try:
            yield
        finally:
            os.close(handle)

    # --- reviews ----------------------------------------------------------------------------------------------

    def reviews(self) -> tuple[Review, ...]:
        """Return all reviews, by speaker and round; raise BadRecord where a file of one is damaged, or another's."""
        found, damage = self.legible()
        if damage:
            raise BadRecord(finding for error in damage.values() for finding in error.findings)
        return found

    def legible(self) -> tuple[tuple[Review, ...], dict[str, BadRecord]]:
        """Return the reviews that can be read, and what is wrong with the others, by their folders."""
        found, damage = [], {}
        for path in sorted(self.folder.glob("*/review.json")):
            try:
                found.append(_in_its_place(path, _read(path, Review)))
            except BadRecord as error:
                damage[path.parent.name] = error
        return tuple(sorted(found, key=lambda one: (one.speaker, one.round))), damage

    def fresh(self, review: Review) -> Review:
        """Return `review` as its file has it now, which another run may have written since it was read."""
        path = self.path(review, "review.json")
        return _in_its_place(path, _read(path, Review)) if path.exists() else review

    def put(self, review: Review) -> None:
        """Write what is known of `review`."""
        self._write(review, "review.json", _data(review))

    # --- what was sent and what came back ---------------------------------------------------------------------

    def keep_sent(self, review: Review, word: bytes, sent: Sent) -> None:
        """Keep the bytes that the speaker gets, and what they say."""
        self._write(review, "sent.docx", word)
        self._write(review, "sent.json", _data(sent))

    def sent(self, review: Review, draft: str = "") -> Sent:
        """Return what was sent, or what the draft of the hash `draft` says; raise BadRecord where that is another's."""
        return self._sent(review, draft)[0]

    def sent_word(self, review: Review, draft: str = "") -> bytes:
        """Return the bytes that were sent, or those of `draft`; raise BadRecord when they are not those any more."""
        sent, name = self._sent(review, draft)
        data = self._original(review, name)
        if sha256(data).hexdigest() != sent.sha256:
            path = self.path(review, name)
            raise _damaged(path, "it is not the file that was made", "draft it anew: reportkit review draft")
        return data

    def drafts(self, review: Review) -> tuple[Sent, ...]:
        """Return what the drafts of this round say, that of now first; raise BadRecord where that one is damaged."""
        now = self.sent(review)
        return now, *(one.sent for one in self.formers(review) if one.sent.sha256 != now.sha256)

    def formers(self, review: Review) -> tuple[Former, ...]:
        """Return the drafts of this round that were made anew, the last one first, as far as they can be read."""
        found = []
        for path in self.path(review, "").glob("draft-*.json"):
            with suppress(BadRecord):
                found.append(_of_its_review(path, _read(path, Former), review))
        return tuple(sorted(found, key=lambda one: (one.review.drafted, one.sent.sha256), reverse=True))

    def seen(self, review: Review) -> str:
        """Return the hash of the draft that the last return is compared with; nothing where that is the one of now."""
        came = self.proposal(review)
        return came.draft if came else ""

    def set_aside(self, review: Review) -> None:
        """Keep the draft of `review` beside the one that is made in its place; what is damaged of it is left."""
        with suppress(BadRecord):
            sent = self.sent(review)
            with suppress(BadRecord):
                self._write(review, f"{_aside(sent.sha256)}.docx", self.sent_word(review))
            self._write(review, f"{_aside(sent.sha256)}.json", _data(Former(review, sent)))

    def _sent(self, review: Review, draft: str) -> tuple[Sent, str]:
        """Return what a draft says, and the name of its Word file."""
        path = self.path(review, "sent.json")
        sent = _read(path, Sent)
        if sent.review != review.id:
            raise _damaged(path, f"it is that of {sent.review}", f"put back the one of {review.id}")
        if draft in ("", sent.sha256):
            return sent, "sent.docx"
        path = self.path(review, f"{_aside(draft)}.json")
        return _of_its_review(path, _read(path, Former), review).sent, f"{_aside(draft)}.docx"

    def keep_return(self, review: Review, number: int, data: bytes, suffix: str = "docx") -> None:
        """Keep what came back as it came: `return-1.docx`, or `reply-1.txt` for words without a file."""
        name = f"return-{number}.docx" if suffix == "docx" else f"reply-{number}.{suffix}"
        self._write(review, name, data)

    def keep_proposal(self, review: Review, proposal: Proposal) -> None:
        self._write(review, f"return-{proposal.number}.json", _data(proposal))

    def returned_word(self, review: Review, number: int) -> bytes:
        return self._original(review, f"return-{number}.docx")

    def proposal(self, review: Review, number: int = 0) -> Proposal | None:
        """Return what the `number`-th return proposes, or the last one; None where nothing came back."""
        number = number or (review.returns[-1].number if review.returns else 0)
        return _read(self.path(review, f"return-{number}.json"), Proposal) if number else None

    def replies(self, review: Review) -> tuple[str, ...]:
        """Return the words of messages that came without a file."""
        paths = sorted(self.path(review, "").glob("reply-*.txt"), key=lambda path: (len(path.name), path.name))
        return tuple(_bytes(path).decode("utf-8", "replace") for path in paths)

    def refuse(self, data: bytes) -> Path:
        """Keep a file that was not let in, under its hash, and return where."""
        path = self.folder / "inbox" / "refused" / sha256(data).hexdigest()
        whole.write(path, data)
        return path

    # --- decisions --------------------------------------------------------------------------------------------

    def decisions(self, review: Review) -> dict[str, Decision]:
        """Return what was decided, by the key of the change."""
        path = self.path(review, "decisions.json")
        return {one.key: one for one in _read(path, tuple[Decision, ...])} if path.exists() else {}

    def decide(self, review: Review, decisions: dict[str, Decision]) -> None:
        self._write(review, "decisions.json", _data(tuple(decisions.values())))

    # --- the log ----------------------------------------------------------------------------------------------

    def note(self, event: str, review: str, **facts: object) -> None:
        """Add a line to the log and have it on the disk before anything else happens; raise Unwritten when it is not.

        A line that a full disk or a crash has cut off spoils no other.
        """
        line = {"at": moment(), "event": event, "review": review, **facts}
        data = b"\n" + json.dumps(line, ensure_ascii=False).encode() + b"\n"
        path = self.folder / LOG
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.open("ab", buffering=0) as file:
                if file.write(data) != len(data):
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
                os.fsync(file.fileno())
        except OSError as error:
            raise whole.unwritten(path, error) from error

    def log(self, review: str = "") -> Iterator[dict[str, Any]]:  # what JSON holds
        """Yield the lines of the log in their order, or those of one review.

        Lines that were cut off are none, nor are those that git puts in where two copies meet.
        """
        path = self.folder / LOG
        for line in path.read_bytes().splitlines() if path.exists() else ():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if not isinstance(entry, dict) or not {"event", "review", "at"} <= entry.keys():
                continue
            if not review or entry["review"] == review:
                yield entry

    def purged(self, review: Review) -> str:
        """Return when the originals of a review were removed; nothing where they were not."""
        times = [str(line["at"]) for line in self.log(review.id) if line.get("event") == "purged"]
        return times[-1] if times else ""

    # --- files ------------------------------------------------------------------------------------------------

    def path(self, review: Review, name: str) -> Path:
        return self.folder / review.folder / name

    def _original(self, review: Review, name: str) -> bytes:
        """Return the bytes of a file as it went or came; of one that was purged, BadRecord says so."""
        path = self.path(review, name)
        if not path.exists() and (purged := self.purged(review)):
            raise _damaged(path, f"it was purged at {purged}", "what it said is in the files beside it")
        return _bytes(path)

    def _write(self, review: Review, name: str, data: bytes) -> None:
        whole.write(self.path(review, name), data)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # any of the types of `reviews`, or a tuple of them
    return TypeAdapter(kind)


def _data(thing: Any) -> bytes:  # one of the types of `reviews`
    kind = tuple[Decision, ...] if isinstance(thing, tuple) else type(thing)
    plain = _adapter(kind).dump_python(thing, mode="json")  # type: ignore[arg-type] # types can be hashed
    return (json.dumps({"schema": SCHEMA, "is": plain}, ensure_ascii=False, indent=1) + "\n").encode()


def _read(path: Path, kind: type[Kept]) -> Kept:
    try:
        data = json.loads(_bytes(path))
        if data["schema"] != SCHEMA:
            raise _damaged(path, f"it has the schema {data['schema']}", "read it with the reportkit that wrote it")
        kept: Kept = _adapter(kind).validate_python(data["is"])  # type: ignore[arg-type] # as above
        return kept
    except (ValueError, KeyError, TypeError, ValidationError):
        raise _damaged(path, "it is no file of a review", "take it out of your backups, or draft anew") from None


def _in_its_place(path: Path, review: Review) -> Review:
    """Return the review that was read from `path`; a copy in another folder would be sent and answered twice."""
    if path.parent.name != review.folder:
        hint = f"take the folder out of {path.parent.parent.name}, or give it back its name"
        raise _damaged(path, f"it is that of {review.id}, whose folder is {review.folder}", hint)
    return review


def _aside(sha256: str) -> str:
    """Return what the files of a draft are called that was made anew."""
    return f"draft-{sha256[:16]}"


def _of_its_review(path: Path, former: Former, review: Review) -> Former:
    if former.sent.review != review.id or path.stem != _aside(former.sent.sha256):
        raise _damaged(path, f"it is that of {former.sent.review}", f"put back the one of {review.id}")
    return former


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _damaged(path, error.strerror or str(error), "take it out of your backups, or draft anew") from None


def _damaged(path: Path, what: str, hint: str) -> BadRecord:
    where = Origin(str(path))
    return BadRecord([Finding(Severity.ERROR, where, f"cannot be used: {what}", hint, "review", Place(str(path)))])
