"""Programmes as workbooks: what cells can be, and what a hostile workbook may not do."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from programmes import a_file, a_workbook, at, packed, people, said

from reportkit.errors import Refused

HEADS: list[object] = ["Code", "Date", "Start", "Duration", "Title", "Speakers"]
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def test_cells_of_all_kinds_become_a_session(tmp_path: Path) -> None:
    data = a_workbook(
        HEADS, [3, date(2031, 5, 6), time(14, 40), timedelta(minutes=80), "Ropes", "Ines\n손하늘 (조류연구소)"]
    )
    (session,) = a_file(tmp_path, "p.xlsx", data).sessions
    assert (session.id, session.starts, session.ends) == ("3", at(6, "14:40"), at(6, "16:00"))
    assert people(session) == [("speakers", "Ines", None, ()), ("speakers", "손하늘", None, ("조류연구소",))]


def test_a_moment_is_rounded_to_its_minute(tmp_path: Path) -> None:
    data = a_workbook(["Start", "End", "Title"], [datetime(2031, 5, 6, 14, 39, 59, 999), time(15, 59, 59), "Ropes"])
    (session,) = a_file(tmp_path, "p.xlsx", data).sessions
    assert (session.starts, session.ends) == (at(6, "14:40"), at(6, "16:00"))


def test_a_formula_is_not_reckoned_and_said_where_it_has_no_value(tmp_path: Path) -> None:
    data = a_workbook(["Title", "Start"], ["=1+1", "2031-05-06 10:00"], ["Ropes", "2031-05-06 11:00-12:00"])
    arrival = a_file(tmp_path, "p.xlsx", data)
    assert [one.title for one in arrival.sessions] == ["Ropes"]
    assert said(arrival) == [
        "0: formulas without a value: A2",
        '2: not understood, left out: "2031-05-06 10:00"',
    ]


def test_a_formula_that_failed_is_said(tmp_path: Path) -> None:
    data = a_workbook(["Title", "Start", "Room"], ["Ropes", "2031-05-06 11:00-12:00", "#REF!"])
    assert said(a_file(tmp_path, "p.xlsx", data)) == ["2: a formula gave #REF!: not taken"]


def test_rows_without_a_date_have_that_of_the_merged_cell_above(tmp_path: Path) -> None:
    rows: list[list[object]] = [[None, None, time(hour), 50, f"Talk {hour}", None] for hour in (9, 10)]
    rows[0][1] = date(2031, 5, 6)
    arrival = a_file(tmp_path, "p.xlsx", a_workbook(HEADS, *rows))
    assert [one.starts for one in arrival.sessions] == [at(6, "09:00"), at(6, "10:00")]
    assert said(arrival) == ["3: row 3: no date; that of the row above is taken"]


def with_part(name: str, part: bytes) -> bytes:
    return packed(a_workbook(["Title", "Start"], ["Ropes", "2031-05-06 10:00"]), {name: part})


def sheet(rows: bytes) -> bytes:
    dimension = b'<dimension ref="A1:XFD1048576"/>'
    return with_part(
        "xl/worksheets/sheet1.xml", SHEET + dimension + b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_part("xl/media/image1.png", bytes(40_000_000)), "larger when unpacked than a programme is"),
        (
            with_part("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><sst/>'),
            "has a DTD, refused",
        ),
        (sheet(b"<row"), "damaged workbook: "),
        (sheet(b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'), "more than 400 columns"),
        (sheet(b""), "the workbook is empty"),
        (
            a_workbook(["sku", "price"], [1, 2]),
            'a table in the sheet "Programme", but not one of sessions: its columns',
        ),
        (b"PK\3\4" + bytes(100), "damaged or cut short"),
    ],
    ids=["bomb", "dtd", "damaged", "far", "empty", "prices", "cut"],
)
def test_a_workbook_that_is_none_or_not_safe_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        a_file(tmp_path, "p.xlsx", data)
    assert message in refusal.value.message


def test_a_word_file_by_another_name_is_called_what_it_is(tmp_path: Path) -> None:
    data = packed(a_workbook(["Title"]), {"word/document.xml": b"<document/>"}).replace(
        b"xl/workbook.xml", b"xl/workbokk.xml"
    )
    with pytest.raises(Refused, match="a Word file"):
        a_file(tmp_path, "p.xlsx", data)
