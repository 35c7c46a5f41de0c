"""Real Word files taken for returns: no word and no comment of them is lost, whatever was sent (promise 8)."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reportkit.collect._changes import Edit, made
from reportkit.collect.propose import proposed
from reportkit.reviews import Proposal, Review, Sent, SentPassage
from reportkit.wordml.revisions import Paragraph, Revised, Span, accepted, rejected, revised

FOLDER = Path(__file__).parents[3] / "shared" / "returned-docx"
FILES = sorted(FOLDER.glob("*.docx"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"the real files are not in {FOLDER}")


def as_it_was(lines: list[str]) -> list[str]:
    return lines


def in_other_words(lines: list[str]) -> list[str]:
    return [" ".join("other" if place % 5 == 4 else word for place, word in enumerate(one.split())) for one in lines]


def without_the_last(lines: list[str]) -> list[str]:
    return lines[:-1] or lines


def with_one_more(lines: list[str]) -> list[str]:
    return [*lines, "A passage that was sent and is nowhere to be found."]


@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("sending", [as_it_was, in_other_words, without_the_last, with_one_more])
@pytest.mark.parametrize("file", FILES or [None], ids=lambda file: file.stem if file else "")
def test_no_word_of_a_real_file_is_lost(file: Path, sending: Callable[[list[str]], list[str]], size: int) -> None:
    read = revised(file.read_bytes())
    lines = sending([text for text in rejected(read.body) if text.strip()])
    passages = ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]
    proposal = proposal_of(read, lines, passages)
    for id, text in enumerate(passages):
        edits = [Edit(one.start, one.before, one.after) for one in proposal.changes if one.passage == f"p{id}"]
        assert made(text, edits) == proposal.passages[id].accepted
    told = [*(one.accepted for one in proposal.passages), *(one.after for one in proposal.outside)]
    assert letters(said(read)) - letters(told) == Counter()
    assert [(one.author, one.text) for one in proposal.comments] == [(one.author, one.text) for one in read.remarks]


def proposal_of(read: Revised, lines: list[str], passages: list[str]) -> Proposal:
    sent = tuple(SentPassage(f"p{id}", None, "", text) for id, text in enumerate(passages))
    review = Review("3-1.lee.1", "3-1", "3-1.yaml", "lee", "Lavina Lee", 1, ("p0",), "base", "2026-04-01T00:00:00Z")
    base = Revised(tuple(Paragraph((Span(line),)) for line in lines))
    return proposed(review, Sent(review.id, "base", "sha", sent), read, 1, "sha", base)


def said(read: Revised) -> list[str]:
    return [text for one in (read.body, *(story.paragraphs for story in read.others)) for text in accepted(one)]


def letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if not letter.isspace())
