"""What can be wrong in a session: for each rule, ways to plant its defect into a text without fault.

A way takes a session and yields events with one defect each; it yields none where the text has no place for it. A new
rule takes part by one entry in `DEFECTS`. What is planted and counted is in `recall.py`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from reportkit.records import ROLES, Event, EventFile, Passage, Person, Session

Plant = Callable[[Session], Iterator[Event]]


def event_of(*sessions: Session, **fields: object) -> Event:
    """Return an event of `sessions` with other `fields` than theirs has."""
    facts = dict(sessions[0].event or EventFile(schema_="reportkit/1", title="Gathering"))
    around = EventFile(**{**facts, **fields})
    inside = tuple(one.model_copy(update={"event": around}) for one in sessions)
    return Event(**dict(around), sessions=inside, file="event.yaml")


# --- into the prose -------------------------------------------------------------------------------------------------


def put(*ways: tuple[str, str], within: str = "any", **fields: object) -> Plant:
    """Replace what a pattern finds first in each passage; `within` says whether it is a speaker's."""

    def plant(session: Session) -> Iterator[Event]:
        for pattern, instead in ways:
            for place, passage in _passages(session, within):
                text = re.sub(pattern, instead, passage.text, count=1, flags=re.DOTALL)
                if text != passage.text:
                    yield event_of(_with_text(session, place, text), **fields)

    return plant


def add(*sentences: str, within: str = "any", **fields: object) -> Plant:
    """Add a sentence to each passage that ends with one."""

    def plant(session: Session) -> Iterator[Event]:
        for sentence in sentences:
            for place, passage in _passages(session, within):
                if passage.text.rstrip().endswith(".") and "\n>" not in passage.text:
                    yield event_of(_with_text(session, place, f"{passage.text.rstrip()} {sentence}"), **fields)

    return plant


def _passages(session: Session, within: str) -> Iterator[tuple[int, Passage]]:
    for place, passage in enumerate(session.sketch):
        if within == "any" or (within == "a speaker's") == (passage.speaker is not None):
            yield place, passage


def _with_text(session: Session, place: int, text: str) -> Session:
    sketch = list(session.sketch)
    sketch[place] = sketch[place].model_copy(update={"text": text})
    return session.model_copy(update={"sketch": tuple(sketch)})


def _one_way_round(session: Session) -> Iterator[Event]:
    """Turn one pronoun of a speaker whose passage has several, or whose record tells it."""
    turned = {"he": "she", "she": "he", "He": "She", "She": "He"}
    for place, passage in _passages(session, "a speaker's"):
        person = next(one for _, one in session.people if one.id == passage.speaker)
        every = list(re.finditer(r"(?<=[.,] )\b(?:[Hh]e|[Ss]he)\b", re.sub(r"“[^”]*”|> .*", _blank, passage.text)))
        if len(every) < 2 and not person.pronouns:
            continue
        for match in every[not person.pronouns :]:
            text = passage.text[: match.start()] + turned[match[0]] + passage.text[match.end() :]
            yield event_of(_with_text(session, place, text))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _cut(session: Session) -> Iterator[Event]:
    """Cut a passage in two in the middle of a sentence."""
    for place, passage in _passages(session, "a speaker's"):
        if match := re.search(r"(?<=[a-z]{2}) (?=(?:has|have|that|which|to|by) [a-z]+ [a-z]+ )", passage.text[60:]):
            at = 60 + match.start()
            pieces = [("a", passage.text[:at]), ("b", passage.text[at + 1 :])]
            parts = [passage.model_copy(update={"id": passage.id + end, "text": text}) for end, text in pieces]
            sketch = (*session.sketch[:place], *parts, *session.sketch[place + 1 :])
            yield event_of(session.model_copy(update={"sketch": sketch}))


def _long(session: Session) -> Iterator[Event]:
    """Let one speaker have three times as much room."""
    if len(session.speakers) >= 3:
        for place, passage in _passages(session, "a speaker's"):
            yield event_of(_with_text(session, place, "\n\n".join([passage.text] * 3)))


def _disclaimer_within(session: Session) -> Iterator[Event]:
    yield from add(session.disclaimer)(session)


# --- into the lists -------------------------------------------------------------------------------------------------


def change(alter: Callable[[Person, int], Iterator[Person]]) -> Plant:
    """Put in the place of each person, one after the other, those that `alter` makes."""

    def plant(session: Session) -> Iterator[Event]:
        for role in ROLES:
            for index, person in enumerate(getattr(session, role)):
                for other in alter(person, index):
                    yield event_of(_with_person(session, role, index, other))

    return plant


def _with_person(session: Session, role: str, index: int, person: Person) -> Session:
    people = list(getattr(session, role))
    people[index] = person
    return session.model_copy(update={role: tuple(people)})


def _affiliated(person: Person, *affiliations: str) -> Person:
    return person.model_copy(update={"affiliations": affiliations})


def _with_article(person: Person, _: int) -> Iterator[Person]:
    if person.affiliations:
        yield _affiliated(person, "the " + person.affiliations[0], *person.affiliations[1:])


def _joined(person: Person, _: int) -> Iterator[Person]:
    for mark in (" / ", "; "):
        if person.affiliations:
            yield _affiliated(person, mark.join([*person.affiliations, "Northgate University"]))


def _misnamed(session: Session) -> Iterator[Event]:
    """Misname institutions of the event in the lists."""
    official = session.event.institutions if session.event else ()
    slips = ((" for ", " of "), (" of ", " for "), ("Institute", "institute"), ("Ministry", "Ministery"))
    for role in ROLES:
        for index, person in enumerate(getattr(session, role)):
            for name in person.affiliations:
                for right, wrong in slips if name in official else ():
                    if right in name:
                        other = _affiliated(person, name.replace(right, wrong, 1))
                        yield event_of(_with_person(session, role, index, other))


def _misnamed_in_the_prose(session: Session) -> Iterator[Event]:
    """Misname institutions of the lists in the prose."""
    names = {name for _, person in session.people for name in person.affiliations if len(name.split()) > 2}
    slips = ((" for ", " of "), (" of ", " for "), ("Institute", "Institution"), ("Society", "society"))
    for name in sorted(names):
        for right, wrong in slips:
            if right in name:
                yield from put((re.escape(name), name.replace(right, wrong, 1)))(session)


def _other_affiliation(session: Session) -> Iterator[Event]:
    """Let the prose give speakers other affiliations than the list, or more."""
    for person in session.speakers:
        for name in person.affiliations:
            yield from _in_place_of(session, person, name)


def _in_place_of(session: Session, person: Person, name: str) -> Iterator[Event]:
    for place, passage in enumerate(session.sketch):
        if passage.speaker == person.id and name in passage.text[:250]:
            for instead in ("Castor School of Government", f"{name} and a fellow of the Pollux Foundation"):
                yield event_of(_with_text(session, place, passage.text.replace(name, instead, 1)))


def _namesake(session: Session) -> Iterator[Event]:
    """Give somebody the family name of a speaker, and let the discussion use it alone."""
    first = next((one for one in session.speakers if one.family), None)
    if first:
        other = Person(name=f"Evander {first.family}", family=first.family, honorific=first.honorific)
        people = session.model_copy(update={"discussants": (*session.discussants, other)})
        yield from add(f"{first.family} disagreed.", f"In the end, {first.family} agreed.", within="no speaker's")(
            people
        )


def _other_order(session: Session) -> Iterator[Event]:
    """Turn round the name of one of those whose family name comes first."""
    firsts = [one for _, one in session.people if one.family and one.name.startswith(f"{one.family} ")]
    if len(firsts) < 2:
        return
    for role in ROLES:
        for index, person in enumerate(getattr(session, role)):
            if person in firsts and "-" in person.name:
                given = person.name.removeprefix(f"{person.family} ")
                yield event_of(_with_person(session, role, index, _named(person, f"{given} {person.family}")))


def _named(person: Person, name: str) -> Person:
    return person.model_copy(update={"name": name})


def _silent_moderator(session: Session) -> Iterator[Event]:
    """Leave out what is not a speaker's, where nothing else speaks of the moderator."""
    sketch = tuple(passage for passage in session.sketch if passage.speaker)
    if session.moderators and not re.search("moderator|chair", " ".join(passage.text for passage in sketch)):
        yield event_of(session.model_copy(update={"sketch": sketch}))


def _left_out(session: Session) -> Iterator[Event]:
    """Leave out the passage of a speaker; or have another speaker on the list."""
    for place, _ in _passages(session, "a speaker's"):
        yield event_of(session.model_copy(update={"sketch": session.sketch[:place] + session.sketch[place + 1 :]}))
    another = Person(name="Evander Quist", id="quist", family="Quist", honorific=session.speakers[0].honorific)
    yield event_of(session.model_copy(update={"speakers": (*session.speakers, another)}))


def _unlisted(session: Session) -> Iterator[Event]:
    """Take somebody off the list whom the prose names with a title."""
    prose = " ".join(passage.text for passage in session.sketch)
    for role in ("moderators", "discussants"):
        for index, person in enumerate(getattr(session, role)):
            if person.honorific and f"{person.honorific} {person.name} " in prose:
                kept = [one for place, one in enumerate(getattr(session, role)) if place != index]
                yield event_of(session.model_copy(update={role: tuple(kept)}))


def _honorific(session: Session) -> Iterator[Event]:
    """Take the title of a speaker away, in the prose or in the list, or give another."""
    for place, passage in _passages(session, "a speaker's"):
        person = next(one for _, one in session.people if one.id == passage.speaker)
        titled = f"{person.honorific} {person.name}"
        if person.honorific in ("Dr.", "Prof.", "Mr.", "Ms.", "Amb.") and titled in passage.text:
            yield event_of(_with_text(session, place, passage.text.replace(titled, person.name, 1)))
            other = "Mr." if person.honorific in ("Dr.", "Amb.") else "Dr."
            yield event_of(_with_text(session, place, passage.text.replace(titled, f"{other} {person.name}", 1)))
    yield from change(_without_honorific)(session)


def _without_honorific(person: Person, _: int) -> Iterator[Person]:
    if person.honorific:
        yield person.model_copy(update={"honorific": None})


def _capitals(session: Session) -> Iterator[Event]:
    """Write one of at least three positions in the other manner."""
    kind, head = "(?:Senior |Research |Deputy |Visiting )*", "Fellow|Director|Professor|Dean|President|Head"
    position = rf"(?<=\w, )(an? |the )({kind})({head})\b"
    swapped = re.compile(position, re.IGNORECASE)
    if sum(bool(swapped.search(passage.text)) for passage in session.sketch) >= 3:
        for place, passage in _passages(session, "a speaker's"):
            if match := swapped.search(passage.text):
                words = match[2] + match[3]
                turned = words.lower() if words[0].isupper() else words.title()
                text = passage.text[: match.start(2)] + turned + passage.text[match.end(3) :]
                yield event_of(_with_text(session, place, text))


# --- into the programme ---------------------------------------------------------------------------------------------


def _at_once(session: Session, **fields: object) -> Event:
    """Return an event with a second session that begins half an hour into this one."""
    begins = session.starts + timedelta(minutes=30)
    return event_of(session, _second(session, begins=begins, **fields))


def _second(session: Session, begins: object = None, **fields: object) -> Session:
    """Return a session of nobody at another time."""
    starts = begins or session.starts + timedelta(hours=20)
    nobody = dict.fromkeys(ROLES, ())
    facts = {"id": "second", "title": "Another Matter", "room": "Annexe", "sketch": (), **nobody, **fields}
    return session.model_copy(update={**facts, "starts": starts, "ends": starts + timedelta(hours=1)})  # type: ignore[operator]


def _booked_twice(session: Session) -> Iterator[Event]:
    for _, person in session.people:
        for role in ("speakers", "moderators"):
            yield _at_once(session, **{role: (person,)})


def _room_twice(session: Session) -> Iterator[Event]:
    if session.room:
        yield _at_once(session, room=session.room)
        yield _at_once(session, room=session.room.upper())


def _session_twice(session: Session) -> Iterator[Event]:
    people = {role: getattr(session, role) for role in ROLES}
    yield event_of(session, _second(session, title=session.title, **people))


def _far_away(session: Session) -> Iterator[Event]:
    near = [_second(session, session.starts + timedelta(days=day), id=f"d{day}", title=f"Day {day}") for day in (1, 2)]
    for far in (timedelta(days=365), timedelta(days=31), timedelta(days=-90)):
        yield event_of(session, *near, _second(session, session.starts + far))


def _long_title(session: Session) -> Iterator[Event]:
    for front in (f"{session.kind} {session.id}: ", "Concurrent Session 4-2: ", "Session 12 – ", "3-2. "):
        yield event_of(session.model_copy(update={"title": front + session.title}))


def all_of(*plants: Plant) -> Plant:
    def plant(session: Session) -> Iterator[Event]:
        for one in plants:
            yield from one(session)

    return plant


DEFECTS: dict[str, Plant] = {
    # People and where they come from
    "unlisted": all_of(
        _unlisted,
        add("Dr. Edmund Farrow asked who would pay.", "In reply, Ambassador Rourke noted that nobody had objected."),
        add("In response to a question, Prime Minister Halloway argued for a new treaty.", within="no speaker's"),
    ),
    "pronouns": _one_way_round,
    "namesakes": _namesake,
    "name-order": _other_order,
    "moderators": _silent_moderator,
    "coverage": _left_out,
    "third-parties": add("Much had changed since Putin’s last speech.", "The mood turned when Trump took office."),
    "honorifics": _honorific,
    "affiliations": _other_affiliation,
    "institutions": all_of(_misnamed, _misnamed_in_the_prose),
    "articles": change(_with_article),
    "joined": change(_joined),
    "position-capitals": _capitals,
    "privacy": add("Write to office@northgate.example for the slides.", "Call +82 2 3456 7890 for the slides."),
    # When and where
    "titles": _long_title,
    "double-booking": _booked_twice,
    "rooms": _room_twice,
    "duplicates": _session_twice,
    "days": _far_away,
    # Words
    "abbreviation-letters": add("The Council of River Towns (ZKQ) met twice, and the ZKQ will meet again."),
    "balance": _long,
    "context-words": put((r"\A(?=[A-Z])", "In response to these discussions, "), within="a speaker's"),
    "cut-sentences": _cut,
    "dashes": add("The matter - an old one - was left open.", "The matter--an old one--was left open."),
    "disclaimer-in-prose": _disclaimer_within,
    "expansions": add("The North Atlantic Trade Organization (NATO) was named, and NATO was left at that."),
    "expansion-capitals": add(
        "A Shared Waters Agreement (SWA) and a free passage agreement (FPA) were signed; the SWA precedes the FPA."
    ),
    "opening-adverbs": add("Accordingly, the costs remain high. Instead he had no answer."),
    "parallel-lists": add("The plan suggested strengthening the fund, expand the list, and conclude a treaty."),
    "quotation-marks": add('The word "custom" came up, and “habit” too.', "The word “custom came up, and stayed."),
    "quoted-terms": add("A standing fleet was named, and a “standing fleet” was refused."),
    "ranges": put((r"(?<=\d\d)–(?=\d\d)", "-")),
    "repeated-words": put((r"(?<=[a-z]) (the|of) (?=[a-z])", r" \1 \1 ")),
    "reporting-verbs": put((r"\b(?:argued|said|held) that\b", "pointed out that")),
    "sentence-ends": add("It was called “a house of cards” However, nobody laughed."),
    "spaces": put((r"(?<=[a-z]) (?=[a-z])", "  "), (r"(?<=[a-z]), (?=[a-z])", " , ")),
    "spellings": add("The U.S. fleet left, and the US envoy stayed."),
    "terms": add("The talk turned to mini-lateral groups.", terms={"minilateral": ("mini-lateral",)}),
    "undefined-abbreviations": add("Nobody spoke of the ZKQX."),
    "unused-abbreviations": add("The Council of River Towns (CRT) met twice."),
}
"""Ways to plant the defect of each rule that reads prose, lists or the programme."""
