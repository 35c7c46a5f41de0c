"""The passages of an event as the questions about prose need them: walked once, markup and quotations blanked out.

What is blanked keeps its length, so that a match in `plain` or `narration` stands at the same place in the text, and
`about` makes a finding of it that `load` can place. Blocks and inlines of Markdown are made in `prose.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from reportkit import prose
from reportkit.check.records._abbreviations import Definition, definitions
from reportkit.document import Block
from reportkit.errors import Finding, Mend, Origin, Severity
from reportkit.records import Event, Passage, Session

MARK = "\ue000"
"""What stands for each character of markup, of addresses and of code: no letter, no blank, no punctuation."""

QUOTED = "\ue001"
"""What stands for each character of what somebody else wrote or said: quotations, titles in italics."""

LONGEST = 30_000
"""The most characters of a passage that is read as prose: a hundred paragraphs at once are nobody's passage."""

SIGNS = re.compile(
    r"""(?=[`!\[\]^*_\\|])
      (?: ```.*?``` | `[^`\n]+`                   # code
      | !\[[^\]\n]{0,500}\]\([^)\n]*\)                 # pictures
      | \]\([^)\s]*(?:\s+"[^"\n]*")?\)           # targets of links
      | \[\^[^\]\s]+\]:? | \^\[                 # marks of footnotes
      | \*+ | (?<!\w)_+(?=\w) | (?<=\w)_+(?!\w) | \[(?=[^\]\n]{0,500}\]\() | \\(?=[^\w\s]) | \|
      )""",
    re.VERBOSE | re.DOTALL,
)

BEGINNING = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:#{1,6} |[-*+] |\d{1,3}[.)] )?", re.MULTILINE)
"""What makes a line a heading, an entry of a list or a quotation."""

ADDRESS = re.compile(
    r"""(?:https?://|www\.)[^\s<>]+?(?=[.,;:!?)\]”"’*]*(?:\s|$))
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | \b10\.\d{4,}/[^\s<>]+?(?=[.,;:!?)\]”"’*]*(?:\s|$))
      | (?<![\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|int|info|pdf|docx?|xlsx?|html?|png|jpe?g)\b""",
    re.VERBOSE,
)

HAS_ADDRESS = re.compile(r"(?:://|@|www\.|10\.\d{4})|\.(?:com|org|net|edu|gov|int|info|pdf|doc|xls|htm|png|jp)")

HAS_SIGNS = re.compile(r"[`!\[\]^*_\\|]")

SOFT = re.compile(r"\n(?![ \t]*(?:\n|>|\#{1,6} |[-*+] |\d{1,3}[.)] |\||\[\^|$))(?<!\n\n)(?<!  \n)(?<!\|\n)")
"""The end of a line that is none in print."""

SAID = re.compile(
    r"“[^“”\n]*”|«[^«»\n]*»|「[^「」\n]*」|『[^『』\n]*』"
    r"|(?<!\w)\"(?=\S)[^\"\n]*(?<=\S)\"(?!\w)"
    r"|(?<!\w)‘(?=\S)[^‘\n]*?(?<=\S)’(?!\w)"
)

HAS_MARKS = re.compile('[“«「『"‘]')

ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])[^*\n]*(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)[^_\n]*(?<=\S)_(?!\w)")

ENDS = re.compile(r"[.!?…][”\"’»)\]\ue000]*(?= |\n|$)|\n+|$")

BREAKS = re.compile(r"\n+|$")
"""Where a paragraph of plain text ends."""

SHORT = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|Amb|Gen|Lt|Col|Adm|Capt|Rev|Hon|Sen|Rep|Gov|St|Jr|Sr|No|vs|cf|al|e\.g|i\.e|approx|Co|Inc"
    r"|Ltd|Corp|Fig|Vol|pp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:[A-Z]\.)+[A-Z])\.$"
)
"""What ends with a full stop and need not end a sentence."""


@dataclass(frozen=True)
class Span:
    """A piece of a passage from `start` to before `end`."""

    start: int
    end: int


# Without slots: what is worked out for one question is kept for the next.
@dataclass(frozen=True, eq=False)
class Said:
    """A passage in its session; `place` is where its text is."""

    session: Session
    passage: Passage
    place: Origin

    @property
    def text(self) -> str:
        return self.passage.text

    @cached_property
    def english(self) -> bool:
        """Tell whether rules about English prose apply."""
        return english(self.session)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The abbreviations that the passage explains."""
        return tuple(definitions(self.plain)) if "(" in self.plain else ()

    def blocks(self) -> tuple[Block, ...]:
        """Return the passage as it will be composed."""
        return prose.Reader(self.session.tongue).read(self.text, self.place)

    @cached_property
    def plain(self) -> str:
        """The text with markup, addresses and code blanked out, and the ends of lines that are none in print."""
        if len(self.text) > LONGEST:
            return MARK * len(self.text)
        text = SOFT.sub(" ", self.text) if "\n" in self.text else self.text
        # Most passages have nothing to blank out, and looking for it takes longest.
        if HAS_SIGNS.search(text):
            text = SIGNS.sub(_blanked, text)
        if HAS_ADDRESS.search(text):
            text = ADDRESS.sub(_blanked, text)
        return BEGINNING.sub(_blanked, text) if "\n" in text else BEGINNING.sub(_blanked, text, count=1)

    @cached_property
    def narration(self) -> str:
        """The plain text with what others said blanked out, but for its quotation marks."""
        text = SAID.sub(_hushed, self.plain) if HAS_MARKS.search(self.plain) else self.plain
        italic = len(text) <= LONGEST and ("*" in self.text or "_" in self.text)
        for match in ITALIC.finditer(self.text) if italic else ():
            text = text[: match.start()] + QUOTED * len(match[0]) + text[match.end() :]
        return text

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the passage, as near as full stops tell."""
        return tuple(self._sentences())

    @cached_property
    def opening(self) -> Span | None:
        """The first sentence."""
        return next(self._sentences(), None)

    def _sentences(self) -> Iterator[Span]:
        start = 0
        for match in ENDS.finditer(self.plain):
            if match[0].startswith(".") and SHORT.search(self.plain, max(start, match.start() - 12), match.start() + 1):
                continue
            sentence = self.plain[start : match.end()]
            if inner := sentence.lstrip(" \n" + MARK).rstrip():
                begin = start + len(sentence) - len(sentence.lstrip(" \n" + MARK))
                yield Span(begin, begin + len(inner))
            start = match.end()

    def about(
        self, start: int, end: int, severity: Severity, message: str, hint: str, mends: tuple[Mend, ...] = ()
    ) -> Finding:
        """Return a finding about the words from `start` to before `end`; `mends` are what would mend them."""
        words = self.text[start:end]
        pattern = r"\s+".join(map(re.escape, words.split())) if len(words) > 1 else re.escape(words)
        earlier = sum(1 for found in re.finditer(pattern, self.text) if found.start() < start) if pattern else 0
        return Finding(severity, self.place, message, hint, words=words, nth=earlier, mends=mends)

    def paragraphs(self) -> Iterator[Span]:
        """Yield where the paragraphs of the plain text are, list entries and headings among them."""
        start = 0
        if "\n" not in self.plain:
            yield Span(0, len(self.plain))
            return
        for match in BREAKS.finditer(self.plain):
            if self.plain[start : match.start()].strip(" " + MARK):
                yield Span(start, match.start())
            start = match.end()


def passages(event: Event) -> tuple[Said, ...]:
    """Return the passages of all sessions of `event`, walked once for the questions that follow each other."""
    return _walked(_Same(event))


def by_session(event: Event) -> Iterator[tuple[Session, tuple[Said, ...]]]:
    """Yield each session of `event` with its passages."""
    every = iter(passages(event))
    for session in event.sessions:
        yield session, tuple(next(every) for _ in session.sketch)


def english(session: Session) -> bool:
    """Tell whether `session` is printed in English."""
    return session.tongue.partition("-")[0].lower() == "en"


class _Same:
    """An event that is equal to itself only: to compare what two hold would take longer than to walk one."""

    __slots__ = ("event",)

    def __init__(self, event: Event) -> None:
        self.event = event

    def __hash__(self) -> int:
        return id(self.event)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.event is other.event


@lru_cache(maxsize=1)
def _walked(same: _Same) -> tuple[Said, ...]:
    return tuple(
        Said(session, passage, Origin(session.file or session.id, f"sketch.{index}.text"))
        for session in same.event.sessions
        for index, passage in enumerate(session.sketch)
    )


def _blanked(match: re.Match[str]) -> str:
    return MARK * len(match[0])


def _hushed(match: re.Match[str]) -> str:
    return match[0][0] + QUOTED * (len(match[0]) - 2) + match[0][-1]
