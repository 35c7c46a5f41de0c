"""Sessions out of labelled lines, whether a text file or a Word file had them.

The labels are in `_labels.py`; dates, people and passages have files of their own beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from reportkit.errors import Finding, Place, Severity
from reportkit.intake import Arrival, Choices, Draft, _passages, _people, remark
from reportkit.intake._labels import CODED, KINDS, SECTIONS, Label, heads, label
from reportkit.intake._lines import Line
from reportkit.intake._paragraphs import Paragraph, ends, joined, paragraphs
from reportkit.intake._when import When, when
from reportkit.records import ROLES, Person

LONGEST = 500
"""The longest title that a record may have, in characters."""

PROSE = 160
"""A line of so many characters before any prose has begun is prose that nobody has put a label to."""

PEOPLE_WITH_IDS = ("speakers", "discussants", "moderators")
"""Roles of those whom passages may belong to, those first who are meant where a person has two."""


def arrival(lines: Sequence[Line], name: str, choices: Choices, remarks: Sequence[Finding] = ()) -> Arrival:
    """Return the sessions that `lines` tell of, with `remarks` and all that was not understood."""
    readings = [_Reading(name, choices).read(part) for part in _by_session(lines)]
    drafts = [reading.draft() for reading in readings]
    found = [*remarks, *(one for reading in readings for one in reading.remarks)]
    remarks = tuple(sorted(found, key=lambda one: one.place.line if one.place else 0))
    return Arrival(tuple(drafts), remarks, account=True)


def _by_session(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each session; once one has begun, `Session:` before other labels begins the next."""
    parts: list[list[Line]] = [[]]
    seen = False
    for at, line in enumerate(lines):
        found = label(line.words, line.cells)
        begins = bool(found and found.kind == "session" and found.value and re.search("[:：]", line.words))
        if begins and seen and _heads_more(lines[at + 1 : at + 5]):
            parts.append([])
        seen = seen or begins
        parts[-1].append(line)
    return [part for part in parts if part]


def _heads_more(lines: Sequence[Line]) -> bool:
    found = (label(line.words, line.cells) for line in lines)
    return any(one and one.kind in ("when", "room", *ROLES) for one in found)


@dataclass(slots=True)
class _Reading:
    """One session while it is read; `role` and `fact` are what the last label was for."""

    name: str
    choices: Choices
    facts: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=lambda: {role: [] for role in ROLES})
    places: dict[str, Place] = field(default_factory=dict)
    sections: list[tuple[str, list[Line]]] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    when: When = field(default_factory=When)
    whens: list[str] = field(default_factory=list)
    role: str = ""
    several: bool = True
    open: str = ""
    last: Line | None = None
    first: int = 0

    def read(self, lines: Sequence[Line]) -> "_Reading":
        self.first = lines[0].number if lines else 0
        for line in lines:
            self.take(line)
            self.last = line
        return self

    def take(self, line: Line) -> None:
        found = label(line.words, line.cells, within=bool(self.sections))
        if self.sections:
            self.take_prose(line, found)
        elif found and (found.kind in SECTIONS):
            self.begin(found, line)
        elif found:
            self.take_label(found, line)
        elif not self.take_row(line):
            self.take_bare(line)

    # --- prose --------------------------------------------------------------------------------------------------

    def begin(self, found: Label, line: Line) -> None:
        self.sections.append((found.kind, []))
        if found.value:
            self.sections[-1][1].append(Line(found.value, line.number))

    def take_prose(self, line: Line, found: Label | None) -> None:
        if found and found.kind in SECTIONS and (not found.value or found.kind == "sketch"):
            self.begin(found, line)
        elif found and found.kind == "rapporteurs" and _people.looks_like_one(found.value):
            self.take_label(found, line)
        else:
            self.sections[-1][1].append(line)

    # --- facts --------------------------------------------------------------------------------------------------

    def take_label(self, found: Label, line: Line) -> None:
        self.role = found.kind if found.kind in ROLES else ""
        self.open = "" if found.value or self.role else found.kind
        self.several = found.several or not found.value or found.kind in ("speakers", "discussants")
        if self.role and len(line.cells) > 2:
            self.take_person(line.cells[1], line, ", ".join(filter(None, line.cells[2:])))
        elif self.role and found.value:
            for piece in _several(found.value) if self.several else [found.value]:
                self.take_person(piece, line)
        elif found.value:
            self.take_fact(found.kind, found.value, line)

    def take_fact(self, kind: str, value: str, line: Line) -> None:
        match kind:
            case "session":
                self.take_session(value, line)
            case "when":
                self.take_when(value, line)
            case _ if len(value) > LONGEST:
                self.not_understood(line)
            case _ if kind in self.facts:
                self.say(line, f"not taken: there is a {kind} already, “{self.facts[kind]}”", "keep one of them", kind)
            case _:
                self.note(kind, value, line)

    def note(self, kind: str, value: str, line: Line) -> None:
        self.facts[kind] = value
        self.places[kind] = Place(self.name, line.number)

    def take_session(self, value: str, line: Line) -> None:
        """Take `Concurrent Session 3-1: An Asian NATO?` apart; what has no code is a title."""
        match = CODED.fullmatch(value[:LONGEST])
        if len(value) > LONGEST:
            self.not_understood(line)
        elif match is None or not (KINDS.search(match["kind"]) or match["title"] or len(match["kind"].split()) == 1):
            self.note("title", value, line)
        else:
            self.take_code(match, line)

    def take_code(self, match: re.Match[str], line: Line) -> None:
        self.note("kind", match["kind"], line)
        self.note("id", re.sub(r"[‑–]", "-", match["id"]), line)
        if match["room"]:
            self.note("room", match["room"], line)
        if title := match["title"] or match["after"] or match["dotted"]:
            self.note("title", title, line)

    def take_when(self, value: str, line: Line) -> None:
        """Take a date, a time or both; they may have labels of their own."""
        self.whens.append(value)
        found = when(" / ".join(self.whens), self.language)
        self.when = found
        self.places["starts"] = self.places["ends"] = Place(self.name, line.number)
        if found.doubt:
            self.say(
                line, f"the date is not certain: {found.doubt}", "write it as 2026-04-08 or April 8, 2026", "starts"
            )
        if found.rest and not _zone(found.rest):
            self.not_understood(line, f"“{found.rest}” beside the date")

    @property
    def language(self) -> str:
        return self.choices.event.language if self.choices.event else "en"

    def take_bare(self, line: Line) -> None:
        """Take a line without a label by what came before it, and by what it looks like."""
        if self.open:
            kind, self.open = self.open, ""
            self.take_fact(kind, line.words, line)
        elif len(line.words) >= PROSE and ends(line.words):
            self.say(line, "taken for the beginning of the prose, which has no label",
                     "write `Session Sketch:` before it", severity=Severity.INFO)  # fmt: skip
            self.sections.append(("sketch", [line]))
        elif self.role and self.people[self.role] and self.goes_on(line):
            self.go_on(line)
        elif line.words.casefold() in heads():
            pass
        elif self.role and self.people[self.role] and self.belongs_below(line):
            self.go_on(line)
        elif self.role and self.several and _people.looks_like_one(line.words):
            self.take_person(line.words, line)
        elif not self.take_unlabelled(line):
            self.not_understood(line)

    def take_unlabelled(self, line: Line) -> bool:
        """Tell whether a line says without a label what it is: a code, a date, a title under a code, the host."""
        if line.words in self.hosts or line.style == "host":
            return True
        if field := self.by_style(line):
            self.note(field, line.words, line)
            return True
        found = when(line.words, self.language)
        if not self.whens and found.starts and (found.ends or not found.rest or _zone(found.rest)):
            self.take_when(line.words, line)
            return True
        coded = CODED.fullmatch(line.words[:LONGEST])
        if "id" not in self.facts and coded and KINDS.search(coded["kind"]):
            self.take_session(line.words, line)
            return True
        if "id" in self.facts and "title" not in self.facts and not self.role:
            self.note("title", line.words, line)
            return True
        if self.last and "title" in self.facts and self.last.words.endswith(self.facts["title"].split("\n")[-1]):
            return self.take_below_title(line)
        return False

    def by_style(self, line: Line) -> str:
        """Return what a line is by its style in Word, as long as there is none yet."""
        styles = {"title": "title", "heading 1": "title", "subtitle": "subtitle"}
        field = styles.get(line.style, "")
        return field if field not in self.facts and not self.role and not CODED.fullmatch(line.words[:LONGEST]) else ""

    def take_below_title(self, line: Line) -> bool:
        """Tell whether a line goes on with the title, or is the subtitle by its style."""
        if line.gap or line.heading or self.role:
            return False
        self.facts["title"] = joined([self.facts["title"], line.words])
        return True

    @property
    def hosts(self) -> set[str]:
        event = self.choices.event
        if event is None:
            return set()
        names = [event.organiser or "", event.title]
        return {" ".join(" · ".join(filter(None, names)).split()), event.title, event.organiser or event.title}

    # --- people -------------------------------------------------------------------------------------------------

    def take_row(self, line: Line) -> bool:
        """Tell whether a line is a row of a table of people, the head of it, or a person in columns."""
        if not line.cells:
            return False
        words = [cell.casefold() for cell in line.cells if cell]
        if len(words) > 1 and all(word in heads() for word in words):
            return True
        cells = [cell for cell in line.cells if cell]
        laid_out = line.table or not line.cells[0]
        if self.role and len(cells) <= 3 and (laid_out or _people.looks_like_one(cells[0])):
            self.take_person(cells[0], line, ", ".join(cells[1:]))
            return True
        return False

    def take_person(self, words: str, line: Line, institutions: str = "") -> None:
        try:
            somebody = _people.person(words)
            if somebody and institutions:
                more = _people.affiliations(institutions)
                somebody = somebody.model_copy(update={"affiliations": (*somebody.affiliations, *more)})
                Person.model_validate(somebody.model_dump())
        except ValidationError:
            somebody = None
        if somebody is None or somebody.name.casefold() in ("tbd", "tba", "n/a", "none", "to be confirmed"):
            self.not_understood(line, "" if len(words) > 500 else f"“{words}” among the {self.role}")
            return
        self.places[f"{self.role}.{len(self.people[self.role])}.name"] = Place(self.name, line.number)
        self.people[self.role].append(somebody)

    def goes_on(self, line: Line) -> bool:
        """Tell whether a line goes on with the institution of the person before it, whom a page was too narrow for."""
        before = self.last.words if self.last else ""
        broken = bool(re.search(r"(?:[,/;&]|\b(?:of|for|and|the|in|on|at|to))$", before))
        return broken or (line.words[:1].islower() and not line.gap)

    def belongs_below(self, line: Line) -> bool:
        """Tell whether a line is the institution of the person before it, as plain text of a table has them."""
        bare = self.last is not None and self.last.words == self.people[self.role][-1].name
        institution = _people.ORGANISATION.search(line.words) and not _people.looks_like_one(line.words)
        return bare and bool(institution) and len(line.words) < PROSE

    def go_on(self, line: Line) -> None:
        somebody = self.people[self.role].pop()
        whole = " / ".join(somebody.affiliations)
        sign = " / " if self.last and self.last.words.endswith("/") else " "
        more = _people.affiliations(f"{whole}{sign}{line.words}")
        self.people[self.role].append(somebody.model_copy(update={"affiliations": more}))

    # --- what is told -------------------------------------------------------------------------------------------

    def not_understood(self, line: Line, what: str = "") -> None:
        words = line.words if len(line.words) <= 80 else line.words[:79] + "…"
        self.say(line, f"not understood: {what or f'“{words}”'}", "put a label before it, such as `Location:`")

    def say(
        self, line: Line, message: str, hint: str = "", field: str = "", severity: Severity = Severity.WARNING
    ) -> None:
        self.remarks.append(remark(self.name, line.number, message, hint, severity=severity, field=field))

    # --- what comes of it ---------------------------------------------------------------------------------------

    def draft(self) -> Draft:
        self.know_families()
        self.give_ids()
        somebody = _passages.everybody([one for role in PEOPLE_WITH_IDS for one in self.people[role]])
        groups = [(section, self.paragraphs(lines, somebody)) for section, lines in self.sections]
        found, lines, remarks = _passages.passages(groups, somebody, self.name)
        self.remarks += remarks
        self.places.update({f"sketch.{at}.text": Place(self.name, line) for at, line in enumerate(lines)})
        self.address(groups, somebody)
        self.tell_what_is_missing()
        return Draft(
            id=self.facts.get("id"),
            kind=self.facts.get("kind"),
            title=self.facts.get("title"),
            subtitle=self.facts.get("subtitle"),
            starts=self.when.starts,
            ends=self.when.ends,
            room=self.facts.get("room"),
            rapporteurs=tuple(self.people["rapporteurs"]),
            moderators=tuple(self.people["moderators"]),
            speakers=tuple(self.people["speakers"]),
            discussants=tuple(self.people["discussants"]),
            sketch=tuple(found),
            places=self.places,
        )

    def paragraphs(self, lines: Sequence[Line], people: Sequence[_passages.Somebody]) -> list[Paragraph]:
        found, remarks = paragraphs(lines, lambda words: _passages.opening(words, people).who is not None, self.name)
        self.remarks += remarks
        return found

    def know_families(self) -> None:
        """Give family names that the prose tells by calling somebody `Dr. Kuik`."""
        text = " ".join(line.words for _, lines in self.sections for line in lines)
        called = {_people.folded(word) for word in _CALLED.findall(text)}
        everybody = [one for role in ROLES for one in self.people[role]]
        for role in ROLES:
            self.people[role] = [_with_family(one, called, everybody) for one in self.people[role]]
        if unknown := [one.name for role in ROLES for one in self.people[role] if not one.family]:
            self.remarks.append(
                remark(self.name, self.first, f"which is the family name is not known: {', '.join(unknown)}",
                       "write `family:` where it matters", severity=Severity.INFO)
            )  # fmt: skip

    def give_ids(self) -> None:
        """Give ids to those whom passages may belong to; a person with two roles has the id once."""
        order = [(role, at) for role in PEOPLE_WITH_IDS for at in range(len(self.people[role]))]
        everybody = [self.people[role][at] for role, at in order]
        names = [one.name for one in everybody]
        first = [one.name not in names[:at] for at, one in enumerate(everybody)]
        for (role, at), somebody in zip(order, _people.named(everybody, first), strict=True):
            self.people[role][at] = somebody

    def address(self, groups: Sequence[tuple[str, Sequence[Paragraph]]], people: Sequence[_passages.Somebody]) -> None:
        """Give people the honorific by which their own paragraph calls them, where the list has none."""
        titles: dict[str, str] = {}
        for _, found in groups:
            for paragraph in found:
                one = _passages.opening(paragraph.words, people)
                if one.who and one.title and all(word in _people.ADDRESSES for word in one.title.split()):
                    titles.setdefault(one.who.id, one.title)
        for role in PEOPLE_WITH_IDS:
            self.people[role] = [
                one.model_copy(update={"honorific": titles[one.id]}) if one.id in titles and not one.honorific else one
                for one in self.people[role]
            ]

    def tell_what_is_missing(self) -> None:
        missing = {
            "title": ("no title", "Session: Concurrent Session 3-1: An Asian NATO?"),
            "starts": ("no day and time", "Date/Time: April 8, 2026 / 14:40-16:00"),
            "ends": ("no time at which it ends", "Date/Time: April 8, 2026 / 14:40-16:00"),
        }
        have = {**self.facts, "starts": self.when.starts, "ends": self.when.ends or not self.when.starts}
        for name, (message, example) in missing.items():
            if not have.get(name):
                self.remarks.append(
                    remark(self.name, self.first, f"the session has {message}", f"for example `{example}`",
                           severity=Severity.ERROR, field=name)
                )  # fmt: skip


_CALLED = re.compile(r"\b(?:Dr|Prof|Mr|Ms|Mrs|Amb)\.?\s+([^\W\d_][\w'’-]*?)(?:['’]s)?(?=[\s,;.:)]+(?:[a-z(]|$)|[,;])")


def _with_family(person: Person, called: set[str], everybody: Sequence[Person]) -> Person:
    """Return `person` with the family name by which the prose calls them, if it can be no other's."""
    if person.family:
        return person
    tokens = person.name.split(",", maxsplit=1)[0].split()
    ends = {tokens[0], tokens[-1]}
    others = {_people.folded(word) for one in everybody if one is not person for word in one.name.split()}
    found = [word for word in ends if _people.folded(word) in called and _people.folded(word) not in others]
    return person.model_copy(update={"family": found[0]}) if len(found) == 1 else person


def _several(value: str) -> list[str]:
    """Return the people on one line, if what divides them does not divide their institutions."""
    for divider, told in (
        (r"\s*[;；]\s*", r"[,(]"),
        (r"(?<=\))\s*,\s*", r"\("),
        (r"\s+(?:and|&)\s+(?=[A-Z])", r"\w \w"),
    ):
        pieces = [piece for piece in re.split(divider, value) if piece]
        if len(pieces) > 1 and all(re.search(told, piece) and _people.looks_like_one(piece) for piece in pieces):
            return pieces
    return [value]


def _zone(words: str) -> bool:
    """Tell whether words beside a date are the name of a time zone, which the event has."""
    return bool(
        re.fullmatch(
            r"[(（]?(?:[A-Z]{2,5}|(?:UTC|GMT)\s*[+-]?\d{0,2}(?::\d\d)?|.*\b(?:[Tt]ime|local)\b.*)[)）]?", words
        )
    )
