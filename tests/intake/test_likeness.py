"""Which drafts are of one session, and which names of one person."""

from datetime import timedelta

import pytest
from reconciled import NINE, TEN, account, people, programme

from reportkit.intake._likeness import Source, gathered, paired
from reportkit.records import Person


def names(groups: list[list[Source]]) -> list[list[str]]:
    return sorted(sorted(one.name for one in group) for group in groups)


TOGETHER = [["programme.json", "rapporteur.txt"]]
APART = [["programme.json"], ["rapporteur.txt"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ({"id": "1–2", "title": "The Light", "starts": None}, TOGETHER),
        ({"id": None}, TOGETHER),
        ({"id": "X"}, TOGETHER),
        ({"id": None, "starts": None}, TOGETHER),
        ({"id": None, "title": "Who keeps the lights?"}, TOGETHER),
        ({"id": None, "title": "WHO KEEPS THE LIGHT"}, TOGETHER),
        ({"id": None, "starts": NINE + timedelta(hours=2), "speakers": people("이신화")}, TOGETHER),
        ({"id": None, "starts": NINE + timedelta(hours=2)}, APART),
        ({"id": None, "title": "Something else"}, APART),
        ({"id": None, "title": None}, APART),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else "",
)
def test_a_session_is_known_by_id_else_by_title_and_time(text: dict[str, object], expected: list[list[str]]) -> None:
    groups, told = gathered([programme(speakers=people("이신화")), account(**text)])
    assert (names(groups), told) == (expected, [])


def test_of_twins_with_one_title_the_one_at_the_same_time_is_meant() -> None:
    twins = [programme(id="a", starts=NINE), programme(id="b", starts=TEN)]
    groups, told = gathered([*twins, account(id=None, starts=TEN)])
    assert [[one.draft.id for one in group] for group in groups if len(group) > 1] == [["b", None]]
    assert told == []


def test_of_twins_with_one_title_none_is_guessed() -> None:
    twins = [programme(id="a", starts=NINE), programme(id="b", starts=TEN)]
    groups, told = gathered([*twins, account(id=None, starts=None)])
    assert names(groups) == [["programme.json"], ["programme.json"]]
    (ambiguous,) = told
    assert ambiguous.message == (
        '"Who Keeps the Light?" may be "Who Keeps the Light?" (programme.json:1) or '
        '"Who Keeps the Light?" (programme.json:1); nothing of it was taken'
    )


def test_two_sessions_of_one_id_are_not_one() -> None:
    groups, told = gathered([programme(), account(title="Bread and Salt", starts=TEN)])
    assert (names(groups), len(told)) == ([["programme.json"]], 1)


def test_an_id_twice_in_a_file_is_nobodys() -> None:
    groups, told = gathered([programme(), programme(title="Other", starts=TEN)])
    assert (groups, len(told)) == ([], 2)


def test_a_thousand_sessions_are_matched_at_once() -> None:
    def many(make: type[Source] | object) -> list[Source]:
        return [make(id=None, title=f"Session {n}", starts=NINE + timedelta(hours=n // 8)) for n in range(1000)]  # type: ignore[operator]

    groups, told = gathered([*many(programme), *many(account)])
    assert ({len(group) for group in groups}, len(groups), told) == ({2}, 1000, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kuik Cheng-Chwee", "Kuik Cheng Chwee"),
        ("Kuik Cheng-Chwee", "Cheng-Chwee Kuik"),
        ("Lee Shin-wha", "LEE Shin-wha"),
        ("Lee Shin-wha", "Lee Shin-hwa"),
        ("Mira Rapp-Hooper", "M. Rapp-Hooper"),
        ("José García", "Jose Garcia"),
        ("نوال البحري", "نوال البحرى"),
        ("이신화", "이신하"),
    ],
)
def test_a_near_miss_is_one_person(one: str, other: str) -> None:
    assert paired(people(one), people(other)) == ({0: 0}, [])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lavina Lee", "Shin-wha Lee"), ("Kim Min-ji", "Kim Min-ho"), ("이신화", "박신화"), ("John Smith", "Jane Smith")],
)
def test_two_people_stay_two(one: str, other: str) -> None:
    assert paired(people(one), people(other)) == ({}, [])


def test_whoever_is_near_to_two_is_neither_and_told() -> None:
    assert paired(people("Lee Shin-wha", "Lee Shin-hwan"), people("Lee Shin-hwa")) == ({}, [0])


def test_a_person_may_change_their_name_and_keep_their_id() -> None:
    before, now = Person(id="kuik", name="Kuik"), Person(id="kuik", name="Cheng-Chwee")
    assert paired([before], [now], by_id=True) == ({0: 0}, [])
