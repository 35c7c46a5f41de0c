"""Random tracked changes in each other, and pandoc, which knows nothing of ours, says what is accepted and rejected.

Some hundred by default, as many as `REPORTKIT_TREES` says otherwise; they go to pandoc many at a time, as one file.
"""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from histories import a_history, field, gone, ins, p, row, run, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.wordml.revisions import accepted, rejected, revised

TOGETHER = 40
ROUNDS = int(os.environ.get("REPORTKIT_TREES", "320")) // TOGETHER

pytestmark = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


class Tree:
    """Makes random content. Each word is said once, so that nothing lost or doubled goes unseen.

    Left out, because pandoc 2.17 reads it otherwise than ECMA-376 part 1 has it:
    * an end that was removed or added where a cell or the document ends: pandoc goes on in the next cell, or loses it;
    * a mark of a row without marks on what is in it: pandoc does not know them (17.13.5.12, 17.13.5.16);
    * two marks on one end: pandoc looks at the first only;
    * links within what was added or removed, and `w:fldSimple`: pandoc loses their words.
    """

    def __init__(self, dice: random.Random, name: str) -> None:
        self.dice, self.name, self.count = dice, name, 0

    def word(self) -> str:
        self.count += 1
        return run(f"{self.name}w{self.count} ")

    def inline(self, depth: int = 0, *, added: bool = False, removed: bool = False) -> str:
        """Return one piece of a paragraph, in which nothing is added or removed twice."""
        kinds = ["run", "run"]
        if depth < 3:
            kinds += ["sdt", "smartTag", "field", "bookmark", "proof"]
            kinds += [] if removed or added else ["hyperlink"]
            kinds += [] if removed else ["del", "moveFrom"]
            kinds += [] if added else ["ins", "moveTo"]
        kind = self.dice.choice(kinds)
        if kind == "run":
            return self.word()
        if kind in ("ins", "moveTo"):
            return ins(self.inlines(depth + 1, added=True, removed=removed), kind=kind)
        if kind in ("del", "moveFrom"):
            return gone(self.inlines(depth + 1, added=added, removed=True), kind=kind)
        inside = self.inlines(depth + 1, added=added, removed=removed)
        return {
            "sdt": f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>",
            "smartTag": f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{inside}</w:smartTag>',
            "hyperlink": f'<w:hyperlink w:anchor="a">{inside}</w:hyperlink>',
            "field": field(self.word()),
            "bookmark": f'<w:bookmarkStart w:id="7" w:name="b"/>{inside}<w:bookmarkEnd w:id="7"/>',
            "proof": f'<w:proofErr w:type="spellStart"/>{inside}<w:rPr/>',
        }[kind]

    def inlines(self, depth: int = 0, *, added: bool = False, removed: bool = False) -> str:
        return "".join(
            self.inline(depth, added=added, removed=removed) for _ in range(self.dice.randint(1, 3 - depth // 2))
        )

    def block(self) -> str:
        kind = self.dice.choice(["p", "p", "p", "p", "p", "sdt", "table"])
        if kind == "sdt":
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.block()}</w:sdtContent></w:sdt>"
        if kind == "table":
            # What is before a table does not go on in it.
            return p(self.word()) + table(*(self.row() for _ in range(self.dice.randint(1, 3)))) + p(self.word())
        return p(self.inlines(), end=self.dice.choice(["", "", "ins", "del", "moveFrom", "moveTo"]))

    def row(self) -> str:
        mark = self.dice.choice(["", "", "ins", "del"])
        cells = [self.inlines(added=mark == "ins", removed=mark == "del") for _ in range(self.dice.randint(1, 3))]
        within = {"": str, "ins": ins, "del": gone}[mark]
        first = p(within(self.word()), end=self.dice.choice(["", "", "ins", "del"]) if not mark else "")
        return row(*(first * self.dice.randint(0, 1) + p(within(cell)) for cell in cells), mark=mark)

    def blocks(self) -> str:
        return "".join(self.block() for _ in range(self.dice.randint(1, 4))) + p(self.word())


def pandoc(data: bytes, changes: str) -> list[str]:
    """Return the paragraphs that pandoc reads."""
    command = ["pandoc", "-f", "docx", "-t", "json", f"--track-changes={changes}"]
    told = subprocess.run(command, input=data, capture_output=True, check=True, timeout=120)
    return ["".join(text) for block in json.loads(told.stdout)["blocks"] for text in _paragraphs(block)]


def _paragraphs(node: object) -> Iterator[list[str]]:
    if isinstance(node, dict) and node.get("t") in ("Para", "Plain", "Header"):
        yield list(_words(node["c"]))
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _paragraphs(one)


def _words(node: object) -> Iterator[str]:
    if isinstance(node, dict) and node.get("t") == "Str":
        yield node["c"]
    elif isinstance(node, dict | list):
        for one in node.values() if isinstance(node, dict) else node:
            yield from _words(one)


@settings(max_examples=ROUNDS, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seeds=st.lists(st.integers(0, 2**32 - 1), min_size=TOGETHER, max_size=2 * TOGETHER, unique=True))
def test_random_trees_are_read_as_pandoc_reads_them(seeds: list[int]) -> None:
    trees = {seed: Tree(random.Random(seed), f"s{seed}").blocks() for seed in seeds}
    data = a_history("".join(p(run(f"START{seed}")) + body for seed, body in trees.items()))
    read = revised(data)
    for changes, ours in (("accept", accepted), ("reject", rejected)):
        theirs, own = _by_tree(pandoc(data, changes)), _by_tree(ours(read.body))
        assert theirs.keys() == own.keys()
        for seed, paragraphs in theirs.items():
            assert own[seed] == paragraphs, (changes, trees[int(seed)])


def _by_tree(paragraphs: list[str]) -> dict[str, list[str]]:
    """Return the paragraphs of each tree without white space, of which pandoc puts some where two of them join."""
    found: dict[str, list[str]] = {}
    seed = ""
    for text in filter(None, ("".join(paragraph.split()) for paragraph in paragraphs)):
        if text.startswith("START"):
            seed = text.removeprefix("START")
            found[seed] = []
        else:
            found[seed].append(text)
    return found
