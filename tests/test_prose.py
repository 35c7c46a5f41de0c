"""The Markdown that a sketch may have."""

import pytest

from reportkit.document import (
    Break,
    Cell,
    Emphasis,
    Figure,
    Heading,
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
from reportkit.prose import Reader, troubles

HERE = Origin("1-2", "sketch.0.text")


def read(text: str, language: str = "en") -> tuple[object, ...]:
    return Reader(language).read(text, HERE)


def paragraph(*inlines: object) -> Paragraph:
    return Paragraph(tuple(inlines), HERE)  # type: ignore[arg-type]


def test_marks_become_inlines() -> None:
    assert read("a *b **c*** **d** [e](https://f.example)\\\ng") == (
        paragraph(
            Text("a "),
            Emphasis((Text("b "), Strong((Text("c"),)))),
            Text(" "),
            Strong((Text("d"),)),
            Text(" "),
            Link((Text("e"),), "https://f.example"),
            Break(),
            Text("g"),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b> &amp; <script>alert(1)</script>",
        "`code` and ``more``",
        "a line\n---",
        "[x]: https://example.org",
        "<https://example.org>",
        "AT&amp;T &nbsp; &#65;",
        "1 * 2 * 3 = 6, snake_case_word, 5 < 6 > 4",
    ],
)
def test_what_is_no_markup_here_stays_text(text: str) -> None:
    (block,) = read(text)
    assert isinstance(block, Paragraph)
    assert "".join(inline.words for inline in block.inlines if isinstance(inline, Text)) == text.replace("\n", " ")


def test_an_indented_paragraph_is_a_paragraph() -> None:
    assert read("One.\n\n    Two.") == (paragraph(Text("One.")), paragraph(Text("Two.")))


def test_lists_nest_and_begin_where_they_say() -> None:
    assert read("7. a\n   - b\n8. c") == (
        Items(
            (
                (paragraph(Text("a")), Items(((paragraph(Text("b")),),), None, HERE)),
                (paragraph(Text("c")),),
            ),
            7,
            HERE,
        ),
    )


def test_a_quote_holds_blocks() -> None:
    assert read("> a\n>\n> b") == (Quote((paragraph(Text("a")), paragraph(Text("b"))), HERE),)


def test_a_table_keeps_its_alignment() -> None:
    assert read("| a | b | c |\n|---|:-:|--:|\n| 1 | *2* | |") == (
        Table(
            (Cell((Text("a"),)), Cell((Text("b"),), "center"), Cell((Text("c"),), "end")),
            ((Cell((Text("1"),)), Cell((Emphasis((Text("2"),)),), "center"), Cell((), "end")),),
            HERE,
        ),
    )


def test_footnotes_count_through_all_texts_of_a_document() -> None:
    reader = Reader("en")
    assert reader.read("a[^x] b^[two]\n\n[^x]: one", HERE) == (
        paragraph(Text("a"), Note(1, (Text("one"),)), Text(" b"), Note(2, (Text("two"),))),
    )
    assert reader.read("c^[three]", HERE) == (paragraph(Text("c"), Note(3, (Text("three"),))),)


def test_a_picture_is_a_figure_of_its_own() -> None:
    assert read('Before ![A map](pictures/a%20map.png "The *map*") after.') == (
        paragraph(Text("Before ")),
        Figure("pictures/a map.png", "A map", (Text("The *map*"),), HERE),
        paragraph(Text(" after.")),
    )


def test_no_level_of_heading_is_skipped() -> None:
    """Screen readers announce levels; what a writer numbers 3, 3, 5, 2 is an outline of two levels."""
    reader = Reader("en")
    headings = [block for block in reader.read("### a\n\n### b\n\n##### c\n\n## d", HERE) if isinstance(block, Heading)]
    assert [heading.level for heading in headings] == [3, 3, 4, 3]
    assert [block.level for block in reader.read("### e", HERE) if isinstance(block, Heading)] == [4]


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    assert read("[a](javascript:alert(1)) [b](file:///etc/passwd)") == (paragraph(Text("a"), Text(" "), Text("b")),)


def test_words_in_another_script_are_told_their_language() -> None:
    assert read("On 이신화 and 徳地かな.") == (
        paragraph(Text("On "), Text("이신화", "ko"), Text(" and "), Text("徳地かな", "ja"), Text(".")),
    )


def test_troubles_name_what_would_be_lost() -> None:
    text = "a[^1] [b](c.html)\n\n[^2]: never used"
    assert [(trouble.message, trouble.words) for trouble in troubles(text)] == [
        ('the footnote "2" has no mark in the text', "[^2]:"),
        ('the footnote "1" is not written', "[^1]"),
        ('the link to "c.html" leads nowhere', "(c.html"),
    ]
