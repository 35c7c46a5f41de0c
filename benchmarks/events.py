"""An event of any size, made of one invented text, the same at every run: `python -m benchmarks.events DIR SESSIONS`.

Each session has six speakers and 750 to 1,000 words; no two say their sentences in the same order.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

SENTENCES = tuple((Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines())

GIVEN = (
    *("Åsa", "Bjørn", "Chiamaka", "Đức", "Émilie", "Fatoş", "Gašper", "Hélène", "Işıl", "José", "Kōji"),
    *("Łucja", "Māra", "Nguyễn Thị", "Öykü", "Pálína", "Rūta", "Søren", "Tōru"),
)
FAMILY = (
    *("Ångström", "Bělohlávek", "Çelik", "Dvořák", "Eiríksdóttir", "Fjørtoft", "Guðmundsson", "Hawthorne"),
    *("Ibáñez", "Jõgi", "Kovačević", "Lindqvist", "Müller-Wójcik", "Nuñez", "Ōta", "Părvulescu", "Quaye", "Šimůnek"),
    *("Țăranu", "Ünal", "Vuković", "Wąsowska", "Žáková"),
)
AFFILIATIONS = (
    "Institute for Crossings and Tides",
    "University of Halvøya",
    "Ministry of Bridges of Verrane",
    "École des Deux Rives",
    "Academy of Inland Waters, Kõrgemäe",
    "Centre for the Study of Ferries",
    "Lower Delta Water Board",
    "Observatory of Small Ports",
)
ROOMS = ("Sluice Hall", "Chart Room", "Røyken Room", "Upper Gallery", "Boat Shed", "Café Méridien", "Old Mint", "Loft")
HOURS = ("09:00", "10:45", "13:30", "15:15", "17:00")
TOPICS = ("Ferries", "Locks", "Tolls", "Pilots", "Dykes", "Ledgers", "Buoys", "Wells", "Estuaries", "Warnings", "Maps")
QUESTIONS = (
    "Who Pays for {}?",
    "{} and the Price of Fog",
    "What {} Owe Their Neighbours",
    "Two Banks, One Table: {}",
    "{} after the Flood",
    "The Quiet Politics of {}",
    "Counting {}",
)
FIRST_DAY = date(2031, 3, 3)

EVENT = """schema: reportkit/1
title: Congress of Shared Rivers 2031
organiser: Institute for Crossings and Tides
timezone: Europe/Oslo
language: en
theme: institute
paper: A4
"""


def make_event(folder: Path, sessions: int) -> None:
    """Write an event of so many sessions into `folder`; the first ones are the same in every size."""
    (folder / "sessions").mkdir(parents=True)
    (folder / "event.yaml").write_text(EVENT, encoding="utf-8")
    for number in range(sessions):
        record = session(number)
        (folder / f"sessions/{number:04}.yaml").write_text(record, encoding="utf-8")


def session(number: int) -> str:
    """Return the record of one session; strings of JSON are strings of YAML, too."""
    day, slot = divmod(number, len(ROOMS) * len(HOURS))
    hour, room = divmod(slot, len(ROOMS))
    starts = datetime.fromisoformat(f"{FIRST_DAY + timedelta(days=day)}T{HOURS[hour]}")
    facts = {
        "schema": "reportkit/1",
        "id": f"{day + 1}-{slot + 1:02}",
        "kind": "Plenary Session" if room == 0 else "Concurrent Session",
        "title": QUESTIONS[number % len(QUESTIONS)].format(TOPICS[number % len(TOPICS)]),
        "starts": f"{starts:%Y-%m-%dT%H:%M}",
        "ends": f"{starts + timedelta(minutes=80):%Y-%m-%dT%H:%M}",
        "room": ROOMS[room],
        "rapporteurs": [person(number, 6)],
        "moderators": [person(number, 7)],
        "speakers": [{"id": f"s{place}", **person(number, place)} for place in range(6)],
        "sketch": list(sketch(number)),
    }
    return "".join(f"{field}: {json.dumps(value, ensure_ascii=False)}\n" for field, value in facts.items())


def person(number: int, place: int) -> dict[str, object]:
    """Return somebody; the eight of one session are eight different people."""
    at = number * 8 + place
    family = FAMILY[at % len(FAMILY)]
    affiliations = [AFFILIATIONS[(at + step * 3) % len(AFFILIATIONS)] for step in range(1 + at % 2)]
    return {"name": f"{GIVEN[at % len(GIVEN)]} {family}", "family": family, "affiliations": affiliations}


def sketch(number: int) -> Iterator[dict[str, object]]:
    """Yield an introduction, a passage for each speaker, and one for the discussion."""
    sentences, words = said(number), 102 + number * 7 % 20
    yield {"id": "p01", "text": passage(sentences, words, "The moderator")}
    for place in range(6):
        text = passage(sentences, words, str(person(number, place)["name"]))
        yield {"id": f"p{place + 2:02}", "speaker": f"s{place}", "text": text}
    yield {"id": "p08", "discussion": True, "text": passage(sentences, words, "A member of the audience")}


def said(number: int) -> Iterator[str]:
    """Yield the sentences of one session without end, in an order of its own; as many as a prime, all come by."""
    start, step = number * 11, 1 + number % (len(SENTENCES) - 1)
    for place in count():
        yield SENTENCES[(start + place * step) % len(SENTENCES)]


def passage(sentences: Iterator[str], words: int, name: str) -> str:
    """Return the next of `sentences`, until they have nearly so many words."""
    taken: list[str] = []
    while sum(len(one.split()) for one in taken) < words - 10:
        at = len(taken)
        taken.append(next(sentences).format(name=name, number=12 + at * 9, year=1931 + at * 13))
    return " ".join(taken)


if __name__ == "__main__":
    make_event(Path(sys.argv[1]), int(sys.argv[2]))
