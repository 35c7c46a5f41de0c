"""Edits of what is read of a passage, made in its Markdown."""

from time import process_time

import pytest
from builders import all_sessions
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.collect._chart import charted
from reportkit.collect._plain import blocks
from reportkit.collect.source import Edit, folded, plain, rewritten
from reportkit.document import Emphasis, Inline, Link, Strong, runs
from reportkit.document import words as said
from reportkit.pipeline import receive


def replaced(source: str, before: str, after: str) -> str | None:
    """Return `source` with the words `before`, as they are read, replaced by `after`."""
    text = plain(source)
    start = text.index(before)
    return rewritten(source, text, [Edit(start, start + len(before), after)])


def added(source: str, behind: str, words: str) -> str | None:
    text = plain(source)
    place = text.index(behind) + len(behind)
    return rewritten(source, text, [Edit(place, place, words)])


@pytest.mark.parametrize(
    ("source", "before", "after", "becomes"),
    [
        ("a **bold** text", "bold", "fine", "a **fine** text"),
        ("a **bold** text", "bold ", "", "a text"),
        ("a **bold word** text", "word text", "name", "a **bold name**"),
        ("a [link](https://e.org/a_b) b", "link", "site", "a [site](https://e.org/a_b) b"),
        ("a [link](https://e.org/a_b) b", "link ", "", "a b"),
        (
            "a\\*b and\nfolded\\_lines [^1]\n\n[^1]: note",
            "folded",
            "Fold",
            "a\\*b and\nFold\\_lines [^1]\n\n[^1]: note",
        ),
        ("| a | b |\n|---|---|\n| c | d |", "c", "x | y", "| a | b |\n|---|---|\n| x \\| y | d |"),
        ("## Head\n\nText", "Head", "The head", "## The head\n\nText"),
        ('![alt](p.png "A map")', "map", "chart", '![alt](p.png "A chart")'),
        ("> One *two*\n> three", "two three", "more", "> One *more*"),
        ("동아시아의 **안보** 협력", "안보", "경제", "동아시아의 **경제** 협력"),
        ("One.\n\nTwo.\n\nThree.", "Two.\n", "", "One.\n\nThree."),
        ("All.", "All.", "", ""),
    ],
)
def test_words_are_replaced_and_all_else_stays(source: str, before: str, after: str, becomes: str) -> None:
    assert replaced(source, before, after) == becomes


@pytest.mark.parametrize(
    ("source", "behind", "words", "becomes"),
    [
        ("a **bold** text", "bold", " new", "a **bold** new text"),
        ("a **bold** text", "bold", "er", "a **bolder** text"),
        ("a **bold** text", "a ", "very ", "a very **bold** text"),
        ("a note[^1] here\n\n[^1]: Note.", "note", " more", "a note[^1] more here\n\n[^1]: Note."),
        ("the end\n\n[^1]: No mark.", "end", ", then", "the end, then\n\n[^1]: No mark."),
        ("the end[^1]\n\n[^1]: Note.", "end", " of it", "the end[^1] of it\n\n[^1]: Note."),
        ("- one\n- two", "one", ", too", "- one, too\n- two"),
    ],
)
def test_words_are_added_inside_of_marks_where_they_go_on_and_outside_else(
    source: str, behind: str, words: str, becomes: str
) -> None:
    assert added(source, behind, words) == becomes


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (" snake_case", " snake_case"),
        (" 2 * 3", " 2 * 3"),
        (" *x*", " \\*x\\*"),
        (" [x](https://e.org)", " \\[x\\](https://e\\.org)"),
        ("\n# x", "\n\n\\# x"),
        ("\n1. x", "\n\n1\\. x"),
        ("\n- x", "\n\n\\- x"),
        ("\n> x", "\n\n\\> x"),
        ("^[x]", "\\^\\[x\\]"),
        (" back\\", " back\\"),
        (" <b>&amp;", " <b>&amp;"),
    ],
)
def test_what_would_be_markup_is_escaped_and_nothing_else(words: str, written: str) -> None:
    assert plain(str(added("One", "One", words))) == f"One{words}"
    assert str(added("One", "One", words)).replace("\\.", ".") == f"One{written}".replace("\\.", ".")


@pytest.mark.parametrize(
    ("source", "behind", "becomes"),
    [
        ("One. Two.", "One.", "One.\n\nTwo."),
        ("- one two\n- three", "one", "- one\n- two\n- three"),
        ("1. one two\n2. three", "one", "1. one\n2. two\n2. three"),
        ("> one two\n> three", "one", "> one\n>\n> two\n> three"),
        ("> - one two", "one", "> - one\n> - two"),
        ("a **bold text** b", "bold", "a **bold**\n\n**text** b"),
        ("## Head line\n\nText", "Head", "## Head\n\nline\n\nText"),
    ],
)
def test_a_new_paragraph_is_what_it_is_there(source: str, behind: str, becomes: str) -> None:
    assert added(source, behind, "\n") == becomes


@pytest.mark.parametrize(
    ("source", "becomes"),
    [("One.\n\nTwo.", "One. Two."), ("- a\n- b", "- a b"), ("> a\n>\n> b", "> a b"), ("# A\n\nb", "# A b")],
)
def test_paragraphs_are_joined(source: str, becomes: str) -> None:
    assert replaced(source, "\n", " ") == becomes


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [("| a | b |\n|---|---|\n| c | d |", "c", "x\ny"), ("[one two](https://e.org)", "one two", "one\ntwo")],
)
def test_what_has_no_markdown_is_not_guessed(source: str, before: str, after: str) -> None:
    assert replaced(source, before, after) is None


def test_a_text_that_is_not_that_of_the_markdown_is_not_edited() -> None:
    assert rewritten("One *two*", "One three", [Edit(0, 3, "1")]) is None


def test_blanks_that_a_word_file_shows_otherwise_do_not_matter() -> None:
    assert rewritten("One\ttwo  three", "One two three", [Edit(8, 13, "four")]) == "One\ttwo  four"


def test_several_edits_are_made_and_those_that_meet_are_one() -> None:
    edits = [Edit(8, 13, "3"), Edit(0, 3, "1"), Edit(3, 3, " and"), Edit(13, 13, ".")]
    assert rewritten("One *two* three", "One two three", edits) == "1 and *two* 3."


def test_no_edit_changes_nothing() -> None:
    assert rewritten("One  *two*\n", "One  two", []) == "One  *two*\n"


# --- all of Markdown --------------------------------------------------------------------------------------------

PLAIN = [
    "the",
    "water",
    "파도가",
    "東京",
    "سلام",
    "“quoted”",
    "it’s",
    "U.S.",
    "(USSC)",
    "5",
    "é",
    "e\u0301",
    "…",
    "2031",
]
ODD = [
    "tide*",
    "snake_case",
    "a_b_",
    "1.",
    "#",
    "-",
    "*",
    "[no]",
    "!",
    "~",
    "`c`",
    "<b>",
    "&amp;",
    "\\",
    ">",
    "+",
    "3)",
]


def escaped(word: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\*_[]|`#+->!.)~<&" else letter for letter in word)


def lines(words: st.SearchStrategy[str], *, folded: bool) -> st.SearchStrategy[str]:
    marked = st.tuples(st.sampled_from(["*{}*", "**{}**", "[{}](https://e.org/a_b)", "[{}](gone)", "{}[^n]"]), words)
    pieces = st.lists(words | marked.map(lambda pair: pair[0].format(pair[1])), min_size=1, max_size=7)
    return st.tuples(pieces, st.sampled_from([" ", "\n"] if folded else [" "])).map(lambda pair: pair[1].join(pair[0]))


usual = st.sampled_from(PLAIN)
any_words = usual | st.sampled_from(ODD).map(escaped)


@st.composite
def markdown(draw: st.DrawFn, words: st.SearchStrategy[str] = any_words) -> str:
    """Return Markdown of any kind that we read."""
    paragraph, short = lines(words, folded=True), lines(words, folded=False)
    kinds = st.one_of(
        paragraph,
        paragraph,
        st.builds("### {}".format, short),
        st.lists(short.map("- {}".format), min_size=1, max_size=3).map("\n".join),
        st.builds("1. {}\n2. {}".format, short, short),
        st.builds("- {}\n  - {}\n\n  {}".format, short, short, short),
        st.builds("> {}\n>\n> {}".format, short, short),
        st.builds("| {} | {} |\n|---|--:|\n| {} | {} |".format, short, short, short, short),
    )
    text = "\n\n".join(draw(st.lists(kinds, min_size=1, max_size=3)))
    return f"{text}\n\n[^n]: The *note*." if "[^n]" in text else text


REPLACEMENTS = [
    "",
    "word",
    " and",
    "more ",
    "*x*",
    "_y_ ",
    "# ",
    "1. ",
    "[z](u)",
    "|",
    "\\",
    "東",
    "سلام",
    ", ",
    "“",
    "`",
]


@given(markdown(), st.sampled_from([*REPLACEMENTS, "\n", "\nNew one. ", "\n- b"]), st.data())
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_read_as_the_edited_text(source: str, after: str, data: st.DataObject) -> None:
    text = plain(source)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    result = rewritten(source, text, [Edit(start, end, after)])
    assert result is None or folded(plain(result)) == folded(text[:start] + after + text[end:])


@given(markdown(), st.sampled_from(REPLACEMENTS[1:]), st.data())
@settings(max_examples=150, deadline=None)
def test_a_word_is_replaced_and_no_other_character(source: str, after: str, data: st.DataObject) -> None:
    """Replacing one word with others always works; before and behind it the Markdown is as it was."""
    chart = charted(source)
    assert chart is not None
    places = [place for place, letter in enumerate(chart.text) if letter.isalnum() and chart.spans[place]]
    place = data.draw(st.sampled_from(places)) if places else None
    if place is None:
        return
    start, end = chart.spans[place] or (0, 0)
    result = rewritten(source, chart.text, [Edit(place, place + 1, f"a{after}b")])
    assert result is not None
    assert result.startswith(source[:start])
    assert result.endswith(source[end:])


@given(markdown(usual), st.data())
@settings(max_examples=100, deadline=None)
def test_marks_of_other_words_stay(source: str, data: st.DataObject) -> None:
    """An edit of words that are in no marks leaves everything that is in some as it is."""
    text = plain(source)
    word = data.draw(st.sampled_from(sorted({*text.split()}))) if text.split() else ""
    marked = _marked(source)
    if not word or any(word in one for one in marked):
        return
    start = text.index(word)
    result = rewritten(source, text, [Edit(start, start + len(word), "changed")])
    assert result is not None
    assert _marked(result) == marked


def _marked(source: str) -> list[str]:
    return [words for block in blocks(source) for run in runs(block) for words in _in_marks(run)]


def _in_marks(inlines: tuple[Inline, ...]) -> list[str]:
    return [said(one.inlines) for one in inlines if isinstance(one, Emphasis | Strong | Link)]


@pytest.mark.parametrize("path", all_sessions(), ids=lambda path: path.stem)
def test_every_word_of_the_samples_can_be_replaced(path: object) -> None:
    (session,) = receive(path).event.sessions  # type: ignore[arg-type]
    for passage in session.sketch[:8]:
        text = plain(passage.text)
        for word in sorted({*text.split()})[::9]:
            start = text.index(word)
            wanted = text[:start] + "Neues" + text[start + len(word) :]
            result = rewritten(passage.text, text, [Edit(start, start + len(word), "Neues")])
            assert result is not None
            assert folded(plain(result)) == folded(wanted)


def test_long_passages_take_no_time() -> None:
    source = "\n\n".join("The *water* was **counted twice** by [hand](https://e.org/a). " * 12 for _ in range(50))
    text = plain(source)
    start = process_time()
    assert rewritten(source, text, [Edit(0, len(text), "Other words. " * 2500)])
    assert rewritten(source, text, [Edit(place, place + 3, "A") for place in range(0, 3_000, 600)])
    assert process_time() - start < 10
