"""What came back, to be looked at: passage by passage what was sent, what the record says now, what is proposed.

One view, three dresses: lines for a terminal (`lines.py`), one page without any other file, JSON. All that a returned
file says is hostile: no control character and no override of direction gets through, and the page has it as text only.
Deciding is in `deciding.py`; the Word file with real tracked changes is made by `redline.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reportkit.collect.source import plain
from reportkit.counting import plural
from reportkit.errors import visible
from reportkit.jinja import fill
from reportkit.resources import room
from reportkit.reviewing.deciding import DONE, Case, opened, takes_all
from reportkit.reviewing.finding import Held
from reportkit.reviewing.meeting import Clash, whereabouts
from reportkit.reviews import Change, Comment, Outside, Proposal

SCHEMA = "reportkit/review-1"

Mark = tuple[str, str, str]
"""A piece of a text: `same`, `old` or `new`, its words, and the number of the change that it is of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One change with what is known of it: what was decided, whether it clashes, whether it leaves nothing."""

    change: Change
    verdict: str
    by: str = ""
    text: str = ""
    applied: str = ""
    clash: Clash | None = None
    takes_all: bool = False

    @property
    def state(self) -> str:
        """What became of it in words: `open`, `accepted by Ann, in the record`."""
        if not self.verdict:
            return "open"
        return f"{self.verdict} by {visible(self.by)}" + (", in the record" if self.applied else "")


@dataclass(frozen=True, slots=True)
class Remarked:
    """A comment and the replies to it."""

    comment: Comment
    replies: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage: as sent, as the record has it now (None where it is gone), as it would be with all changes."""

    number: int
    id: str
    whose: str
    own: bool
    sent: str
    now: str | None
    proposed: str
    gone: bool
    why: str
    marks: tuple[Mark, ...]
    changes: tuple[Seen, ...]
    comments: tuple[Remarked, ...]

    @property
    def touched(self) -> bool:
        return bool(self.changes or self.comments)

    @property
    def moved_on(self) -> bool:
        """Whether the record says something else by now."""
        return self.now != self.sent


@dataclass(frozen=True, slots=True)
class View:
    """A review with all that came back."""

    case: Case
    passages: tuple[Shown, ...]
    comments: tuple[Remarked, ...]
    replies: tuple[str, ...]

    @property
    def outside(self) -> tuple[Outside, ...]:
        return self.case.proposal.outside

    @property
    def verdict(self) -> str:
        """What came back, in one sentence."""
        changes, comments = len(self.case.proposal.changes), len(self.case.proposal.comments)
        if not self.case.proposal.number:
            return "Answered in words, without a file."
        if not changes and not comments and not self.outside:
            return "No change: reads as agreed?"
        parts = [plural(changes, "change") if changes else "No change of words"]
        if changes:
            left = len(self.case.open)
            parts.append(f"{left:,} open" if left else "all decided")
        if self.case.clashes:
            parts.append(f"{len(self.case.clashes):,} against other words in the record")
        if comments:
            parts.append(plural(comments, "comment"))
        return ", ".join(parts) + "."


def view(held: Held, number: int = 0) -> View:
    """Return what came back for a review, the last time or the `number`-th; raise Misused where nothing did."""
    replies = held.ledger.replies(held.review)
    case = _only_words(held) if replies and not held.review.returns else opened(held, number)
    names = {person.id: person.name for _, person in held.session.people if person.id}
    threads = _threads(case.proposal.comments)
    shown = tuple(_shown(case, at, names, threads) for at in range(len(case.sent.passages)))
    known = {one.id for one in shown}
    return View(case, shown, tuple(one for one in threads if one.comment.passage not in known), replies)


def _only_words(held: Held) -> Case:
    """Return the case of a review that was answered without a file."""
    sent = held.ledger.sent(held.review)
    nothing = Proposal(held.review.id, 0, "", held.review.base, ())
    return Case(held, sent, nothing, {}, whereabouts(sent, held.session.sketch), {})


def _threads(comments: tuple[Comment, ...]) -> list[Remarked]:
    """Return the comments that are no replies, each with all replies below it."""

    def first(at: int) -> int:
        seen = set()
        while (before := comments[at].reply_to) is not None and before < len(comments) and at not in seen:
            seen.add(at)
            at = before
        return at

    heads = [first(at) for at in range(len(comments))]
    return [
        Remarked(comment, tuple(other for to, other in enumerate(comments) if heads[to] == at and to != at))
        for at, comment in enumerate(comments)
        if heads[at] == at
    ]


def _shown(case: Case, at: int, names: dict[str, str], threads: list[Remarked]) -> Shown:
    sent = case.sent.passages[at]
    back = next((one for one in case.proposal.passages if one.id == sent.id), None)
    changes = [change for change in case.proposal.changes if change.passage == sent.id]
    now = case.now[sent.id]
    return Shown(
        number=at + 1,
        id=sent.id,
        whose=names.get(sent.speaker or "", sent.speaker or _nobodys(case, sent.id)),
        own=sent.speaker == case.held.review.speaker,
        sent=sent.text,
        now=None if now.at is None else sent.text if now.text == sent.source else plain(now.text),
        proposed=back.accepted if back else sent.text,
        gone=bool(back and back.gone),
        why=now.why,
        marks=tuple(_marks(sent.text, changes)),
        changes=tuple(seen_as(case, change) for change in changes),
        comments=tuple(one for one in threads if one.comment.passage == sent.id),
    )


def _nobodys(case: Case, id: str) -> str:
    """Return what a passage is called that is no speaker's."""
    discussed = {passage.id for passage in case.held.session.sketch if passage.discussion}
    return "the discussion" if id in discussed else "nobody in particular"


def seen_as(case: Case, change: Change) -> Seen:
    """Return a change with all that is known of it in `case`."""
    decision, clash = case.decision(change), case.clashes.get(change.key)
    whole = takes_all(case, change)
    if decision is None:
        return Seen(change, "", clash=clash, takes_all=whole)
    done = DONE[decision.verdict]
    return Seen(change, done, decision.by, decision.text, decision.applied, clash, whole)


def _marks(text: str, changes: list[Change]) -> Iterator[Mark]:
    """Yield a sent text in pieces, with what each change takes out of it and puts into it."""
    at = 0
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        yield from (("same", text[at : change.start], ""),) * (change.start > at)
        yield from (("old", change.before, change.number),) * bool(change.before)
        yield from (("new", change.after, change.number),) * bool(change.after)
        at = change.end
    if text[at:]:
        yield "same", text[at:], ""


SENTENCE = re.compile(r"[.!?…]['\"’”)\]]*\s|[。！？]|\n")
"""What ends a sentence, near enough to show a change in its own."""

MOST = 300
"""How many characters of a sentence are shown on each side of a change."""


def in_its_sentence(text: str, change: Change) -> tuple[str, str]:
    """Return what stands before and behind a change in its sentence, or near it where that is long."""
    before, after = text[: change.start], text[change.end :]
    starts = [match.end() for match in SENTENCE.finditer(before, max(0, len(before) - MOST))]
    end = SENTENCE.search(after[:MOST])
    head = before[starts[-1] :] if starts else before if len(before) <= MOST else before[-MOST:].partition(" ")[2]
    tail = after[: end.end()].rstrip() if end else after if len(after) <= MOST else after[:MOST].rpartition(" ")[0]
    return "…" * (not starts and len(before) > MOST) + head, tail + "…" * (not end and len(after) > MOST)


# --- words that may be shown ------------------------------------------------------------------------------------


def safe(words: str) -> str:
    """Return words in their lines, without what no reader should be sent."""
    return "\n".join(visible(line) for line in words.replace("\r\n", "\n").split("\n"))


def signed(words: str) -> str:
    """Return the words of a change: the end of a paragraph, and blanks alone, are shown by signs."""
    shown = safe(words).replace("\n", "¶")
    return "␣" * len(shown) if shown and not shown.strip(" \xa0") else shown


# --- JSON -------------------------------------------------------------------------------------------------------


def as_data(view: View) -> dict[str, Any]:  # what JSON holds
    """Return all of a view, as docs/commands.md describes it."""
    review, proposal = view.case.held.review, view.case.proposal
    return {
        "schema": SCHEMA,
        "review": review.id,
        "session": review.session,
        "speaker": review.speaker,
        "name": review.name,
        "state": review.state,
        "return": proposal.number,
        "returns": [{"number": one.number, "at": one.at} for one in review.returns],
        "open": [change.number for change in view.case.open],
        "untracked": proposal.untracked,
        "formatting": proposal.formatting,
        "remarks": list(proposal.remarks),
        "passages": [_passage(one) for one in view.passages],
        "comments": [_thread(one) for one in view.comments],
        "outside": [
            {
                "where": one.where,
                "before": one.before,
                "after": one.after,
                "tracked": one.tracked,
                "author": one.author,
                "date": one.date,
            }
            for one in view.outside
        ],
        "replies": list(view.replies),
    }


def _passage(shown: Shown) -> dict[str, object]:
    return {
        "number": shown.number,
        "id": shown.id,
        "whose": shown.whose,
        "own": shown.own,
        "sent": shown.sent,
        "now": shown.now,
        "proposed": shown.proposed,
        "gone": shown.gone,
        "changes": [_change(one) for one in shown.changes],
        "comments": [_thread(one) for one in shown.comments],
    }


def _change(seen: Seen) -> dict[str, object]:
    change, clash = seen.change, seen.clash
    return {
        "number": change.number,
        "key": change.key,
        "kind": change.kind,
        "start": change.start,
        "before": change.before,
        "after": change.after,
        "tracked": change.tracked,
        "author": change.author,
        "date": change.date,
        "decision": seen.verdict or None,
        "by": seen.by,
        "text": seen.text,
        "applied": seen.applied,
        "conflict": clash and {"why": clash.why, "spots": [[one.sent, one.now, one.theirs] for one in clash.spots]},
    }


def _thread(one: Remarked) -> dict[str, object]:
    return {**_comment(one.comment), "quote": one.comment.quote, "replies": [_comment(reply) for reply in one.replies]}


def _comment(comment: Comment) -> dict[str, object]:
    return {"author": comment.author, "date": comment.date, "text": comment.text, "resolved": comment.resolved}


# --- one page ---------------------------------------------------------------------------------------------------


def page(view: View) -> bytes:
    """Return a view as one page that asks for no other file."""
    held = view.case.held
    sheets = [(room("styles") / name).read_text(encoding="utf-8") for name in ("report.css", "review.css")]
    passages = [_dressed(one) for one in view.passages]
    filled = fill(
        "review.html.j2",
        (),
        id=visible(held.review.id),
        title=visible(held.session.title),
        language=held.session.tongue,
        speaker=visible(held.review.name),
        verdict=view.verdict,
        facts=_facts(view),
        remarks=[visible(one) for one in view.case.proposal.remarks],
        passages=passages,
        comments=[_spoken(one) for one in view.comments],
        outside=[(visible(one.where), safe(one.before), safe(one.after), claim(one)) for one in view.outside],
        replies=[safe(one) for one in view.replies],
        sheet=Markup("\n".join(sheets)),  # noqa: S704 - our own files
    )
    return filled.encode()


def _facts(view: View) -> list[tuple[str, str]]:
    """Return what stands beside the passages, by name."""
    review, proposal = view.case.held.review, view.case.proposal
    came = next((one.at for one in review.returns if one.number == proposal.number), "")
    states = [one.verdict or "open" for passage in view.passages for one in passage.changes]
    facts = {
        "State": review.state,
        "Came back": came.replace("T", " ").replace("Z", " UTC"),
        "Return": f"{proposal.number} of {len(review.returns)}" if len(review.returns) > 1 else "",
        "Tracked": "" if not states else "not all of it" if proposal.untracked else "all of it",
        "Changes of looks": f"{proposal.formatting:,}" if proposal.formatting else "",
        **{state.capitalize(): f"{states.count(state):,}" for state in ("open", *DONE.values()) if state in states},
    }
    return [(name, value) for name, value in facts.items() if value]


def _dressed(shown: Shown) -> dict[str, Any]:  # for a template
    return {
        "number": shown.number,
        "id": visible(shown.id),
        "whose": visible(shown.whose),
        "own": shown.own,
        "touched": shown.touched or (shown.moved_on and bool(shown.changes)),
        "marks": [(kind, *_paragraphs(kind, words), number) for kind, words, number in shown.marks],
        "sent": safe(shown.sent).split("\n"),
        "now": safe(shown.now).split("\n") if shown.now is not None else [],
        "moved_on": shown.moved_on,
        "why": visible(shown.why),
        "gone": shown.gone,
        "changes": [_row(one) for one in shown.changes],
        "comments": [_spoken(one) for one in shown.comments],
    }


def _paragraphs(kind: str, words: str) -> tuple[list[str]]:
    """Return words in their paragraphs; of a change, the end of one is a sign to be seen."""
    return (safe(words).split("\n") if kind == "same" else [signed(words)],)


def _row(seen: Seen) -> dict[str, Any]:  # for a template
    change, clash = seen.change, seen.clash
    return {
        "number": visible(change.number),
        "kind": change.kind,
        "old": signed(change.before),
        "new": signed(change.after),
        "claim": claim(change),
        "state": seen.state,
        "class": seen.verdict or "open",
        "text": signed(seen.text) if seen.verdict == "edited" else "",
        "takes_all": seen.takes_all,
        "why": visible(clash.why) if clash else "",
        "spots": [tuple(map(safe, (one.sent, one.now, one.theirs))) for one in clash.spots] if clash else [],
    }


def _spoken(one: Remarked) -> dict[str, Any]:  # for a template
    return {
        "quote": safe(one.comment.quote),
        "said": [(who(each), day(each.date), safe(each.text), each.resolved) for each in (one.comment, *one.replies)],
    }


def who(comment: Comment) -> str:
    return visible(comment.author) or "somebody"


def day(date: str) -> str:
    """Return the day of a date as the file claims it."""
    match = re.match(r"\d{4}-\d\d-\d\d", date)
    return match[0] if match else visible(date)


def claim(change: Change | Outside) -> str:
    """Return who is said to have changed something, and when: `tracked, Lavina Lee, 2026-04-20`."""
    if not change.tracked:
        return "not tracked"
    return ", ".join(filter(None, ["tracked", visible(change.author), day(change.date)]))
