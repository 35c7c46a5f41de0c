"""`report.html`: what became of each session, on a page that asks for nothing and tells nothing private."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from tinyhtml5.parser import HTMLParser

from reportkit.check.pages import File, alone
from reportkit.contrast import contrast
from reportkit.errors import Finding, Origin, Place, Severity
from reportkit.overview import STATES, Row, Sheet, report
from reportkit.resources import room

FINDING = Finding(
    Severity.WARNING, Origin("sessions/1-2.yaml"), "no room", "name one", "rooms", Place("sessions/1-2.yaml", 7, 3)
)


def a_sheet(name: str = "1-2-harbours.pdf", state: str = "made", **fields: Any) -> Sheet:
    return Sheet(**{"name": name, "format": "pdf", "edition": "handout", "pages": 4, "state": state, **fields})


def a_row(session: str = "1-2", *sheets: Sheet, **fields: Any) -> Row:
    facts = {"title": "Fourteen Harbours", "record": f"sessions/{session}.yaml", "language": "en"}
    return Row(session, **{**facts, "sheets": sheets, **fields})


def a_report(*rows: Row, **fields: Any) -> str:
    return report(fields.pop("title", "Forum 2031"), fields.pop("language", "en"), rows, **fields).decode()


def parsed(page: str) -> Element:
    """Return the tree of `page`, which has to be HTML without a fault."""
    parser = HTMLParser(namespace_html_elements=False)
    root: Element = parser.parse(page)
    assert parser.errors == []
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert {link[1:] for link in links(root) if link.startswith("#")} <= set(names)
    return root


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def links(root: Element) -> list[str]:
    return [link.get("href", "") for link in root.iter("a")]


def cells(root: Element) -> list[list[str]]:
    """Return what the table says, row by row, without its head."""
    return [[text(cell) for cell in row] for body in root.iter("tbody") for row in body]


def test_each_session_has_a_row_with_its_state_pages_findings_and_files() -> None:
    word = a_sheet("1-2-harbours.docx", format="docx", pages=None)
    root = parsed(a_report(a_row("1-2", a_sheet(), word, findings=(FINDING,))))
    assert cells(root) == [["1-2", "Fourteen Harbours", "in place", "4", "1 finding", "PDFWord"]]
    assert [link for link in links(root) if not link.startswith("#")] == ["1-2-harbours.pdf", "1-2-harbours.docx"]
    assert text(next(root.iter("caption"))) == "By id, with what became of each and of its files"
    assert {head.get("scope") for head in root.iter("th")} == {"col", "row"}


def test_sessions_are_in_the_order_of_their_ids_whatever_order_they_come_in() -> None:
    rows = [a_row(id, a_sheet()) for id in ("1-10", "P1", "1-2", "2-1", "")]
    page = a_report(*rows)
    assert [row[0] for row in cells(parsed(page))] == ["1-2", "1-10", "2-1", "P1", "–"]
    assert a_report(*reversed(rows)) == page


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ([], "There are no sessions."),
        (["made"], "The session is in place."),
        (["made", "made", "edited"], "All 3 sessions are in place."),
        (["made", "failed", "failed"], "2 of 3 sessions failed."),
    ],
)
def test_the_verdict_stands_on_top_and_in_the_title(states: list[str], verdict: str) -> None:
    root = parsed(a_report(*(a_row(f"1-{n}", a_sheet(state=state)) for n, state in enumerate(states))))
    assert [text(one) for one in root.iter("p") if "verdict" in (one.get("class") or "")] == [verdict]
    assert text(next(root.iter("title"))) == f"{verdict} Forum 2031"


def test_what_is_left_of_a_session_is_no_session() -> None:
    left = a_row("1-3", a_sheet(state="stale"), record="")
    root = parsed(a_report(a_row("1-2", a_sheet()), left))
    assert "The session is in place." in text(root)
    assert [row[2] for row in cells(root)] == ["in place", "left over"]


def test_counts_are_words_and_leave_out_what_there_is_none_of() -> None:
    every = [a_row(f"1-{n}", a_sheet(f"{n}.pdf", state)) for n, state in enumerate([*STATES, "made"])]
    counts = [text(one) for one in next(parsed(a_report(*every)).iter("dl"))]
    assert counts == ["failed1", "edited by hand1", "in place2", "left over1", "removed1"]
    assert [text(one) for one in next(parsed(a_report(every[-1])).iter("dl"))] == ["in place1"]


def test_failures_come_first_with_place_message_and_hint() -> None:
    failure = """error: sessions/1-2.yaml:7:1: unknown field "titel"
  hint: did you mean "title"?
error: sessions/1-2.yaml:9:3: no "title"
error: took longer than 60 s"""
    page = a_report(a_row("1-1", a_sheet()), a_row("1-2", findings=(failure,)))
    remarks = [[text(part) for part in item] for item in parsed(page).iter("li") if len(item) > 1]
    assert remarks == [
        ["error", "sessions/1-2.yaml:7:1", 'unknown field "titel"', 'hint: did you mean "title"?'],
        ["error", "sessions/1-2.yaml:9:3", 'no "title"'],
        ["error", "took longer than 60 s"],
    ]
    assert page.index("unknown field") < page.index("<table")
    assert cells(parsed(page))[1][2:] == ["failed", "", "3 findings", "no file"]


def test_fifteen_findings_of_a_session_that_was_made_follow_the_table() -> None:
    findings = tuple(f"warning: a.yaml:{n}:1: a list that only looks like one" for n in range(1, 16))
    page = a_report(a_row("1-2", a_sheet(), findings=(*findings, *findings)))
    assert cells(parsed(page))[0][4] == "15 findings"
    assert page.index("</table>") < page.index("a.yaml:1:1") < page.index("a.yaml:15:1")


def test_findings_of_the_event_itself_come_before_all() -> None:
    page = a_report(a_row("1-2"), findings=('error: event.yaml:3:11: there is no time zone "Asia/Soul"',))
    (main,) = parsed(page).iter("main")
    assert [text(head) for head in main.iter("h2")] == ["The event", "What failed", "Every session"]
    assert text(main).startswith('The event error event.yaml:3:11 there is no time zone "Asia/Soul"')


def test_files_are_told_apart_where_not_the_same_became_of_them() -> None:
    word = a_sheet("b.docx", "edited", format="docx", edition="draft", pages=None)
    gone = a_sheet("c.html", "removed", format="html", pages=7)
    (row,) = cells(parsed(a_report(a_row("1-2", a_sheet("a.pdf"), word, gone))))
    assert row[2:] == ["edited by hand", "4, 7", "", "PDF in placeWord, draft edited by handHTML removed"]


def test_every_link_says_where_it_leads_and_leads_to_a_file(tmp_path: Path) -> None:
    names = ["1-2-등대지기.pdf", "drafts/1-2-50%-#1?.docx", "1-2-من يحرس.html", "a&b;c:d.pdf"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    root = parsed(a_report(a_row("1-2", *map(a_sheet, names), a_sheet("", "failed"), a_sheet("x.pdf", "removed"))))
    (tmp_path / "report.html").touch()
    addresses = [link for link in links(root) if not link.startswith("#")]
    assert all(link.isascii() and not set(link) & set("#?:& ") for link in addresses)
    assert [(tmp_path / unquote(link)).is_file() for link in addresses] == [True] * len(names)
    assert {link.get("aria-label") for link in root.iter("a")} <= {None, "PDF of 1-2"}


@pytest.mark.parametrize("title", ["من يحرس المنارة؟ NATO", "바다를 헤아리는 사람들", "Who Keeps <b>the</b> “Light”?"])
def test_titles_keep_their_language_and_direction(title: str) -> None:
    root = parsed(a_report(a_row("1-2", a_sheet(), title=title, language="ko"), title=title, language="ar"))
    titled = [(one.get("lang"), one.get("dir"), text(one)) for one in root.iter("bdi")]
    assert titled == [("ar", "auto", title), ("ko", "auto", title)]
    assert root.get("lang") == "en"


def test_hostile_words_stay_words() -> None:
    hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}\x1b[31m\u202e\ud800'
    finding = f"error: {hostile}.yaml:1:2: {hostile} https://example.org/a/b\n  hint: {hostile}"
    row = Row(
        hostile,
        hostile,
        hostile,
        (a_sheet(f"{hostile[:-3]}.pdf", "edited"), a_sheet("", "failed")),
        (finding,),
        hostile[:9],
    )
    root = parsed(a_report(row, title=hostile, language=hostile[:9], findings=(finding,)))
    assert list(root.iter("script")) == list(root.iter("img")) == []
    assert {link for link in links(root) if link.startswith("http")} == set()
    assert text(root).count("https://example.org/a/b") == 2
    assert re.findall("[\x00-\x08\x1b\u202e]", text(root)) == []
    assert "49" not in text(root)


def test_the_page_asks_for_no_other_file() -> None:
    rows = [a_row(f"1-{n}", a_sheet(state=state), findings=(FINDING,)) for n, state in enumerate(STATES)]
    (answer,) = alone.check(File(a_report(*rows).encode(), "html", ""))
    assert answer.message == "the page needs no other file"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/home/Ann Lee/forum/sessions/1.yaml:5:7: no", "sessions/1.yaml:5:7 no"),
        ("/tmp/out dir/a.pdf: cannot be written: no room", "a.pdf cannot be written: no room"),
        ("/srv/else where/fonts/x.ttf: cannot be read", "x.ttf cannot be read"),
        ("names count from the event folder, /home/Ann Lee/forum", "names count from the event folder, forum"),
        ("see file:///home/ann/x.yaml and a/b, ../c, and/or https://example.org/a/b", None),
        ("../forums/1.yaml:1: forum/s, in ../forum", "../forums/1.yaml:1 forum/s, in forum"),
    ],
)
def test_no_folder_is_told(said: str, told: str | None) -> None:
    folders = ["/home/Ann Lee/forum", "../forum", ".", "", "/tmp/out dir/"]
    page = a_report(a_row("1-2", findings=(f"error: {said}",)), folders=folders)
    (item,) = (item for item in parsed(page).iter("li") if len(item) > 1)
    wanted = told or "see x.yaml and a/b, ../c, and/or https://example.org/a/b"
    assert text(item) == f"error {wanted}"


def test_a_finding_and_its_text_are_one() -> None:
    assert a_report(a_row("1-2", findings=(FINDING,))) == a_report(a_row("1-2", findings=(str(FINDING), FINDING)))


# --- looks ------------------------------------------------------------------------------------------------------

SHEET = (room("styles") / "report.css").read_text()
COLOURS = re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)


def test_night_is_for_screens_and_paper_is_always_day() -> None:
    assert re.findall(r"@media ([^{]*?) \{\s*:root", SHEET) == ["screen and (prefers-color-scheme: dark)"]


@pytest.mark.parametrize("sheet", COLOURS, ids=["day", "night"])
def test_every_colour_can_be_read(sheet: str) -> None:
    colours = dict(re.findall(r"--colour-(\w+): (#\w{6});", sheet))
    assert set(colours) == {"text", "muted", "accent", "failed", "minded", "rule", "shade", "paper"}
    assert contrast(colours["text"], colours["paper"]) >= 12
    for name in ("text", "muted", "accent", "failed", "minded"):
        assert min(contrast(colours[name], colours[ground]) for ground in ("paper", "shade")) >= 5.5


def test_no_state_is_told_by_colour_alone() -> None:
    rows = [a_row(f"1-{n}", a_sheet(state=state)) for n, state in enumerate(STATES)]
    states = [row[2] for row in cells(parsed(a_report(*rows)))]
    assert len(set(states)) == len(STATES)
    assert all(states)


def test_colours_sizes_and_families_are_variables() -> None:
    sheet = (room("styles") / "report.css").read_text()
    rules = re.sub(r":root \{.*?\}", "", sheet, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}|rgb|font-family: (?!var)", rules) == []


def test_a_thousand_sessions_make_one_page() -> None:
    rows = [a_row(f"{n // 10}-{n % 10}", a_sheet(f"{n}.pdf"), a_sheet(f"{n}.docx")) for n in range(1000)]
    page = a_report(*rows)
    assert len(cells(parsed(page))) == 1000
    assert "All 1,000 sessions are in place." in page
    assert "2,000 files, 8,000 pages" in page
