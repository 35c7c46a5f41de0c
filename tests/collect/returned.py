"""Word files that came back, built by plain functions as `wordml/revisions.py` reads them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from reportkit.reviews import Review, Sent, SentPassage
from reportkit.wordml.revisions import Mark, Paragraph, Revised, Span

NAMES = ("Kuik Cheng-Chwee", "Lavina Lee", "Julia Macdonald")

TEXTS = (
    "Dr. Kuik said that many states stay cautious about formal alliances. The future lies in flexible alignments.",
    "Dr. Lavina Lee argued that a formal Asian NATO remains difficult. She therefore called for deeper cooperation.",
    "Dr. Julia Macdonald favoured a network of agreements that can improve trust.\nIt would stay open to all of Asia.",
)

HEAD = ("Concurrent Session 3-1", "An Asian NATO?")


def ins(words: str, author: str = "Lavina Lee") -> Span:
    return Span(words, added=Mark("ins", author, "2026-04-20T09:30:00Z"))


def gone(words: str, author: str = "Lavina Lee") -> Span:
    return Span(words, removed=Mark("del", author, "2026-04-20T09:30:00Z"))


END = Span("\n")


def line(*spans: str | Span, end: Span = END, style: str = "", mark: str = "", cell: bool = False) -> Paragraph:
    """Return a paragraph; plain words are as they were sent, `mark` is a bookmark that begins in it."""
    told = tuple(Span(one) if isinstance(one, str) else one for one in spans)
    return Paragraph(tuple(span for span in told if span.text), end, style, (mark,) if mark else (), cell)


def label(number: int, words: str = "") -> Paragraph:
    words = words or f"Passage {number} of 3 · {NAMES[number - 1]}"
    return line(words, style="RK Passage Label", mark=f"_rk_p0{number}")


def passage(number: int) -> list[Paragraph]:
    return [line(words) for words in TEXTS[number - 1].split("\n")]


def draft() -> list[Paragraph]:
    """Return the body of the file that was sent, paragraph by paragraph: head, label 1, passage 1, label 2 …

    The third passage has two paragraphs, and a heading that belongs to none stands before its label.
    """
    first = [line(words) for words in HEAD]
    people = [line(words, cell=True) for words in ("Speakers", "Lavina Lee")]
    heading = line("Discussion", style="heading 2", mark="_rk_h1")
    return [*first, *people, label(1), *passage(1), label(2), *passage(2), heading, label(3), *passage(3)]


LABEL = {1: 4, 2: 6, 3: 9}
"""Where the labels are in `draft()`."""

HEADING = 8


def revised(body: Sequence[Paragraph], **facts: object) -> Revised:
    return Revised(tuple(body), **facts)  # type: ignore[arg-type]


def sent() -> Sent:
    passages = (SentPassage(f"p0{number}", f"s{number}", "", text) for number, text in enumerate(TEXTS, 1))
    return Sent("3-1.lee.1", "base", "sha", tuple(passages))


def review() -> Review:
    return Review("3-1.lee.1", "3-1", "3-1.yaml", "lee", "Lavina Lee", 1, ("p02",), "base", "2026-04-01T00:00:00Z")


# --- anything that a file may be --------------------------------------------------------------------------------

WORDS = [
    *["the water ", "the ", "alliance", " ", "  ", ".", ", ", "“", '"', "’", "'", "-", "\u2011", "\u00a0", "1.", "\t"],
    *[
        "파도가 ",
        "토론",
        "東京",
        "の",
        "한국",
        "سلام ",
        "مرحبا",
        "é",
        "e\u0301",
        "\u0301",
        "नमस्ते",
        "ภาษาไทย",
        "👩‍🌾",
        "\u200f",
    ],
]

words = st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


def marks(*kinds: str) -> st.SearchStrategy[Mark | None]:
    made = st.builds(Mark, st.sampled_from(kinds), st.sampled_from(["Lavina Lee", "", "Author"]))
    return st.none() | made


spans = st.builds(Span, words, marks("ins", "moveTo"), marks("del", "moveFrom"))
ends = st.builds(Span, st.just("\n"), marks("ins"), marks("del"))
paragraphs = st.builds(Paragraph, st.lists(spans, max_size=4).map(tuple), ends)
histories = st.lists(paragraphs, max_size=4)
