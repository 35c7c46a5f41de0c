"""What was printed comes back: record -> PDF or Word file -> its text -> import -> the same record.

What no page shows cannot come back: ids and family names (made anew), pronouns, and from a PDF all markup.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from builders import a_session, an_event
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from readers import needs_poppler, output_of

import reportkit
from reportkit import compose
from reportkit.document import Facts, Heading, Masthead, Paragraph, People, words
from reportkit.intake import Arrival, Choices, Draft, rapporteur, word
from reportkit.records import Passage, Person, Session, slug
from reportkit.settings import Settings
from reportkit.theme import theme

GIVEN = ("Ada", "Lavina", "Yuichi", "Shin-wha", "Émile", "Ngozi", "Zoë", "Aung")
FAMILIES = ("Quill", "Macdonald", "Yoshida", "Rapp-Hooper", "Sørensen", "Okonjo", "Tokuchi", "Brandt")
INSTITUTIONS = (
    "Korea University",
    "Guild of Lamps, Inc.",
    "the Sejong Institute",
    "Former Minister, Ghana",
    "東京大学",
)
SENTENCES = (
    "argued that the light on the pier was kept by hand.",
    "asked “why” the ferry stopped in 1974, and who paid 3 * 4 = 12 crowns for it.",
    "said that U.S. allies [the seven] should not wait; costs remain high, as #2 of the under-used reports says.",
    "stressed \\_nothing\\_ but the harbour, its archive/museum and the years 1914–1918.",
)

people = st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES)), min_size=1, max_size=6,
                  unique_by=lambda name: name[1])  # fmt: skip
institutions = st.lists(st.sampled_from(INSTITUTIONS), max_size=2, unique=True).map(tuple)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    names = [f"{given} {family}" for given, family in draw(people)]
    persons = [Person(name=name, id=slug(name), honorific="Dr.", affiliations=draw(institutions)) for name in names]
    moderators = tuple(persons[:1]) if len(persons) > 1 and draw(st.booleans()) else ()
    starts = datetime(2031, 5, draw(st.integers(1, 28)), draw(st.integers(0, 22)), draw(st.sampled_from([0, 5, 30])))
    return a_session(
        id=draw(st.sampled_from(["1", "2-3", "P1", "10-2"])),
        kind=draw(st.sampled_from([None, "Concurrent Session", "Panel"])),
        title=draw(st.sampled_from(["Who Keeps the Light?", "Peace / War: An End", "An Asian NATO?", "등대의 밤"])),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(5, 59))),
        room=draw(st.sampled_from([None, "Hall 3", "Grand Ballroom"])),
        moderators=moderators,
        speakers=tuple(persons[len(moderators) :]),
        sketch=tuple(draw(passages(persons))),
    )


@st.composite
def passages(draw: st.DrawFn, persons: list[Person]) -> list[Passage]:
    found = []
    for number, person in enumerate(persons, 1):
        told = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9)))
        found.append(Passage(id=f"p{number:02}", speaker=person.id, text=f"Dr. {person.name} {told}"))
    if draw(st.booleans()):
        found.append(
            Passage(id=f"p{len(found) + 1:02}", discussion=True, text=f"In the discussion, all {SENTENCES[0]}")
        )
    return found


def once(examples: int) -> settings:
    """Return how many records are tried, always the same; one that fails is not made smaller, since pages are dear."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def facts(session: Session | Draft) -> dict[str, Any]:
    """Return what a page shows of a session, and whose each passage is, by name."""
    everybody = (*session.moderators, *session.speakers)
    names = {person.id: person.name for person in everybody}
    return {
        "id": session.id,
        "kind": session.kind or "Session",
        "title": session.title,
        "when": (session.starts, session.ends),
        "room": session.room,
        "moderators": [(one.name, one.affiliations) for one in session.moderators],
        "speakers": [(one.name, one.affiliations) for one in session.speakers],
        "sketch": [
            (names.get(one.speaker), one.discussion, re.sub(r"\\(?=[_*\[])", "", one.text)) for one in session.sketch
        ],
    }


def only(arrival: Arrival) -> Draft:
    (one,) = arrival.sessions
    return one


def as_text(session: Session) -> str:
    """Return `session` as a rapporteur would send it, out of the document that is printed."""
    document = compose.document(session, Settings(theme("plain"), "A4"))
    lines: list[str] = []
    for block in document.blocks:
        match block:
            case Masthead():
                lines += [f"Session: {block.kicker}: {words(block.title)}"]
            case Facts():
                lines += [f"{fact.label}: {words(fact.value)}" for fact in block.facts]
            case People():
                for person in block.persons:
                    lines += [f"{person.role}:"] if person.role else []
                    lines += [", ".join(filter(None, [words(person.name), words(person.affiliation)]))]
            case Heading() | Paragraph():
                lines += [words(block.inlines)]
    return "\n\n".join(lines)


@once(100)
@given(sessions())
def test_text_comes_back_as_the_record(session: Session) -> None:
    text = as_text(session)
    assert facts(only(rapporteur.read(text.encode(), "x.txt", Choices(an_event())))) == facts(session)


@once(10)
@given(sessions())
def test_a_word_file_comes_back_as_the_record(session: Session) -> None:
    data = reportkit.render(session, "docx")
    assert facts(only(word.read(data, "x.docx", Choices(an_event())))) == facts(session)


@needs_poppler
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(sessions())
def test_a_pdf_comes_back_as_the_record(tmp_path_factory: Any, session: Session) -> None:
    pdf: Path = tmp_path_factory.mktemp("pdf") / "x.pdf"
    pdf.write_bytes(reportkit.render(session, "pdf"))
    text = output_of("pdftotext", "-layout", pdf, "-")
    assert facts(only(rapporteur.read(text.encode(), "x.txt", Choices(an_event())))) == facts(session)
