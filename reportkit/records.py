"""What a session and its event are: the fields of the files, and the records made of them.

`SessionFile` and `EventFile` are what people type, and their JSON Schema is made from them. `Session` and `Event`
add what surrounds a file: its event, its folder, its sessions. `Contact` is private and part of neither. Reading files
is in `load`; whether a record makes sense as a whole is asked in `check/records/`.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints

from reportkit.addresses import Unfit, address, mailbox

DISCLAIMER = (
    "The views expressed herein are summaries and may not necessarily reflect the views of the speakers "
    "or their affiliated institutions."
)
"""What stands on every page where the event does not say otherwise."""

ROLES = ("rapporteurs", "moderators", "speakers", "discussants")
"""The roles a person can have, in the order in which they are printed."""


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=500)]
"""Words on one line; white space at the ends and line breaks within are taken out."""

Id = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=64)]
"""A short name for use in files and references; `check` tells which characters it may have."""


def _local_time(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?", text):
        raise ValueError(f'"{text}" is not a date and time')
    return text


LocalTime = Annotated[datetime, BeforeValidator(_local_time)]
"""A date and time as clocks show it where the event is, without a zone: `2026-04-08T14:40`."""


def _mailbox(text: str) -> str:
    mailbox(text)
    return text


Address = Annotated[Line, AfterValidator(address)]
"""One mail address; its domain is brought into ASCII."""

Mailbox = Annotated[Line, AfterValidator(_mailbox)]
"""A mail address behind a name, `Asan Institute <publications@example.org>`, or alone."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unfit(f'there is no time zone "{name}"', "use an IANA name, such as Asia/Seoul") from None
    return name


Zone = Annotated[Line, AfterValidator(_known_zone)]
"""The IANA name of a time zone that the world knows."""

RuleSeverity = Literal["error", "warning", "info", "off"]
"""How bad the findings of a rule are in the house style of an event."""


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Person(Record):
    """Somebody who took part, as the programme prints them."""

    name: Line = Field(description="the name as it is printed: never recased, never reordered")
    id: Id | None = Field(None, description="what passages and contacts call this person, such as kuik")
    family: Line | None = Field(None, description="the family name, as it stands in the name")
    native: Line | None = Field(None, description="the name in its own script, printed after the name")
    native_language: Line | None = Field(
        None, description="the language of the native name, where its script leaves it open: ja"
    )
    honorific: Line | None = Field(None, description="how letters address the person: Dr., Prof., H.E.; not printed")
    pronouns: Line | None = Field(None, description="for the checks only: she, he, they; not printed")
    affiliations: tuple[Line, ...] = Field((), description="institutions, each an entry of its own")


class Passage(Record):
    """One block of the sketch: a speaker's, the discussion's, or neither's (an introduction)."""

    id: Id = Field(description="a stable name of the passage: p01, p02, …")
    speaker: Id | None = Field(None, description="the id of the speaker whose views it sums up")
    discussion: bool = Field(False, description="true for what was said in the discussion")
    text: str = Field(description="the prose, in the Markdown subset of docs/writing.md", max_length=1_000_000)


class Waiver(Record):
    """What a check noticed and somebody lets stand, with the reason."""

    rule: Line = Field(description="the rule that is waived, as `reportkit check --list` names it")
    words: Line | None = Field(None, description="the words that it is waived for; without them, all")
    reason: Line = Field(description="why it may stand, for those who come after")


class SessionFile(Record):
    """One session, as its file has it."""

    schema_: Literal["reportkit/1"] = Field(alias="schema", description="the version of this format")
    id: Id = Field(description="the session's code, unique in the event: 3-1")
    kind: Line | None = Field(None, description="what is printed before the code: Plenary Session, Concurrent Session")
    title: Line
    subtitle: Line | None = None
    starts: LocalTime = Field(description="local to the event's timezone: 2026-04-08T14:40")
    ends: LocalTime = Field(description="local to the event's timezone: 2026-04-08T16:00")
    room: Line | None = None
    language: Line | None = Field(None, description="BCP 47 tag, where it is not the event's: en, ko, zh-Hans")
    rapporteurs: tuple[Person, ...] = ()
    moderators: tuple[Person, ...] = ()
    speakers: tuple[Person, ...] = ()
    discussants: tuple[Person, ...] = ()
    sketch: tuple[Passage, ...] = Field((), description="the prose, passage by passage")
    waivers: tuple[Waiver, ...] = Field((), description="findings of this session that may stand")


class Mail(Record):
    """How letters to speakers leave, and what they say of the event; there is no password in any file."""

    from_: Mailbox | None = Field(
        None, alias="from", description="who writes: Asan Institute <publications@example.org>"
    )
    reply_to: Mailbox | None = Field(None, description="where answers go, if not to whoever writes")
    silence: Literal["approval"] | None = Field(
        None, description="approval: the letter says that the text is taken as approved after the deadline"
    )
    host: Line | None = Field(None, description="the mail server for sending: smtp.example.org")
    port: int | None = Field(None, ge=1, le=65535, description="587 for starttls and 465 for implicit, if not given")
    tls: Literal["starttls", "implicit", "none"] = Field(
        "starttls", description="how the connection is made private; none is for a server on this very machine"
    )
    user: Line | None = Field(None, description="the name that the server knows; the password is never in a file")
    cafile: Line | None = Field(None, description="certificates of a server of your own, beside the event file")
    rate: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,4}/(s|min|h)$")] | None = Field(
        None, description="how many letters leave in which time, at most: 20/min"
    )


class EventFile(Record):
    """The conference, as event.yaml has it."""

    schema_: Literal["reportkit/1"] = Field(alias="schema", description="the version of this format")
    title: Line
    organiser: Line | None = None
    timezone: Line | None = Field(None, description="IANA name: Asia/Seoul; session times are local to it")
    language: Line = Field("en", description="BCP 47 tag: en, ko, ja, zh-Hans, zh-Hant, fr, de, es, ar, vi")
    theme: Line = Field("institute", description="a theme of `reportkit theme list`, or a folder beside the event file")
    paper: Line = Field("A4", description="A4, A5 or Letter")
    disclaimer: Line = Field(DISCLAIMER, description="what stands at the foot of every page")
    institutions: tuple[Line, ...] = Field((), description="institutions whose names must be spelled like this")
    glossary: dict[str, Line] = Field({}, description="abbreviations and what they stand for")
    terms: dict[str, tuple[Line, ...]] = Field({}, description="words of the house style, and those they replace")
    rules: dict[str, RuleSeverity] = Field({}, description="how bad a finding of a rule is: error, warning, info, off")
    waivers: tuple[Waiver, ...] = Field((), description="findings that may stand in all sessions")
    mail: Mail | None = Field(None, description="how letters to speakers leave; nothing of it enters an output")


class Session(SessionFile):
    """One session in its event. Messages name its record `file` and that of its event `event_file`.

    `folder` is where its pictures are.
    """

    event: EventFile | None = None
    file: str = ""
    event_file: str = ""
    folder: Path | None = None

    @property
    def disclaimer(self) -> str:
        return self.event.disclaimer if self.event else DISCLAIMER

    @property
    def tongue(self) -> str:
        """The BCP 47 tag of the language that the session is printed in."""
        return self.language or (self.event.language if self.event else "en")

    @property
    def zone(self) -> ZoneInfo | None:
        return ZoneInfo(self.event.timezone) if self.event and self.event.timezone else None

    @property
    def people(self) -> tuple[tuple[str, Person], ...]:
        """Everybody with their role, in the order in which they are printed."""
        return tuple((role, person) for role in ROLES for person in getattr(self, role))

    @property
    def stem(self) -> str:
        """The name of its outputs without the ending: `3-1-an-asian-nato`."""
        return "-".join(filter(None, [self.id, slug(self.title)]))


class Event(EventFile):
    """The conference with its sessions in the order of their files; `file` is the event file's name in messages."""

    sessions: tuple[Session, ...] = ()
    file: str = ""


class Contact(Record):
    """How somebody is written to. It is private, and nothing of it enters an output."""

    address: Address = Field(description="one mail address")
    name: Line | None = Field(None, description="how letters greet: Dr. Kuik; honorific and family name, if not given")
    timezone: Zone | None = Field(None, description="where the person reads the deadline: Asia/Kuala_Lumpur")
    language: Line | None = Field(None, description="BCP 47 tag of the letters, where it is not the session's")


class ContactsFile(RootModel[dict[Id, Contact]]):
    """Contacts by the id of the person, as contacts.yaml has them."""


def texts(record: Record, model: type[Record]) -> Iterator[tuple[str, str]]:
    """Yield each text in the fields of `model` that `record` has, behind the name of its field: `speakers.0.name`."""
    yield from _texts(record.model_dump(include=set(model.model_fields)), "")


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield field, value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, f"{field}.{key}" if field else str(key))
        case tuple():
            for index, inner in enumerate(value):
                yield from _texts(inner, f"{field}.{index}")


def as_file(session: Session) -> bytes:
    """Return what the file of `session` says, as a JSON file that can be loaded; nothing of its event or its folder."""
    fields = set(SessionFile.model_fields)
    data = session.model_dump(mode="json", by_alias=True, include=fields, exclude_defaults=True)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def slug(title: str, limit: int = 60) -> str:
    """Return `title` in small letters, digits and hyphens, at most `limit` characters, cut between words.

    Accents of Latin letters are dropped; letters of other scripts stay, since every file system of today takes them.
    """
    plain = "".join(_unaccented(letter) for letter in title)
    whole = "-".join(re.findall(r"\w+", unicodedata.normalize("NFC", plain).lower().replace("_", " ")))
    if len(whole) <= limit:
        return whole
    return whole[: limit + 1].rpartition("-")[0] or whole[:limit]


def _unaccented(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isascii() and base.isalpha() else "" if letter in "'’" else letter


def schema(record: str) -> dict[str, object]:
    """Return the JSON Schema (2020-12) of the files of `event` or `session`."""
    models: dict[str, type[Record]] = {"event": EventFile, "session": SessionFile}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **models[record].model_json_schema(by_alias=True),
    }
