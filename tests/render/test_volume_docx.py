"""The book that Word opens: its contents, its sections, its links, and the disclaimer wherever a page can be."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from builders import DISCLAIMER, a_look, a_person, a_session, an_event
from lxml import etree
from openxml_audit import OpenXmlValidator
from readers import WORD, laid_out_by_libreoffice, needs_libreoffice, needs_poppler, pages_of, squeezed
from references import a_reference, a_theme_with, letterhead
from samples import EVENT, FIGURES, PROSE

from reportkit.check import pages
from reportkit.compose import volume
from reportkit.document import Volume, words
from reportkit.errors import BadPage
from reportkit.pipeline import illustrated
from reportkit.records import Event, Session
from reportkit.render.volume_docx import render

PEOPLE = (
    a_person("Yuichi Yoshida", family="Yoshida"),
    a_person("Yi Shin-wha", native="이신화"),
    a_person("Ibn Battuta", native="ابن بطوطة"),
)

LISTS = "1. one\n2. two\n\nThen.\n\n1. again\n"

NOTED = "First^[A note.] and second^[Another, with [a link](https://example.org/note).]."


@dataclass(frozen=True)
class Book:
    """A Word file, and what was to be in it."""

    volume: Volume
    data: bytes

    def part(self, name: str) -> etree._Element:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            return etree.fromstring(package.read(f"word/{name}"))

    def parts(self, kind: str) -> list[etree._Element]:
        with zipfile.ZipFile(BytesIO(self.data)) as package:
            return [etree.fromstring(package.read(name)) for name in package.namelist() if kind in name]

    @property
    def body(self) -> etree._Element:
        found = self.part("document.xml").find(f"{WORD}body")
        assert found is not None
        return found

    @property
    def sections(self) -> list[etree._Element]:
        return list(self.body.iter(f"{WORD}sectPr"))

    @property
    def bookmarks(self) -> list[str]:
        return [mark.get(f"{WORD}name", "") for mark in self.body.iter(f"{WORD}bookmarkStart")]

    def titles(self) -> list[str]:
        return [words(entry.title).strip("\u200e\u200f") for entry in self.volume.contents.entries]


def styled(root: etree._Element, *styles: str) -> list[str]:
    """Return the words of the paragraphs in one of `styles`, which are called by their ids."""
    return ["".join(_said(paragraph)) for paragraph in root.iter(f"{WORD}p") if _style(paragraph) in styles]


def _style(paragraph: etree._Element) -> str:
    mark = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    return mark.get(f"{WORD}val", "") if mark is not None else "Normal"


def _said(paragraph: etree._Element) -> list[str]:
    """Return the words of a paragraph, without marks of direction."""
    return [re.sub("[\u200e\u200f]", "", text.text or "") for text in paragraph.iter(f"{WORD}t")]


def sessions() -> list[Session]:
    """Return sessions of two days, in three languages and with what may be in one."""
    ko, ar = PROSE["ko"], PROSE["ar"]
    kinds = [
        (
            (NOTED, LISTS),
            {"title": "Who Keeps the Light?", "kind": "Plenary Session", "speakers": PEOPLE, "room": "Hall"},
        ),
        ((f"{ko}^[{ko}]",), {"title": ko, "language": "ko", "speakers": PEOPLE}),
        ((f"{ar}^[{ar}]\n\n> {ar}",), {"title": ar, "language": "ar", "speakers": PEOPLE[:1]}),
        ((), {"title": "Fifteen " * 20, "speakers": tuple(a_person(f"Person {number}") for number in range(15))}),
        ((FIGURES, LISTS, NOTED), {"title": "Pictures", "subtitle": "And more"}),
        ((), {"title": "Nobody"}),
    ]
    made = []
    for number, (texts, fields) in enumerate(kinds):
        starts = datetime(2031, 5, 6 + number // 4, 9 + number % 4)
        place = {"id": f"{number // 4 + 1}-{number % 4 + 1}", "starts": starts, "ends": starts + timedelta(hours=1)}
        made.append(a_session(*texts, folder=EVENT, **{**place, **fields}))
    return made


def a_book(*made: Session, look: str = "institute", edition: str = "handout", **fields: object) -> Book:
    event = Event(**{**dict(an_event(organiser="The Institute")), **fields, "sessions": made})
    settings = a_look(look, edition=edition)
    composed = volume(event, settings)
    days = [
        replace(day, entries=tuple(replace(one, document=illustrated(one.document, EVENT)) for one in day.entries))
        for day in composed.contents.days
    ]
    composed = replace(composed, contents=replace(composed.contents, days=tuple(days)))
    return Book(composed, render(composed, settings))


@cache
def english() -> Book:
    return a_book(*sessions())


@cache
def arabic() -> Book:
    return a_book(*sessions(), look="forum", language="ar", title="منتدى المنارة")


@cache
def draft() -> Book:
    return a_book(*sessions(), edition="draft")


BOOKS = [english, arabic, draft]


@pytest.mark.parametrize("book", BOOKS)
def test_a_book_is_schema_valid(book: Book, tmp_path: Path) -> None:
    (tmp_path / "it.docx").write_bytes(book().data)  # type: ignore[operator]
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "it.docx")).errors] == []


# --- contents ---------------------------------------------------------------------------------------------------


def test_the_contents_are_a_field_and_filled_in() -> None:
    book = english()
    frame = book.body.find(f"{WORD}sdt")
    assert frame is not None
    codes = [code.text for code in frame.iter(f"{WORD}instrText")]
    assert codes[0] == ' TOC \\o "1-2" \\h \\z \\u '
    assert styled(frame, "toc1") == ["Tuesday, May 6, 2031", "Wednesday, May 7, 2031", "Index of people"]
    assert styled(frame, "toc2") == book.titles()
    assert styled(frame, "toc3")[0] == "Plenary Session 1-1 · 09:00–10:00 · Hall"
    marks = [mark.get(f"{WORD}fldCharType") for mark in frame.iter(f"{WORD}fldChar")]
    assert marks.count("begin") == marks.count("end") == 1 + len(book.titles()) + 3


def test_word_finds_the_same_contents_by_the_headings() -> None:
    """What an update makes of the headings of levels 1 and 2 is what stands there already."""
    book, styles = english(), {}
    for style in book.part("styles.xml").iter(f"{WORD}style"):
        level = style.find(f"{WORD}pPr/{WORD}outlineLvl")
        styles[style.get(f"{WORD}styleId")] = level.get(f"{WORD}val") if level is not None else ""
    headings = [(styles[_style(one)], "".join(_said(one))) for one in book.body.findall(f"{WORD}p")]
    frame = book.body.find(f"{WORD}sdt")
    assert frame is not None
    entries = [one for one in frame.iter(f"{WORD}p") if _style(one) != "toc3"]
    listed = [(str(int(_style(one)[-1]) - 1), "".join(_said(one))) for one in entries]
    assert [one for one in headings if one[0] in ("0", "1")] == listed


def test_headings_are_a_level_below_those_of_a_handout() -> None:
    book = english()
    styles = {one.get(f"{WORD}styleId"): one for one in book.part("styles.xml").iter(f"{WORD}style")}
    for level in range(1, 6):
        style = styles[f"Heading{level}"]
        assert style.find(f"{WORD}name").get(f"{WORD}val") == f"heading {level}"  # type: ignore[union-attr]
        assert style.find(f"{WORD}pPr/{WORD}outlineLvl").get(f"{WORD}val") == str(level - 1)  # type: ignore[union-attr]
    levels = [int(found[1]) for one in book.body if (found := re.fullmatch(r"Heading(\d)", _style(one)))]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("book", BOOKS)
def test_every_link_and_number_leads_to_a_bookmark_that_is_there_once(book: Book) -> None:
    one = book()  # type: ignore[operator]
    names = one.bookmarks
    assert len({name.lower() for name in names}) == len(names)
    assert [name for name in names if not re.fullmatch(r"_rk_\w{1,36}", name, re.ASCII)] == []
    ids = [mark.get(f"{WORD}id") for mark in one.body.iter(f"{WORD}bookmarkStart")]
    assert len(set(ids)) == len(ids)
    links = {link.get(f"{WORD}anchor") for link in one.body.iter(f"{WORD}hyperlink")} - {None}
    pages_asked = {found[1] for code in one.body.iter(f"{WORD}instrText") if (found := PAGEREF.match(code.text or ""))}
    assert links == pages_asked
    assert links - set(names) == set()


PAGEREF = re.compile(r" PAGEREF (\w+) \\h $")


def test_the_index_leads_to_the_rows_of_its_people() -> None:
    book = english()
    index = styled(book.body, "IndexName")
    assert index[0] == "Ibn Battuta ابن بطوطة"
    assert index[-1] == "Yuichi Yoshida"
    assert len(index) == 18
    last = [one for one in book.body if _style(one) in ("IndexMention", "IndexLastMention")][-3:]
    assert [_style(one) for one in last] == ["IndexMention", "IndexMention", "IndexLastMention"]
    assert ["".join(_said(one)) for one in last] == ["Plenary Session 1-1", "세션 1-2", "جلسة 1-3"]
    for line in last:
        name = line.find(f"{WORD}hyperlink").get(f"{WORD}anchor")  # type: ignore[union-attr]
        (mark,) = [one for one in book.body.iter(f"{WORD}bookmarkStart") if one.get(f"{WORD}name") == name]
        assert "Yuichi Yoshida" in "".join(_said(mark.getparent()))  # type: ignore[arg-type]


# --- sections ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("book", BOOKS)
def test_the_disclaimer_is_in_every_footer_of_every_section(book: Book) -> None:
    one = book()  # type: ignore[operator]
    assert pages.check(one.data, DISCLAIMER, one.volume.origin) == []
    assert len(one.sections) == 2 + len(one.volume.contents.days) + len(one.titles()) + 1
    assert [section.find(f"{WORD}titlePg") is not None for section in one.sections] == [True] * len(one.sections)


def test_a_section_without_disclaimer_is_found() -> None:
    """Its first pages would show no footer, were the one that all of them inherit not there."""
    book = english()
    document = book.part("document.xml")
    for reference in document.iter(f"{WORD}footerReference"):
        if reference.get(f"{WORD}type") == "first":
            reference.getparent().remove(reference)  # type: ignore[union-attr]
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book.data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, etree.tostring(document) if name == "word/document.xml" else source.read(name))
    assert len(pages.check(out.getvalue(), DISCLAIMER, book.volume.origin)) == len(book.sections)


def test_each_session_begins_a_section_with_its_running_header() -> None:
    book = english()
    headers = ["\t".join(_said(header)) for header in book.parts("word/running")]
    parts = ["Contents", "Tuesday, May 6, 2031", "Plenary Session 1-1", "세션 1-2", "جلسة 1-3"]
    assert headers[:5] == [f"Forum 2031\t{part}" for part in parts]
    assert headers[-1] == "Forum 2031\tIndex of people"
    assert len(headers) == len(book.sections) - 1
    kinds = [section.find(f"{WORD}type") for section in book.sections]
    assert kinds == [None] * len(kinds)


def test_the_cover_has_no_running_header_and_no_number() -> None:
    cover = english().sections[0]
    (key,) = [
        one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for one in cover.findall(f"{WORD}footerReference")
        if one.get(f"{WORD}type") == "first"
    ]
    relations = {one.get("Id"): one.get("Target") for one in english().part("_rels/document.xml.rels")}
    footer = english().part(str(relations[key]))
    assert "".join(_said(footer)) == DISCLAIMER
    assert list(footer.iter(f"{WORD}instrText")) == []


def test_notes_are_counted_by_session_and_lists_begin_anew() -> None:
    book = english()
    ids = [mark.get(f"{WORD}id") for mark in book.body.iter(f"{WORD}footnoteReference")]
    assert ids == [str(number) for number in range(1, len(ids) + 1)]
    notes = [note.get(f"{WORD}id") for note in book.part("footnotes.xml").iter(f"{WORD}footnote")]
    assert notes == ["-1", "0", *ids]
    restart = book.part("settings.xml").find(f"{WORD}footnotePr/{WORD}numRestart")
    assert restart is not None
    assert restart.get(f"{WORD}val") == "eachSect"
    numbers = [one.find(f"{WORD}pPr/{WORD}numPr/{WORD}numId") for one in book.body if _style(one) == "ListNumber"]
    lists = [one.get(f"{WORD}val") for one in numbers if one is not None]
    assert [lists.count(number) for number in dict.fromkeys(lists)] == [2, 1, 2, 1]


def test_sessions_are_read_in_their_own_direction_and_language() -> None:
    for book, turned in ((english(), 1), (arabic(), 1)):
        found = [section.find(f"{WORD}bidi") is not None for section in book.sections]
        rtl = book is arabic()
        assert found == [rtl, rtl, rtl, False, False, True, False, rtl, False, False, rtl]
        assert len(styled(book.body, "QuoteTurned")) == turned
    korean = [run for run in english().body.iter(f"{WORD}r") if "등대지기는" in "".join(_said(run))]
    tongues = {run.find(f"{WORD}rPr/{WORD}lang").get(f"{WORD}eastAsia") for run in korean}  # type: ignore[union-attr]
    assert tongues == {"ko-KR"}


def test_nothing_is_asked_when_it_is_opened() -> None:
    assert english().part("settings.xml").find(f"{WORD}updateFields") is None
    assert [mark for mark in english().body.iter(f"{WORD}fldChar") if mark.get(f"{WORD}dirty")] == []


def test_a_draft_says_so_in_every_header_and_repeats_no_label() -> None:
    headers = [root for kind in ("word/header", "word/running") for root in draft().parts(kind)]
    notices = {draft().volume.notice, *(entry.document.notice for entry in draft().volume.contents.entries)}
    assert [notices & {*_said(root)} != set() for root in headers] == [True] * len(headers)
    shapes = [shape.get("id") for root in headers for shape in root.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(set(shapes)) == len(shapes) == len(headers)


def test_a_designers_letterhead_is_that_of_every_section(tmp_path: Path) -> None:
    book = a_book(*sessions()[:2], look=a_theme_with(a_reference(letterhead), tmp_path))
    assert book.parts("word/running") == []
    assert pages.check(book.data, DISCLAIMER, book.volume.origin) == []
    assert styled(book.body, "Heading2") == book.titles()


# --- hostile events, and the same bytes -------------------------------------------------------------------------


def test_a_book_of_nobody_has_no_index() -> None:
    book = a_book(a_session("Text."))
    assert styled(book.body, "Heading1") == styled(book.body, "toc1") == ["Tuesday, May 6, 2031"]


def test_a_character_that_no_font_has_is_told() -> None:
    with pytest.raises(BadPage, match=r"U\+10FFFD"):
        a_book(a_session("Text."), organiser="The \U0010fffd Institute")


AGAIN = """
import sys; sys.path.insert(0, "tests"); sys.path.insert(0, "tests/render")
from hashlib import sha256
from test_volume_docx import english
print(sha256(english().data).hexdigest())
"""


def test_the_same_event_gives_the_same_bytes() -> None:
    again = {
        subprocess.run(
            [sys.executable, "-c", AGAIN],
            cwd=Path(__file__).parents[2],
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "Asia/Seoul"), ("2", "America/Lima"))
    }
    assert len(again) == 1


# --- laid out ---------------------------------------------------------------------------------------------------


@needs_libreoffice
@needs_poppler
def test_laid_out_sessions_stand_in_order_below_the_disclaimer(tmp_path: Path) -> None:
    made = {"english": english(), "arabic": arabic()}
    for name, book in made.items():
        (tmp_path / f"{name}.docx").write_bytes(book.data)
    for pdf in laid_out_by_libreoffice([tmp_path / f"{name}.docx" for name in made], tmp_path):
        assert pages.check(pdf.read_bytes(), DISCLAIMER, made[pdf.stem].volume.origin) == []
    leaves = [squeezed(page) for page in pages_of(tmp_path / "english.pdf")]
    assert_order(leaves, made["english"])
    assert_index(leaves)


def assert_order(leaves: Sequence[str], book: Book) -> None:
    """Each title is in the contents and on the page of its day, and begins a page behind those before it."""
    titles = [squeezed(title) for title in book.titles() if "قاس" not in title]
    places = [[number for number, leaf in enumerate(leaves[2:], 3) if title in leaf] for title in titles]
    assert [found[0] for found in places] == [3] * len(titles)
    days, starts = [found[1] for found in places], [found[2] for found in places]
    assert days == sorted(days)
    assert starts == sorted(set(starts) - set(days))


def assert_index(leaves: Sequence[str]) -> None:
    """LibreOffice has counted on which page the row of a person is; the name is there."""
    index = next(leaf for leaf in reversed(leaves) if "Indexofpeople" in leaf)
    (number,) = re.findall(r"Person14Session14(\d+)Person2", index)
    assert "Person14" in leaves[int(number) - 1]
