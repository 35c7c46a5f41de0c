"""What a letter says, in every language: whose it is, what is theirs, and the deadline by two clocks."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from builders import a_person, a_session, an_event

from reportkit.compose.letter import Topic, letter
from reportkit.deliver.letter import worded
from reportkit.letters import Letter
from reportkit.records import Contact, Mail, Passage, Session
from reportkit.reviews import Review, Sent, SentPassage
from reportkit.theme import DEFAULT, languages, theme

BEFORE, AFTER = datetime(2026, 4, 20, tzinfo=UTC), datetime(2026, 12, 24, tzinfo=UTC)
SEOUL = an_event(timezone="Asia/Seoul", organiser="Asan Institute")

DEADLINE = {
    "en": "Monday, May 4, 2026, 05:00 (Eastern Daylight Time) = Monday, May 4, 2026, 18:00 (Korean Standard Time)",
    "ko": "2026년 5월 4일 월요일 05:00 (미 동부 하계 표준시) = 2026년 5월 4일 월요일 18:00 (한국 표준시)",
    "ja": "2026年5月4日月曜日 5:00（米国東部夏時間） = 2026年5月4日月曜日 18:00（韓国標準時）",
    "zh-Hans": "2026年5月4日星期一 05:00（北美东部夏令时间） = 2026年5月4日星期一 18:00（韩国标准时间）",
    "zh-Hant": "2026年5月4日 星期一 05:00（東部夏令時間） = 2026年5月4日 星期一 18:00（韓國標準時間）",
    "fr": "lundi 4 mai 2026, 05:00 (heure d’été de l’Est nord-américain) = "
    "lundi 4 mai 2026, 18:00 (heure normale de la Corée)",
    "de": "Montag, 4. Mai 2026, 05:00 (Nordamerikanische Ostküsten-Sommerzeit) = "
    "Montag, 4. Mai 2026, 18:00 (Koreanische Normalzeit)",
    "es": "lunes, 4 de mayo de 2026, 5:00 (hora de verano oriental) = "
    "lunes, 4 de mayo de 2026, 18:00 (hora estándar de Corea)",
    "ar": "الاثنين، 4 مايو 2026، 05:00 (التوقيت الصيفي الشرقي لأمريكا الشمالية) = "
    "الاثنين، 4 مايو 2026، 18:00 (توقيت كوريا الرسمي)",
    "vi": "5:00 Thứ Hai, 4 tháng 5, 2026 (Giờ mùa hè miền Đông) = 18:00 Thứ Hai, 4 tháng 5, 2026 (Giờ chuẩn Hàn Quốc)",
}


def a_topic(*own: str, deadline: str = "", protect: str = "", **fields: Any) -> Topic:
    """Return a review by Kuik of a session with three passages, those of the ids `own` theirs."""
    sketch = tuple(Passage(id=id, text="Words.", speaker="kuik" if id in own else None) for id in ("a", "b", "c"))
    kuik = a_person("Kuik Cheng-Chwee", id="kuik", family="Kuik", honorific="Dr.")
    session = a_session(**{"event": SEOUL, "event_file": "event.yaml", **fields}, sketch=sketch, speakers=(kuik,))
    review = Review(
        f"{session.id}.kuik.1", session.id, "a.yaml", "kuik", kuik.name, 1, own, "", "", deadline, protect=protect
    )
    passages = tuple(SentPassage(one.id, one.speaker, one.text, one.text) for one in sketch)
    return Topic(review, session, Sent(review.id, "", "", passages), f"{session.stem}-review-kuik.docx")


def a_letter(*topics: Topic, kind: Any = "review", now: datetime = BEFORE, ask: str = "", **fields: Any) -> Letter:
    return letter(kind, topics, Contact(address="kuik@example.org", **fields), theme(DEFAULT), ask, now)


def said(made: Letter) -> str:
    return worded(made).plain


# --- every language ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["review", "reminder"])
def test_every_language_names_the_deadline_by_both_clocks(kind: str, language: str) -> None:
    topic = a_topic("a", deadline="2026-05-04T18:00")
    made = a_letter(topic, kind=kind, language=language, timezone="America/New_York")
    assert f"\n- {DEADLINE[language]}\n" in said(made)
    assert made.language == language


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["review", "reminder"])
def test_every_language_says_who_what_and_where_to_ask(kind: str, language: str) -> None:
    two = (a_topic("a", "b"), a_topic("c", id="2-1", title="Counting the Water"))
    words = worded(a_letter(*two, kind=kind, language=language, ask="pubs@example.org", name="Dr. Kuik"))
    plain = re.sub("[\u2066-\u2069]", "", words.plain)
    for wanted in (
        "Dr. Kuik",
        "Who Keeps the Light?",
        "Counting the Water",
        "1-2-who-keeps-the-light-review-kuik.docx",
        "Passage 1 of 3",
        "Passage 3 of 3",
        "pubs@example.org",
        "Asan Institute",
    ):
        assert wanted in plain
    assert kind == "reminder" or str(two[0].session.disclaimer) in plain
    assert "Forum 2031" in words.subject
    assert "{" not in plain + words.subject


@pytest.mark.parametrize("language", languages())
def test_every_language_says_each_thing_in_its_own_way(language: str) -> None:
    """What differs in fact differs in words, and nothing is left out or said twice."""
    deadline = "2026-05-04T18:00"
    consent = an_event(timezone="Asia/Seoul", mail=Mail(silence="approval"))
    ways = [
        a_letter(a_topic("a"), language=language),
        a_letter(a_topic("a", "b"), language=language),
        a_letter(a_topic(), language=language),
        a_letter(a_topic("a", protect="comments"), language=language),
        a_letter(a_topic("a", deadline=deadline), language=language),
        a_letter(a_topic("a", deadline=deadline, event=consent), language=language),
        a_letter(a_topic("a", deadline=deadline), language=language, kind="reminder"),
        a_letter(a_topic("a", deadline=deadline), language=language, kind="reminder", now=AFTER),
        a_letter(a_topic("a", deadline=deadline, event=consent), language=language, kind="reminder"),
    ]
    texts = [said(one) for one in ways]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert "\n\n\n" not in text
        paragraphs = text.split("\n\n")
        assert len(set(paragraphs)) == len(paragraphs)


# --- by which clock ---------------------------------------------------------------------------------------------


def clocks(deadline: str, zone: str | None, event: str | None = "Asia/Seoul") -> tuple[str, ...]:
    return a_letter(a_topic(deadline=deadline, event=an_event(timezone=event)), timezone=zone).deadline


def test_one_clock_is_enough_where_both_show_the_same() -> None:
    assert clocks("2026-05-04T18:00", "Asia/Seoul") == ("Monday, May 4, 2026, 18:00 (Korean Standard Time)",)
    assert clocks("2026-05-04T18:00", None) == ("Monday, May 4, 2026, 18:00 (Korean Standard Time)",)
    assert clocks("2026-05-04T18:00", "Europe/Paris", "Europe/Berlin") == (
        "Monday, May 4, 2026, 18:00 (Central European Summer Time)",
    )


def test_an_event_without_a_zone_has_a_clock_of_its_own() -> None:
    assert clocks("2026-05-04T18:00", "Asia/Seoul", None) == ("Monday, May 4, 2026, 18:00",)


@pytest.mark.parametrize(
    ("deadline", "zone", "event", "theirs", "ours"),
    [
        # Another day and another weekday, across the line at which days begin.
        (
            "2026-05-04T09:00",
            "Pacific/Honolulu",
            "Asia/Seoul",
            "Sunday, May 3, 2026, 14:00",
            "Monday, May 4, 2026, 09:00",
        ),
        (
            "2026-12-31T18:00",
            "Pacific/Auckland",
            "America/New_York",
            "Friday, January 1, 2027, 12:00",
            "Thursday, December 31, 2026, 18:00",
        ),
        # The same hour in Seoul is another one in New York when summer time has begun there.
        (
            "2026-03-07T18:00",
            "America/New_York",
            "Asia/Seoul",
            "Saturday, March 7, 2026, 04:00",
            "Saturday, March 7, 2026, 18:00",
        ),
        (
            "2026-03-09T18:00",
            "America/New_York",
            "Asia/Seoul",
            "Monday, March 9, 2026, 05:00",
            "Monday, March 9, 2026, 18:00",
        ),
        # An hour that does not exist where the event is.
        (
            "2026-03-29T02:30",
            "Asia/Seoul",
            "Europe/Berlin",
            "Sunday, March 29, 2026, 10:30",
            "Sunday, March 29, 2026, 03:30",
        ),
        # Quarters of an hour.
        (
            "2026-05-04T18:00",
            "Asia/Kathmandu",
            "Asia/Seoul",
            "Monday, May 4, 2026, 14:45",
            "Monday, May 4, 2026, 18:00",
        ),
    ],
)
def test_day_and_hour_are_those_of_each_clock(deadline: str, zone: str, event: str, theirs: str, ours: str) -> None:
    assert [one.partition(" (")[0] for one in clocks(deadline, zone, event)] == [theirs, ours]


@pytest.mark.parametrize("language", languages())
def test_zones_have_names_that_people_know(language: str) -> None:
    for zone in ("Asia/Ho_Chi_Minh", "Asia/Kolkata", "Pacific/Auckland", "Europe/Berlin", "Asia/Muscat", "Asia/Taipei"):
        topic = a_topic(deadline="2026-07-04T18:00", event=an_event(timezone="Asia/Seoul"))
        first = a_letter(topic, timezone=zone, language=language).deadline[0]
        assert not re.search(r"/|_|GMT|UTC|\+\d", first)


# --- what is said when ------------------------------------------------------------------------------------------


def test_silence_is_approval_only_where_the_event_says_so_and_there_is_a_deadline() -> None:
    sentence = "we shall take the text as approved by you"
    consent = an_event(timezone="Asia/Seoul", mail=Mail(silence="approval"))
    assert sentence in said(a_letter(a_topic(deadline="2026-05-04T18:00", event=consent)))
    assert sentence not in said(a_letter(a_topic(deadline="2026-05-04T18:00")))
    assert sentence not in said(a_letter(a_topic(event=consent)))


def test_a_deadline_that_has_passed_is_told_as_passed() -> None:
    topic = a_topic(deadline="2026-05-04T18:00")
    just_before, just_after = (datetime(2026, 5, 4, 9, minute, tzinfo=UTC) for minute in (0, 1))
    assert "Please reply by:" in said(a_letter(topic, kind="reminder", now=just_before))
    assert "The time for replies ended at:" in said(a_letter(topic, kind="reminder", now=just_after))


def test_somebody_without_a_passage_is_told_so() -> None:
    assert "None of its passages is yours alone" in said(a_letter(a_topic()))
    assert "Your passage in it: Passage 2 of 3\n" in said(a_letter(a_topic("b")))
    assert "Your passages in it: Passage 1 of 3 and Passage 3 of 3\n" in said(a_letter(a_topic("a", "c")))


def test_the_greeting_is_the_contacts_or_that_of_the_record() -> None:
    assert said(a_letter(a_topic(), name="Cheng-Chwee")).startswith("Dear Cheng-Chwee,\n")
    assert said(a_letter(a_topic())).startswith("Dear Dr. Kuik,\n")


def test_the_language_is_the_readers_or_that_of_the_sessions_or_of_the_event() -> None:
    assert a_letter(a_topic(language="ko"), language="vi").language == "vi"
    assert a_letter(a_topic(language="ko")).language == "ko"
    assert a_letter(a_topic(language="ko"), a_topic(language="ja")).language == "en"


def test_a_session_without_an_event_has_letters_too() -> None:
    words = worded(a_letter(a_topic("a", event=None, event_file="")))
    assert words.subject == "For your review: Who Keeps the Light?"
    assert "Thank you" not in words.plain


def test_a_letter_in_arabic_keeps_latin_words_together() -> None:
    made = a_letter(a_topic("a"), language="ar")
    assert made.direction == "rtl"
    assert made.parts[0].file == "\u20681-2-who-keeps-the-light-review-kuik.docx\u2069"
    assert not re.search("[\u2066-\u2069]", worded(made).subject)


def test_titles_and_names_stand_as_they_are_given() -> None:
    title, name = "<b>A & B</b> {{ 7 }}: “파도가 남긴 기록” قاس", "Dr. " + "Wolfeschlegelsteinhausen" * 8
    session: Session = a_topic(title=title).session
    words = worded(a_letter(a_topic(title=title), name=name))
    assert f"“{session.title}”" in words.plain
    assert f"Dear {name}," in words.plain
    assert title in words.subject
