"""Dates and times as people write them."""

from datetime import datetime

import pytest

from reportkit.intake._when import When, when

DAY = datetime(2026, 4, 8)


@pytest.mark.parametrize(
    "words",
    [
        "April 8, 2026 / 14:40-16:00",
        "Wednesday, April 8, 2026 / 14:40- 16:00",
        "Wed 8 Apr 2026, 2.40–4 p.m.",
        "8th April 2026, 2:40 pm to 4:00 pm",
        "2026-04-08 14:40 – 16:00",
        "14:40-16:00, 2026/4/8",
        "08.04.2026, 14:40-16:00",
        "2026년 4월 8일 14:40~16:00",
        "2026年4月8日 14:40-16:00",
    ],
)
def test_a_day_and_its_times_are_understood(words: str) -> None:
    assert when(words) == When(DAY.replace(hour=14, minute=40), DAY.replace(hour=16), DAY.date())


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Mittwoch, 8. April 2026, 14:40–16:00 Uhr", "de"),
        ("mercredi 8 avril 2026, 14:40–16:00", "fr"),
        ("miércoles, 8 de abril de 2026, 14:40–16:00", "es"),
        ("2026년 4월 8일 수요일 14:40 ~ 16:00", "ko"),
    ],
)
def test_months_and_weekdays_may_be_those_of_the_event(words: str, language: str) -> None:
    found = when(words, language)
    assert (found.starts, found.ends, found.rest) == (DAY.replace(hour=14, minute=40), DAY.replace(hour=16), "")


def test_what_ends_before_it_starts_ends_the_next_day() -> None:
    assert when("April 8, 2026 / 22:00-01:00").ends == datetime(2026, 4, 9, 1)


@pytest.mark.parametrize(
    ("words", "rest", "doubt"),
    [
        ("04/08/2026 14:00-15:00", "", "04/08/2026 may be two days"),
        ("April 31, 2026 / 10:00-11:00", "", "there is no April 31, 2026"),
        ("April 8, 2026 / 25:00-26:00", "25:00-26:00", ""),
        ("soon", "soon", ""),
        ("x" * 301, "x" * 301, ""),
    ],
)
def test_what_cannot_be_known_is_not_made_up(words: str, rest: str, doubt: str) -> None:
    found = when(words)
    assert (found.starts, found.rest, found.doubt) == (None, rest, doubt)
