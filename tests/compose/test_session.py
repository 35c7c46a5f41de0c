"""Which words a document has, and in which order."""

from datetime import datetime

import pytest
from builders import a_document, a_person, a_session, an_event
from cldr import alike

from reportkit.compose._when import when
from reportkit.document import Fact, Facts, Heading, Masthead, Paragraph, People, Person, Text, words
from reportkit.records import Passage

KOREA = an_event(title="Asan Plenum 2026", organiser="The Asan Institute", timezone="Asia/Seoul")
AFTERNOON = {"starts": datetime(2026, 4, 8, 14, 40), "ends": datetime(2026, 4, 8, 16, 0)}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Wednesday, April 8, 2026, 14:40–16:00 (Korean Standard Time)"),
        ("de", "Mittwoch, 8. April 2026, 14:40–16:00 Uhr (Koreanische Normalzeit)"),
        ("fr", "mercredi 8 avril 2026, 14:40–16:00 (heure normale de la Corée)"),
        ("es", "miércoles, 8 de abril de 2026, 14:40–16:00 (hora estándar de Corea)"),
        ("vi", "14:40–16:00 Thứ Tư, 8 tháng 4, 2026 (Giờ Chuẩn Hàn Quốc)"),
        ("ar", "الأربعاء، 8 أبريل 2026، 14:40–16:00 (توقيت كوريا الرسمي)"),
        ("ko", "2026년 4월 8일 수요일 14:40 ~ 16:00 (대한민국 표준시)"),
        ("ja", "2026年4月8日水曜日 14時40分～16時00分（韓国標準時）"),
        ("zh-Hans", "2026年4月8日星期三 14:40–16:00（韩国标准时间）"),
        ("zh-Hant", "2026年4月8日 星期三 14:40–16:00（韓國標準時間）"),
    ],
)
def test_a_time_is_in_the_language_and_zone_of_the_event(language: str, expected: str) -> None:
    assert alike(when(a_session(event=KOREA, language=language, **AFTERNOON))) == alike(expected)


def test_a_time_without_an_event_names_no_zone() -> None:
    assert when(a_session(event=None, **AFTERNOON)) == "Wednesday, April 8, 2026, 14:40–16:00"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Ho_Chi_Minh", "Indochina Time"),
        ("Asia/Kolkata", "India Standard Time"),
        ("America/Argentina/Buenos_Aires", "Argentina Standard Time"),
        ("Antarctica/Troll", "GMT+02:00"),
    ],
)
def test_a_zone_has_its_name_where_it_has_one(zone: str, name: str) -> None:
    assert when(a_session(event=an_event(timezone=zone), **AFTERNOON)).endswith(f"({name})")


def test_a_session_past_midnight_names_both_days() -> None:
    session = a_session(starts=datetime(2026, 4, 8, 23, 0), ends=datetime(2026, 4, 9, 0, 30))
    assert when(session) == "Wednesday, April 8, 2026, 23:00 – Thursday, April 9, 2026, 00:30"


def test_a_document_has_head_facts_people_and_sketch_in_this_order() -> None:
    passages = (
        Passage(id="p01", text="An introduction."),
        Passage(id="p02", speaker="a", text="A view."),
        Passage(id="p03", discussion=True, text="A question."),
        Passage(id="p04", discussion=True, text="An answer."),
    )
    session = a_session(
        event=KOREA,
        kind="Plenary",
        room="Hall",
        sketch=passages,
        speakers=(a_person(id="a"),),
        moderators=(a_person("Ann"),),
    )
    blocks = a_document(session).blocks
    assert [type(block) for block in blocks] == [
        Masthead, Facts, People, Heading, Paragraph, Paragraph, Heading, Paragraph, Paragraph,
    ]  # fmt: skip
    masthead, facts, people, sketch, *_, discussion, _, _ = blocks
    assert isinstance(masthead, Masthead)
    assert (masthead.host, masthead.kicker) == ("The Asan Institute · Asan Plenum 2026", "Plenary 1-2")
    assert isinstance(facts, Facts)
    assert [fact.label for fact in facts.facts] == ["Date and time", "Venue"]
    assert facts.facts[1] == Fact("Venue", (Text("Hall"),))
    assert isinstance(people, People)
    assert [person.role for person in people.persons] == ["Moderator", "Speaker"]
    assert isinstance(sketch, Heading)
    assert words(sketch.inlines) == "Session Sketch"
    assert isinstance(discussion, Heading)
    assert words(discussion.inlines) == "Discussion"


def test_each_block_knows_its_origin() -> None:
    blocks = a_document(a_session("One.", "Two.")).blocks
    assert [(block.origin.record, block.origin.field) for block in blocks] == [
        ("1-2", "title"),
        ("1-2", "starts"),
        ("1-2", "sketch"),
        ("1-2", "sketch.0.text"),
        ("1-2", "sketch.1.text"),
    ]


def test_people_are_printed_as_given_their_role_once() -> None:
    speakers = (
        a_person("Kuik Cheng-Chwee", affiliations=("National University of Malaysia", "ISIS")),
        a_person("al-Masri, Layla", native="ليلى المصري", affiliations=()),
        a_person("Tokuchi Hideshi", native="徳地秀士", native_language="ja", honorific="Mr."),
    )
    _, _, people = a_document(a_session(speakers=speakers)).blocks
    assert isinstance(people, People)
    assert people.persons == (
        Person("Speakers", (Text("Kuik Cheng-Chwee"),), (), (Text("National University of Malaysia; ISIS"),)),
        Person("", (Text("al-Masri, Layla"),), (Text("ليلى المصري", "ar", kept=True),), ()),
        Person("", (Text("Tokuchi Hideshi"),), (Text("徳地秀士", "ja", kept=True),), (Text("Korea University"),)),
    )


def test_a_session_without_people_and_prose_has_neither_table_nor_heading() -> None:
    assert [type(block) for block in a_document(a_session()).blocks] == [Masthead, Facts]


def test_the_dates_of_a_document_are_those_of_its_session() -> None:
    assert a_document(a_session(event=KOREA, **AFTERNOON)).made.isoformat() == "2026-04-08T05:40:00+00:00"


def test_the_disclaimer_is_told_its_language_where_it_differs() -> None:
    assert a_document(a_session(event=KOREA)).disclaimer.language == ""
    assert a_document(a_session(event=KOREA, language="ko")).disclaimer.language == "en"


def kept(text: str, **fields: object) -> list[str]:
    """Return the words of the sketch `text` that no line may break."""
    blocks = a_document(a_session(text, **fields)).blocks
    return [run.words for run in blocks[-1].inlines if isinstance(run, Text) and run.kept]  # type: ignore[union-attr]


def test_titles_initials_and_names_of_the_people_stay_on_one_line() -> None:
    people = (a_person("Lavina Lee", honorific="Dr."), a_person("Kuik Cheng-Chwee"))
    text = "Dr. Lavina Lee and Prof. Holm agreed; Kuik Cheng-Chwee, J. K. Rowling and Sir John Smith did not."
    assert kept(text, speakers=people) == ["Dr. Lavina Lee", "Prof. Holm", "Kuik Cheng-Chwee", "J. K. Rowling"]


def test_long_names_may_be_broken() -> None:
    """They would leave a gap in the line before."""
    assert (
        kept(
            "Asked was Maria del Carmen Fernandez y Gonzalez.",
            speakers=(a_person("Maria del Carmen Fernandez y Gonzalez"),),
        )
        == []
    )
