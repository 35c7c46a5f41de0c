"""The Markdown that a sketch may have, as blocks and inlines.

Paragraphs, emphasis, strong, links, lists, block quotes, tables, footnotes, headings below the title, and figures.
Parsed by markdown-it-py; raw HTML, code and horizontal rules are no markup here and stay text. Where words are
decided is `compose`; how they look is `render`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from reportkit.document import (
    Block,
    Break,
    Cell,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Items,
    Link,
    Note,
    Origin,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from reportkit.scripts import runs

NOT_MARKUP = (
    "code",
    "fence",
    "backticks",
    "html_block",
    "html_inline",
    "hr",
    "lheading",
    "reference",
    "entity",
    "autolink",
)
"""Rules of CommonMark that would swallow or change what a rapporteur typed."""

TOP_HEADING = 3
"""The level of the first heading in a sketch: the title is 1, the sketch itself 2. No level is skipped below it."""

DEEPEST_HEADING = 4

DEEPEST = 40
"""How deep blocks may be nested; markdown-it counts a list and its item as two."""

MANY = 1 << 15
"""How many texts are remembered as they were typed: one question after the other is asked of all passages."""

SAFE_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").disable(list(NOT_MARKUP), ignoreInvalid=True)
    )
    # Checked where links become inlines, so that the words of a refused link are kept.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser.use(footnote_plugin, inline=True)


@dataclass(slots=True)
class Reader:
    """Reads the texts of one document in their order: footnotes and headings go on from one to the next.

    Words that match `unbroken` become runs that no line breaks.
    """

    language: str
    unbroken: re.Pattern[str] | None = None
    origin: Origin = field(default=Origin(""))
    notes: int = 0
    outline: list[int] = field(default_factory=list)
    texts: dict[int, SyntaxTreeNode] = field(default_factory=dict)

    def read(self, text: str, origin: Origin) -> tuple[Block, ...]:
        """Return the blocks of `text`, each with this `origin`."""
        tree = SyntaxTreeNode(_parser().parse(text, {}))
        self.origin = origin
        self.texts = {
            int(note.meta["id"]): note
            for block in tree.children
            if block.type == "footnote_block"
            for note in block.children
        }
        return tuple(self.blocks(tree))

    def blocks(self, node: SyntaxTreeNode) -> Iterator[Block]:
        for child in node.children:
            yield from self.block(child)

    def block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "paragraph":
                yield from self.paragraph(node)
            case "heading":
                if inlines := self.inlines(node):
                    yield Heading(self.level(int(node.tag[1])), inlines, self.origin)
            case "bullet_list" | "ordered_list":
                start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
                yield Items(tuple(tuple(self.blocks(item)) for item in node.children), start, self.origin)
            case "blockquote":
                yield Quote(tuple(self.blocks(node)), self.origin)
            case "table":
                yield self.table(node)
            case "footnote_block":
                pass
            case _:
                raise AssertionError(node.type)

    def level(self, hashes: int) -> int:
        """Return the level of a heading written with so many `#`: one deeper than the nearest with fewer before it."""
        self.outline = [*(outer for outer in self.outline if outer < hashes), hashes]
        return min(TOP_HEADING - 1 + len(self.outline), DEEPEST_HEADING)

    def paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """Yield a paragraph, and a figure for each picture that stands alone in it."""
        pieces: list[SyntaxTreeNode] = []
        for child in node.children[0].children if node.children else ():
            if child.type == "image":
                yield from self._text(pieces)
                pieces = []
                yield self.figure(child)
            else:
                pieces.append(child)
        yield from self._text(pieces)

    def _text(self, pieces: list[SyntaxTreeNode]) -> Iterator[Paragraph]:
        inlines = _trimmed(tuple(inline for piece in pieces for inline in self.inline(piece)))
        if inlines:
            yield Paragraph(inlines, self.origin)

    def figure(self, node: SyntaxTreeNode) -> Figure:
        caption = str(node.attrs.get("title", ""))
        return Figure(unquote(str(node.attrs["src"])), node.content, runs(caption, self.language), self.origin)

    def table(self, node: SyntaxTreeNode) -> Table:
        rows = [tuple(self.cell(cell) for cell in row.children) for part in node.children for row in part.children]
        return Table(rows[0], tuple(rows[1:]), self.origin)

    def cell(self, node: SyntaxTreeNode) -> Cell:
        align = {"text-align:center": "center", "text-align:right": "end"}
        return Cell(self.inlines(node), align.get(str(node.attrs.get("style", "")), "start"))

    def inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return what the inline child of a paragraph, heading or cell holds."""
        return tuple(inline for child in node.children for piece in child.children for inline in self.inline(piece))

    def inline(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        match node.type:
            case "text":
                yield from self.text(node.content)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield Break()
            case "em":
                yield Emphasis(self.within(node))
            case "strong":
                yield Strong(self.within(node))
            case "link":
                yield from self.link(node)
            case "image":
                yield from runs(node.content, self.language)
            case "footnote_ref":
                yield self.note(node)
            case _:
                raise AssertionError(node.type)

    def text(self, words: str) -> Iterator[Text]:
        """Yield `words` as runs, those that no line may break by themselves."""
        at = 0
        for match in self.unbroken.finditer(words) if self.unbroken else ():
            yield from runs(words[at : match.start()], self.language)
            yield from (replace(run, kept=True) for run in runs(match[0], self.language))
            at = match.end()
        yield from runs(words[at:], self.language)

    def within(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return tuple(inline for child in node.children for inline in self.inline(child))

    def link(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        target = str(node.attrs.get("href", ""))
        if SAFE_LINK.match(target):
            yield Link(self.within(node), target)
        else:
            yield from self.within(node)

    def note(self, node: SyntaxTreeNode) -> Note:
        """Return the footnote whose mark this is; a second mark of the same note repeats it under a new number."""
        self.notes += 1
        source = self.texts.get(int(node.meta["id"]))
        parts = [self.inlines(part) for part in source.children if part.type == "paragraph"] if source else []
        spaced = [(Text(" "), *part) if position else part for position, part in enumerate(parts)]
        return Note(self.notes, tuple(inline for part in spaced for inline in part))


def _trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Drop the blanks and line ends that stood between text and a picture."""
    while inlines and _blank(inlines[0]):
        inlines = inlines[1:]
    while inlines and _blank(inlines[-1]):
        inlines = inlines[:-1]
    return inlines


def _blank(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.words.strip())


@dataclass(frozen=True, slots=True)
class Trouble:
    """Markup that does not do what its writer meant; `words` are as they stand in the text."""

    severity: str
    message: str
    hint: str
    words: str


def troubles(text: str) -> Iterator[Trouble]:
    """Yield what in the markup of `text` would be lost or printed as it stands."""
    tokens = _parser().parse(text, {})
    if any(token.level >= DEEPEST - 2 for token in tokens):
        yield Trouble(
            "error", "lists and quotes lie too deep in each other", f"at most {DEEPEST // 2} levels are printed", ""
        )
    used, defined = set(_MARK.findall(_DEFINITION.sub("", text))), _DEFINITION.findall(text)
    for label in defined:
        if label not in used:
            yield Trouble(
                "error",
                f'the footnote "{label}" has no mark in the text',
                f"write [^{label}] where it belongs",
                f"[^{label}]:",
            )
    for label in sorted(used - set(defined)):
        yield Trouble(
            "error", f'the footnote "{label}" is not written', f"add a line that begins with [^{label}]:", f"[^{label}]"
        )
    for token in tokens:
        for child in token.children or ():
            target = str(child.attrs.get("href", ""))
            if child.type == "link_open" and not SAFE_LINK.match(target):
                yield Trouble(
                    "error", f'the link to "{target}" leads nowhere', "begin it with https:// or mailto:", f"({target}"
                )

    yield from _uneven_rows(tokens, text)


def _uneven_rows(tokens: list[Token], text: str) -> Iterator[Trouble]:
    """Yield the rows of tables with more cells than the head, which would be lost, and those with fewer."""
    lines = text.split("\n")
    head = 0
    for before, token in pairwise(tokens):
        if token.type != "tr_open" or not token.map:
            continue
        row = lines[token.map[0]].lstrip("> \t").rstrip()
        cells = len(_BAR.findall(row.removeprefix("|").removesuffix("|"))) + 1
        message = f"a row of the table has {cells} cells, its head has {head}"
        if before.type == "thead_open":
            head = cells
        elif cells > head:
            yield Trouble("error", message, "widen the head, or write \\| for a bar within a cell", row)
        elif cells < head:
            yield Trouble("warning", message, "write a bar for each empty cell", row)


_BAR = re.compile(r"(?<!\\)\|")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]+)\]")


@lru_cache(maxsize=MANY)
def typed(text: str) -> tuple[tuple[str, str], ...]:
    """Return the tag and the words of each paragraph and heading of `text` as they were typed: `p`, `h3`.

    Whatever else begins there, such as a list, is there without words, so that neighbours are told from others.
    """
    return tuple(
        (token.tag, inner.content if inner and inner.type == "inline" else "")
        for token, inner in pairwise([*_parser().parse(text, {}), None])
        if token and token.nesting == 1
    )
