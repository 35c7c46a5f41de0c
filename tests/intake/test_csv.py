"""Programmes as CSV, with columns in several languages, and the traps of tables that people made by hand."""

from datetime import datetime
from pathlib import Path

import pytest
from programmes import a_file, at, people, said

from reportkit.errors import Refused
from reportkit.intake import Arrival, Draft

ENGLISH = """Session code,Date,Start time,End time,Session title,Room,Chair,Panelists,Affiliation
1-1,2031-05-06,2:40 PM,4:00 PM,An Anchor for Whom?,Hall B,Odile Marchevry,"Ines Valdaro-Okimoto
Son Haneul","Office of Piers
Tide Bureau"
"""
KOREAN = """번호,일자,시간,세션 제목,장소,사회자,발표자
1-1,2031년 5월 6일(화),오후 2시 40분 ~ 4시,닻은 누구의 것인가,대강당,문가람(염전대),손하늘(조류연구소)、나루
"""
JAPANESE = """番号;開催日;開始;終了;演題;会場;座長;登壇者
1-1;2031年5月6日;午後2時40分;16:00;錨は誰のものか;大ホール;中森 春（潮見研究所）;山野 櫂（桟橋庁）、孫 空
"""
GERMAN = """Nummer\tDatum\tUhrzeit\tTitel\tRaum\tLeitung\tVortragende
1-1\tDienstag, 6. Mai 2031\t14:40–16:00 Uhr\tWem gehört der Anker?\tSaal\tOdile Marchevry\tIda Strand (Pieramt); Son
"""
FRENCH = """Numéro;Jour;Horaire;Intitulé;Salle;Modératrice;Intervenants
1-1;mardi 6 mai 2031;14h40 - 16h;L’ancre de qui ?;Salle des cordes;Odile Marchevry;Inès Varech (Office des jetées)
"""


def only(arrival: Arrival) -> Draft:
    (draft,) = arrival.sessions
    return draft


def table(folder: Path, *rows: str, **columns: str) -> Arrival:
    return a_file(folder, "programme.csv", "\n".join(rows) + "\n", **columns)


@pytest.mark.parametrize(
    ("words", "title", "room", "persons"),
    [
        (
            ENGLISH,
            "An Anchor for Whom?",
            "Hall B",
            [
                ("moderators", "Odile Marchevry", None, ()),
                ("speakers", "Ines Valdaro-Okimoto", None, ("Office of Piers",)),
                ("speakers", "Son Haneul", None, ("Tide Bureau",)),
            ],
        ),
        (
            KOREAN,
            "닻은 누구의 것인가",
            "대강당",
            [
                ("moderators", "문가람", None, ("염전대",)),
                ("speakers", "손하늘", None, ("조류연구소",)),
                ("speakers", "나루", None, ()),
            ],
        ),
        (
            JAPANESE,
            "錨は誰のものか",
            "大ホール",
            [
                ("moderators", "中森 春", None, ("潮見研究所",)),
                ("speakers", "山野 櫂", None, ("桟橋庁",)),
                ("speakers", "孫 空", None, ()),
            ],
        ),
        (
            GERMAN,
            "Wem gehört der Anker?",
            "Saal",
            [
                ("moderators", "Odile Marchevry", None, ()),
                ("speakers", "Ida Strand", None, ("Pieramt",)),
                ("speakers", "Son", None, ()),
            ],
        ),
        (
            FRENCH,
            "L’ancre de qui ?",
            "Salle des cordes",
            [
                ("moderators", "Odile Marchevry", None, ()),
                ("speakers", "Inès Varech", None, ("Office des jetées",)),
            ],
        ),
    ],
    ids=["en", "ko", "ja", "de", "fr"],
)
def test_columns_are_known_in_their_languages(
    tmp_path: Path, words: str, title: str, room: str, persons: list[object]
) -> None:
    arrival = a_file(tmp_path, "programme.txt", words)
    session = only(arrival)
    assert (session.id, session.title, session.room) == ("1-1", title, room)
    assert (session.starts, session.ends) == (at(6, "14:40"), at(6, "16:00"))
    assert (people(session), said(arrival)) == (persons, [])


def test_seven_bare_columns_are_those_that_indico_imports(tmp_path: Path) -> None:
    arrival = a_file(
        tmp_path,
        "talks.txt",
        "2031-05-06 14:40,20,On rust,Ines,Valdaro-Okimoto,Office of Piers,ines@piers.example\n"
        "2031-05-06 15:00,00:40,On rope,Haneul,Son,,\n",
    )
    assert [(one.title, one.starts, one.ends) for one in arrival.sessions] == [
        ("On rust", at(6, "14:40"), at(6, "15:00")),
        ("On rope", at(6, "15:00"), at(6, "15:40")),
    ]
    assert people(arrival.sessions[0]) == [
        ("speakers", "Ines Valdaro-Okimoto", "Valdaro-Okimoto", ("Office of Piers",)),
    ]
    assert "piers.example" not in str(arrival)


def test_a_row_a_person_makes_one_session(tmp_path: Path) -> None:
    session = only(
        table(
            tmp_path,
            "date,heure,titre,prénom,nom,rattachement,fonction",
            "6 mai 2031,14h40 - 16h,L’ancre de qui ?,Odile,Marchevry,Université des Salins,Modératrice",
            ",,,Inès,Varech,Office des jetées,Intervenante",
            "6 mai 2031,14h40 - 16h,L’ancre de qui ?,하늘,손,,Intervenant",
        )
    )
    assert people(session) == [
        ("moderators", "Odile Marchevry", "Marchevry", ("Université des Salins",)),
        ("speakers", "Inès Varech", "Varech", ("Office des jetées",)),
        ("speakers", "손하늘", "손", ()),
    ]


def test_numbered_columns_are_several_people(tmp_path: Path) -> None:
    session = only(
        table(
            tmp_path,
            "Title,Start,Duration,Speaker 1,Speaker 1 affiliation,Speaker 2,Speaker 2 affiliation",
            "Ropes,2031-05-06 10:00,50 min,Ines,Office of Piers,Son,Tide Bureau",
        )
    )
    assert people(session) == [
        ("speakers", "Ines", None, ("Office of Piers",)),
        ("speakers", "Son", None, ("Tide Bureau",)),
    ]
    assert session.ends == at(6, "10:50")


def test_a_day_stands_above_its_sessions(tmp_path: Path) -> None:
    arrival = table(
        tmp_path,
        "Forum of Quiet Harbours,,",
        "Time,Title,Room",
        '"Tuesday, 6 May 2031",,',
        "09:00-09:20,A Word of Welcome,Aula",
        "10:00-10:20,Coffee break,",
        '"Wednesday, 7 May 2031",,',
        "23:50-00:20,Night Watch,Aula",
    )
    assert [(one.starts, one.ends) for one in arrival.sessions] == [
        (at(6, "09:00"), at(6, "09:20")),
        (at(7, "23:50"), at(8, "00:20")),
    ]
    assert said(arrival) == [
        '1: above the table: "Forum of Quiet Harbours"',
        '5: breaks are no sessions, left out: "Coffee break"',
        '7: "Night Watch" ends on the next day, 2031-05-08 00:20',
    ]


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ('Ropes,06/05/2031,10:00-11:00,"Doe, Jane"', 'the date "06/05/2031" is not understood'),
        ("Ropes,2031-05-06,soon,Jane", '"Ropes": the time "soon" is not understood'),
        ('Ropes,2031-05-06,10:00-11:00,"Doe, Jane"', '"Doe, Jane": several people, or one and a place? taken as one'),
        (
            "Ropes,2031-05-06,10:00-11:00,Nakamori Haru (中森 春)",
            '"Nakamori Haru (中森 春)": a name in two scripts, or a place? taken as a name',
        ),
        ("Ropes,2031-05-06,10:00-11:00,Jane and John", '"Jane and John": several people? taken as one'),
        ("Ropes,,10:00-11:00,Jane", '"Ropes": "10:00-11:00" is on no day'),
        (",,10:00-11:00,", 'not understood, left out: "10:00-11:00"'),
        ("Ropes,2031-05-06,10:00-11:00,Jane <j@x.example>", "an e-mail address is not taken: records are public"),
        (
            "=1+1,2031-05-06,10:00-11:00,Jane",
            "a cell begins like a formula; it is taken for words and nothing is reckoned",
        ),
    ],
)
def test_what_is_not_certain_is_said_and_not_guessed(tmp_path: Path, cells: str, remark: str) -> None:
    assert f"2: {remark}" in said(table(tmp_path, "Title,Date,Time,Speakers", cells))


def test_brackets_hold_affiliations_of_one_person(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Date,Time,Speakers", "Ropes,2031-05-06,10:00-11:00,Ines (One; Two / Three); Son")
    assert people(only(arrival)) == [("speakers", "Ines", None, ("One", "Two", "Three")), ("speakers", "Son", None, ())]


def test_a_degree_is_no_second_person(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Date,Time,Speakers", 'Ropes,2031-05-06,10:00-11:00,"Jane Doe, Ph.D."')
    assert [one.name for one in only(arrival).speakers] == ["Jane Doe, Ph.D."]
    assert said(arrival) == []


def test_dates_with_strokes_are_read_where_the_column_shows_their_order(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Date,Time", "A,06/05/2031,10:00-11:00", "B,13/05/2031,10:00-11:00")
    assert [one.starts for one in arrival.sessions] == [at(6, "10:00"), at(13, "10:00")]


def test_more_affiliations_than_people_are_nobodys(tmp_path: Path) -> None:
    arrival = table(
        tmp_path, "Title,Date,Time,Speakers,Organisation", "A,2031-05-06,10:00-11:00,Ines; Son,One;Two;Three"
    )
    assert people(only(arrival)) == [("speakers", "Ines", None, ()), ("speakers", "Son", None, ())]
    assert said(arrival) == ['2: 2 people and 3 affiliations, "One" …: none is taken']


def test_columns_that_no_record_takes_are_told_apart_from_unknown_ones(tmp_path: Path) -> None:
    arrival = table(
        tmp_path, "Title,Date,Time,Abstract,E-Mail,Internal notes,Catering", "A,2031-05-06,10:00-11:00,a,b,c,d"
    )
    assert said(arrival) == [
        '1: the column "Abstract" holds an announcement: not taken',
        '1: the column "E-Mail" holds an e-mail address: not taken',
        '1: the column "Internal notes" holds an internal note: not taken',
        '1: the column "Catering" is not known',
    ]


def test_a_session_is_a_title_where_nothing_else_is(tmp_path: Path) -> None:
    assert only(table(tmp_path, "Session,Start", "Ropes,2031-05-06 10:00-11:00")).title == "Ropes"
    arrival = table(tmp_path, "Session,Title,Start", "Morning,Ropes,2031-05-06 10:00-11:00")
    assert (only(arrival).title, said(arrival)) == ("Ropes", ['1: the column "Session" is not known'])


def test_contributions_that_indico_exports_are_read(tmp_path: Path) -> None:
    arrival = table(
        tmp_path,
        "Id,Title,Description,Date,Duration,Type,Session,Track,Presenters,Presenters (affiliation),Presenters (email)",
        "7,Ropes,What it is about,2031-05-06T01:00:00+00:00,0:20:00,Talk,Morning,,Ines; Son,One; Two,i@x.example",
    )
    session = only(arrival)
    assert (session.id, session.kind) == ("7", "Talk")
    assert (session.starts, session.ends) == (at(6, "10:00"), at(6, "10:20"))
    assert people(session) == [("speakers", "Ines", None, ("One",)), ("speakers", "Son", None, ("Two",))]


def test_rejected_proposals_are_left_out(tmp_path: Path) -> None:
    arrival = table(tmp_path, "ID,Title,State,Start", "AB1,Ropes,rejected,", "AB2,Knots,confirmed,2031-05-06T10:00")
    assert [one.id for one in arrival.sessions] == ["AB2"]
    assert '2: "Ropes" is left out: rejected' in said(arrival)


def test_a_row_knows_its_line_though_cells_have_several(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Start,Speakers", 'A,2031-05-06 10:00,"Ines\nSon"', "B,soon,Ines")
    assert [one.places["title"].line for one in arrival.sessions] == [2, 4]


@pytest.mark.parametrize(
    ("cell", "starts"),
    [
        ("2031-05-06 10:00-11:00", at(6, "10:00")),
        ("2031-05-06T01:00+00:00", at(6, "10:00")),
        ("2031-05-06 01:00:00Z", at(6, "10:00")),
        ("2031-05-06T10:00", at(6, "10:00")),
        ("May 6, 2031 / 10:00-11:00", at(6, "10:00")),
        ("6.5.2031, 10.00 Uhr", at(6, "10:00")),
        ("2031. 5. 6.(화) 오전 10시", at(6, "10:00")),
    ],
)
def test_a_time_may_have_its_day_with_it(tmp_path: Path, cell: str, starts: datetime) -> None:
    assert only(table(tmp_path, "Title,Start", f'Ropes,"{cell}"')).starts == starts


@pytest.mark.parametrize(
    ("range_", "ends"),
    [
        ("9:30-11:00", "11:00"),
        ("9:30 - 11:00 AM", "11:00"),
        ("9:30-1:00 PM", "13:00"),
        ("오전 9:30 ~ 11:00", "11:00"),
        ("오전 9시 30분 ~ 1시", "13:00"),
        ("午前9時30分〜11時", "11:00"),
        ("9h30 à 11h", "11:00"),
        ("9.30 bis 11 Uhr", "11:00"),
        ("9:30 am to 11 am", "11:00"),
    ],
)
def test_the_halves_of_the_day_are_found_in_a_range(tmp_path: Path, range_: str, ends: str) -> None:
    session = only(table(tmp_path, "Title,Date,Time", f"Ropes,2031-05-06,{range_}"))
    assert (session.starts, session.ends) == (at(6, "09:30"), at(6, ends))


def test_a_mapping_names_columns_and_says_what_commas_are(tmp_path: Path) -> None:
    arrival = table(
        tmp_path,
        "Worum es geht,Wann,Wer redet,Küche",
        'Seile,2031-05-06 10:00-11:00,"Ida Strandgut, Pieramt, Nord\nSon, Tide Bureau",Suppe',
        **{"Worum es geht": "title", "wann": "starts", "Wer redet": "speakers with affiliation", "Küche": "nothing"},
    )
    assert people(only(arrival)) == [
        ("speakers", "Ida Strandgut", None, ("Pieramt, Nord",)),
        ("speakers", "Son", None, ("Tide Bureau",)),
    ]
    assert (only(arrival).starts, said(arrival)) == (at(6, "10:00"), [])


def test_a_mapping_of_columns_that_are_not_there_is_said(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Start", "A,2031-05-06 10:00-11:00", Saal="room")
    assert said(arrival) == ['1: the mapping names columns that are not there: "Saal"']


def test_a_table_of_something_else_is_refused_with_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        table(tmp_path, "sku,price,stock", "1,2,3", "2,3,4")
    assert refusal.value.message.endswith(
        'programme.csv:1: a table, but not one of sessions: its columns are "sku", "price", "stock"'
    )
    assert "--mapping" in refusal.value.hint


def test_a_name_loses_the_address_behind_it(tmp_path: Path) -> None:
    arrival = table(tmp_path, "Title,Date,Time,Speakers", "Ropes,2031-05-06,10:00-11:00,Jane Doe <j@x.example>")
    assert [one.name for one in only(arrival).speakers] == ["Jane Doe"]
