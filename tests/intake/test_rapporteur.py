"""Rapporteur text in, drafts out: labels in their variants, people, and passages that find their speakers."""

from datetime import datetime
from pathlib import Path

import pytest
from builders import INPUTS

from reportkit.intake import Arrival, Choices, Draft, rapporteur
from reportkit.pipeline import receive

RECEIVED = INPUTS / "asan-plenum-2026/received/3-1-an-asian-nato.txt"

HEAD = """Session: Concurrent Session 3-1: An Asian NATO?
Date/Time: April 8, 2026 / 14:40-16:00
Moderator: Lee Shin-wha, Korea University
Speakers:
Kuik Cheng-Chwee, National University of Malaysia
Mira Rapp-Hooper, Brookings Institution
"""


def arrival(text: str) -> Arrival:
    return rapporteur.read(text.encode(), "x.txt", Choices())


def draft(text: str) -> Draft:
    (only,) = arrival(text).sessions
    return only


def sketch(text: str) -> list[tuple[str | None, bool, str]]:
    passages = draft(f"{HEAD}Session Sketch:\n\n{text}").sketch
    return [(one.speaker, one.discussion, one.text) for one in passages]


def told(text: str) -> list[str]:
    """Return the remarks about `text` but that on family names, each behind its line."""
    found = [one for one in arrival(text).remarks if "family name" not in one.message]
    return [f"{one.place.line if one.place else 0}: {one.message}" for one in found]


# --- the real session -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Arrival:
    event = receive(INPUTS / "asan-plenum-2026").event
    return rapporteur.read(RECEIVED.read_bytes(), str(RECEIVED), Choices(event))


def test_the_received_text_is_one_session_with_its_people(real: Arrival) -> None:
    (session,) = real.sessions
    assert (session.kind, session.id, session.title) == ("Concurrent Session", "3-1", "An Asian NATO?")
    assert (session.starts, session.ends) == (datetime(2026, 4, 8, 14, 40), datetime(2026, 4, 8, 16, 0))
    assert [one.affiliations for one in session.rapporteurs] == [
        ("the International House of Japan", "the Asan institute of Policy Studies")
    ]
    assert [one.name for one in session.moderators] == ["Lee Shin-wha"]
    assert [one.name for one in session.speakers] == [
        "Kuik Cheng-Chwee",
        "Lavina Lee",
        "Julia Macdonald",
        "Mira Rapp-Hooper",
        "Shin Beomchul",
        "Tokuchi Hideshi",
    ]


def test_the_received_passages_are_six_speakers_and_the_discussion(real: Arrival) -> None:
    (session,) = real.sessions
    assert [one.speaker for one in session.sketch] == [*(one.id for one in session.speakers), None]
    assert [one.discussion for one in session.sketch] == [False] * 6 + [True]
    assert [one.id for one in session.sketch] == [f"p0{number}" for number in range(1, 8)]


def test_the_received_prose_is_that_of_the_record_that_was_typed(real: Arrival) -> None:
    (typed,) = receive(INPUTS / "asan-plenum-2026/sessions/3-1-an-asian-nato.yaml").event.sessions
    (session,) = real.sessions
    assert [one.text for one in session.sketch] == [one.text for one in typed.sketch]
    assert "She located the debate" in session.sketch[3].text


def test_all_that_is_said_of_the_received_text_is_that_family_names_are_not_known(real: Arrival) -> None:
    assert [one.message.partition(":")[0] for one in real.remarks] == ["which is the family name is not known"]


# --- labels -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "id", "title", "room"),
    [
        ("Session: Concurrent Session 3-1: An Asian NATO?", "Concurrent Session", "3-1", "An Asian NATO?", None),
        ("Session: Session 2 / Grand Ballroom 3", "Session", "2", None, "Grand Ballroom 3"),
        ("SESSION： Plenary Session II - What Next", "Plenary Session", "II", "What Next", None),
        ("Panel Title: The Road: a History", None, None, "The Road: a History", None),
        ("Session: Opening Ceremony", None, None, "Opening Ceremony", None),
        ("Concurrent Session 3–1: An Asian NATO?", "Concurrent Session", "3-1", "An Asian NATO?", None),
    ],
)
def test_a_session_line_is_taken_apart(
    line: str, kind: str | None, id: str | None, title: str | None, room: str | None
) -> None:
    one = draft(line.replace("Panel Title", "Title") + "\nDate: May 1, 2026 / 9:00-10:00\n")
    assert (one.kind, one.id, one.title, one.room) == (kind, id, title, room)


@pytest.mark.parametrize("label", ["Speakers:", "SPEAKERS", "Speaker:", "Panelists :", "**Speakers:**", "Speakers："])
def test_a_label_may_be_written_in_many_ways(label: str) -> None:
    one = draft(f"Session: Session 1: X\n{label}\n\nLavina Lee, University of Sydney\nAda Quill, Acme, Inc.\n")
    assert [(who.name, who.affiliations) for who in one.speakers] == [
        ("Lavina Lee", ("University of Sydney",)),
        ("Ada Quill", ("Acme, Inc.",)),
    ]


@pytest.mark.parametrize(
    ("line", "name", "affiliations"),
    [
        ("Ada Quill, Acme, Inc. / Former Director, CIA", "Ada Quill", ("Acme, Inc.", "Former Director, CIA")),
        ("Ada Quill, Former Minister; Leiden University", "Ada Quill", ("Former Minister", "Leiden University")),
        ("2. Dr. John Smith, Jr., Reuters", "John Smith, Jr.", ("Reuters",)),
        ("• Lee Shin-wha (이신화), Korea University", "Lee Shin-wha", ("Korea University",)),
        ("Lavina Lee (University of Sydney)", "Lavina Lee", ("University of Sydney",)),
        ("Ada Quill – School of Lanterns", "Ada Quill", ("School of Lanterns",)),
        ("محمد علي، جامعة القاهرة", "محمد علي", ("جامعة القاهرة",)),
    ],
)
def test_a_person_is_a_name_and_institutions_with_their_commas(
    line: str, name: str, affiliations: tuple[str, ...]
) -> None:
    (one,) = draft(f"Session: Session 1: X\nSpeakers:\n{line}\n").speakers
    assert (one.name, one.affiliations) == (name, affiliations)


def test_people_on_one_line_are_divided_by_semicolons_if_each_part_is_a_person() -> None:
    one = draft("Session: Session 1: X\nModerators: Kim Sung-han, Korea University; Choi Kang, Asan Institute\n")
    assert [who.name for who in one.moderators] == ["Kim Sung-han", "Choi Kang"]


def test_an_institution_that_a_line_was_too_short_for_is_whole() -> None:
    one = draft("Session: Session 1: X\nRapporteur: Yuichi Yoshida, House of Japan / the Asan\ninstitute of Studies\n")
    assert one.rapporteurs[0].affiliations == ("House of Japan", "the Asan institute of Studies")


def test_family_names_are_known_by_hyphens_capitals_particles_and_the_prose() -> None:
    people = "Lee Shin-wha, A\nTOKUCHI Hideshi, B\nAnna van der Berg, C\nMira Rapp-Hooper, D\nJulia Macdonald, E\n"
    one = draft(f"Session: Session 1: X\nSpeakers:\n{people}Session Sketch:\n\nIn short, Dr. Rapp-Hooper agreed.\n")
    assert [who.family for who in one.speakers] == ["Lee", "TOKUCHI", "van der Berg", "Rapp-Hooper", None]


def test_two_sessions_in_one_file_are_two() -> None:
    found = arrival(HEAD + "Session Sketch:\nOne.\n" + HEAD.replace("3-1", "3-2") + "Session Sketch:\nTwo.\n").sessions
    assert [(one.id, one.sketch[0].text) for one in found] == [("3-1", "One."), ("3-2", "Two.")]


PANEL = """Panel 2: Nuclear Risks in Asia
Thursday, 5 June 2025, 10:30 – 12:00, Main Hall

Chair: Dr Rosemary Foot, University of Oxford
Panellists:
- Prof. Zhang Wei, Tsinghua University
- Dr Aïcha Ben Salah (Institut français des relations internationales)
- Gen. (ret.) James Cartwright, CSIS
Discussant: Sir Lawrence Freedman KCMG, King’s College London

Summary

Professor Zhang opened by saying that risks grow.

Ben Salah disagreed, and said that the risk is overstated.

General Cartwright noted that deterrence holds.

Sir Lawrence responded that history teaches otherwise.

The Q&A turned to missile defence.
"""


def test_a_panel_of_another_make_is_read() -> None:
    one = draft(PANEL)
    assert (one.kind, one.id, one.title, str(one.ends)) == (
        "Panel",
        "2",
        "Nuclear Risks in Asia",
        "2025-06-05 12:00:00",
    )
    assert [passage.speaker for passage in one.sketch] == [
        "zhang-wei",
        "aicha-ben-salah",
        "james-cartwright",
        "lawrence-freedman-kcmg",
        None,
    ]
    assert one.sketch[-1].discussion
    assert told(PANEL) == ["2: not understood: “Main Hall” beside the date"]


NAMES_ABOVE = """SESSION 4 – CLIMATE AND SECURITY
Date: 12 March 2025
Time: 09.00–10.30
Speakers: Anna Nagurney (UMass), Bob Stone (Ohio State), Maria da Silva (FGV)
Moderator: Jean-Luc Picard; Starfleet Academy
Rapporteurs: Lee Min-ho and Park Ji-sung

Session Sketch

Anna Nagurney

Networks matter for climate.

They carry the heat.

Bob Stone: Water wars are a myth.

• One point
• Another point

Maria da Silva

Amazonia is not a carbon bank.
"""


def test_a_name_above_paragraphs_says_whose_they_are() -> None:
    one = draft(NAMES_ABOVE)
    assert [who.name for who in one.rapporteurs] == ["Lee Min-ho", "Park Ji-sung"]
    assert [(who.name, who.affiliations) for who in one.speakers] == [
        ("Anna Nagurney", ("UMass",)),
        ("Bob Stone", ("Ohio State",)),
        ("Maria da Silva", ("FGV",)),
    ]
    assert [(passage.speaker, passage.text) for passage in one.sketch] == [
        ("anna-nagurney", "Networks matter for climate."),
        ("anna-nagurney", "They carry the heat."),
        ("bob-stone", "Bob Stone: Water wars are a myth.\n\n- One point\n- Another point"),
        ("maria-da-silva", "Amazonia is not a carbon bank."),
    ]
    assert told(NAMES_ABOVE) == []


# --- passages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "Dr. Kuik Cheng-Chwee, a professor, argued this.",
        "Kuik Cheng-Chwee argued this.",
        "Professor Cheng-Chwee Kuik argued this.",
        "Dr. Kuik argued this.",
        "Kuik argued this.",
        "Prof. Dr. Kuik’s remarks were about this.",
    ],
)
def test_a_paragraph_that_opens_with_somebody_listed_is_theirs(opening: str) -> None:
    ((speaker, discussion, text),) = sketch(opening)
    assert (speaker or "").startswith("kuik")
    assert (discussion, text) == (False, opening)


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        ("Kuik benches stood there.", "it opens with nobody who is listed"),
        ("Dr. Stranger argued this.", "it opens with Dr. Stranger, who is not listed"),
        ("Kuik Cheng-Chwee and Rapp-Hooper agreed.", "it opens with both Kuik Cheng-Chwee and Mira Rapp-Hooper"),
        ("Dr. Kuik Somebody argued.", "it opens with a name that is like Kuik Cheng-Chwee, but not the same"),
        ("He then went on.", "it opens with nobody who is listed"),
    ],
)
def test_what_is_unsure_is_nobodys_and_told(opening: str, reason: str) -> None:
    text = f"Mira Rapp-Hooper spoke.\n\n{opening}\n\nKuik argued."
    assert sketch(text)[1] == (None, False, opening)
    assert told(f"{HEAD}Session Sketch:\n\n{text}") == [f"11: whose p02 is, is not certain: {reason}"]


def test_a_family_name_that_two_share_is_nobodys() -> None:
    text = HEAD.replace("Mira Rapp-Hooper", "Lavina Lee") + "Session Sketch:\n\nDr. Lee argued this.\n"
    assert draft(text).sketch[0].speaker is None
    assert told(text) == ["9: whose p01 is, is not certain: it may be of Lavina Lee or Lee Shin-wha"]


def test_the_discussion_is_known_by_its_heading_or_its_first_words() -> None:
    assert sketch("Kuik argued.\n\nIn the discussion, Kuik was asked why.")[1][1]
    assert sketch("Kuik argued.\n\nDiscussion\n\nSomebody asked why.")[1][1]


def test_an_introduction_is_nobodys() -> None:
    assert sketch("The hall was full.\n\nKuik argued.")[0] == (None, False, "The hall was full.")


FOOTER = "** The views expressed herein are summaries and may not necessarily reflect the views of the speakers or their affiliated institutions*"  # noqa: E501


@pytest.mark.parametrize(
    "footer",
    [
        f"\n\n{FOOTER}\n\n",
        f"\n{FOOTER.replace('or their', chr(10) + 'or their')}\n3\n",
        f"\n{FOOTER.strip('* ')}.\n",
        f"\n\n{FOOTER}\n\n- 3 -\n\n",
        f" {FOOTER} ",
        "\n\nThe opinions stated here are those of the author and not those of the institute.\n\n",
    ],
)
def test_a_paragraph_cut_by_the_foot_of_a_page_is_whole(footer: str) -> None:
    text = f"Kuik argued that she located{footer}the debate elsewhere.\n\nMira Rapp-Hooper spoke."
    assert [one[2] for one in sketch(text)] == [
        "Kuik argued that she located the debate elsewhere.",
        "Mira Rapp-Hooper spoke.",
    ]


def test_a_sentence_that_did_not_end_goes_on_with_a_capital_too() -> None:
    text = f"Kuik argued that she saw\n\n{FOOTER}\n\nNATO as weak.\n\nMira Rapp-Hooper spoke.\n\n{FOOTER}\n\nThe end."
    assert [one[2] for one in sketch(text)] == [
        "Kuik argued that she saw NATO as weak.",
        "Mira Rapp-Hooper spoke.",
        "The end.",
    ]


def test_lines_that_a_page_broke_are_joined_and_hyphens_kept_and_told() -> None:
    text = "Dr. Kuik Cheng-Chwee argued that the long-\nlived hub and spokes of the region stay under-\nused today."
    assert sketch(text)[0][2].endswith("the long-lived hub and spokes of the region stay under-used today.")
    assert [line[:29] for line in told(f"{HEAD}Session Sketch:\n\n{text}")] == [
        "9: “long-lived” stood at the ",
        "10: “under-used” stood at the",
    ]


def test_what_would_be_markup_is_escaped() -> None:
    (passage,) = sketch("Kuik asked *why* [1](2) and _who_, 3 * 4.")
    assert passage[2] == "Kuik asked \\*why\\* \\[1](2) and \\_who\\_, 3 * 4."


# --- what is told -----------------------------------------------------------------------------------------------


def test_what_is_not_understood_is_told_with_its_line_and_nothing_is_made_up() -> None:
    text = "Session: Session 1: X\n\nBlah blah\n\nDate: 04/08/2026, 14:00-15:00\nSpeakers:\nTBD\nMinistry of Light\n"
    assert told(text) == [
        "1: the session has no day and time",
        "3: not understood: “Blah blah”",
        "5: the date is not certain: 04/08/2026 may be two days",
        "7: not understood: “TBD”",
        "8: not understood: “Ministry of Light”",
    ]


def test_a_weekday_that_is_another_is_told() -> None:
    text = "Session: Session 1: X\nDate/Time: Monday, April 8, 2026 / 14:40-16:00\n"
    assert told(text) == ["2: the date is not certain: 2026-04-08 is a Wednesday, not a Monday"]


def test_every_field_knows_its_line() -> None:
    places = draft(f"{HEAD}Session Sketch:\n\nKuik argued.\n").places
    fields = {field: place.line for field, place in places.items()}
    assert fields == {
        "kind": 1,
        "id": 1,
        "title": 1,
        "starts": 2,
        "ends": 2,
        "moderators.0.name": 3,
        "speakers.0.name": 5,
        "speakers.1.name": 6,
        "sketch.0.text": 9,
    }


@pytest.mark.parametrize(
    "data",
    [
        b'{"title": "Session"}',
        b"<schedule>",
        b"BEGIN:VCALENDAR\nLOCATION: x",
        b"Title,Speakers\nX,Y\n",
        b"Just words.\n",
    ],
)
def test_other_files_are_not_taken_for_rapporteur_text(data: bytes) -> None:
    assert not rapporteur.KNOWS(data, "x.txt")


@pytest.mark.parametrize(
    "text", [PANEL, NAMES_ABOVE, "Panel 2: Nuclear Risks\n\nApril 8, 2026 / 14:40-16:00\n\nProse."]
)
def test_texts_of_other_makes_are_known(text: str) -> None:
    assert rapporteur.KNOWS(text.encode(), "x")


def test_rapporteur_text_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    assert rapporteur.KNOWS(HEAD.encode("utf-16"), "x.csv")
