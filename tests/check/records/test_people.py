"""Rules about people and their institutions: what looks like a fault and is none, beside the fault that it looks like.

How much they find of what is wrong is measured by `benchmarks/recall.py`; places in files are in `tests/bad/`.
"""

from typing import Any

import pytest
from builders import a_session, an_event

from reportkit.check.records import (
    affiliations,
    articles,
    coverage,
    honorifics,
    institutions,
    joined,
    moderators,
    name_order,
    namesakes,
    position_capitals,
    privacy,
    pronouns,
    third_parties,
    titles,
    unlisted,
)
from reportkit.records import Event, Passage, Person


def someone(name: str, *affiliations: str, **fields: Any) -> Person:
    return Person(name=name, affiliations=affiliations, **{"id": name.rpartition(" ")[2].lower(), **fields})


ODUYA = someone("Folasade Oduya", "Harbour Museum", family="Oduya")
KUIK = someone("Kuik Cheng-Chwee", "National University of Malaysia", family="Kuik")
MEER = someone("Hanneke van der Meer", "Delft Centre for Sea Lanes", family="van der Meer")
MASRI = someone("Rana al-Masri", "Institute of Quays", family="al-Masri")
SALAH = someone("Karim bin Salah", "Ministry of Public Works", family="bin Salah")
BRIGHT = someone("J. R. T. Okonjo-Bright", "Eastmere College", family="Okonjo-Bright")
NOH = someone("Noh Ha-eun", "Haedong University", family="Noh", native="노하은")
EVERYBODY = (ODUYA, KUIK, MEER, MASRI, SALAH, BRIGHT, NOH)


def found(question: Any, *texts: str, speaker: Person | None = None, event: Any = None, **fields: Any) -> list[str]:
    """Return the words that `question` finds fault with; `texts` are the passages of `speaker`, or of nobody."""
    said = tuple(
        Passage(id=f"p{number}", text=text, speaker=speaker.id if speaker else None)
        for number, text in enumerate(texts)
    )
    around = an_event(**event or {})
    session = a_session(**{"sketch": said, "event": around, "speakers": (speaker,) if speaker else EVERYBODY, **fields})
    return [one.words for one in question.check(Event(**dict(around), sessions=(session,)))]


# --- who is on no list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In response, Prime Minister Ishiba noted that no one agreed.", "Prime Minister Ishiba"),
        ("Dr. Edmund Farrow, who had come late, asked for the floor.", "Dr. Edmund Farrow"),
        ("Ambassador de la Cruz warned against haste.", "Ambassador de la Cruz"),
        ("Prof. al-Bahri also disagreed.", "Prof. al-Bahri"),
        ("Vice Minister Kang Mu-yeol (2029–2031) said so.", "Vice Minister Kang Mu-yeol"),
        ("H.E. Dewi Hartono welcomed everybody.", "H.E. Dewi Hartono"),
        ("A guest, Dr. Bruce Hallam of the Oxbow Corporation, asked who pays.", "Dr. Bruce Hallam"),
    ],
)
def test_somebody_who_speaks_and_is_on_no_list_is_found(text: str, words: str) -> None:
    assert found(unlisted, text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Kuik argued that it was so.",
        "Prof. Dr. Kuik Cheng-Chwee argued that it was so.",
        "Dr. van der Meer disagreed, and Dr. al-Masri agreed.",
        "H.E. Karim bin Salah welcomed everybody. Mr. bin Salah added a word.",
        "Prof. Okonjo-Bright’s proposal was adopted. Prof. J. R. T. Okonjo-Bright thanked them.",
        "Prof. Noh Ha-eun concluded. Ms. Ha-eun Noh added a word.",
        "Dr. Meer, as she is called at home, argued for more.",
        "She recalled that President Park declared an emergency in 1972.",
        "President Truman announced the doctrine in 1947.",
        "He quoted Dr. Johnson, and the late Prof. Winter argued in his books as she did.",
        "The Director General of the fund said so, and General Motors announced more.",
        "The President said so. Prime Minister’s questions followed. The Secretary of State noted it.",
        "“Dr. Farrow said no,” she quoted.",
        "The King Faisal Foundation offered a prize. Prince of Wales Island reported ice.",
        "The Dr. Martin Luther King Jr. Library opened its doors.",
        "The Mr. So-and-so of the minutes said nothing.",
        "Judge Business School offered rooms, and St. John’s College reported no doubt.",
    ],
)
def test_somebody_who_is_listed_or_does_not_speak_is_let_pass(text: str) -> None:
    assert found(unlisted, text) == []


def test_who_is_on_no_list_is_not_asked_of_other_languages() -> None:
    assert found(unlisted, "Prof. Farrow asked for the floor.", language="de") == []


# --- pronouns -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        ("Folasade Oduya spoke first. She located the harm. For want of it, he advocated more.", {}, "he"),
        ("Folasade Oduya argued for it. He therefore called for more.", {"pronouns": "she/her"}, "He"),
        ("Ms. Folasade Oduya argued for it. In his view, more is needed.", {}, "his"),
        ("Folasade Oduya argued for it, and she proposed more.", {"pronouns": "they"}, "she"),
        ("Dr. Folasade Oduya, a Professor at the Museum, spoke. He argued so. She added that.", {}, "She"),
    ],
)
def test_a_pronoun_of_somebody_else_is_found(text: str, fields: dict[str, str], words: str) -> None:
    assert found(pronouns, text, speaker=ODUYA.model_copy(update=fields)) == [words]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Folasade Oduya spoke of the midwife. She argued, he recalled, with everybody.", "he"),
        ("Folasade Oduya told of Anders Pike, a plumber. He argued with the town.", "she"),
        ("Folasade Oduya quoted a colleague. “He argued well,” she said.", "she"),
        ("Folasade Oduya recalled what her father did. He warned the town. She agreed.", "she"),
        ("They argued that more is needed. In their view, it is late.", "they"),
        ("Folasade Oduya thanked President Harlan Voss. He said little.", "she"),
        ("Folasade Oduya argued so. The inspector wrote it down. He appears to have left.", "she"),
        ("Folasade Oduya argued that a ship is lost when she answers no call.", "she"),
    ],
)
def test_a_pronoun_of_the_speaker_or_of_a_third_is_let_pass(text: str, pronoun: str) -> None:
    assert found(pronouns, text, speaker=ODUYA.model_copy(update={"pronouns": pronoun})) == []


# --- names ----------------------------------------------------------------------------------------------------------

LEES = (someone("Lee Shin-wha", family="Lee", id="s"), someone("Lavina Lee", family="Lee", id="l"))


@pytest.mark.parametrize(
    "text", ["Only Lee disagreed.", "Prof. Lee disagreed.", "For Lee, it was late.", "It was Lee’s."]
)
def test_a_bare_name_of_two_people_is_found(text: str) -> None:
    assert found(namesakes, text, speakers=LEES) == ["Lee"]


@pytest.mark.parametrize(
    "text",
    [
        "Lavina Lee disagreed with Lee Shin-wha.",
        "Prof. Lee Shin-wha agreed with Dr. Lavina Lee.",
        "The Lee Kuan Yew School was named. In the lee of the island, “Lee” is a word.",
        "Leeds and Lee-on-the-Solent are places.",
    ],
)
def test_a_whole_name_is_let_pass(text: str) -> None:
    assert found(namesakes, text, speakers=LEES) == []


def test_in_her_own_passage_the_family_name_is_enough_behind_the_whole() -> None:
    assert found(namesakes, "Lavina Lee spoke. Lee then left.", speaker=LEES[1], moderators=LEES[:1]) == []
    assert found(namesakes, "Dr. Lee spoke. Lee then left.", speaker=LEES[1], moderators=LEES[:1]) == ["Lee"]


def test_a_rapporteur_is_nobodys_namesake() -> None:
    assert found(namesakes, "Mr. Lee disagreed.", speakers=LEES[:1], rapporteurs=LEES[1:]) == []


def test_one_person_in_two_roles_has_no_namesake() -> None:
    assert found(namesakes, "Dr. Kuik spoke.", speakers=(KUIK,), moderators=(KUIK,)) == []


@pytest.mark.parametrize(
    ("names", "wrong"),
    [
        ((("Tokuchi Hideshi", "Tokuchi"), ("Yuichi Yoshida", "Yoshida"), ("Lee Shin-wha", "Lee")), ["Yuichi Yoshida"]),
        ((("Shin Beomchul", "Shin"), ("Lee Shin-wha", "Lee"), ("Min-ji Kim", "Kim")), ["Min-ji Kim"]),
        ((("Tokuchi Hideshi", "Tokuchi"), ("Lavina Lee", "Lee"), ("Mira Rapp-Hooper", "Rapp-Hooper")), []),
        ((("Kuik Cheng-Chwee", "Kuik"), ("Marina Sereno", "Sereno"), ("Seo Ha-rin", "Seo")), []),
        ((("Nguyen Duc Triem", "Nguyen"), ("Nawal bint Saqr al-Bahri", "al-Bahri"), ("Lu Haichuan", "Lu")), []),
        ((("Yuichi Yoshida", "Yoshida"), ("Keiko Takamori", "Takamori")), []),
        ((("Tokuchi Hideshi", None), ("Yuichi Yoshida", "Yoshida")), []),
        ((("Wirapati", "Wirapati"), ("Hoshino Takeru", "Hoshino")), []),
    ],
)
def test_names_of_one_tradition_stand_in_one_order(names: tuple[tuple[str, str]], wrong: list[str]) -> None:
    people = tuple(Person(name=name, family=family) for name, family in names)
    assert found(name_order, speakers=people) == wrong


def test_a_moderator_who_shares_a_name_has_to_be_named_in_full() -> None:
    lees = {"moderators": LEES[:1], "speakers": LEES[1:]}
    assert found(moderators, "Lavina Lee disagreed.", **lees) == ["Lee Shin-wha"]
    assert found(moderators, "Prof. Lee Shin-wha opened the session.", **lees) == []
    assert found(moderators, "The chair opened the session.", **lees) == []
    assert found(moderators, **lees) == []


def test_a_speaker_has_a_passage_or_part_in_one() -> None:
    people = (ODUYA, KUIK)
    assert found(coverage, "Folasade Oduya spoke.", speaker=ODUYA, speakers=people) == ["Kuik Cheng-Chwee"]
    assert found(coverage, "Folasade Oduya and Dr. Kuik spoke.", speaker=ODUYA, speakers=people) == []
    assert found(coverage, "Nothing is tied to anybody yet.", speakers=people) == []


def test_the_passages_of_those_who_speak_twice_have_no_order() -> None:
    ids = (KUIK.id, ODUYA.id, KUIK.id)
    sketch = tuple(Passage(id=f"p{number}", speaker=id, text="So it is.") for number, id in enumerate(ids))
    assert found(coverage, speakers=(ODUYA, KUIK), sketch=sketch) == []
    assert found(coverage, speakers=(ODUYA, KUIK), sketch=sketch[:2]) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "President Trump and Donald Trump were named; later on, Trump’s name came up.",
        "The Trump administration, the Bush years, and the Obama White House passed.",
        "The harbour of Abe Island, the word “Putin”, and a bush were named.",
        "Anti-Trump voices were heard.",
    ],
)
def test_people_of_renown_are_known_by_more_than_a_name(text: str) -> None:
    assert found(third_parties, text) == []


# --- honorifics -----------------------------------------------------------------------------------------------------


def test_honorifics_may_differ_but_not_between_record_and_prose() -> None:
    doctor, other = ODUYA.model_copy(update={"honorific": "Dr."}), KUIK.model_copy(update={"honorific": "Mr."})
    texts = ("Dr. Folasade Oduya spoke.", "Mr. Kuik Cheng-Chwee spoke.")
    sketch = tuple(
        Passage(id=one.id or "", speaker=one.id, text=text) for one, text in zip((ODUYA, KUIK), texts, strict=True)
    )
    assert found(honorifics, speakers=(doctor, other), sketch=sketch) == []
    assert found(honorifics, speakers=(doctor, doctor.model_copy(update={"id": "o"}), KUIK)) == ["Kuik Cheng-Chwee"]
    assert found(honorifics, speakers=(doctor, KUIK.model_copy(update={"honorific": "Amb."})), sketch=sketch) == [
        "Mr. Kuik Cheng-Chwee"
    ]


@pytest.mark.parametrize(
    ("recorded", "told"),
    [("Prof.", "Professor"), ("Prof. Dr.", "Dr."), ("Amb.", "Ambassador"), ("H.E.", "H.E."), ("Ms.", "Mrs.")],
)
def test_one_honorific_may_be_written_in_several_ways(recorded: str, told: str) -> None:
    person = ODUYA.model_copy(update={"honorific": recorded})
    assert found(honorifics, f"{told} Folasade Oduya spoke.", speaker=person) == []


# --- institutions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Folasade Oduya, a fellow at the Asia Group, said so.", ["Asia Group"]),
        ("Folasade Oduya, a curator at the Harbour Museum and a fellow at the Asia Group, said so.", ["Asia Group"]),
        ("Folasade Oduya of Eastmere College spoke at the World Bank.", ["Eastmere College"]),
    ],
)
def test_an_affiliation_that_the_list_has_not_is_found(text: str, words: list[str]) -> None:
    assert found(affiliations, text, speaker=ODUYA) == words


@pytest.mark.parametrize(
    "text",
    [
        "Folasade Oduya of the Harbour Museum said so.",
        "Folasade Oduya, a professor of International Relations at the Harbour Museum (HM), said so.",
        "Folasade Oduya, a former Director of the World Bank and a fellow at the Harbour Museum, said so.",
        "Folasade Oduya of the Department of Ropes at the Harbour Museum said so.",
        "Folasade Oduya argued that the World Bank and the Council of Europe pay for it.",
        "Folasade Oduya said so. She was seen at the Asia Group.",
        "Folasade Oduya, Director of the Museum, said so.",
        "Before all others, Folasade Oduya said so at Chatham House.",
    ],
)
def test_an_affiliation_of_the_list_or_none_is_let_pass(text: str) -> None:
    assert found(affiliations, text, speaker=ODUYA) == []


def test_an_abbreviation_of_the_glossary_is_the_institution() -> None:
    event = {"glossary": {"HMU": "Harbour Museum"}}
    person = ODUYA.model_copy(update={"affiliations": ("HMU",)})
    assert found(affiliations, "Folasade Oduya of the Harbour Museum said so.", speaker=person, event=event) == []


ASAN = {"institutions": ["Asan Institute for Policy Studies", "Brookings Institution"]}


@pytest.mark.parametrize(
    "name",
    [
        "Asan institute for Policy Studies",
        "the Asan Institute of Policy Studies",
        "Asan Institut for Policy Studies",
        "Brookings Institute",
    ],
)
def test_an_institution_by_another_name_is_found_in_list_and_prose(name: str) -> None:
    people = (someone("Yuichi Yoshida", name),)
    assert found(institutions, speakers=people, event=ASAN) == [name]
    bare = name.removeprefix("the ")
    assert found(institutions, f"They met at the {bare} in spring.", event=ASAN) == [bare]


@pytest.mark.parametrize(
    "text",
    [
        "They met at the Asan Institute for Policy Studies, in the Asan Institute’s hall.",
        "THE ASAN INSTITUTE FOR POLICY STUDIES MET.",
        "They met at the Asian Institute of Management and at the Institute for Policy Studies.",
        "The institute met at the University of Asan for studies of policy.",
        "They met at the Brookings Institution’s library.",
    ],
)
def test_another_institution_is_let_pass(text: str) -> None:
    assert found(institutions, text, event=ASAN) == []


def test_offices_and_parts_of_institutions_are_named_in_any_order_of_words() -> None:
    people = (
        someone("Abe Ren", "Former Security Advisor, Republic of Korea", "Faculty of Tides, University of Carrow"),
    )
    text = "The Faculty of Tides at the University of Carrow met a former security advisor of the Republic of Korea."
    assert found(institutions, text, speakers=people) == []


@pytest.mark.parametrize(
    "name", ["The Hague University", "The Asan Institute", "Theatre of Seoul", "École des Deux Rives", "여기 연구원"]
)
def test_an_article_of_the_name_itself_is_let_pass(name: str) -> None:
    assert found(articles, speakers=(someone("Abe Ren", name, "Harbour Museum"),)) == []


def test_where_all_affiliations_have_an_article_none_is_found() -> None:
    assert found(articles, speakers=(someone("Abe Ren", "the Harbour Museum", "the Lamp Office"),)) == []


@pytest.mark.parametrize("name", ["Museum / Office", "Museum; Office", "Museum ／ Office", "Museum | Office"])
def test_two_affiliations_in_one_are_found(name: str) -> None:
    assert len(found(joined, speakers=(someone("Abe Ren", name),))) == 1


@pytest.mark.parametrize(
    "name", ["AC/DC Laboratory", "Hearst, Inc.", "Department of Tides, University of Carrow", "S.A./N.V. Bank"]
)
def test_one_affiliation_with_marks_of_its_own_is_let_pass(name: str) -> None:
    assert found(joined, speakers=(someone("Abe Ren", name),)) == []


# --- positions, titles, addresses -----------------------------------------------------------------------------------


def positions(*words: str) -> list[str]:
    people = [someone(f"Abe R{number}n", id=f"r{number}") for number, _ in enumerate(words)]
    sketch = tuple(
        Passage(id=f"p{one.id}", speaker=one.id, text=f"{one.name}, {word}, said so.")
        for one, word in zip(people, words, strict=True)
    )
    return found(position_capitals, speakers=tuple(people), sketch=sketch)


def test_positions_written_in_two_manners_are_found() -> None:
    assert positions("the Director of A", "a Senior Fellow at B", "a professor of C") == ["professor"]
    assert positions("a director at A", "the Head of B") == ["Head"]


def test_positions_with_an_article_and_those_without_are_told_apart() -> None:
    assert positions("Director of A", "a professor of C", "Head of B") == []
    assert positions("a professor of Law", "a Korea specialist at B", "the director of Research") == []


@pytest.mark.parametrize(
    "title",
    [
        "An Asian NATO?", "Agenda 2030: What Is Left", "Panel Data: An Introduction", "Session Musicians: A History",
        "3-D Printing: Who Pays?", "2-1 Is Not a Score", "Workshop 2033: Skills", "1989: A Year",
    ],
)  # fmt: skip
def test_a_title_with_figures_of_its_own_is_let_pass(title: str) -> None:
    assert found(titles, title=title) == []


@pytest.mark.parametrize(
    "front", ["Session 2: ", "Panel IV – ", "Concurrent Session 3-1: ", "1-2: ", "Plenary Session 1. "]
)
def test_a_kind_and_a_code_in_a_title_are_found(front: str) -> None:
    assert found(titles, title=f"{front}An Asian NATO?") == [front.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "In 2031–2035, 1,127 books cost 89,550 crowns; +5 per cent, 12-15 metres, 9:30-10:45.",
        "ISBN 978-3-16-148410-0, session 3-1, resolution 1540 (2004), 10.1000/182.",
        "Ask [the office](mailto:office@example.org) or [call](tel:+8221234567).",
        "He wrote @ for at. UN Security Council resolution 2397 of 22-12-2017 was named.",
        "The population grew from 51 000 000 to 52 000 000.",
    ],
)
def test_figures_and_links_are_no_addresses(text: str) -> None:
    assert found(privacy, text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Write to o.duya+talks@museum.example.", "o.duya+talks@museum.example"),
        ("Call +82-2-1234-5678 now.", "+82-2-1234-5678"),
        ("Phone: 010 1234 5678.", "010 1234 5678"),
        ("연락처 전화 02-123-4567.", "02-123-4567"),
        ("Ring (212) 555-0143.", "(212) 555-0143"),
    ],
)
def test_addresses_in_the_prose_are_found(text: str, words: str) -> None:
    assert found(privacy, text) == [words]
