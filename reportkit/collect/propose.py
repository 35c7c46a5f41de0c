"""What a returned file proposes: every change of a passage, every edit beside them, every comment, and who claims it.

The texts decide what was changed, the marks of the file only who did it and when. Where passages are is found in
`locate.py`, edits in `_changes.py`; what becomes of a proposal is in `reviewing/`.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportkit.collect._changes import Edit, edits
from reportkit.collect._history import Character, former, history, standing
from reportkit.collect.locate import Located, Place, located
from reportkit.reviews import Change, Comment, Outside, Proposal, ReturnedPassage, Review, Sent, SentPassage, change_key
from reportkit.wordml.revisions import Paragraph, Remark, Revised

NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

ON_EVERY_PAGE = ("header", "footer")


def proposed(
    review: Review, sent: Sent, revised: Revised, number: int, sha256: str, base: Revised | None = None
) -> Proposal:
    """Return what the `number`-th return of `review` proposes.

    `base` is the file that was sent, read again: against it everything beside the passages is compared. Without it,
    only tracked changes are seen there, and our own comments are taken for the reviewer's.
    """
    there = located(revised, sent, base)
    found = [_read(review, passage, place) for passage, place in zip(sent.passages, there.passages, strict=True)]
    changes = tuple(change for one in found for change in one.changes())
    outside = tuple(_outside(revised, there, base, located(base, sent, base) if base else None))
    return Proposal(
        review=review.id,
        number=number,
        sha256=sha256,
        base=sent.base,
        passages=tuple(one.returned for one in found),
        changes=changes,
        comments=_comments(revised.remarks, there.homes, found, base.remarks if base else ()),
        outside=outside,
        untracked=not all([*(one.tracked for one in changes), *(one.tracked for one in outside)]),
        formatting=revised.formatting,
        remarks=(*(remark for one in found for remark in one.remarks()), *_of_the_file(revised, base)),
        draft=sent.sha256,
    )


# --- passages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage as it was sent, where it is now, and what makes the one of the other.

    `blurred` tells that its changes could not be told apart.
    """

    sent: SentPassage
    place: Place
    returned: ReturnedPassage
    edits: tuple[Edit, ...]
    own: bool
    blurred: bool

    def changes(self) -> Iterator[Change]:
        for number, edit in enumerate(self.edits, 1):
            yield Change(
                key=change_key(self.sent.id, edit.start, edit.before, edit.after),
                number=f"{self.place.number}.{number}",
                passage=self.sent.id,
                kind=edit.kind,
                before=edit.before,
                after=edit.after,
                start=edit.start,
                own=self.own,
                tracked=edit.tracked,
                author=edit.author,
                date=edit.date,
            )

    def remarks(self) -> Iterator[str]:
        """Yield what an editor should know of this passage."""
        name = f"passage {self.place.number}"
        if not self.place.found:
            yield f"{name} not found in the file: look for its words beside the passages"
            return
        yield from self.of_the_label()
        if self.returned.gone:
            yield f"{name} deleted by the reviewer: decide"
        if self.place.into:
            unchanged = "" if self.edits else ", text unchanged"
            yield f"{name} ends at {self.place.into} ({self.place.into.split()[-2:][0]} joined{unchanged})"
        if self.place.stray:
            yield f"{name} stands in another place among the passages"
        yield from self.of_paragraphs()
        if self.blurred:
            yield f"{name} is shown as one replacement: its changes cannot be told apart"
        if self.edits and not self.own:
            whose = f" ({self.place.name})" if self.place.name else ""
            yield f"warning: {_count(len(self.edits), 'change')} in {name}{whose}, not the reviewer's own"

    def of_the_label(self) -> Iterator[str]:
        by = {"bookmark": "its bookmark", "style": "its style", "likeness": "its words", "words": "", "": ""}
        if self.place.bare or self.place.found == "likeness":
            yield f"label of passage {self.place.number} missing, found by {by[self.place.found] or 'its place'}"
        elif self.place.found == "style":
            yield f"label of passage {self.place.number} rewritten, found by its style"

    def of_paragraphs(self) -> Iterator[str]:
        splits, joins = (sum(1 for edit in self.edits if edit.kind == kind) for kind in ("split", "join"))
        if splits:
            parts = NUMBERS[splits + 1] if splits + 1 < len(NUMBERS) else str(splits + 1)
            yield f"passage {self.place.number} split in {parts}"
        if joins:
            yield f"passage {self.place.number}: {_count(joins + 1, 'paragraph')} joined"


def _read(review: Review, sent: SentPassage, place: Place) -> _Passage:
    letters = history(place.paragraphs)
    now = standing(letters)
    gone = bool(sent.text.strip()) and not now.strip()
    found, blurred = _surely(sent.text, letters)
    returned = ReturnedPassage(sent.id, now, former(letters), gone)
    return _Passage(sent, place, returned, found, sent.id in review.own, blurred)


def _surely(sent: str, letters: Sequence[Character]) -> tuple[tuple[Edit, ...], bool]:
    """Return the edits that make of `sent` what stands now; one for everything, and True, where they do not."""
    try:
        return tuple(edits(sent, letters)), False
    except ValueError:
        marks = dict.fromkeys(mark for letter in letters for mark in (letter.added, letter.removed) if mark)
        return (Edit(0, sent, standing(letters), "replace", former(letters) == sent, tuple(marks)),), True


# --- beside the passages ----------------------------------------------------------------------------------------


def _outside(revised: Revised, there: Located, base: Revised | None, sent: Located | None) -> Iterator[Outside]:
    """Yield every edit that is in no passage."""
    for place, before in zip(there.passages, sent.passages if sent else there.passages, strict=True):
        where = f"label of passage {place.number}"
        if place.label or sent:
            yield from _edits(where, history(place.label), standing(history(before.label)) if sent else None)
    lost = not all(place.found for place in there.passages)
    now = {one.where: one.paragraphs for one in there.beside}
    then = {one.where: one.paragraphs for one in sent.beside} if sent else {}
    for where in dict.fromkeys((*now, *then)):
        text = standing(history(then.get(where, ()))) if sent else "" if lost else None
        yield from _edits(where, history(now.get(where, ())), text)
    for kind in dict.fromkeys(story.kind for one in (revised, base) if one for story in one.others):
        yield from _story(kind, revised, base)


def _story(kind: str, revised: Revised, base: Revised | None) -> Iterator[Outside]:
    paragraphs = _paragraphs(kind, revised)
    if base is None:
        yield from _edits(kind, history(paragraphs), None)
    elif kind in ON_EVERY_PAGE:
        yield from _on_every_page(kind, revised, base)
    else:
        yield from _edits(kind, history(paragraphs), standing(history(_paragraphs(kind, base))))


def _on_every_page(kind: str, revised: Revised, base: Revised) -> Iterator[Outside]:
    """Yield edits of what a file has several times, for several kinds of pages; numbers of pages are no edits.

    LibreOffice writes the words of one kind of page behind those of another, which is no edit either.
    """
    known = {_unnumbered(paragraph) for one in ON_EVERY_PAGE for paragraph in _paragraphs(one, base)}
    kept = {_unnumbered(paragraph) for one in ON_EVERY_PAGE for paragraph in _paragraphs(one, revised)}
    new = [one for one in _paragraphs(kind, revised) if not _is_made_of(_unnumbered(one), known)]
    lost = [one for one in _paragraphs(kind, base) if _unnumbered(one) not in kept]
    yield from _edits(kind, history(_each_once(new)), standing(history(_each_once(lost))))


def _is_made_of(words: str, known: Collection[str]) -> bool:
    """Tell whether `words` are known ones, or several of them in a row."""
    for one in sorted(known, key=len, reverse=True):
        words = words.replace(one, "") if one else words
    return not words


def _each_once(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return list({_unnumbered(paragraph): paragraph for paragraph in paragraphs}.values())


def _unnumbered(paragraph: Paragraph) -> str:
    return re.sub(r"\d+", "0", "".join(standing(history([paragraph])).split()))


def _paragraphs(kind: str, revised: Revised) -> list[Paragraph]:
    return [paragraph for story in revised.others if story.kind == kind for paragraph in story.paragraphs]


def _edits(where: str, letters: Sequence[Character], sent: str | None) -> Iterator[Outside]:
    """Yield the edits that were made somewhere; where it is not known what was sent there, those that were tracked."""
    found, _ = _surely(former(letters) if sent is None else sent, letters)
    for edit in found:
        if edit.tracked or "".join(edit.before.split()) != "".join(edit.after.split()):
            yield Outside(where, edit.before, edit.after, edit.tracked, edit.author, edit.date)


# --- comments ---------------------------------------------------------------------------------------------------


def _comments(
    remarks: Sequence[Remark],
    homes: Sequence[tuple[str, ...]],
    passages: Sequence[_Passage],
    ours: Sequence[Remark],
) -> tuple[Comment, ...]:
    """Return all comments but our own, which are told by author and text; replies to those stay."""
    own = {_said(remark) for remark in ours}
    kept = [place for place, remark in enumerate(remarks) if _said(remark) not in own]
    numbers = {place: number for number, place in enumerate(kept)}
    return tuple(
        Comment(
            author=remark.author,
            date=remark.date,
            text=remark.text,
            passage=_home(remark, homes, passages),
            quote=remark.quote,
            reply_to=None if remark.reply_to is None else numbers.get(remark.reply_to),
            resolved=remark.resolved,
        )
        for remark in (remarks[place] for place in kept)
    )


def _said(remark: Remark) -> tuple[str, str]:
    return remark.author, " ".join(remark.text.split())


def _home(remark: Remark, homes: Sequence[tuple[str, ...]], passages: Sequence[_Passage]) -> str:
    """Return which passage a comment is beside; of two in one paragraph, the one that has its words."""
    around = homes[remark.paragraph] if remark.paragraph is not None and remark.paragraph < len(homes) else ()
    texts = {one.sent.id: one.returned.accepted + one.returned.rejected for one in passages}
    return next((id for id in around if remark.quote in texts[id]), around[0] if around else "")


# --- the file ---------------------------------------------------------------------------------------------------


def _of_the_file(revised: Revised, base: Revised | None) -> Iterator[str]:
    if set(revised.reaching_out) - set(base.reaching_out if base else ()):
        yield "warning: refers to an outside file (ignored)"
    if revised.layout:
        yield f"{_count(revised.layout, 'change')} of cells and columns, layout only"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
