"""A line is set once, what is printed stays the same, and a process that prints many documents does not grow."""

import ctypes
import gc

import pytest
from alone import its_own_way
from builders import a_document, a_look, a_session, long_text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import everything, in_language
from weasyprint import CSS, HTML
from weasyprint.text.line_break import Layout

from reportkit.pipeline import illustrated
from reportkit.records import Session
from reportkit.render.pdf import render

LIBC = ctypes.CDLL(None)


class Use(ctypes.Structure):
    """What the C library tells of its memory (mallinfo2, glibc 2.33)."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keep",
        )
    )


def in_use() -> int:
    """Return the bytes that libraries hold, Python's own small objects apart."""
    # What was remembered of a document is let go when that is gone, and can be gone itself only then.
    gc.collect()
    gc.collect()
    LIBC.mallinfo2.restype = Use
    return int(LIBC.mallinfo2().uordblks)


def printed(session: Session) -> bytes:
    return render(illustrated(a_document(session), session.folder), a_look())


@pytest.mark.parametrize("language", ["ar", "de", "ja", "ko", "vi"])
def test_sessions_are_printed_as_by_weasyprint_alone(language: str) -> None:
    session = in_language(language)
    with its_own_way():
        alone = printed(session)
    assert printed(session) == alone


def test_all_that_a_record_may_have_is_printed_as_by_weasyprint_alone() -> None:
    with its_own_way():
        alone = printed(everything())
    assert printed(everything()) == alone


STYLES = (
    "text-align: justify",
    "text-align: justify; hyphens: auto; text-align-last: justify",
    "text-align: end; letter-spacing: 0.1em",
    "hyphens: auto; text-decoration: underline line-through",
    "word-spacing: 0.5em; text-indent: 2em",
    "white-space: nowrap; overflow: hidden; text-overflow: ellipsis",
    "white-space: pre-wrap; tab-size: 4",
    "line-clamp: 2",
    "overflow-wrap: anywhere; font-variant: small-caps",
    "word-break: break-all",
    "display: flex; columns: 2",
    "direction: rtl",
    "float: left",
    "font-size: 0",
)
"""Ways to set text, also those that our own sheets do not know: a theme may."""

LETTERS = (
    "a",
    "fi",
    "1,000",
    "(e.g.)",
    "naïve",
    "—",
    "🗼",
    "등대지기",
    "灯台",
    "المنارة",
    "Donaudampfschifffahrtsgesellschaft",
)
BREAKS = ("co\u00adop\u00ader\u00ada\u00adtion", "\n", "\r", "\t", "\u2029", "\u200b", "\u00a0", "\u202e")


@example([("line-clamp: 2", ["naïve", "a"] * 12), ("break-after: page", ["a"])])
@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(STYLES), st.lists(st.sampled_from(LETTERS + BREAKS), min_size=1, max_size=40)),
        min_size=1,
        max_size=5,
    )
)
def test_text_of_any_kind_is_printed_as_by_weasyprint_alone(paragraphs: list[tuple[str, list[str]]]) -> None:
    body = "".join(f'<p style="{style}"><i>{words[0]}</i> {" ".join(words)}</p>' for style, words in paragraphs)
    page = f'<html lang="de"><body><footer style="position: running(foot)">{body}</footer>{body}{body}'
    sheet = CSS(string="@page { size: 60mm 90mm; margin: 5mm 5mm 30mm; @bottom-center { content: element(foot) } }")

    def made() -> bytes | str:
        try:
            return bytes(HTML(string=page).write_pdf(stylesheets=[sheet], uncompressed_pdf=True))
        except AssertionError as error:
            # It does not print everything.
            return str(error)

    with its_own_way():
        alone = made()
    assert made() == alone


def test_lines_are_set_half_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would all be in vain, and nobody would notice."""
    lines = [0]

    def counted(layout: Layout, style: object) -> None:
        lines[0] += 1
        setup(layout, style)

    setup = Layout.setup
    monkeypatch.setattr(Layout, "setup", counted)
    session = a_session(long_text(20))
    printed(session)
    ours, lines[0] = lines[0], 0
    with its_own_way():
        printed(session)
    assert ours < 0.6 * lines[0]


@pytest.mark.skipif(not hasattr(LIBC, "mallinfo2"), reason="only glibc tells how much memory is in use")
def test_a_document_leaves_nothing_behind() -> None:
    document, look = a_document(a_session(long_text(16))), a_look()

    def growth() -> float:
        before = in_use()
        for _ in range(8):
            render(document, look)
        return (in_use() - before) / 8

    # Libraries fill caches of their own when they like; what a document leaves behind is there every time.
    assert min(growth() for _ in range(4)) < 2_500
