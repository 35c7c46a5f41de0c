"""Random tracked changes in each other, and pandoc, which knows nothing of ours, says what is accepted and rejected.

Some hundred documents by default; `REPORTKIT_TREES=5000` asks for more. They go to pandoc many at a time, as one Word file.
"""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from histories import a_history, gone, ins, p, row, run, table

from reportkit.wordml.revisions import accepted, rejected, revised

TREES = int(os.environ.get("REPORTKIT_TREES", "300"))
TOGETHER = 250

pytestmark = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


class Tree:
    """Makes random content. Each word is said once, so that nothing lost or doubled goes unseen.

    Left out, because pandoc 2.17 reads it otherwise than ECMA-376 part 1 has it:
    an end that was removed or added where a cell or the document ends (pandoc goes on in the next cell, or loses it),
    a mark of a row without marks on what is in it (pandoc does not know 17.13.5.12 and 17.13.5.16; Word writes both),
    block content in `w:customXml` (lost by pandoc), and two marks on one end (pandoc looks at the first only).
    """

    def __init__(self, dice: random.Random, name: str) -> None:
        self.dice, self.name, self.count = dice, name, 0

    def word(self) -> str:
        self.count += 1
        return run(f"{self.name}w{self.count} ")

    def inline(self, depth: int = 0, *, added: bool = False, removed: bool = False) -> str:
        """Return one piece of a paragraph; Word puts what it removed within what it added, not the other way round."""
        kinds = ["run", "run"]
        if depth < 4:
            kinds += ["sdt", "smartTag", "hyperlink", "fldSimple", "field", "bookmark", "proof"]
            kinds += [] if removed else ["del", "moveFrom"]
            kinds += [] if removed or added else ["ins", "moveTo"]
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
            "fldSimple": f'<w:fldSimple w:instr=" AUTHOR ">{inside}</w:fldSimple>',
            "field": field(self.word()),
            "bookmark": f'<w:bookmarkStart w:id="7" w:name="b"/>{inside}<w:bookmarkEnd w:id="7"/>',
            "proof": f'<w:proofErr w:type="spellStart"/>{inside}<w:rPr/>',
        }[kind]

    def inlines(self, depth: int = 0, *, added: bool = False, removed: bool = False) -> str:
        return "".join(self.inline(depth, added=added, removed=removed) for _ in range(self.dice.randint(1, 3)))

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
        return row(*(p(within(cell)) for cell in cells), mark=mark)

    def blocks(self) -> str:
        return "".join(self.block() for _ in range(self.dice.randint(1, 5))) + p(self.word())


def field(result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> AUTHOR </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def pandoc(file: Path, changes: str) -> list[str]:
    """Return the paragraphs that pandoc reads."""
    told = subprocess.run(
        ["pandoc", "-f", "docx", "-t", "json", f"--track-changes={changes}", str(file)],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
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


def solid(paragraphs: list[str]) -> list[str]:
    """Return paragraphs without white space, of which pandoc puts some where two of them join, and without empty ones."""
    return [text for paragraph in paragraphs if (text := "".join(paragraph.split()))]


@pytest.mark.parametrize("batch", range((TREES + TOGETHER - 1) // TOGETHER))
def test_random_trees_are_read_as_pandoc_reads_them(batch: int, tmp_path: Path) -> None:
    trees = [Tree(random.Random(number), f"t{number}") for number in range(batch * TOGETHER, (batch + 1) * TOGETHER)]
    bodies = [tree.blocks() for tree in trees]
    data = a_history("".join(p(run(f"START{tree.name}")) + body for tree, body in zip(trees, bodies, strict=True)))
    file = tmp_path / "trees.docx"
    file.write_bytes(data)
    read = revised(data)
    for changes, ours in (("accept", accepted), ("reject", rejected)):
        theirs, own = _by_tree(solid(pandoc(file, changes))), _by_tree(solid(ours(read.body)))
        different = [name for name in theirs if theirs[name] != own.get(name)]
        assert not different, (
            changes,
            theirs[different[0]],
            own.get(different[0]),
            bodies[int(different[0][6:]) - batch * TOGETHER],
        )


def _by_tree(paragraphs: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.startswith("START"):
            current = found.setdefault(paragraph, [])
        else:
            current.append(paragraph)
    return found
