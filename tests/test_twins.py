"""Promise 2: PDF, Word and HTML of a record say the same words in the same order.

That those of the samples do is asked in `test_every_page.py`, where their files are.
"""

import string
from pathlib import Path

import pytest
from builders import a_person, a_session, an_event
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers import needs_poppler, squeezed, words_of_docx, words_of_html, words_of_pdf

from reportkit.pipeline import FORMATS, publish
from reportkit.records import Session
from reportkit.settings import settle
from reportkit.wishes import EDITIONS, Wishes

pytestmark = needs_poppler


def words_of(session: Session, folder: Path, edition: str = "handout") -> dict[str, tuple[str, str]]:
    """Return the words of `session` by format: those of the body, and those of the footnotes."""
    for form in FORMATS:
        (folder / f"it.{form}").write_bytes(publish(session, form, settle(session, Wishes(edition=edition))))
    return words_in(folder / "it")


def words_in(files: Path) -> dict[str, tuple[str, str]]:
    """Return the words of the files that have this name, but for the ending."""
    reader = {"pdf": words_of_pdf, "docx": words_of_docx, "html": words_of_html}
    return {form: reader[form](Path(f"{files}.{form}")) for form in FORMATS}


def reading_order(text: str) -> str:
    """Return `text` with Arabic letters left out: poppler gives them as they are drawn, from the left."""
    return squeezed("".join(letter for letter in text if not "\u0590" <= letter <= "\u08ff"))


def assert_twins(words: dict[str, tuple[str, str]]) -> None:
    assert words["docx"] == words["html"]
    for pdf, docx in zip(words["pdf"], words["docx"], strict=True):
        assert reading_order(pdf) == reading_order(docx)


LETTERS = (
    string.ascii_letters
    + string.digits
    + "éüßğłőñçÅøĐđấựỹ“”‘’—–…&<>\"'()!?.,:;/%§"
    + "한국어의회담"
    + "東京都中国会議かなカ"
)
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=14)
LINE = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
PERSON = st.builds(
    lambda name, native, place: a_person(name, native=native, affiliations=place),
    LINE,
    st.none() | LINE,
    st.lists(LINE, max_size=2),
)
TABLE = st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=4).map(
    lambda rows: "\n".join([f"| {' | '.join(rows[0])} |", "|---|:-:|--:|", *(f"| {' | '.join(row)} |" for row in rows)])
)
MARKED = st.tuples(
    st.sampled_from(["{}", "*{}*", "**{}**", "***{}***", "[{}](https://example.org/x)", "{}^[{}]"]), LINE, LINE
).map(lambda it: it[0].format(it[1], it[2]))
PARAGRAPH = st.lists(MARKED, min_size=1, max_size=4).map(" ".join)
BLOCK = st.one_of(
    PARAGRAPH,
    TABLE,
    PARAGRAPH.map(lambda text: f"> {text}"),
    PARAGRAPH.map(lambda text: f"### {text}"),
    st.lists(LINE, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(LINE, min_size=1, max_size=4).map(lambda items: "7. " + "\n8. ".join(items)),
    st.lists(LINE, min_size=1, max_size=3).map(lambda items: "- " + "\n  1. ".join(items)),
)
# Short records have all there is; the reader of tags takes the square of the pages.
SKETCH = st.lists(st.lists(BLOCK, min_size=1, max_size=4).map("\n\n".join), max_size=2)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    title=LINE,
    room=st.none() | LINE,
    speakers=st.lists(PERSON, max_size=3),
    moderators=st.lists(PERSON, max_size=2),
    sketch=SKETCH,
    edition=st.sampled_from(EDITIONS),
)
def test_any_record_says_the_same_in_all_formats(
    tmp_path: Path,
    title: str,
    room: str | None,
    speakers: list[object],
    moderators: list[object],
    sketch: list[str],
    edition: str,
) -> None:
    event = an_event(organiser="The Lantern Society", timezone="Asia/Seoul")
    session = a_session(
        *sketch, title=title, room=room, speakers=tuple(speakers), moderators=tuple(moderators), event=event
    )
    assert_twins(words_of(session, tmp_path, edition))


def test_a_word_left_out_of_one_format_is_noticed() -> None:
    """The comparison can fail: it is not so forgiving that everything is alike."""
    said = ("one two", "")
    with pytest.raises(AssertionError):
        assert_twins({"pdf": said, "docx": said, "html": ("one", "")})
    with pytest.raises(AssertionError):
        assert_twins({"pdf": ("one", ""), "docx": said, "html": said})
