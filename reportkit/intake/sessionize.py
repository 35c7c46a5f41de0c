"""The JSON views of Sessionize: "All", sessions by group, and the grid of days and rooms."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from reportkit.errors import Refused
from reportkit.intake import Arrival, Choices
from reportkit.intake._clock import moment
from reportkit.intake._headers import field_of
from reportkit.intake._json import Item, one_line, parsed, starts_as_json
from reportkit.intake._names import people_in, person, present
from reportkit.intake._programme import Entry, Notes, arrival, some
from reportkit.records import Person

NAME = "sessionize"

GONE = frozenset({"Declined", "Cancelled", "Canceled", "Rejected"})


def KNOWS(data: bytes, name: str) -> bool:  # noqa: N802  # the room's word
    return starts_as_json(data) and b'"startsAt"' in data and b'"sessions"' in data and b'"isServiceSession"' in data


def read(data: bytes, name: str, choices: Choices) -> Arrival:
    """Return the sessions of the view, each once; a plenary stands in every room of the grid."""
    whole = parsed(data, name)
    sessions: dict[str, Item] = {}
    for session in _sessions(whole):
        sessions.setdefault(session.words("id") or str(session.line), session)
    if not sessions:
        raise Refused(f"{name}: not a view of Sessionize with sessions", 'export the view "All" as JSON')
    notes = Notes(name)
    book = _Book(whole if isinstance(whole, Item) else None, notes)
    kept = list(_kept(sessions.values(), notes))
    return arrival([_entry(session, book) for session in kept], notes, choices)


def _sessions(whole: object) -> Iterator[Item]:
    if isinstance(whole, Item):
        yield from whole.items_of("sessions")
    for group in whole if isinstance(whole, list) else []:
        if isinstance(group, Item):
            yield from group.items_of("sessions")
            for room in group.items_of("rooms"):
                yield from room.items_of("sessions")


def _kept(sessions: Iterable[Item], notes: Notes) -> Iterator[Item]:
    """Yield the sessions that take place, and say which do not, and which are coffee."""
    service, gone = [], []
    for session in sessions:
        if session.get("isServiceSession") is True:
            service.append(session)
        elif session.words("status") in GONE:
            gone.append(session)
        else:
            yield session
    for left, what in ((service, "service sessions are no sessions"), (gone, "sessions that do not take place")):
        if left:
            notes.mention(left[0].line, f"{what}, left out: {some([one.words('title') for one in left])}")


class _Book:
    """What sessions refer to by number: speakers, rooms, questions, and the items of categories."""

    def __init__(self, whole: Item | None, notes: Notes) -> None:
        self.notes = notes
        lists = {key: whole.items_of(key) if whole else [] for key in ("speakers", "rooms", "questions", "categories")}
        self.speakers = {one.words("id"): one for one in lists["speakers"]}
        self.rooms = {one.words("id"): one.words("name") for one in lists["rooms"]}
        self.questions = {one.words("id"): one.words("question") for one in lists["questions"]}
        self.categories = {
            item.words("id"): (category.words("title"), item.words("name"))
            for category in lists["categories"]
            for item in category.items_of("items")
        }
        self.people = {id: self._person(one) for id, one in self.speakers.items()}

    def speaking(self, session: Item) -> Iterator[Person | None]:
        """Yield the speakers of a session, who are ids, or in other views pairs of id and name."""
        speakers = session.get("speakers")
        for one in speakers if isinstance(speakers, list) else []:
            id = one.words("id") if isinstance(one, Item) else one_line(one)
            if id in self.people:
                yield self.people[id]
            elif isinstance(one, Item):
                yield person(one.line, self.notes, one.words("name", "fullName"))
            else:
                self.notes.say(session.line, f'"{session.words("title")}" has a speaker who is not in the file: {id}')

    def kind(self, session: Item) -> str:
        """Return the one item of the category that names the format of sessions."""
        pairs = [self.categories.get(id, ("", "")) for id in _ids(session.get("categoryItems"))]
        for category in session.items_of("categories"):
            pairs += [(category.words("name"), item.words("name")) for item in category.items_of("categoryItems")]
        kinds = [name for title, name in pairs if field_of(title) == "kind"]
        return kinds[0] if len(kinds) == 1 else ""

    def answers(self, session: Item) -> dict[str, tuple[Person, ...]]:
        """Return the people of other roles, whom some events ask for by a question."""
        roles = {"moderators", "rapporteurs", "discussants"}
        found: dict[str, tuple[Person, ...]] = {}
        for answer in session.items_of("questionAnswers"):
            role = field_of(self._question(answer))
            if role in roles and answer.words("answerValue", "answer"):
                people = people_in(answer.words("answerValue", "answer"), (), answer.line, self.notes)
                found[role] = present([*found.get(role, ()), *people])
        return found

    def _question(self, answer: Item) -> str:
        return answer.words("question") or self.questions.get(answer.words("questionId", "id"), "")

    def _person(self, one: Item) -> Person | None:
        homes = [
            answer.words("answerValue", "answer")
            for answer in one.items_of("questionAnswers")
            if field_of(self._question(answer)) == "affiliation"
        ]
        name, tag = one.words("fullName"), one.words("tagLine")
        if not homes and tag:
            homes = [home] if (home := home_of(tag)) else []
            if not homes:
                self.notes.mention(one.line, f'no affiliation is certain in the tag line of {name}: "{tag}"')
        return person(
            one.line,
            self.notes,
            name,
            given=one.words("firstName"),
            family=one.words("lastName"),
            affiliations=homes,
        )


def home_of(tag: str) -> str:
    """Return the institution that a tag line names behind its one `@`: Principal Engineer, AI @ Tidewater."""
    work, at, home = tag.partition(" @ ")
    certain = work.strip() and tag.count("@") == 1 and not set(home) & set("|;,•·/")
    return home.strip() if at and certain else ""


def _ids(value: object) -> list[str]:
    return [one_line(one) for one in value] if isinstance(value, list) else []


def _entry(session: Item, book: _Book) -> Entry:
    return Entry(
        session.line,
        (session.words("id"),),
        session.words("title"),
        "",
        book.kind(session),
        _moment(session, "startsAt"),
        _moment(session, "endsAt"),
        session.words("room") or book.rooms.get(session.words("roomId"), ""),
        "",
        {"speakers": present(book.speaking(session)), **book.answers(session)},
    )


def _moment(session: Item, key: str) -> datetime | None:
    return moment(session.words(key))
