"""An event as one book: the order of its sessions, and who is who in its index."""

from datetime import date, datetime
from typing import Any

import pytest
from builders import a_look, a_person, a_session, an_event
from cldr import alike

from reportkit.compose import volume
from reportkit.compose._index import collated, initial
from reportkit.compose._when import dates
from reportkit.document import Masthead, Named, People, Text, Volume, words
from reportkit.errors import Misused
from reportkit.records import Event, Session
from reportkit.theme import languages


def a_volume(*sessions: Session, **fields: Any) -> Volume:
    return volume(Event(**{**dict(an_event()), **fields, "sessions": sessions}), a_look())


def on(day: int, hour: int = 9, **fields: Any) -> Session:
    """Return a session that begins at an hour of a day in May."""
    return a_session(starts=datetime(2031, 5, day, hour), ends=datetime(2031, 5, day, hour + 1), **fields)


def indexed(*sessions: Session, **fields: Any) -> list[Named]:
    return [one for group in a_volume(*sessions, **fields).index.initials for one in group.people]


def entries(one: Volume) -> list[tuple[str, list[str]]]:
    return [(day.heading, [entry.anchor for entry in day.entries]) for day in one.contents.days]


def test_sessions_stand_by_day_in_the_order_of_their_start_and_their_ids() -> None:
    made = a_volume(on(7, id="3-10"), on(7, id="3-2"), on(7, 8, id="9"), on(6, 14, id="P1"))
    assert entries(made) == [
        ("Tuesday, May 6, 2031", ["session-P1"]),
        ("Wednesday, May 7, 2031", ["session-9", "session-3-2", "session-3-10"]),
    ]


def test_a_session_is_what_its_handout_is_but_for_anchors() -> None:
    (entry,) = a_volume(on(6, id="P1", speakers=(a_person(), a_person("Kuik")))).contents.entries
    head, _, people = entry.document.blocks
    assert isinstance(head, Masthead)
    assert isinstance(people, People)
    assert head.anchor == "session-P1"
    assert [row.anchor for row in people.persons] == ["session-P1:1", "session-P1:2"]


def test_an_entry_says_the_times_in_the_language_of_the_volume_and_the_title_in_its_own() -> None:
    korean = on(6, id="3-1", language="ko", title="파도가 남긴 기록", room="Hall")
    (entry,) = a_volume(korean).contents.entries
    assert (entry.kicker, entry.title) == ((Text("세션 3-1", "ko"),), (Text("파도가 남긴 기록", "ko"),))
    assert (entry.time, entry.room) == ("09:00–10:00", (Text("Hall", "ko"),))
    assert entry.document.language == "ko"


def test_a_session_past_midnight_stands_on_the_day_on_which_it_begins() -> None:
    late = a_session(starts=datetime(2031, 5, 6, 22), ends=datetime(2031, 5, 7, 0, 40))
    assert [(day.heading, day.entries[0].time) for day in a_volume(late).contents.days] == [
        ("Tuesday, May 6, 2031", "22:00–00:40")
    ]


def test_an_event_without_sessions_makes_no_book() -> None:
    with pytest.raises(Misused, match="there is no session to be printed"):
        a_volume(file="forum/event.yaml")


@pytest.mark.parametrize(
    ("language", "days", "month_end", "year_end"),
    [
        ("en", "April 8–10, 2026", "April 30 – May 2, 2026", "December 30, 2026 – January 2, 2027"),
        ("en-GB", "8–10 April 2026", "30 April – 2 May 2026", "30 December 2026 – 2 January 2027"),
        ("de", "8.–10. April 2026", "30. April – 2. Mai 2026", "30. Dezember 2026 – 2. Januar 2027"),
        ("ko", "2026년 4월 8일~10일", "2026년 4월 30일 ~ 5월 2일", "2026년 12월 30일 ~ 2027년 1월 2일"),
        ("vi", "8–10 tháng 4, 2026", "30 tháng 4 – 2 tháng 5, 2026", "30 tháng 12, 2026 – 2 tháng 1, 2027"),
    ],
)
def test_the_dates_of_an_event_are_written_out(language: str, days: str, month_end: str, year_end: str) -> None:
    assert dates(date(2026, 4, 8), date(2026, 4, 10), language) == days
    assert alike(dates(date(2026, 4, 30), date(2026, 5, 2), language)) == alike(month_end)
    assert alike(dates(date(2026, 12, 30), date(2027, 1, 2), language)) == alike(year_end)


def test_the_dates_of_the_cover_are_those_of_the_sessions() -> None:
    made = a_volume(on(8), on(6), title="Asan Plenum", organiser="The Asan Institute")
    assert made.cover.dates == "May 6–8, 2031"
    assert made.made == datetime.fromisoformat("2031-05-08T09:00+00:00")


def test_the_imprint_has_the_disclaimer_and_cites_the_first_session() -> None:
    facts = [words(fact.value) for fact in a_volume(on(6), organiser="The Institute").imprint.facts]
    assert facts[0].startswith("Forum 2031 The Institute May 6, 2031 The reports")
    assert facts[1] == an_event().disclaimer
    assert facts[2] == "“Who Keeps the Light?”, Session 1-2, in: Forum 2031 · The Institute, May 6, 2031."


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_words_of_a_book(language: str) -> None:
    made = a_volume(on(6, speakers=(a_person(),)), language=language)
    assert all([made.cover.kind, made.contents.heading, made.index.heading, made.imprint.heading])
    assert ["{" in words(fact.value) for fact in made.imprint.facts] == [False] * 3
    assert all(part in words(made.imprint.facts[2].value) for part in ("Who Keeps the Light?", "1-2", "Forum 2031"))


# --- who is who -------------------------------------------------------------------------------------------------


def mentions(people: list[Named]) -> list[tuple[str, list[str]]]:
    return [(words(one.name), [mention.anchor for mention in one.mentions]) for one in people]


def test_a_person_is_one_entry_with_a_place_for_each_session() -> None:
    lee, kuik = a_person("Lee Shin-wha", native="이신화"), a_person("Kuik Cheng-Chwee")
    made = indexed(on(7, id="2", moderators=(kuik,), speakers=(lee, kuik)), on(6, id="1", speakers=(lee,)))
    assert mentions(made) == [("Kuik Cheng-Chwee", ["session-2:1"]), ("Lee Shin-wha", ["session-1:1", "session-2:2"])]
    assert made[1].native == (Text("이신화", "ko"),)


def test_people_are_sorted_by_family_name_which_is_strong_behind_others() -> None:
    made = indexed(
        on(6, speakers=(a_person("Yuichi Yoshida", family="Yoshida"), a_person("Zoë Abel", family="Abel"), a_person()))
    )
    assert [words(one.name) for one in made] == ["Zoë Abel", "Lee Shin-wha", "Yuichi Yoshida"]
    assert [len(one.name) for one in made] == [2, 1, 2]


def test_two_people_of_one_name_stay_two_and_are_told_apart() -> None:
    here, there = a_person("Kim Min-jun"), a_person("Kim Min-jun", affiliations=("Sejong Institute",))
    made = indexed(on(6, id="1", speakers=(here, there)), on(7, id="2", speakers=(there,)))
    assert mentions(made) == [("Kim Min-jun", ["session-1:1"]), ("Kim Min-jun", ["session-1:2", "session-2:1"])]
    assert [words(one.affiliation) for one in made] == ["Korea University", "Sejong Institute"]


def test_ids_join_and_part_before_affiliations_do() -> None:
    moved = a_person("Kim Min-jun", id="kim", affiliations=("Sejong Institute",))
    first, other = a_person("Kim Min-jun", id="kim"), a_person("Kim Min-jun", id="kim2")
    made = indexed(on(6, id="1", speakers=(first, other)), on(7, id="2", speakers=(moved,)))
    assert [one for _, one in mentions(made)] == [["session-1:1", "session-2:1"], ["session-1:2"]]


def test_somebody_of_whom_nothing_else_is_said_is_the_one_of_that_name() -> None:
    bare = a_person("Kim Min-jun", affiliations=())
    made = indexed(on(6, id="1", speakers=(bare,)), on(7, id="2", speakers=(a_person("Kim Min-jun"),)))
    assert [one for _, one in mentions(made)] == [["session-1:1", "session-2:1"]]


def test_one_id_joins_a_name_and_its_own_script() -> None:
    latin, hangul = (
        a_person("Seo Ha-rin", id="seo", native="서하린"),
        a_person("서하린", id="seo", affiliations=("해림",)),
    )
    made = indexed(on(6, id="1", speakers=(hangul,)), on(7, id="2", speakers=(latin,)))
    assert mentions(made) == [("Seo Ha-rin", ["session-1:1", "session-2:1"])]


def test_names_of_any_script_have_their_order_and_their_headings() -> None:
    names = [
        "Øvergård",
        "O’Neill",
        "Ångström",
        "Zoë",
        "각",
        "가나",
        "까치",
        "ヴァ",
        "わたる",
        "王",
        "أحمد",
        "Đặng",
        "7 of 9",
    ]
    ordered = sorted(names, key=collated)
    assert [(name, initial(collated(name))) for name in ordered] == [
        ("7 of 9", "#"),
        ("Ångström", "A"),
        ("Đặng", "D"),
        ("O’Neill", "O"),
        ("Øvergård", "O"),
        ("Zoë", "Z"),
        ("أحمد", "ا"),
        ("가나", "ㄱ"),
        ("각", "ㄱ"),
        ("까치", "ㄱ"),
        ("ヴァ", "あ"),
        ("わたる", "わ"),
        ("王", "王"),
    ]


def test_only_a_long_index_is_parted_by_letters() -> None:
    people = tuple(a_person(f"{letter}{number}") for letter in "ab" for number in range(20))
    assert [group.letter for group in a_volume(on(6, speakers=people)).index.initials] == ["A", "B"]
    assert [group.letter for group in a_volume(on(6, speakers=people[1:])).index.initials] == [""]
    assert a_volume(on(6)).index.initials == ()
