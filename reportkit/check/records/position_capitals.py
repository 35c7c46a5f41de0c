"""Are positions written with capitals throughout, or with small letters throughout?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.check.records._passages import Said, by_session
from reportkit.check.records._people import full_name, speaker
from reportkit.errors import Finding, Severity
from reportkit.records import Event

HEADS = (
    r"professor|fellow|director|researcher|president|adviser|advisor|chair|secretary|lecturer|scholar|analyst|manager|head"
    r"|dean|ambassador|minister|chairman|chairwoman|commissioner|counsellor|coordinator|specialist|economist"
)
MODIFIERS = (
    r"senior|junior|visiting|research|associate|assistant|adjunct|distinguished|emeritus|executive|managing|deputy|vice|full"
    r"|founding|principal|chief|non-resident|nonresident|resident|policy|founding|acting|programme|program|general|postdoctoral"
)
POSITION = re.compile(
    rf"\b(?P<article>an?|the)?[ ]?(?P<title>(?:(?:{MODIFIERS})[ -])*(?:{HEADS}))(?=[ ](?:of|at|for|in|on|with)\b|,)",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"an?|the", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Position:
    """The position of a speaker, from `start` to before `end` of the passage."""

    said: Said
    start: int
    end: int
    article: bool

    @property
    def capital(self) -> bool:
        return self.said.text[self.start].isupper()


def check(event: Event) -> Iterator[Finding]:
    for _, said in by_session(event):
        every = [position for passage in said if passage.english for position in _positions(passage)]
        for article in (True, False):
            yield from _mixed([one for one in every if one.article == article])


def _mixed(positions: list[Position]) -> Iterator[Finding]:
    """Yield those that are written as fewer are; of as many, the later ones."""
    if not positions or len({one.capital for one in positions}) == 1:
        return
    capitals = sum(one.capital for one in positions)
    usual = capitals * 2 > len(positions) or (capitals * 2 == len(positions) and positions[0].capital)
    for one in positions:
        if one.capital != usual:
            words = one.said.text[one.start : one.end]
            yield one.said.about(
                one.start,
                one.end,
                Severity.WARNING,
                f'the position "{words}" has {"capitals" if one.capital else "small letters"}, others have not',
                "write all positions alike",
            )


def _positions(said: Said) -> Iterator[Position]:
    """Yield the positions in the apposition behind the name of the speaker."""
    one = speaker(said)
    name = full_name(said, one.person) if one else None
    if name is None or not said.narration.startswith(",", name.end()):
        return
    sentence = next(span for span in said.sentences if span.end >= name.end())
    at = name.end() + 1
    while match := POSITION.search(said.narration, at, sentence.end):
        between = said.narration[at : match.start()]
        if not re.fullmatch(r"[ ]?|[^,]{0,120}\band[ ]", between):
            return
        yield Position(said, match.start("title"), match.end("title"), match["article"] is not None)
        at = match.end()
