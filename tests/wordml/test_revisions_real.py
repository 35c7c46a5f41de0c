"""Real Word files with tracked changes and comments that nobody here made, where they lie beside the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from reportkit.wordml.revisions import Revised, accepted, rejected, revised

FOLDER = Path(__file__).parents[3] / "shared" / "returned-docx"
FILES = sorted(FOLDER.glob("*.docx"))


@pytest.mark.skipif(not FILES, reason=f"the real files are not in {FOLDER}")
@pytest.mark.parametrize("file", FILES or [None], ids=lambda file: file.stem if file else "")
def test_a_real_file_says_what_other_readers_read(file: Path) -> None:
    expected = json.loads((FOLDER / "expected" / f"{file.name}.json").read_text(encoding="utf-8"))
    read = revised(file.read_bytes())
    told = {
        "accepted": folded(accepted(read.body)),
        "rejected": folded(rejected(read.body)),
        "comments": comments(read),
    }
    for question in told.keys() - set(expected["doubtful"]):
        wanted = expected_comments(expected) if question == "comments" else folded(expected[question])
        assert told[question] == wanted


def folded(paragraphs: list[str]) -> list[str]:
    return [text for paragraph in paragraphs if (text := fold(paragraph))]


def fold(text: str) -> str:
    return " ".join(text.split())


def comments(read: Revised) -> list[tuple[str, str, str, str]]:
    """Return the comments, each with the words of the one it answers."""
    return sorted(
        (one.author, fold(one.text), fold(read.remarks[one.reply_to].text), str(one.resolved))
        if one.reply_to is not None
        else (one.author, fold(one.text), "", str(one.resolved))
        for one in read.remarks
    )


def expected_comments(expected: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    texts = {one["id"]: fold(one["text"]) for one in expected["comments"]}
    return sorted(
        (one["author"], fold(one["text"]), texts.get(one["reply_to"], ""), str(one["resolved"]))
        for one in expected["comments"]
    )
